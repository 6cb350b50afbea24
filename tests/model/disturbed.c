/* SPDX-License-Identifier: MIT */
/*
 * Operations that others get in the way of, for test_order: others who have a
 * lock, and others who give the name to another object between two steps.
 */
#include "stage.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A description of the object, as any other process has one. */
static int another(void)
{
    int fd = open(on.path, O_RDWR | O_CLOEXEC);

    must(fd >= 0, "open");
    return fd;
}

/* The lock of lock.h on one byte, which is the gate. */
static void enter(int fd, short type)
{
    struct flock gate = {.l_type = type,
                         .l_whence = SEEK_SET,
                         .l_start = INT64_MAX - 1,
                         .l_len = 1};

    must(fcntl(fd, F_OFD_SETLK, &gate) == 0, "the gate");
}

static void held_exclusively(void)
{
    int fd;

    leave_stale();
    fd = another();
    must(flock(fd, LOCK_EX | LOCK_NB) == 0, "flock");
    (void)show_open("open, held exclusively", MMF_RIGHTS_READ_WRITE,
                    &never_waiting, MMF_EBUSY);
    (void)show_create("create, held exclusively", &never_waiting, MMF_EBUSY);
    (void)close(fd);
    must(mmf_remove(on.name) == MMF_ENOENT, "remove");
}

static void gate_is_taken(void)
{
    mmf_map *map;
    int fd;

    must(mmf_create_new(on.name, 4096, &never_waiting, &map) == 0, "create");
    fd = another();
    enter(fd, F_WRLCK);
    (void)show_open("open, no gate", MMF_RIGHTS_READ_WRITE, &never_waiting,
                    MMF_EBUSY);
    must(chmod(on.path, S_ISVTX | 0444) == 0, "chmod");
    (void)show_open("open, no gate, reading", MMF_RIGHTS_READ, &never_waiting,
                    MMF_EBUSY);
    enter(fd, F_RDLCK);
    (void)show_open("open beside a reader, reading", MMF_RIGHTS_READ,
                    &never_waiting, MMF_EBUSY);
    must(chmod(on.path, S_ISVTX | 0600) == 0, "chmod");
    enter(fd, F_WRLCK);
    show_close("close, no gate", map);
    (void)close(fd);
    must(mmf_remove(on.name) == MMF_ENOENT, "remove");
}

/* Whether a process has the object open. */
static int has_it_open(pid_t process)
{
    char folder[32];
    char file[PATH_MAX];
    const struct dirent *entry;
    int found = 0;
    DIR *files;

    (void)snprintf(folder, sizeof folder, "/proc/%ld/fd", (long)process);
    files = opendir(folder);
    must(files != NULL, "the descriptors of a child");
    while (!found && (entry = readdir(files)) != NULL) {
        const ssize_t length =
            readlinkat(dirfd(files), entry->d_name, file, sizeof file - 1);

        file[length < 0 ? 0 : length] = '\0';
        found = strcmp(file, on.path) == 0;
    }
    (void)closedir(files);
    return found;
}

/* Processes that take turns, by bytes in pipes. */
static int to_child[2];
static int to_parent[2];

static void pass(const int *to)
{
    must(write(to[1], "", 1) == 1, "write");
}

static void await(const int *to)
{
    char byte;

    must(read(to[0], &byte, 1) == 1, "read");
}

/* Opens one object and gets the next one, and has lost it when it closes. */
static void lose_twice(void)
{
    mmf_map *map;

    await(to_child);
    map = show_open("open, replaced meanwhile", MMF_RIGHTS_READ_WRITE, NULL, 0);
    pass(to_parent);
    await(to_child);
    show_close("close, replaced", map);
    _exit(0);
}

/* The name leads to another object, which somebody has just made. */
static mmf_map *replace(mmf_map *map)
{
    must(shm_unlink(on.object) == 0, "shm_unlink");
    mmf_map_close(map);
    return made();
}

static void replaced(void)
{
    int status = 1;
    mmf_map *map;
    pid_t child;
    int fd;

    must(pipe(to_child) == 0 && pipe(to_parent) == 0, "pipe");
    child = fork();
    must(child >= 0, "fork");
    if (child == 0)
        lose_twice();
    must(mmf_create_new(on.name, 4096, &never_waiting, &map) == 0, "create");
    fd = another();
    enter(fd, F_WRLCK);
    pass(to_child);
    while (!has_it_open(child))
        (void)usleep(1000);
    map = replace(map);
    (void)close(fd);
    await(to_parent);
    map = replace(map);
    pass(to_child);
    must(waitpid(child, &status, 0) == child && status == 0, "a child");
    must(access(on.path, F_OK) == 0, "the name after a close");
    mmf_map_close(map);
}

void disturbed(void)
{
    held_exclusively();
    gate_is_taken();
    replaced();
}
