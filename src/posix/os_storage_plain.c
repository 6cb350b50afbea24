/* SPDX-License-Identifier: MIT */
/*
 * Memory for sections on POSIX systems without memory files.  Storage is not
 * reserved: what these systems offer for it does not work on shared memory.
 */
#include "posix.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

const bool mmf_storage_is_reserved = false;

unsigned long mmf_storage_reserve(int fd, const mmf_os_wish *wish)
{
    return ftruncate(fd, (off_t)wish->size) == 0 ? 0 : mmf_posix_error();
}

unsigned long mmf_storage_grow(const mmf_os_file *file, int64_t size,
                               bool sparse)
{
    (void)sparse;
    return ftruncate((int)file->handle, (off_t)size) == 0 ? 0
                                                          : mmf_posix_error();
}

bool mmf_storage_is_remote(int fd)
{
    (void)fd;
    return false;
}

unsigned long mmf_storage_open(int *fd)
{
    /* A name for a moment only; "/mmf.", a process and a counter stay below
     * the 30 characters that macOS allows. */
    for (unsigned int i = 0;; i++) {
        char name[32];
        int opened;

        (void)snprintf(name, sizeof name, "/mmf.%lx.%x",
                       (unsigned long)getpid(), i);
        opened = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (opened >= 0) {
            (void)shm_unlink(name);
            *fd = opened;
            return 0;
        }
        if (errno != EEXIST)
            return mmf_posix_error();
    }
}

unsigned long mmf_storage_query(int64_t *total, int64_t *available)
{
    (void)total;
    (void)available;
    return ENOSYS;
}

unsigned long mmf_storage_touch(const void *address, size_t size)
{
    (void)address;
    (void)size;
    return 0;
}
