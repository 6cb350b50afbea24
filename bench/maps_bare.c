/* SPDX-License-Identifier: MIT */
/*
 * The floor: the system's own calls, as one would write them by hand.  A map is
 * there before it has its size, and stays for ever if its maker is killed.
 */
#include "maps.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *path_of(const char *name)
{
    static char path[100];

    path[0] = '/';
    (void)strncpy(path + 1, name, sizeof path - 2);
    return path;
}

static bool map(maps_handle *out)
{
    void *bytes = mmap(NULL, (size_t)out->size, PROT_READ | PROT_WRITE,
                       MAP_SHARED, (int)out->number, 0);

    out->bytes = bytes;
    return bytes != MAP_FAILED;
}

static bool make(const char *name, const char *kind, uint64_t size,
                 maps_handle *out)
{
    const int fd = shm_open(path_of(name), O_RDWR | O_CREAT | O_EXCL, 0600);

    out->number = fd;
    out->size = size;
    if (fd < 0)
        return false;
    if (strcmp(kind, "reserved") == 0)
        return posix_fallocate(fd, 0, (off_t)size) == 0 && map(out);
    return ftruncate(fd, (off_t)size) == 0 && map(out);
}

/* Who maps more than there is gets a signal at the touch: hence fstat(). */
static bool open_it(const char *name, maps_handle *out)
{
    const int fd = shm_open(path_of(name), O_RDWR, 0);
    struct stat object;

    if (fd < 0 || fstat(fd, &object) != 0)
        return false;
    out->number = fd;
    out->size = (uint64_t)object.st_size;
    return map(out);
}

static void close_it(maps_handle *handle)
{
    (void)munmap((void *)(uintptr_t)handle->bytes, (size_t)handle->size);
    (void)close((int)handle->number);
}

static void remove_it(const char *name, const char *kind)
{
    (void)kind;
    (void)shm_unlink(path_of(name));
}

int main(void)
{
    static const maps_peer peer = {"bare system calls", make, open_it, close_it,
                                   remove_it};

    return maps_main(&peer);
}
