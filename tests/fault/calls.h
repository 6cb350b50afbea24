/* SPDX-License-Identifier: MIT */
/*
 * The system calls of the library, each behind a wrapper that can make it fail.
 * The linker puts the wrappers in (--wrap), so the names are those that the
 * objects import; check_imports holds the list against what nm -u says.
 */
#ifndef MMF_CALLS_H
#define MMF_CALLS_H

#include <stdbool.h>

/* Every call that can fail, and with which errors on Linux. */
/* clang-format off */
#define CALLS(X)                                                          \
    X(malloc,            ENOMEM)                                          \
    X(tmpfile,           EINTR, EMFILE, ENOMEM, ENOSPC, EACCES, EIO,      \
                         ENOENT, EPERM) /* open64 with O_TMPFILE */       \
    X(open64,            EINTR, EMFILE, ENOMEM, EACCES, EIO, ENOENT)      \
    X(shm_open,          EINTR, EMFILE, ENOMEM, ENOSPC, EACCES, EIO)      \
    X(linkat,            ENOMEM, ENOSPC, EACCES, EEXIST, EIO, ENOENT,     \
                         EPERM)                                           \
    X(flock,             EINTR, ENOMEM, EAGAIN)                           \
    X(fcntl64,           EINTR, ENOMEM, EACCES, EAGAIN)                   \
    X(posix_fallocate64, EINTR, ENOMEM, ENOSPC, EIO)                      \
    X(ftruncate64,       EINTR, ENOSPC, EIO)                              \
    X(fallocate64,       EINTR, ENOSPC, EIO)                              \
    X(fstatfs64,         EINTR, ENOMEM, EIO)                              \
    X(fstatvfs64,        EINTR, ENOMEM, EIO)                              \
    X(unlink,            EACCES, EIO, ENOENT, EPERM)                      \
    X(fchmod,            EIO, EPERM)                                      \
    X(fchown,            EIO, EPERM)                                      \
    X(mmap64,            ENOMEM, EACCES, EAGAIN)                          \
    X(munmap,            ENOMEM)                                          \
    X(madvise,           ENOMEM, EIO)                                     \
    X(msync,             ENOMEM, EIO)                                     \
    X(memfd_create,      EMFILE, ENOMEM)                                  \
    X(lstat64,           ENOMEM, EACCES, EIO)                             \
    X(fstat64,           ENOMEM, EIO)                                     \
    X(fstatat64,         ENOMEM, EACCES, EIO, ENOENT)                     \
    X(shm_unlink,        EACCES, EIO, ENOENT, EPERM)                      \
    X(close,             EINTR, EIO)                                      \
    X(sysinfo,           EIO)                                             \
    X(statvfs64,         EINTR, ENOMEM, EIO)                              \
    X(fopen64,           EINTR, EMFILE, ENOMEM, EACCES, ENOENT)           \
    X(opendir,           EMFILE, ENOMEM, EACCES, EIO)              \
    X(readdir64,         ENOMEM, EIO, ENOENT)
/* clang-format on */

enum call {
    CALL_NONE,
#define CALL_NUMBER(name, ...) CALL_##name,
    CALLS(CALL_NUMBER)
#undef CALL_NUMBER
    CALL_COUNT
};

/* A world in which a call always fails; CALL_NONE ends that. */
void calls_forbid(enum call call, int error);

/* From now on calls are counted, and number n fails with error if it can. */
void calls_watch(int n, int error);

/* Ends that; returns how many calls there were. */
int calls_rest(void);

/* Which call was made to fail since calls_watch(); CALL_NONE if none was. */
enum call calls_struck(void);

/* Whether a call has been made to fail at all. */
bool calls_has_struck(enum call call);

const char *calls_name(enum call call);

#endif
