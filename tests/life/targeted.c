/* SPDX-License-Identifier: MIT */
/*
 * Two processes, step by step: one stops behind each of its system calls in
 * turn, the other does something meanwhile, and then both are asked whether
 * what they have is what the name stands for.  And the moments that need more
 * than two.  This finds at once what the storm finds by chance, if at all.
 */
#include "steps.h"
#include "world.h"
#include <fcntl.h>
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CAPACITY = 5000,
    STEPS_MAX = 400,
    FAILURES_SHOWN = 3, /* ... and then no more pairs */
    /* exit codes of the process that is stopped */
    LOST = 1,    /* it has a handle, and the name is not its object's */
    REFUSED = 2, /* it has none, and that can be */
    WRONG = 3    /* an answer that cannot be */
};

static const mmf_options at_once = {.wait_ms = -1, .flags = MMF_ANY_OWNER};
static const mmf_options patient = {.wait_ms = 50, .flags = MMF_ANY_OWNER};
static char name[40];
static mmf_map *ours; /* the test's own */
static int failures;
static const char *doing;

static void expect(bool well, const char *what, int at)
{
    if (well)
        return;
    failures++;
    if (failures <= FAILURES_SHOWN)
        (void)printf("FAILED: %s, at step %d: %s\n", doing, at, what);
}

static bool is_named(const mmf_map *map)
{
    struct stat object, named;

    must(fstat((int)mmf_map_handle(map), &object) == 0, "fstat");
    return stat(path_of(name), &named) == 0 && named.st_ino == object.st_ino;
}

static bool exists(void)
{
    return access(path_of(name), F_OK) == 0;
}

/* Two marks: the operation is between them, the answer behind. */
static void mark(void)
{
    (void)getppid();
}

static int answer(int rc, mmf_map *const *map)
{
    mark();
    if (rc == MMF_OK)
        return mmf_map_size(*map) == CAPACITY && is_named(*map) ? 0 : LOST;
    return rc == MMF_ENOENT || rc == MMF_EEXIST || rc == MMF_EBUSY ? REFUSED
                                                                   : WRONG;
}

static int open_it(void *context)
{
    mmf_map *map;

    (void)context;
    mark();
    return answer(mmf_open_existing(name, MMF_RIGHTS_READ, &patient, &map),
                  &map);
}

static int create_it(void *context)
{
    mmf_map *map;

    (void)context;
    mark();
    return answer(mmf_create_new(name, CAPACITY, &patient, &map), &map);
}

static int create_in_place(void *context)
{
    forbid_publication();
    return create_it(context);
}

static int create_or_open(void *context)
{
    mmf_map *map;

    (void)context;
    mark();
    return answer(mmf_create_or_open(name, CAPACITY, &patient, &map, NULL),
                  &map);
}

static int close_it(void *context)
{
    mmf_map *map;
    int rc = mmf_create_or_open(name, CAPACITY, &patient, &map, NULL);

    (void)context;
    mark();
    if (rc == MMF_OK)
        mmf_map_close(map);
    mark();
    return rc == MMF_OK ? REFUSED : WRONG;
}

static void close_ours(void)
{
    mmf_map_close(ours);
    ours = NULL;
}

static void open_ours(void)
{
    const int rc =
        mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, &at_once, &ours);

    expect(rc == MMF_OK || rc == MMF_ENOENT || rc == MMF_EBUSY,
           mmf_status_name(rc), 0);
}

static void create_ours(void)
{
    const int rc = mmf_create_new(name, CAPACITY, &at_once, &ours);

    expect(rc == MMF_OK || rc == MMF_EEXIST || rc == MMF_EBUSY,
           mmf_status_name(rc), 0);
}

static void close_and_create(void)
{
    close_ours();
    create_ours();
}

static void open_and_close(void)
{
    open_ours();
    close_ours();
}

/* A process that ends without giving its handle back. */
static void leave_stale(void)
{
    const pid_t pid = fork();

    if (pid == 0)
        _exit(mmf_create_new(name, CAPACITY, &at_once, &ours) != MMF_OK);
    must(waitpid(pid, NULL, 0) == pid, "waitpid");
}

static void prepare_nothing(void)
{
}

typedef struct pair {
    const char *name;
    void (*before)(void);
    act *first;           /* is stopped */
    void (*second)(void); /* goes on meanwhile */
} pair;

static const pair pairs[] = {
    {"open / close the last", create_ours, open_it, close_ours},
    {"open / close and create", create_ours, open_it, close_and_create},
    {"open / create", prepare_nothing, open_it, create_ours},
    {"open a stale one / create", leave_stale, open_it, create_ours},
    {"open a stale one / open", leave_stale, open_it, open_ours},
    {"create / create", prepare_nothing, create_it, create_ours},
    {"create / open and close", prepare_nothing, create_it, open_and_close},
    {"create / close the last", create_ours, create_it, close_ours},
    {"create / close and create", create_ours, create_it, close_and_create},
    {"create over a stale one / create", leave_stale, create_it, create_ours},
    {"create over a stale one / open", leave_stale, create_it, open_ours},
    {"create in place / create", prepare_nothing, create_in_place, create_ours},
    {"create in place / open", prepare_nothing, create_in_place, open_ours},
    {"create in place / open and close", prepare_nothing, create_in_place,
     open_and_close},
    {"create in place / close and create", create_ours, create_in_place,
     close_and_create},
    {"create or open / close the last", create_ours, create_or_open,
     close_ours},
    {"create or open / close and create", create_ours, create_or_open,
     close_and_create},
    {"close / open", prepare_nothing, close_it, open_ours},
    {"close / create", prepare_nothing, close_it, create_ours},
    {"close / close", create_ours, close_it, close_ours},
    {"close / close and create", create_ours, close_it, close_and_create},
};

static void clear(void)
{
    close_ours();
    (void)unlink(path_of(name));
}

/* False: the first one was done before it came to this step. */
static bool interleave(const pair *both, int step)
{
    stepper first;
    bool alive;
    int end;

    both->before();
    step_begin(&first, both->first, NULL);
    alive = step_behind(&first, SYS_getppid, -1, 1);
    must(alive, "a first step");
    for (int i = 0; alive && i < step; i++)
        alive = step_next(&first);
    both->second();
    end = step_finish(&first);
    expect(end != LOST, "the first has what the name is not", step);
    expect(end == 0 || end == REFUSED || end == LOST,
           end == WRONG ? "the first has a wrong answer" : "the first died",
           step);
    if (ours != NULL) {
        expect(is_named(ours), "the second has what the name is not", step);
        expect(mmf_map_size(ours) == CAPACITY, "the second has no size", step);
    }
    clear();
    return alive;
}

static int sweep_pairs(void)
{
    int runs = 0;

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        int step = 0;

        doing = pairs[i].name;
        while (step < STEPS_MAX && failures < FAILURES_SHOWN &&
               interleave(&pairs[i], step))
            step++;
        expect(step < STEPS_MAX, "it does not end", step);
        runs += step;
    }
    return runs;
}

static int open_once(void *context)
{
    mmf_map *map;
    const mmf_options *options = context;
    const int rc = mmf_open_existing(name, MMF_RIGHTS_READ, options, &map);

    return rc == MMF_OK ? 0 : rc == MMF_ENOENT ? REFUSED : WRONG;
}

/* The kernel drops a dead process's gate before its hold.  So for a moment the
 * hold is there and nobody has the gate: here, it is the test's. */
static void a_dying_prober_is_no_holder(void)
{
    static const int share = LOCK_SH | LOCK_NB;
    stepper opener;
    int dying;

    doing = "a dying prober is no holder";
    leave_stale();
    dying = open(path_of(name), O_RDWR | O_CLOEXEC);
    must(dying >= 0 && flock(dying, LOCK_SH) == 0, "a stale object");
    step_begin(&opener, open_once, (void *)(size_t)&patient);
    must(step_behind(&opener, SYS_flock, share, 1), "a first question");
    must(flock(dying, LOCK_UN) == 0, "flock"); /* the child has a copy */
    (void)close(dying);
    expect(step_finish(&opener) == REFUSED, "a dead object was opened", 0);
    clear();
}

static int read_once(void *context)
{
    become_stranger();
    return open_once(context);
}

/* Who only reads shares the gate with others who do.  Each of them takes the
 * other's question for a holder. */
static void readers_do_not_keep_each_other_alive(void)
{
    static const int share = LOCK_SH | LOCK_NB, alone = LOCK_EX | LOCK_NB;
    void *options = (void *)(size_t)&at_once;
    stepper first, second, third;

    doing = "readers do not keep each other alive";
    leave_stale();
    must(chmod(path_of(name), S_ISVTX | 0644) == 0, "chmod");
    step_begin(&first, read_once, options);
    step_begin(&second, read_once, options);
    step_begin(&third, read_once, options);
    (void)step_behind(&first, SYS_flock, alone, 1);
    (void)step_behind(&second, SYS_flock, alone, 1);
    (void)step_finish(&first);
    if (!second.ended)
        (void)step_behind(&second, SYS_flock, share, 1);
    (void)step_behind(&third, SYS_flock, share, 1);
    expect(step_finish(&second) != 0, "a dead object was opened", 0);
    (void)step_finish(&third);
    clear();
}

/* A mapping keeps the description and its locks. */
static void a_view_that_stays_is_not_in_the_way(void)
{
    static const mmf_options brief = {.wait_ms = 100};
    mmf_map *other = NULL;
    mmf_view view;

    doing = "a view that stays is not in the way";
    must(mmf_create_new(name, CAPACITY, &brief, &ours) == MMF_OK, "create");
    must(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, &brief, &other) ==
             MMF_OK,
         "open");
    must(mmf_view_open(ours, 0, 0, MMF_ACCESS_READ, &view) == MMF_OK, "view");
    close_ours();
    expect(is_named(other), "the name went with a handle that was not the last",
           0);
    mmf_map_close(other);
    expect(!exists(), "the name stays", 0);
    (void)mmf_view_close(&view);
    clear();
}

/* Whether somebody could have the object for himself, as .NET asks for it. */
static bool is_free(void)
{
    const int fd = open(path_of(name), O_RDWR | O_CLOEXEC);
    bool is;

    must(fd >= 0, "open");
    is = flock(fd, LOCK_EX | LOCK_NB) == 0;
    (void)close(fd);
    return is;
}

/* What persists is in use until the last view of it is closed. */
static void what_stays_is_held_while_it_is_mapped(void)
{
    static const mmf_options lasting = {.flags = MMF_PERSIST};
    mmf_name_info seen = {0};
    mmf_view view;

    doing = "what stays is held while it is mapped";
    must(mmf_create_new(name, CAPACITY, &lasting, &ours) == MMF_OK, "create");
    close_ours();
    expect(exists() && is_free(), "a closed handle holds", 0);
    must(mmf_open_existing(name, MMF_RIGHTS_READ, &at_once, &ours) == MMF_OK,
         "open");
    expect(!is_free(), "an open handle does not hold", 1);
    must(mmf_view_open(ours, 0, 0, MMF_ACCESS_READ, &view) == MMF_OK, "view");
    close_ours();
    expect(mmf_name_stat(name, &seen) == MMF_OK && seen.holders == 1 &&
               !is_free(),
           "an open view does not hold", 2);
    must(mmf_view_close(&view) == MMF_OK, "close");
    expect(exists() && is_free(), "a closed view holds", 3);
    expect(mmf_remove(name) == MMF_OK && !exists(), "the name stays", 4);
    clear();
}

/* As Python does it: first the name, then the size. */
static void an_object_without_size_is_waited_for(void)
{
    const int fd = open(path_of(name), O_RDWR | O_CREAT | O_EXCL, 0600);
    int rc;

    doing = "an object without size is waited for";
    must(fd >= 0, "open");
    rc = mmf_open_existing(name, MMF_RIGHTS_READ, &at_once, &ours);
    expect(rc == MMF_EBUSY, mmf_status_name(rc), 0);
    close_ours();
    must(ftruncate(fd, CAPACITY) == 0, "ftruncate");
    rc = mmf_open_existing(name, MMF_RIGHTS_READ, &at_once, &ours);
    expect(rc == MMF_OK && mmf_map_size(ours) == CAPACITY, mmf_status_name(rc),
           1);
    close_ours();
    expect(exists(), "what another program made was removed", 2);
    rc = mmf_create_new(name, 1, &at_once, &ours);
    expect(rc == MMF_EEXIST && exists(), mmf_status_name(rc), 3);
    (void)close(fd);
    clear();
}

static int close_the_copy(void *context)
{
    (void)context;
    mmf_map_close(ours);
    return 0;
}

static void a_forked_copy_takes_nothing_along(void)
{
    mmf_map *second;
    stepper copy;
    int rc;

    doing = "a forked copy takes nothing along";
    create_ours();
    step_begin(&copy, close_the_copy, NULL);
    expect(step_finish(&copy) == 0 && exists(), "the name went with it", 0);
    rc = mmf_open_existing(name, MMF_RIGHTS_READ, &at_once, &second);
    expect(rc == MMF_OK, mmf_status_name(rc), 1);
    mmf_map_close(second);
    clear();
}

/* Somebody removes the name, and it is made again: not ours any more. */
static void what_was_removed_is_not_removed_again(void)
{
    mmf_map *second = NULL;
    int rc;

    doing = "what was removed is not removed again";
    create_ours();
    must(unlink(path_of(name)) == 0, "unlink");
    rc = mmf_create_new(name, CAPACITY, &at_once, &second);
    expect(rc == MMF_OK, mmf_status_name(rc), 0);
    close_ours();
    expect(exists(), "another object was removed", 1);
    mmf_map_close(second);
    clear();
}

static int adopt_it(void *context)
{
    mmf_map *map;
    int rc;

    (void)context;
    mark();
    rc = mmf_map_adopt(mmf_map_handle(ours), MMF_RIGHTS_READ_WRITE, &at_once,
                       &map);
    return answer(rc, &map);
}

/* The child holds what it inherited before its first step. */
static void what_is_inherited_is_held(void)
{
    static const mmf_options inheritable = {.wait_ms = -1,
                                            .inheritability = MMF_INHERITABLE};
    mmf_map *second = NULL;
    stepper heir;
    int rc;

    doing = "what is inherited is held";
    rc = mmf_create_new(name, CAPACITY, &inheritable, &ours);
    expect(rc == MMF_OK, mmf_status_name(rc), 0);
    step_begin(&heir, adopt_it, NULL);
    must(step_behind(&heir, SYS_getppid, -1, 1), "a first step");
    close_ours();
    rc = mmf_open_existing(name, MMF_RIGHTS_READ, &at_once, &second);
    expect(rc == MMF_OK, mmf_status_name(rc), 1);
    mmf_map_close(second);
    expect(step_finish(&heir) == 0, "the heir has what the name is not", 2);
    clear();
}

int main(void)
{
    const bool is_root = geteuid() == 0;
    int runs;

    if (!steps_are_possible())
        return skip("this machine lets nobody trace a child");
    (void)own_mount("size=16m,mode=1777");
    (void)snprintf(name, sizeof name, "mmf-targeted-%ld", (long)getpid());
    runs = sweep_pairs();
    a_dying_prober_is_no_holder();
    if (is_root)
        readers_do_not_keep_each_other_alive();
    else
        (void)puts("left out, not root: readers");
    a_view_that_stays_is_not_in_the_way();
    what_stays_is_held_while_it_is_mapped();
    an_object_without_size_is_waited_for();
    a_forked_copy_takes_nothing_along();
    what_was_removed_is_not_removed_again();
    what_is_inherited_is_held();
    (void)printf("%d interleavings of %zu pairs, %d failures\n", runs,
                 sizeof pairs / sizeof pairs[0], failures);
    return failures != 0;
}
