/* SPDX-License-Identifier: MIT */
/*
 * Killed at every step: for each operation, a process dies before and behind
 * its first system call, its second, and so on until the operation is
 * complete.  Whatever it leaves, openers must find a living map or none, the
 * name must be free for a creator, and nothing may stay in the memory file
 * system.  How calls fail is the business of tests/fault.
 */
#include "child.h"
#include "maps.h"
#include "steps.h"
#include "world.h"
#include <errno.h>
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CAPACITY = 8096,
    STEPS_MAX = 1000, /* no operation has so many */
    VALUE = 0x3C3C3C3C
};

/* What is there before. */
enum scene {
    NOTHING,
    STALE,
    HELD /* by the test itself */
};

typedef struct operation {
    const char *name;
    enum scene scene;
    act *what;
    bool may_end;  /* the name, although it is held */
    bool persists; /* the name may stay, but is alive then */
    bool leaves;   /* the test closes its map once the child has begun */
} operation;

static const mmf_options persistent = {.flags = MMF_PERSIST};
static const mmf_options inheritable = {.inheritability = MMF_INHERITABLE};
static mmf_map *held;
static bool mount_is_ours;
static usage clean;

/* From here on each step counts. */
static void begin(void)
{
    (void)getppid();
}

static int create_with(const mmf_options *options)
{
    mmf_map *map;

    begin();
    return mmf_create_new(name_of(0), CAPACITY, options, &map) != MMF_OK;
}

static int create(void *context)
{
    (void)context;
    return create_with(NULL);
}

static int create_to_stay(void *context)
{
    (void)context;
    return create_with(&persistent);
}

static int create_to_inherit(void *context)
{
    (void)context;
    return create_with(&inheritable);
}

static int create_in_place(void *context)
{
    forbid_publication();
    return create(context);
}

static int create_to_stay_in_place(void *context)
{
    forbid_publication();
    return create_to_stay(context);
}

static int create_what_is_there(void *context)
{
    mmf_map *map;

    (void)context;
    begin();
    return mmf_create_new(name_of(0), CAPACITY, NULL, &map) != MMF_EEXIST;
}

static int create_or_open(void *context)
{
    mmf_map *map;

    (void)context;
    begin();
    return mmf_create_or_open(name_of(0), CAPACITY, NULL, &map, NULL) != MMF_OK;
}

static int open_held(void *context)
{
    mmf_map *map;

    (void)context;
    begin();
    return mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map) != MMF_OK;
}

static int open_stale(void *context)
{
    mmf_map *map;

    (void)context;
    begin();
    return mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map) !=
           MMF_ENOENT;
}

static int write_and_flush(void *context)
{
    mmf_map *map;
    mmf_view view;
    int rc = mmf_create_new(name_of(0), CAPACITY, NULL, &map);

    (void)context;
    begin();
    if (rc == MMF_OK)
        rc = mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view);
    if (rc == MMF_OK)
        rc = mmf_view_write_i32(&view, 0, VALUE);
    if (rc == MMF_OK)
        rc = mmf_text_write(&view, NULL, NULL, "text", 4);
    if (rc == MMF_OK)
        rc = mmf_view_flush(&view);
    return rc != MMF_OK || mmf_view_close(&view) != MMF_OK;
}

static int close_last(void *context)
{
    mmf_map *map;
    const int rc = mmf_create_new(name_of(0), CAPACITY, NULL, &map);

    (void)context;
    begin();
    mmf_map_close(map);
    return rc != MMF_OK;
}

static int close_not_last(void *context)
{
    mmf_map *map;
    const int rc =
        mmf_open_existing(name_of(0), MMF_RIGHTS_READ_WRITE, NULL, &map);

    (void)context;
    begin();
    mmf_map_close(map);
    return rc != MMF_OK;
}

static int close_forked(void *context)
{
    (void)context;
    begin();
    mmf_map_close(held);
    return 0;
}

static int remove_held(void *context)
{
    (void)context;
    begin();
    return mmf_remove(name_of(0)) != MMF_OK;
}

static int remove_stale(void *context)
{
    (void)context;
    begin();
    return mmf_remove(name_of(0)) != MMF_ENOENT;
}

static int look(void *context)
{
    mmf_name_info info = {0};

    (void)context;
    begin();
    return mmf_name_stat(name_of(0), &info) != MMF_OK;
}

static int renew(void *context)
{
    (void)context;
    begin();
    return mmf_map_after_fork(held) != MMF_OK;
}

/* A fork is enough: the child gets the handle that is to be inherited. */
static int adopt(void *context)
{
    mmf_map *map;

    (void)context;
    begin();
    return mmf_map_adopt(mmf_map_handle(held), MMF_RIGHTS_READ_WRITE, NULL,
                         &map) != MMF_OK;
}

static const operation operations[] = {
    {"create", NOTHING, create, false, false, false},
    {"create, to stay", NOTHING, create_to_stay, false, true, false},
    {"create, to inherit", NOTHING, create_to_inherit, false, false, false},
    {"create in place", NOTHING, create_in_place, false, false, false},
    {"create in place, to stay", NOTHING, create_to_stay_in_place, false, true,
     false},
    {"create over a stale one", STALE, create, false, false, false},
    {"create in place over a stale one", STALE, create_in_place, false, false,
     false},
    {"create what is there", HELD, create_what_is_there, false, false, false},
    {"create or open, none", NOTHING, create_or_open, false, false, false},
    {"create or open a stale one", STALE, create_or_open, false, false, false},
    {"create or open, one there", HELD, create_or_open, false, false, false},
    {"open", HELD, open_held, false, false, false},
    {"open a stale one", STALE, open_stale, false, false, false},
    {"write and flush", NOTHING, write_and_flush, false, false, false},
    {"close the last", NOTHING, close_last, false, false, false},
    {"close not the last", HELD, close_not_last, false, false, false},
    {"close a forked copy", HELD, close_forked, false, false, false},
    {"remove", HELD, remove_held, true, false, false},
    {"remove a stale one", STALE, remove_stale, false, false, false},
    {"look", HELD, look, false, false, false},
    {"look at a stale one", STALE, look, false, false, false},
    {"after a fork", HELD, renew, false, false, false},
    {"adopt", HELD, adopt, false, false, false},
    {"adopt, the parent gone", HELD, adopt, false, false, true},
};

enum {
    OPERATIONS = sizeof operations / sizeof operations[0]
};

static void make_stale(void)
{
    const pid_t pid = fork();
    int status = 0;
    mmf_map *map;

    if (pid == 0)
        _exit(mmf_create_new(name_of(0), CAPACITY, NULL, &map) != MMF_OK);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
    ck_assert(object_exists(name_of(0)));
}

static void set_up(const operation *what)
{
    mmf_view view;

    held = NULL;
    if (what->scene == STALE)
        make_stale();
    if (what->scene != HELD)
        return;
    ck_assert_int_eq(mmf_create_new(name_of(0), CAPACITY, &inheritable, &held),
                     MMF_OK);
    ck_assert_int_eq(mmf_view_open(held, 0, 4, MMF_ACCESS_READ_WRITE, &view),
                     MMF_OK);
    ck_assert_int_eq(mmf_view_write_i32(&view, 0, VALUE), MMF_OK);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
}

/* Whether the name opens; then it is the map that the test holds. */
static bool opens(bool to_ours)
{
    mmf_map *map;
    mmf_view view;
    int32_t value = 0;
    const int rc = mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map);

    ck_assert_msg(rc == MMF_OK || rc == MMF_ENOENT, "%s", mmf_status_name(rc));
    if (rc != MMF_OK)
        return false;
    ck_assert_int_eq(mmf_map_size(map), CAPACITY);
    ck_assert_int_eq(mmf_view_open(map, 0, 4, MMF_ACCESS_READ, &view), MMF_OK);
    ck_assert_int_eq(mmf_view_read_i32(&view, 0, &value), MMF_OK);
    ck_assert_int_eq(value, to_ours ? VALUE : 0);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
    return true;
}

static void expect_fresh(void)
{
    static const unsigned char zeros[CAPACITY];
    mmf_map *map;
    mmf_view view;

    ck_assert_int_eq(mmf_create_new(name_of(0), CAPACITY, NULL, &map), MMF_OK);
    ck_assert_int_eq(
        mmf_view_open(map, 0, CAPACITY, MMF_ACCESS_READ_WRITE, &view), MMF_OK);
    ck_assert(memcmp(view.bytes, zeros, sizeof zeros) == 0);
    memset(view.bytes, 1, sizeof zeros);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

static void expect_nothing_left(void)
{
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
    ck_assert(!object_exists(name_of(0)));
    if (mount_is_ours) {
        const usage now = measure();

        ck_assert_int_eq(now.names, clean.names);
        ck_assert_uint_eq(now.files, clean.files);
        ck_assert_uint_eq(now.blocks, clean.blocks);
    }
}

/* complete: the operation came to its end. */
static void look_after(const operation *what, bool complete)
{
    bool stays;
    mmf_map *map;

    if (held != NULL && !what->leaves) {
        const bool alive = opens(true);

        ck_assert(alive || what->may_end);
        if (alive)
            ck_assert_int_eq(mmf_create_new(name_of(0), 1, NULL, &map),
                             MMF_EEXIST);
        mmf_map_close(held);
    }
    stays = opens(false);
    ck_assert(what->persists ? stays || !complete : !stays);
    if (stays)
        ck_assert_int_eq(mmf_remove(name_of(0)), MMF_OK);
    expect_fresh();
    expect_nothing_left();
}

/* Kills at the given stop; false: the operation was complete before. */
static bool kill_at(const operation *what, int stop)
{
    stepper victim;
    bool alive;

    set_up(what);
    step_begin(&victim, what->what, NULL);
    alive = step_behind(&victim, SYS_getppid, -1, 1);
    ck_assert_msg(alive, "%s: ended before its first step", what->name);
    if (what->leaves)
        mmf_map_close(held);
    for (int seen = 0; alive && seen < stop; seen++)
        alive = step_next(&victim);
    step_kill(&victim);
    if (!alive)
        ck_assert_msg(victim.status == 0, "%s: status %d", what->name,
                      victim.status);
    look_after(what, !alive);
    return alive;
}

START_TEST(an_operation_may_be_killed_at_every_step)
{
    const operation *what = &operations[_i];
    int stops = 0;

    while (kill_at(what, stops)) {
        stops++;
        ck_assert_int_lt(stops, STEPS_MAX);
    }
    ck_assert_int_gt(stops, 1);
    (void)printf("%-34s killed %3d times, before and behind %3d calls\n",
                 what->name, stops, stops / 2);
    (void)fflush(stdout);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kill");
    TCase *tests = tcase_create("kill");

    if (!steps_are_possible())
        return skip("this machine lets nobody trace a child");
    mount_is_ours = own_mount("size=16m,mode=1777");
    if (mount_is_ours)
        clean = measure();
    else
        (void)puts("no mount of our own: storage is not counted");
    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_loop_test(tests, an_operation_may_be_killed_at_every_step, 0,
                        OPERATIONS);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
