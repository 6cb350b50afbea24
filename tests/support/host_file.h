/* SPDX-License-Identifier: MIT */
/*
 * Files as tests need them beside the library: laid, looked at and opened by
 * plain calls of the system, host_file_posix.c and host_file_win32.c.  Paths are
 * UTF-8 on both.  Each function ends the program where it cannot do its work.
 */
#ifndef MMF_HOST_FILE_H
#define MMF_HOST_FILE_H

#include <stdbool.h>
#include <stdint.h>

/* What host_file_open() asks for. */
enum {
    HOST_READ = 0x1,
    HOST_WRITE = 0x2,
    HOST_EXECUTE = 0x4, /* Windows knows it of handles */
    HOST_ALONE = 0x8    /* as FileShare.None; else all may do everything */
};

/* A path in the folder for temporary files that no other process and no other
 * call has; leaf ends it.  What an ended process of the same number has left
 * there is removed. */
const char *host_path(const char *leaf);

/* Lays a file of so many equal bytes; removes it, if it is there. */
void host_file_lay(const char *path, int64_t size, int byte);
void host_file_remove(const char *path);

/* How long it is, or -1 where there is none. */
int64_t host_file_size(const char *path);

/* Whether so many bytes of it at offset have a value. */
bool host_file_holds(const char *path, int64_t offset, int64_t count, int byte);

/* Whether it may be written by nobody. */
void host_file_protect(const char *path, bool read_only);

/* Opens a file that is there; -1 where the system refuses. */
intptr_t host_file_open(const char *path, int how);
void host_file_close(intptr_t handle);
bool host_file_is_open(intptr_t handle);

/* The reading end of a pipe without a name. */
intptr_t host_pipe(void);

/* A pipe at a path, and the end of it. */
intptr_t host_pipe_at(const char **path);
void host_pipe_end(intptr_t pipe, const char *path);

/* Whether permissions mean nothing to this process. */
bool host_is_root(void);

#endif
