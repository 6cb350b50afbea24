/* SPDX-License-Identifier: MIT */
/*
 * What the scenes of test_order have in common, see stage.h.  Not here: what is
 * shown.
 */
#include "stage.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

stage on;
const mmf_options never_waiting = {.wait_ms = -1};

void stage_set(const char *name)
{
    on.name = name;
    (void)snprintf(on.object, sizeof on.object, "/%s", name);
    (void)snprintf(on.path, sizeof on.path, "/dev/shm/%s", name);
}

void must(int holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "scenes: not as expected: %s\n", what);
    exit(1);
}

void begin(const char *section)
{
    char marker[80];

    (void)snprintf(marker, sizeof marker, "/scene/%s", section);
    (void)access(marker, F_OK);
}

void end(void)
{
    (void)access("/scene/", F_OK);
}

mmf_map *show_create(const char *section, const mmf_options *options,
                     int expected)
{
    mmf_map *map;
    int rc;

    begin(section);
    rc = mmf_create_new(on.name, 4096, options, &map);
    end();
    must(rc == expected, section);
    return map;
}

mmf_map *show_open(const char *section, uint32_t rights,
                   const mmf_options *options, int expected)
{
    mmf_map *map;
    int rc;

    begin(section);
    rc = mmf_open_existing(on.name, rights, options, &map);
    end();
    must(rc == expected, section);
    return map;
}

void show_close(const char *section, mmf_map *map)
{
    begin(section);
    mmf_map_close(map);
    end();
}

mmf_map *made(void)
{
    mmf_map *map;

    must(mmf_create_new(on.name, 4096, NULL, &map) == 0, "create");
    return map;
}

void leave_stale(void)
{
    pid_t child = fork();

    must(child >= 0, "fork");
    if (child == 0) {
        (void)made();
        _exit(0);
    }
    must(waitpid(child, NULL, 0) == child, "waitpid");
}

void leave_unmarked(int64_t size)
{
    int fd = shm_open(on.object, O_RDWR | O_CREAT | O_EXCL, 0600);

    must(fd >= 0 && ftruncate(fd, size) == 0, "shm_open");
    (void)close(fd);
}

void in_child(void (*what)(mmf_map *map), mmf_map *map)
{
    int status = 1;
    pid_t child = fork();

    must(child >= 0, "fork");
    if (child == 0) {
        what(map);
        _exit(0);
    }
    must(waitpid(child, &status, 0) == child && status == 0, "a child");
}
