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
#include <stddef.h>
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

/** Flags of a new map; the numbers of MemoryMappedFileOptions. */
enum mmf_map_flags {
    /**
     * Take storage for a page when it is first touched, not at creation.  On
     * Windows the pages of a view are committed when the view is opened.  On
     * POSIX a full memory file system then shows as SIGBUS at the touch, and
     * no longer as MMF_ENOSPC at creation.
     */
    MMF_DELAY_ALLOCATE_PAGES = 0x04000000
};

/** What mmf_create_or_open() did. */
enum mmf_how {
    MMF_CREATED = 1,
    MMF_OPENED = 2
};

/**
 * The rarer wishes of a caller.  NULL, or a struct of zeros, asks for what
 * .NET does by default: ReadWrite, no flags.
 */
typedef struct mmf_options {
    uint32_t size;   /**< sizeof(mmf_options), or 0 for the layout of 0.1 */
    uint32_t access; /**< an mmf_access, for the map that is made */
    uint32_t flags;  /**< mmf_map_flags */
    int32_t wait_ms; /**< longest wait for other processes, in milliseconds;
                          0 = 5000, -1 = do not wait */
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
 *         MMF_EINVAL   out is NULL; options has an unknown access, flag, size
 *                      or wait; access is MMF_ACCESS_WRITE;
 *         MMF_ENAME    the name breaks a rule; the detail says which;
 *         MMF_ERANGE   capacity is 0 or negative;
 *         MMF_ETOOBIG  capacity is more than this system can ever hold;
 *         MMF_EEXIST   the name is in use;
 *         MMF_ETYPE    the name is in use by another kind of object;
 *         MMF_EACCES   the system refuses: the name is another user's, or
 *                      Global\ needs a privilege, or execution is forbidden;
 *         MMF_ENOSPC   the memory file system has no room for capacity bytes;
 *         MMF_ENOMEM   out of memory, descriptors or handles;
 *         MMF_EBUSY    another process kept the name busy beyond wait_ms;
 *         MMF_EIO, MMF_ENOTSUP, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
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
 * Of a map that is there already, neither size nor contents change: capacity
 * and flags only count for a new one.  With MMF_ACCESS_WRITE it never creates.
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
 * not at all.
 *
 * @param name    Name as given to the creator, UTF-8; see "Names" in mmf.h.
 *                Not kept.
 * @param rights  Bits of mmf_rights; MMF_RIGHTS_READ_WRITE is .NET's default.
 * @param options NULL for the defaults; access and flags must be 0, because
 *                rights says it all.
 * @param out     Receives the map, to be released by mmf_map_close(); set to
 *                NULL on failure.
 * @return 0, or
 *         MMF_EINVAL   name or out is NULL; rights is 0 or has unknown bits;
 *                      options has an access, a flag, an unknown size or wait;
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
 * @return the size in bytes: exactly the creator's capacity on POSIX, rounded
 *         up to whole pages on Windows (8096 gives 8192 there); -1 for NULL.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: .NET's Capacity of the default view.
 */
MMF_API int64_t mmf_map_size(const mmf_map *map);

/**
 * Gives the system's own handle of a map, as SafeMemoryMappedFileHandle does.
 *
 * The handle stays the map's: do not close it.
 *
 * @param map The map.
 * @return a HANDLE (Windows) or a file descriptor (POSIX); -1 for NULL.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: .NET SafeMemoryMappedFileHandle.
 */
MMF_API intptr_t mmf_map_handle(const mmf_map *map);

/**
 * Shows which object of the system a name stands for: "/X" for X, Local\X and
 * Global\X on POSIX (the file /dev/shm/X on Linux), the name itself on
 * Windows.
 *
 * @param name   Name in UTF-8.
 * @param buffer Receives the result and a NUL; may be NULL if room is 0.
 * @param room   Size of buffer in bytes.
 * @param needed Receives the length of the result without its NUL, also with
 *               MMF_ETOOBIG; NULL when that does not matter.
 * @return 0, or
 *         MMF_EINVAL   name is NULL, or buffer is NULL and room is not 0;
 *         MMF_ENAME    the name breaks a rule; the detail says which;
 *         MMF_ETOOBIG  room is too small; nothing but needed is stored.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.
 */
MMF_API int mmf_name_resolve(const char *name, char *buffer, size_t room,
                             size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
