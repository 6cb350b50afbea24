/* SPDX-License-Identifier: MIT */
/*
 * The life of names with several real processes: a name lives as long as any
 * handle to its map is open anywhere, and no longer.
 */
#include "child.h"
#include "maps.h"
#include <fcntl.h>
#include <mmf/mmf.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CAPACITY = 8096,
    RACERS = 8,
    ROUNDS = 50
};

/* A process that holds a map until it is told to let go. */
typedef struct holder {
    pid_t pid;
    int answers; /* its results, as int */
    int orders;  /* a byte begins, the next one ends it */
} holder;

/* What a holder does to get its map; returns what it has to answer. */
typedef int job(const char *name, mmf_map **map);

static int create(const char *name, mmf_map **map)
{
    return mmf_create_new(name, CAPACITY, NULL, map);
}

static int open_to_read(const char *name, mmf_map **map)
{
    return mmf_open_existing(name, MMF_RIGHTS_READ, NULL, map);
}

/* The answer is how it came about, or the negative status. */
static int create_or_open(const char *name, mmf_map **map)
{
    int how = 0;
    const int rc = mmf_create_or_open(name, CAPACITY, NULL, map, &how);

    return rc == MMF_OK ? how : rc;
}

static void hold(job *how, int orders, int answers)
{
    mmf_map *map = NULL;
    char order;
    int answer;

    if (read(orders, &order, 1) != 1)
        _exit(1);
    answer = how(name_of(0), &map);
    if (write(answers, &answer, sizeof answer) != (ssize_t)sizeof answer)
        _exit(1);
    answer = read(orders, &order, 1) == 1 ? 0 : 1;
    mmf_map_close(map);
    _exit(answer);
}

static void prepare(holder *made, job *how)
{
    int orders[2], answers[2];

    ck_assert_int_eq(pipe2(orders, O_CLOEXEC), 0);
    ck_assert_int_eq(pipe2(answers, O_CLOEXEC), 0);
    made->pid = fork();
    ck_assert_int_ge(made->pid, 0);
    if (made->pid == 0) {
        (void)close(orders[1]);
        (void)close(answers[0]);
        hold(how, orders[0], answers[1]);
    }
    (void)close(orders[0]);
    (void)close(answers[1]);
    made->orders = orders[1];
    made->answers = answers[0];
}

static void order(const holder *to)
{
    ck_assert_int_eq(write(to->orders, "!", 1), 1);
}

static int answer_of(const holder *from)
{
    struct pollfd one = {.fd = from->answers, .events = POLLIN};
    int answer = 0;

    ck_assert_int_eq(poll(&one, 1, PATIENCE_MS), 1);
    ck_assert_int_eq(read(from->answers, &answer, sizeof answer),
                     sizeof answer);
    return answer;
}

static void expect_held(holder *made, job *how)
{
    prepare(made, how);
    order(made);
    ck_assert_int_eq(answer_of(made), MMF_OK);
}

static void wait_for(holder *of, int status)
{
    const long long began = now_ms();
    int seen = 0;

    while (waitpid(of->pid, &seen, WNOHANG) == 0)
        rest(began, "a holder to end");
    ck_assert_int_eq(WIFEXITED(seen) ? WEXITSTATUS(seen) : -WTERMSIG(seen),
                     status);
    (void)close(of->orders);
    (void)close(of->answers);
}

static void release(holder *of)
{
    order(of);
    wait_for(of, 0);
}

static void kill_holder(holder *of)
{
    ck_assert_int_eq(kill(of->pid, SIGKILL), 0);
    wait_for(of, -SIGKILL);
}

/* Whether a map of the name can be opened. */
static bool is_alive(void)
{
    mmf_map *map;
    const int rc = mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map);

    mmf_map_close(map);
    ck_assert_msg(rc == MMF_OK || rc == MMF_ENOENT, "%s", mmf_status_name(rc));
    return rc == MMF_OK;
}

START_TEST(any_handle_keeps_the_name_and_the_last_one_takes_it)
{
    holder first, second;

    expect_held(&first, create);
    expect_held(&second, open_to_read);
    release(&first);
    ck_assert(is_alive());
    release(&second);
    ck_assert(!object_exists(name_of(0)));
    ck_assert(!is_alive());
}
END_TEST

START_TEST(a_killed_holder_is_one_holder_less)
{
    holder first, second;

    expect_held(&first, create);
    expect_held(&second, open_to_read);
    kill_holder(&first);
    ck_assert(is_alive());
    release(&second);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

static void expect_zeros(const mmf_map *map)
{
    static const unsigned char zeros[CAPACITY];
    mmf_view view;

    ck_assert_int_eq(
        mmf_view_open(map, 0, CAPACITY, MMF_ACCESS_READ_WRITE, &view), MMF_OK);
    ck_assert_mem_eq(view.bytes, zeros, CAPACITY);
    memset(view.bytes, 0xA5, CAPACITY);
    (void)mmf_view_close(&view);
}

static int create_and_fill(const char *name, mmf_map **map)
{
    const int rc = create(name, map);

    if (rc == MMF_OK)
        expect_zeros(*map);
    return rc;
}

START_TEST(killed_holders_leave_no_name_and_no_bytes)
{
    holder first, second;
    mmf_map *map;

    expect_held(&first, create_and_fill);
    expect_held(&second, open_to_read);
    kill_holder(&first);
    kill_holder(&second);
    if (_i == 0) /* with and without somebody who looks first */
        ck_assert(!is_alive());
    ck_assert_int_eq(create(name_of(0), &map), MMF_OK);
    expect_zeros(map);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

START_TEST(a_forked_child_does_not_take_the_name_along)
{
    mmf_map *map;
    holder forked;

    ck_assert_int_eq(create(name_of(0), &map), MMF_OK);
    for (int closes = 0; closes < 2; closes++) {
        forked.pid = fork();
        ck_assert_int_ge(forked.pid, 0);
        if (forked.pid == 0) {
            if (closes)
                mmf_map_close(map);
            _exit(0);
        }
        forked.orders = forked.answers = -1;
        wait_for(&forked, 0);
        ck_assert(is_alive());
    }
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

/* The parent's name ends with the parent's handle, forked children or not. */
START_TEST(a_forked_child_does_not_keep_the_name)
{
    holder forked;
    mmf_map *map;

    ck_assert_int_eq(create(name_of(0), &map), MMF_OK);
    prepare(&forked, open_to_read);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
    order(&forked);
    ck_assert_int_eq(answer_of(&forked), MMF_ENOENT);
    release(&forked);
}
END_TEST

START_TEST(a_view_keeps_its_bytes_but_not_the_name)
{
    mmf_map *map;
    mmf_view view;
    int32_t value = 0;

    ck_assert_int_eq(create(name_of(0), &map), MMF_OK);
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view),
                     MMF_OK);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
    ck_assert_int_eq(mmf_view_write_i32(&view, 0, 42), MMF_OK);
    ck_assert_int_eq(create(name_of(0), &map), MMF_OK);
    expect_zeros(map);
    ck_assert_int_eq(mmf_view_read_i32(&view, 0, &value), MMF_OK);
    ck_assert_int_eq(value, 42);
    (void)mmf_view_close(&view);
    ck_assert(is_alive());
    mmf_map_close(map);
}
END_TEST

/* How many of the racers answered with this. */
static int race(job *how, int wanted, int others)
{
    holder racers[RACERS];
    int count = 0;

    for (int i = 0; i < RACERS; i++)
        prepare(&racers[i], how);
    for (int i = 0; i < RACERS; i++)
        order(&racers[i]);
    for (int i = 0; i < RACERS; i++) {
        const int answer = answer_of(&racers[i]);

        ck_assert(answer == wanted || answer == others);
        count += answer == wanted;
    }
    for (int i = 0; i < RACERS; i++)
        release(&racers[i]);
    ck_assert(!object_exists(name_of(0)));
    return count;
}

START_TEST(of_racing_creators_one_wins)
{
    for (int round = 0; round < ROUNDS; round++)
        ck_assert_int_eq(race(create, MMF_OK, MMF_EEXIST), 1);
}
END_TEST

START_TEST(of_racing_creators_or_openers_one_creates)
{
    for (int round = 0; round < ROUNDS; round++)
        ck_assert_int_eq(race(create_or_open, MMF_CREATED, MMF_OPENED), 1);
}
END_TEST

/* As Python and other programs make them. */
START_TEST(a_foreign_object_is_joined_and_never_removed)
{
    char object[64];
    holder opener;
    mmf_map *map;
    int fd;

    (void)snprintf(object, sizeof object, "/%s", name_of(0));
    fd = shm_open(object, O_CREAT | O_EXCL | O_RDWR, 0600);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(ftruncate(fd, CAPACITY), 0);
    (void)close(fd);
    expect_held(&opener, open_to_read);
    ck_assert_int_eq(create(name_of(0), &map), MMF_EEXIST);
    release(&opener);
    ck_assert(object_exists(name_of(0)));
    expect_held(&opener, open_to_read);
    kill_holder(&opener);
    ck_assert(is_alive());
    ck_assert_int_eq(create(name_of(0), &map), MMF_EEXIST);
    ck_assert_int_eq(create_or_open(name_of(0), &map), MMF_OPENED);
    expect_zeros(map);
    mmf_map_close(map);
    ck_assert(object_exists(name_of(0)));
    ck_assert_int_eq(shm_unlink(object), 0);
    ck_assert(!is_alive());
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("life");
    TCase *tests = tcase_create("life");

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_test(tests, any_handle_keeps_the_name_and_the_last_one_takes_it);
    tcase_add_test(tests, a_killed_holder_is_one_holder_less);
    tcase_add_loop_test(tests, killed_holders_leave_no_name_and_no_bytes, 0, 2);
    tcase_add_test(tests, a_forked_child_does_not_take_the_name_along);
    tcase_add_test(tests, a_forked_child_does_not_keep_the_name);
    tcase_add_test(tests, a_view_keeps_its_bytes_but_not_the_name);
    tcase_add_test(tests, of_racing_creators_one_wins);
    tcase_add_test(tests, of_racing_creators_or_openers_one_creates);
    tcase_add_test(tests, a_foreign_object_is_joined_and_never_removed);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
