/* SPDX-License-Identifier: MIT */
/*
 * The wrappers of calls.h.  They do what the kernel does: a close that fails
 * has closed, a mapping that cannot be unmapped is gone all the same (the
 * kernel refuses that only where it would have to split one, which the library
 * never asks for).
 */
#include "calls.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/types.h>

static struct {
    bool watching;
    int count;
    int fail_at;
    int error;
    enum call struck;
    enum call forbidden;
    int forbidden_error;
    bool ever[CALL_COUNT];
} now;

static const int *errors_of(enum call call)
{
    static const int errors[][10] = {{0},
#define CALL_ERRORS(name, ...) {__VA_ARGS__, 0},
                                     CALLS(CALL_ERRORS)
#undef CALL_ERRORS
    };

    return errors[call];
}

static bool can_fail_so(enum call call, int error)
{
    for (const int *one = errors_of(call); *one != 0; one++)
        if (*one == error)
            return true;
    return false;
}

/* Counts a call; whether it is the one that fails. */
static bool strikes(enum call call)
{
    if (now.watching && call == now.forbidden) {
        errno = now.forbidden_error;
        return true;
    }
    if (!now.watching || ++now.count != now.fail_at ||
        !can_fail_so(call, now.error))
        return false;
    now.struck = call;
    now.ever[call] = true;
    errno = now.error;
    return true;
}

void calls_forbid(enum call call, int error)
{
    now.forbidden = call;
    now.forbidden_error = error;
}

void calls_watch(int n, int error)
{
    now.count = 0;
    now.fail_at = n;
    now.error = error;
    now.struck = CALL_NONE;
    now.watching = true;
}

int calls_rest(void)
{
    now.watching = false;
    return now.count;
}

enum call calls_struck(void)
{
    return now.struck;
}

bool calls_has_struck(enum call call)
{
    return now.ever[call];
}

const char *calls_name(enum call call)
{
    static const char *const names[] = {"no call",
#define CALL_NAME(name, ...) #name,
                                        CALLS(CALL_NAME)
#undef CALL_NAME
    };

    return names[call];
}

#define WRAP(type, failed, name, parameters, arguments)                   \
    type __real_##name parameters;                                        \
    type __wrap_##name parameters;                                        \
    type __wrap_##name parameters                                         \
    {                                                                     \
        return strikes(CALL_##name) ? (failed) : __real_##name arguments; \
    }

WRAP(void *, NULL, malloc, (size_t size), (size))
WRAP(int, -1, shm_open, (const char *name, int flags, mode_t mode),
     (name, flags, mode))
WRAP(int, -1, linkat,
     (int from, const char *old, int to, const char *made, int flags),
     (from, old, to, made, flags))
WRAP(int, -1, flock, (int fd, int operation), (fd, operation))
WRAP(int, -1, fcntl64, (int fd, int command, void *lock), (fd, command, lock))
WRAP(int, errno, posix_fallocate64, (int fd, off64_t offset, off64_t length),
     (fd, offset, length))
WRAP(int, -1, ftruncate64, (int fd, off64_t length), (fd, length))
WRAP(int, -1, fallocate64, (int fd, int mode, off64_t offset, off64_t length),
     (fd, mode, offset, length))
WRAP(int, -1, fstatfs64, (int fd, struct statfs *out), (fd, out))
WRAP(int, -1, fstatvfs64, (int fd, struct statvfs *out), (fd, out))
WRAP(int, -1, unlink, (const char *path), (path))
WRAP(int, -1, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(void *, (void *)-1, mmap64,
     (void *at, size_t size, int access, int flags, int fd, off64_t offset),
     (at, size, access, flags, fd, offset))
WRAP(int, -1, msync, (void *at, size_t size, int flags), (at, size, flags))
WRAP(int, -1, memfd_create, (const char *name, unsigned int flags),
     (name, flags))
WRAP(int, -1, lstat64, (const char *path, struct stat *out), (path, out))
WRAP(int, -1, fstat64, (int fd, struct stat *out), (fd, out))
WRAP(int, -1, shm_unlink, (const char *name), (name))
WRAP(int, -1, fchown, (int fd, uid_t owner, gid_t group), (fd, owner, group))
WRAP(int, -1, sysinfo, (struct sysinfo * out), (out))
WRAP(int, -1, statvfs64, (const char *path, struct statvfs *out), (path, out))

WRAP(int, -1, madvise, (void *at, size_t size, int advice), (at, size, advice))
WRAP(int, -1, fstatat64,
     (int folder, const char *path, struct stat *out, int flags),
     (folder, path, out, flags))
WRAP(FILE *, NULL, fopen64, (const char *path, const char *mode), (path, mode))
WRAP(DIR *, NULL, opendir, (const char *path), (path))
WRAP(struct dirent *, NULL, readdir64, (DIR * folder), (folder))

/* Two calls in one: a system without O_TMPFILE refuses only the one. */
int __real_open64(const char *path, int flags, mode_t mode);
int __wrap_open64(const char *path, int flags, mode_t mode);
int __wrap_open64(const char *path, int flags, mode_t mode)
{
    const bool nameless = (flags & O_TMPFILE) == O_TMPFILE;

    return strikes(nameless ? CALL_tmpfile : CALL_open64)
               ? -1
               : __real_open64(path, flags, mode);
}

/* Those that take effect all the same. */
#define WRAP_DONE(name, parameters, arguments)  \
    int __real_##name parameters;               \
    int __wrap_##name parameters;               \
    int __wrap_##name parameters                \
    {                                           \
        const int rc = __real_##name arguments; \
                                                \
        return strikes(CALL_##name) ? -1 : rc;  \
    }

WRAP_DONE(close, (int fd), (fd))
WRAP_DONE(munmap, (void *at, size_t size), (at, size))
