/* SPDX-License-Identifier: MIT */
/*
 * scenes NAME whole|place|full: does each operation of docs/model/steps.txt
 * once, for test_order, which records its system calls.  Where a section of
 * that file begins, it looks for a file /scene/SECTION, and where it ends for
 * /scene/: nothing else in a record says what a call belongs to.  It judges
 * nothing but the answers; the order is test_order's business.
 */
#include "stage.h"
#include <grp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

static void show_remove(const char *section, int expected)
{
    int rc;

    begin(section);
    rc = mmf_remove(on.name);
    end();
    must(rc == expected, section);
}

static void show_look(const char *section)
{
    mmf_name_info info = {0};
    int rc;

    begin(section);
    rc = mmf_name_stat(on.name, &info);
    end();
    must(rc == 0, section);
}

static void close_in_child(mmf_map *map)
{
    show_close("close in a forked child", map);
}

static void become_holder(mmf_map *map)
{
    begin("become a holder after fork");
    must(mmf_map_after_fork(map) == 0, "after_fork");
    end();
}

static void adopt(mmf_map *map)
{
    const intptr_t handle = mmf_map_handle(map);
    mmf_map *adopted;

    begin("adopt");
    must(mmf_map_adopt(handle, MMF_RIGHTS_READ_WRITE, NULL, &adopted) == 0,
         "adopt");
    end();
}

static const mmf_options staying = {.flags = MMF_PERSIST};

static void on_nothing(void)
{
    const mmf_options heritable = {.inheritability = MMF_INHERITABLE};
    mmf_map *map;

    map = show_create("create fresh", NULL, 0);
    show_close("close last", map);
    map = show_create("create, to be inherited", &heritable, 0);
    in_child(adopt, map);
    show_close("close, to be inherited", map);
}

static void on_living(void)
{
    mmf_map *map = made();
    mmf_map *opened;

    (void)show_create("create on live", NULL, MMF_EEXIST);
    opened = show_open("open live", MMF_RIGHTS_READ_WRITE, NULL, 0);
    show_close("close not last", opened);
    show_look("look at live");
    in_child(close_in_child, map);
    in_child(become_holder, map);
    must(chmod(on.path, S_ISVTX | 0444) == 0, "chmod");
    opened = show_open("open live, reading", MMF_RIGHTS_READ, NULL, 0);
    show_close("close, reading", opened);
    must(chmod(on.path, S_ISVTX | 0600) == 0, "chmod");
    show_remove("remove live", 0);
    mmf_map_close(map);
}

static void on_stale(void)
{
    const mmf_options reading = {.access = MMF_ACCESS_READ, .wait_ms = -1};

    leave_stale();
    mmf_map_close(show_create("create on stale", NULL, 0));
    leave_stale();
    show_look("look at stale");
    must(chmod(on.path, S_ISVTX | 0444) == 0, "chmod");
    (void)show_create("create on stale, reading", &reading, MMF_EACCES);
    (void)show_open("open stale, reading", MMF_RIGHTS_READ, NULL, MMF_ENOENT);
    must(chmod(on.path, S_ISVTX | 0600) == 0, "chmod");
    (void)show_open("open stale", MMF_RIGHTS_READ_WRITE, NULL, MMF_ENOENT);
    leave_stale();
    show_remove("remove stale", MMF_ENOENT);
}

static void on_unmarked(void)
{
    mmf_map *map;

    leave_unmarked(4096);
    (void)show_create("create on unmarked", NULL, MMF_EEXIST);
    map = show_open("open unmarked", MMF_RIGHTS_READ_WRITE, NULL, 0);
    show_close("close unmarked", map);
    show_look("look at unmarked");
    must(chmod(on.path, 0444) == 0, "chmod");
    map = show_open("open unmarked, reading", MMF_RIGHTS_READ, NULL, 0);
    show_close("close unmarked, reading", map);
    must(chmod(on.path, 0600) == 0, "chmod");
    show_remove("remove unmarked", 0);
    map = show_create("create to stay", &staying, 0);
    show_close("close what stays", map);
    (void)shm_unlink(on.object);
    leave_unmarked(0);
    (void)show_open("open empty", MMF_RIGHTS_READ_WRITE, &never_waiting,
                    MMF_EBUSY);
    (void)shm_unlink(on.object);
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
    stage_set(argv[1]);
    give_up_root();
    if (strcmp(argv[2], "place") == 0) {
        mmf_map_close(show_create("create in place", NULL, 0));
        mmf_map_close(show_create("create to stay, in place", &staying, 0));
        (void)shm_unlink(on.object);
    } else if (strcmp(argv[2], "full") == 0) {
        (void)show_create("create in place, full", NULL, MMF_ENOSPC);
    } else {
        on_nothing();
        on_living();
        on_stale();
        on_unmarked();
        disturbed();
    }
    return 0;
}
