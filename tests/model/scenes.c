/* SPDX-License-Identifier: MIT */
/*
 * scenes NAME [whole|place|full]: does each operation of docs/model/steps.txt
 * once, for test_order, which records its system calls.  Where a section of
 * that file begins, it looks for a file /scene/SECTION, and where it ends for
 * /scene/: nothing else in a record says what a call belongs to.  It judges
 * nothing but the answers; the order is test_order's business.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <mmf/mmf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static const char *name;
static char object[300]; /* as shm_open takes it */
static char path[320];

static void must(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "scenes: not as expected: %s\n", what);
    exit(1);
}

static void begin(const char *section)
{
    char marker[80];

    (void)snprintf(marker, sizeof marker, "/scene/%s", section);
    (void)access(marker, F_OK);
}

static void end(void)
{
    (void)access("/scene/", F_OK);
}

static mmf_map *made(void)
{
    mmf_map *map;

    must(mmf_create_new(name, 4096, NULL, &map) == 0, "create");
    return map;
}

/* An object whose only holder has died. */
static void leave_stale(void)
{
    pid_t child = fork();

    must(child >= 0, "fork");
    if (child == 0) {
        (void)made();
        _exit(0);
    }
    must(waitpid(child, NULL, 0) == child, "waitpid");
}

/* An object as another library makes it, without the mark. */
static void leave_unmarked(void)
{
    int fd = shm_open(object, O_RDWR | O_CREAT | O_EXCL, 0600);

    must(fd >= 0 && ftruncate(fd, 4096) == 0, "shm_open");
    (void)close(fd);
}

static void try_create(const char *section, int expected)
{
    mmf_map *map;
    int rc;

    begin(section);
    rc = mmf_create_new(name, 4096, NULL, &map);
    end();
    must(rc == expected, section);
    mmf_map_close(map);
}

static void try_open(const char *opening, uint32_t rights, int expected,
                     const char *closing)
{
    mmf_map *map;
    int rc;

    begin(opening);
    rc = mmf_open_existing(name, rights, NULL, &map);
    end();
    must(rc == expected, opening);
    if (closing == NULL)
        return;
    begin(closing);
    mmf_map_close(map);
    end();
}

static void try_remove(const char *section, int expected)
{
    int rc;

    begin(section);
    rc = mmf_remove(name);
    end();
    must(rc == expected, section);
}

static void try_look(const char *section)
{
    mmf_name_info info = {0};
    int rc;

    begin(section);
    rc = mmf_name_stat(name, &info);
    end();
    must(rc == 0, section);
}

typedef void act(mmf_map *map);

static void close_in_child(mmf_map *map)
{
    begin("close in a forked child");
    mmf_map_close(map);
    end();
}

static void become_holder(mmf_map *map)
{
    begin("become a holder after fork");
    must(mmf_map_after_fork(map) == 0, "after_fork");
    end();
}

static void adopt(mmf_map *map)
{
    mmf_map *adopted;

    begin("adopt");
    must(mmf_map_adopt(mmf_map_handle(map), MMF_RIGHTS_READ_WRITE, NULL,
                       &adopted) == 0,
         "adopt");
    end();
}

static void in_child(act *what, mmf_map *map)
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

static void on_nothing(void)
{
    mmf_map *map;

    begin("create fresh");
    must(mmf_create_new(name, 4096, NULL, &map) == 0, "create fresh");
    end();
    begin("close last");
    mmf_map_close(map);
    end();
}

static void on_living(void)
{
    mmf_map *map = made();

    try_create("create on live", MMF_EEXIST);
    try_open("open live", MMF_RIGHTS_READ_WRITE, 0, "close not last");
    try_look("look at live");
    in_child(close_in_child, map);
    in_child(become_holder, map);
    must(chmod(path, S_ISVTX | 0444) == 0, "chmod");
    try_open("open live, reading", MMF_RIGHTS_READ, 0, "close, reading");
    must(chmod(path, S_ISVTX | 0600) == 0, "chmod");
    try_remove("remove live", 0);
    mmf_map_close(map);
}

static void on_inherited(void)
{
    mmf_options options = {.inheritability = MMF_INHERITABLE};
    mmf_map *map;

    begin("create, to be inherited");
    must(mmf_create_new(name, 4096, &options, &map) == 0, "create");
    end();
    in_child(adopt, map);
    begin("close, to be inherited");
    mmf_map_close(map);
    end();
}

static void on_stale(void)
{
    leave_stale();
    try_create("create on stale", 0);
    leave_stale();
    try_look("look at stale");
    must(chmod(path, S_ISVTX | 0444) == 0, "chmod");
    try_open("open stale, reading", MMF_RIGHTS_READ, MMF_ENOENT, NULL);
    must(chmod(path, S_ISVTX | 0600) == 0, "chmod");
    try_open("open stale", MMF_RIGHTS_READ_WRITE, MMF_ENOENT, NULL);
    leave_stale();
    try_remove("remove stale", MMF_ENOENT);
}

static void on_unmarked(void)
{
    leave_unmarked();
    try_create("create on unmarked", MMF_EEXIST);
    try_open("open unmarked", MMF_RIGHTS_READ_WRITE, 0, "close unmarked");
    (void)shm_unlink(object);
}

/* Whom no mode keeps from writing cannot show what readers do. */
static void give_up_root(void)
{
    if (geteuid() != 0)
        return;
    must(setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
             setresuid(NOBODY, NOBODY, NOBODY) == 0,
         "giving up root");
    /* Otherwise /proc/self would still be root's. */
    must(prctl(PR_SET_DUMPABLE, 1L, 0L, 0L, 0L) == 0, "PR_SET_DUMPABLE");
}

int main(int argc, char **argv)
{
    must(argc == 3, "two arguments");
    name = argv[1];
    (void)snprintf(object, sizeof object, "/%s", name);
    (void)snprintf(path, sizeof path, "/dev/shm/%s", name);
    give_up_root();
    if (strcmp(argv[2], "place") == 0) {
        try_create("create in place", 0);
    } else if (strcmp(argv[2], "full") == 0) {
        try_create("create in place, full", MMF_ENOSPC);
    } else {
        on_nothing();
        on_living();
        on_inherited();
        on_stale();
        on_unmarked();
    }
    return 0;
}
