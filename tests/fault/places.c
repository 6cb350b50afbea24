/* SPDX-License-Identifier: MIT */
/*
 * The looks of places.h.  An object is what src/posix/os_life.c makes: its mark
 * is the sticky bit, its holders have a shared flock.
 */
#include "places.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CONTENT = 0x3C
};

static int living = -1; /* our descriptor of it */
static ino_t inode;

static void must(bool well)
{
    if (!well) {
        perror("places");
        abort();
    }
}

const char *place_name(void)
{
    static char name[32];

    (void)snprintf(name, sizeof name, "mmf.fault.%ld", (long)getpid());
    return name;
}

static const char *path(void)
{
    static char text[64];

    (void)snprintf(text, sizeof text, "/dev/shm/%s", place_name());
    return text;
}

void place_prepare(enum place place)
{
    unsigned char bytes[PLACE_SIZE];
    struct stat object;
    int fd;

    if (place == NOTHING)
        return;
    fd = open(path(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 01600);
    memset(bytes, CONTENT, sizeof bytes);
    must(fd >= 0 && fstat(fd, &object) == 0 && (object.st_mode & S_ISVTX) != 0);
    must(write(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes);
    inode = object.st_ino;
    if (place == LIVING) {
        must(flock(fd, LOCK_SH) == 0);
        living = fd;
    } else {
        must(close(fd) == 0);
    }
}

enum place place_look(void)
{
    const int fd = open(path(), O_RDWR | O_CLOEXEC);
    enum place seen = LIVING;

    if (fd < 0)
        return NOTHING;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        seen = STALE;
    must(close(fd) == 0);
    return seen;
}

bool place_is_untouched(void)
{
    unsigned char bytes[PLACE_SIZE];
    struct stat object;

    if (stat(path(), &object) != 0 || object.st_ino != inode ||
        object.st_size != PLACE_SIZE)
        return false;
    must(pread(living, bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        if (bytes[i] != CONTENT)
            return false;
    return true;
}

void place_clear(void)
{
    (void)unlink(path());
    if (living >= 0)
        must(close(living) == 0);
    living = -1;
}

int place_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    must(folder != NULL);
    while (readdir(folder) != NULL)
        count++;
    must(closedir(folder) == 0);
    return count;
}

int place_mappings(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[4096];
    int count = 0;

    must(maps != NULL);
    while (fgets(line, sizeof line, maps) != NULL)
        count += strstr(line, "/dev/shm/") != NULL ||
                 strstr(line, "/memfd:") != NULL;
    must(fclose(maps) == 0);
    return count;
}
