/* SPDX-License-Identifier: MIT */
/*
 * Maps of files: the bytes of a file as memory, kept when the last map is
 * closed.
 *
 *     mmf_map *map;
 *     mmf_create_from_file("data.bin", MMF_FILE_OPEN, NULL, 0, NULL, &map);
 *     ...views of it, see view.h...
 *     mmf_map_close(map);
 *
 * What is written through a view is in the file at once for every process of
 * this machine, and on the disk when the system gets to it, or when
 * mmf_view_flush() returns.
 *
 * Sharing
 *
 * While a map is open that was made by a path, other programs may open the file
 * as .NET's FileShare.Read lets them.  On Windows they may read it, and who
 * wants to write it is refused; so two maps that write one file need handles
 * opened by the program itself, with sharing for writing.  On POSIX a shared
 * flock() is held, as .NET holds it: it keeps out who asks for an exclusive one
 * (FileShare.None) and nobody else.  No lock is taken for writing files of NFS
 * and SMB servers.  A file that is in use is MMF_EBUSY at once: wait_ms is not
 * for files.
 *
 * Failures
 *
 * A call that fails leaves no file behind that was not there, and of a file that
 * was there bytes and length as they were.  One window cannot be closed: when
 * MMF_FILE_CREATE has emptied a file, as its very last step, and at that moment
 * the disk breaks, or on Windows another process takes the name.
 *
 * Sizes
 *
 * A map of a file has exactly the size asked for, on Windows too (where .NET's
 * default view and who opens the map by its name see whole pages; what is
 * written behind the file's end is lost).  A file that others lengthen later has
 * to be mapped anew; who shortens one that is mapped takes pages away from its
 * readers, see "Processes" in mmf.h.  Windows forbids that.
 */
#ifndef MMF_FILE_H
#define MMF_FILE_H

#include "export.h"
#include "map.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What is done with a file; the numbers of System.IO.FileMode. */
enum mmf_file_mode {
    MMF_FILE_CREATE_NEW = 1,     /**< make it; it must not exist */
    MMF_FILE_CREATE = 2,         /**< make it, or empty the one that exists */
    MMF_FILE_OPEN = 3,           /**< .NET's default: it must exist */
    MMF_FILE_OPEN_OR_CREATE = 4, /**< open it, or make it */
    MMF_FILE_TRUNCATE = 5,       /**< refused: an empty file has no bytes */
    MMF_FILE_APPEND = 6          /**< refused: a map is not written in order */
};

/**
 * Maps a file, as MemoryMappedFile.CreateFromFile with a path does.
 *
 * A file shorter than capacity grows to exactly capacity, with zeros whose
 * storage is taken now, so that a full disk is an error here and not a crash
 * later; see MMF_DELAY_ALLOCATE_PAGES for files with holes.
 *
 * @param path     Path of a file, or of a device that can be mapped (POSIX, such
 *                 as /dev/zero; capacity must be given then).  UTF-8 on Windows,
 *                 of any length; bytes as the system takes them on POSIX.
 * @param mode     An mmf_file_mode.  MMF_FILE_CREATE empties a file under those
 *                 who have it mapped, as .NET's does; Windows refuses that.
 * @param name     Name in UTF-8 by which mmf_open_existing() and .NET's
 *                 OpenExisting find the map while it is open, see "Names" in
 *                 mmf.h; NULL for none.  Windows only: elsewhere, as in .NET,
 *                 every program opens the path.
 * @param capacity Size of the map in bytes, or 0 for the file's length.
 * @param options  NULL for the defaults.  Its access also says how the file is
 *                 opened: for reading alone with MMF_ACCESS_READ and
 *                 MMF_ACCESS_READ_EXECUTE, else for writing too, also with
 *                 MMF_ACCESS_COPY_ON_WRITE.  Its mode is for a file that is
 *                 made; 0 = 0666 without what the umask forbids.  Its security
 *                 is for such a file too, but on Windows for the section.
 *                 MMF_DELAY_ALLOCATE_PAGES is the only flag; it lets the file
 *                 grow without taking storage, where the file system can.
 * @param out      Receives the map, to be released by mmf_map_close(), which
 *                 also closes the file; set to NULL on failure.
 * @return 0, or
 *         MMF_EINVAL   path or out is NULL; mode is MMF_FILE_APPEND,
 *                      MMF_FILE_TRUNCATE or none at all; access is
 *                      MMF_ACCESS_WRITE, or one that only reads with
 *                      MMF_FILE_CREATE or MMF_FILE_CREATE_NEW; capacity is 0
 *                      and the file empty or a device; capacity is more than
 *                      the length of a file that is only to be read; options
 *                      has an unknown access, flag, size, wait, mode or
 *                      inheritability;
 *         MMF_ERANGE   capacity is negative, or less than the file's length;
 *         MMF_ENAME    name or path breaks a rule; the detail says which;
 *         MMF_ENOENT   there is no such file, or not its folder;
 *         MMF_EEXIST   MMF_FILE_CREATE_NEW and the file exists, or the name is
 *                      in use;
 *         MMF_ETYPE    the path is a folder, a pipe, a socket, links that lead
 *                      in a circle, or else what cannot be mapped, or the name
 *                      belongs to another kind of object;
 *         MMF_EACCES   the system refuses: the permissions of the file or its
 *                      folder, a file that is read-only, or a Global\ name;
 *         MMF_EBUSY    the file is in use by a program that does not share it,
 *                      or on Windows it has to be emptied and is mapped;
 *         MMF_ETOOBIG  capacity is more than this system or the file system
 *                      can ever hold;
 *         MMF_ENOSPC   the disk has no room for the file to grow;
 *         MMF_ENOMEM   out of memory, descriptors or handles;
 *         MMF_ENOTSUP  a name on a system without names for files;
 *         MMF_EIO, MMF_EUNKNOWN  the system's answer is in the detail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET CreateFromFile; Win32 CreateFileW and
 * CreateFileMappingW; POSIX open, flock and ftruncate.
 */
MMF_API int mmf_create_from_file(const char *path, uint32_t mode,
                                 const char *name, int64_t capacity,
                                 const mmf_options *options, mmf_map **out);

/**
 * Maps a file that the program has opened, as MemoryMappedFile.CreateFromFile
 * with a SafeFileHandle or FileStream does.
 *
 * The handle keeps its position, its sharing and its locks.  What it does not
 * allow is refused here on Windows; on POSIX, as in .NET, by mmf_view_open().
 *
 * @param handle     HANDLE of CreateFile (Windows) or file descriptor (POSIX).
 * @param name       As for mmf_create_from_file().
 * @param capacity   As for mmf_create_from_file().
 * @param options    As for mmf_create_from_file(), but that mode, and on
 *                   POSIX security, is not used: no file is made.
 * @param leave_open 0: mmf_map_close() closes the handle.  Otherwise it stays
 *                   the caller's, who on POSIX closes it no earlier than the
 *                   map; views last in any case.
 * @param out        Receives the map, to be released by mmf_map_close(); set to
 *                   NULL on failure, and the handle is then the caller's.
 * @return as mmf_create_from_file() but for MMF_ENOENT, with
 *         MMF_EINVAL   also for a handle that is none, and for a descriptor
 *                      that was opened with O_PATH (Linux);
 *         MMF_EACCES   the handle does not allow what is asked, such as to
 *                      write a file that has to grow;
 *         MMF_EEXIST   the name is in use.
 *
 * Thread safety: any thread; no other call may use the handle meanwhile.
 * Since: 0.1.  Source: .NET CreateFromFile; Win32 CreateFileMappingW.
 */
MMF_API int mmf_create_from_handle(intptr_t handle, const char *name,
                                   int64_t capacity, const mmf_options *options,
                                   int leave_open, mmf_map **out);

#ifdef __cplusplus
}
#endif

#endif
