/* SPDX-License-Identifier: MIT */
/*
 * maps_os.h where there is POSIX.
 */
#include "maps.h"
#include "maps_os.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BLOCK = 512 /* of st_blocks */
};

long maps_os_process(void)
{
    return (long)getpid();
}

void maps_os_allow_files(void)
{
    struct rlimit files;

    peer_require(getrlimit(RLIMIT_NOFILE, &files) == 0, "there is no limit");
    files.rlim_cur = files.rlim_max;
    peer_require(files.rlim_max > MAPS_MOST + 100 &&
                     setrlimit(RLIMIT_NOFILE, &files) == 0,
                 "this process may not have 10,100 files open: ulimit -Hn");
}

static const char *path_of(const char *name)
{
    static char path[100];

    (void)snprintf(path, sizeof path, "/%s", name);
    return path;
}

void maps_os_make(const char *name, uint64_t size, int32_t first)
{
    const int fd = shm_open(path_of(name), O_RDWR | O_CREAT | O_EXCL, 0600);

    peer_require(fd >= 0 && ftruncate(fd, (off_t)size) == 0 &&
                     write(fd, &first, sizeof first) == sizeof first,
                 "there is no shared memory");
    (void)close(fd);
}

bool maps_os_is_stored(const char *name, uint64_t size)
{
    const int fd = shm_open(path_of(name), O_RDONLY, 0);
    struct stat object;
    bool stored;

    if (fd < 0)
        return false;
    stored =
        fstat(fd, &object) == 0 && (uint64_t)object.st_blocks * BLOCK >= size;
    (void)close(fd);
    return stored;
}

void maps_os_remove(const char *name)
{
    (void)shm_unlink(path_of(name));
}
