/* SPDX-License-Identifier: MIT */
/*
 * Maps: creating, opening and closing a piece of shared memory by its name.
 *
 *     mmf_map *map;
 *     mmf_create_new("Demo", 8096, NULL, &map);    // CreateNew
 *     ...views of it, see view.h...
 *     mmf_map_close(map);                          // Dispose
 *
 * A map is a handle.  The bytes are reached through views (view.h), and a view
 * stays valid when its map is closed before it.  What a name is, and how long
 * it lives, is told in mmf.h under "Names" and "Life time".
 */
#ifndef MMF_MAP_H
#define MMF_MAP_H

#include "export.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A map.  Only ever used through a pointer. */
typedef struct mmf_map mmf_map;

/** What a map or a view allows; the numbers of MemoryMappedFileAccess. */
enum mmf_access {
    MMF_ACCESS_READ_WRITE = 0,
    MMF_ACCESS_READ = 1,
    MMF_ACCESS_WRITE = 2, /**< views only: no map can be created with it */
    MMF_ACCESS_COPY_ON_WRITE = 3,
    MMF_ACCESS_READ_EXECUTE = 4,
    MMF_ACCESS_READ_WRITE_EXECUTE = 5
};

/**
 * What an opened map shall allow; the numbers of MemoryMappedFileRights, to be
 * joined with |.  The four rows from MMF_RIGHTS_DELETE on mean something to
 * Windows; on POSIX they are accepted and change nothing.
 */
enum mmf_rights {
    MMF_RIGHTS_COPY_ON_WRITE = 0x1,
    MMF_RIGHTS_WRITE = 0x2,
    MMF_RIGHTS_READ = 0x4,
    MMF_RIGHTS_READ_WRITE = 0x6,
    MMF_RIGHTS_EXECUTE = 0x8,
    MMF_RIGHTS_READ_EXECUTE = 0xC,
    MMF_RIGHTS_READ_WRITE_EXECUTE = 0xE,
    MMF_RIGHTS_DELETE = 0x10000,
    MMF_RIGHTS_READ_PERMISSIONS = 0x20000,
    MMF_RIGHTS_CHANGE_PERMISSIONS = 0x40000,
    MMF_RIGHTS_TAKE_OWNERSHIP = 0x80000,
    MMF_RIGHTS_FULL_CONTROL = 0xF000F,
    MMF_RIGHTS_ACCESS_SYSTEM_SECURITY = 0x1000000
};

/** Flags; the first is the number of MemoryMappedFileOptions. */
enum mmf_map_flags {
    /**
     * Take storage for a page when it is first touched, not at creation.  On
     * Windows the pages of a view are committed when the view is opened.  On
     * POSIX a full memory file system then shows as SIGBUS at the touch, and
     * no longer as MMF_ENOSPC at creation.
     */
    MMF_DELAY_ALLOCATE_PAGES = 0x04000000,
    /**
     * Let the name stay, with all bytes, until mmf_remove() or the next start
     * of the system.  POSIX only; Windows has no such names.
     */
    MMF_PERSIST = 0x1,
    /**
     * Join a map that another user owns.  Without it only one's own and root's
     * are joined, because whoever owns an object may shorten it.  Windows, whose
     * maps cannot be shortened, takes no notice.
     */
    MMF_ANY_OWNER = 0x2
};

/** See security.h. */
struct mmf_security;

/** Whether child processes get the map; the numbers of HandleInheritability. */
enum mmf_inheritability {
    MMF_INHERIT_NONE = 0,
    MMF_INHERITABLE = 1 /**< see mmf_map_adopt() */
};

/** What mmf_create_or_open() did. */
enum mmf_how {
    MMF_CREATED = 1,
    MMF_OPENED = 2
};

/**
 * The rarer wishes of a caller.  NULL, or a struct of zeros, asks for what
 * .NET does by default: ReadWrite, no flags, not inheritable.
 */
typedef struct mmf_options {
    uint32_t size;   /**< sizeof(mmf_options), or 0 for the layout of 0.1 */
    uint32_t access; /**< an mmf_access, for the map that is made */
    uint32_t flags;  /**< mmf_map_flags */
    int32_t wait_ms; /**< longest wait for other processes, in milliseconds;
                          0 = 5000, -1 = do not wait */
    uint32_t mode;   /**< POSIX permission bits of the map that is made, past
                          the umask; 0 = 0600, of a file 0666 within the umask.
                          Windows takes no notice */
    uint32_t inheritability;             /**< an mmf_inheritability */
    const struct mmf_security *security; /**< who may use the map that is made;
                                              NULL = the system's default */
} mmf_options;

/**
 * Creates a map, as MemoryMappedFile.CreateNew does.
 *
 * All its bytes are zero.  The name appears together with its full size: no
 * process ever sees a map that is half made.  The storage is taken now (but
 * see MMF_DELAY_ALLOCATE_PAGES), so that memory which is not there is an error
 * here and not a crash later.
 *
 * @param name     Name in UTF-8, see "Names" in mmf.h, or NULL for a map that
 *                 has none and that no other process can open.  Not kept.
 * @param capacity Size in bytes, more than 0.  On Windows the system rounds it
 *                 up to whole pages; mmf_map_size() tells.
 * @param options  NULL for the defaults.
 * @param out      Receives the map, to be released by mmf_map_close(); set to
 *                 NULL on failure.
 * @return 0, or
 *         MMF_EINVAL   out is NULL; options has an unknown access, flag, size,
 *                      wait, mode or inheritability; access is
 *                      MMF_ACCESS_WRITE; MMF_PERSIST without a name; security
 *                      is as mmf_security_set() refuses it, or asks for a mode
 *                      beside that of options;
 *         MMF_ENAME    the name breaks a rule; the detail says which;
 *         MMF_ERANGE   capacity is 0 or negative;
 *         MMF_ETOOBIG  capacity is more than this system can ever hold;
 *         MMF_EEXIST   the name is in use;
 *         MMF_ETYPE    the name is in use by another kind of object;
 *         MMF_EACCES   the system refuses: the name is another user's, or
 *                      Global\, an owner, a group or S: needs a privilege, or
 *                      execution is forbidden;
 *         MMF_ENOSPC   the memory file system has no room for capacity bytes;
 *         MMF_ENOMEM   out of memory, descriptors or handles;
 *         MMF_EBUSY    another process kept the name busy beyond wait_ms;
 *         MMF_ENOTSUP  MMF_PERSIST or a kind of security on a system without
 *                      it, or no shared memory on this machine;
 *         MMF_EIO, MMF_EUNKNOWN  the system's answer is in the detail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET CreateNew; Win32 CreateFileMappingW.
 */
MMF_API int mmf_create_new(const char *name, int64_t capacity,
                           const mmf_options *options, mmf_map **out);

/**
 * Opens a map, or creates it where there is none, as
 * MemoryMappedFile.CreateOrOpen does; and says which, as .NET cannot.
 *
 * Of a map that is there already, neither size, protection nor contents change:
 * capacity, flags and security only count for a new one.  With MMF_ACCESS_WRITE
 * it never creates.
 *
 * @param name     Name in UTF-8, see "Names" in mmf.h.  Not kept.
 * @param capacity Size in bytes of a map that has to be made, more than 0.
 * @param options  NULL for the defaults.  access also is what is asked of a
 *                 map that exists.
 * @param out      Receives the map, to be released by mmf_map_close(); set to
 *                 NULL on failure.
 * @param how      Receives MMF_CREATED or MMF_OPENED, or 0 on failure; NULL
 *                 when that does not matter.
 * @return as mmf_create_new() except for MMF_EEXIST, and
 *         MMF_EINVAL   also for a name of NULL;
 *         MMF_ENOENT   access is MMF_ACCESS_WRITE and there is no such map;
 *         MMF_EBUSY    the name came and went for longer than wait_ms.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET CreateOrOpen, whose 82 seconds of retries are
 * wait_ms here.
 */
MMF_API int mmf_create_or_open(const char *name, int64_t capacity,
                               const mmf_options *options, mmf_map **out,
                               int *how);

/**
 * Opens an existing map, as MemoryMappedFile.OpenExisting does.
 *
 * Never creates and never waits for a creator: a map is visible complete or
 * not at all.  Only an empty object, which another program on POSIX left or is
 * just making, is waited for, and then answered with MMF_EBUSY.
 *
 * @param name    Name as given to the creator, UTF-8; see "Names" in mmf.h.
 *                Not kept.
 * @param rights  Bits of mmf_rights; MMF_RIGHTS_READ_WRITE is .NET's default.
 * @param options NULL for the defaults; access, mode and security must be 0
 *                and MMF_ANY_OWNER the only flag: the others are for creating.
 * @param out     Receives the map, to be released by mmf_map_close(); set to
 *                NULL on failure.
 * @return 0, or
 *         MMF_EINVAL   name or out is NULL; rights is 0 or has unknown bits;
 *                      options asks for what is for creating, or has an
 *                      unknown flag, size, wait or inheritability;
 *         MMF_ENAME    the name breaks a rule; the detail says which;
 *         MMF_ENOENT   no such map;
 *         MMF_ETYPE    the name belongs to another kind of object;
 *         MMF_EACCES   the system refuses these rights;
 *         MMF_ENOMEM   out of memory, descriptors or handles;
 *         MMF_EBUSY    a transition of the name did not end within wait_ms;
 *         MMF_EIO, MMF_ENOTSUP, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET OpenExisting; Win32 OpenFileMappingW.
 */
MMF_API int mmf_open_existing(const char *name, uint32_t rights,
                              const mmf_options *options, mmf_map **out);

/**
 * Makes a map of a handle that this process inherited.
 *
 * The parent opens or creates the map with MMF_INHERITABLE, starts a program,
 * and tells it the number of mmf_map_handle(), in an argument for example.  The
 * program adopts the number.  From the start of the program on the name stays
 * alive for it, also when the parent closes the map or dies first.
 *
 * @param handle  The number.  On success it is the map's and no longer valid;
 *                on failure it is as it was.
 * @param rights  As for mmf_open_existing(), within what the parent had.
 * @param options As for mmf_open_existing().
 * @param out     Receives the map, to be released by mmf_map_close(); set to
 *                NULL on failure.
 * @return 0, or
 *         MMF_EINVAL   out is NULL, rights or options is not valid, or handle
 *                      is no handle;
 *         MMF_ETYPE    handle is another kind of object;
 *         MMF_EACCES   the system refuses these rights;
 *         MMF_ENOMEM   out of memory, descriptors or handles;
 *         MMF_EBUSY    a transition of the name did not end within wait_ms;
 *         MMF_EIO, MMF_ENOTSUP, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread; no other call may use the same handle.
 * Since: 0.1.  Source: .NET HandleInheritability.Inheritable.
 */
MMF_API int mmf_map_adopt(intptr_t handle, uint32_t rights,
                          const mmf_options *options, mmf_map **out);

/**
 * Makes a map that came along through fork() the child's own.
 *
 * Without it the child may use the map's views and open new ones, but does not
 * count: when the parent closes, the name is gone.  With it parent and child
 * are two holders; but where the parent has closed before, the map goes on
 * without a name.  In the process that opened the map, for maps without a name
 * or of a file, and on systems without fork(), it does nothing.
 *
 * @param map The map.
 * @return 0, or
 *         MMF_EINVAL   map is NULL;
 *         MMF_ENOMEM   out of descriptors;
 *         MMF_EBUSY    a transition of the name did not end within wait_ms;
 *         MMF_EACCES, MMF_EIO, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.  The map is as it was.
 *
 * Thread safety: no other call may use the same map meanwhile.
 * Since: 0.1.
 */
MMF_API int mmf_map_after_fork(mmf_map *map);

/**
 * Closes a map, as Dispose does.
 *
 * The name ends with the last handle to the map in any process, even while
 * views of it are still open; the bytes end with the last handle and view.
 * After fork(), a close in the child leaves the parent's name alone.
 *
 * @param map The map, or NULL, which does nothing.
 *
 * Thread safety: no other call may use the same map meanwhile or afterwards.
 * Since: 0.1.  Source: .NET MemoryMappedFile.Dispose.
 */
MMF_API void mmf_map_close(mmf_map *map);

/**
 * Tells how many bytes of a map can be viewed.
 *
 * @param map The map.
 * @return the size in bytes: exactly the creator's capacity on POSIX, and for a
 *         map of a file; else rounded up to whole pages on Windows (8096 gives
 *         8192 there); -1 for NULL.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: .NET's Capacity of the default view.
 */
MMF_API int64_t mmf_map_size(const mmf_map *map);

/**
 * Gives the system's own handle of a map, as SafeMemoryMappedFileHandle does.
 *
 * The handle stays the map's: do not close it.  Of a map with MMF_INHERITABLE
 * it is the one that child processes inherit.
 *
 * @param map The map.
 * @return a HANDLE of the section (Windows) or a file descriptor (POSIX), which
 *         for a map of a file is the file's; -1 for NULL.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: .NET SafeMemoryMappedFileHandle.
 */
MMF_API intptr_t mmf_map_handle(const mmf_map *map);

#ifdef __cplusplus
}
#endif

#endif
