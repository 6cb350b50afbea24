/* SPDX-License-Identifier: MIT */
/*
 * A process at its limits: of descriptors, of address space, of file size;
 * interrupted all the time; and with many threads at one name.  Calls answer
 * with an error or do their work, and nothing leaks.
 */
#include "child.h"
#include "maps.h"
#include "steps.h"
#include "world.h"
#include <dirent.h>
#include <mmf/mmf.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    CAPACITY = 8096,
    THREADS = 8,
    HANDLES = 60, /* of each thread at once */
    ROUNDS = 25,
    STORM_MS = 1500,
    LARGE = 1 << 18 /* old kernels start a larger reservation over and over */
};

static int descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    ck_assert_ptr_nonnull(folder);
    while (readdir(folder) != NULL)
        count++;
    (void)closedir(folder);
    return count;
}

static void limit(int resource, rlim_t value)
{
    struct rlimit now;

    ck_assert_int_eq(getrlimit(resource, &now), 0);
    now.rlim_cur = value;
    ck_assert_int_eq(setrlimit(resource, &now), 0);
}

/* Address space in use, in bytes. */
static rlim_t in_use(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;

    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fscanf(file, "%lu", &pages), 1);
    (void)fclose(file);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static int create(mmf_map **map)
{
    return mmf_create_new(name_of(0), CAPACITY, NULL, map);
}

static int create_to_inherit(mmf_map **map)
{
    static const mmf_options options = {.inheritability = MMF_INHERITABLE};

    return mmf_create_new(name_of(0), CAPACITY, &options, map);
}

static int create_without_name(mmf_map **map)
{
    return mmf_create_new(NULL, CAPACITY, NULL, map);
}

static int create_or_open(mmf_map **map)
{
    return mmf_create_or_open(name_of(0), CAPACITY, NULL, map, NULL);
}

static int open_other(mmf_map **map)
{
    return mmf_open_existing(name_of(1), MMF_RIGHTS_READ_WRITE, NULL, map);
}

static int open_to_inherit(mmf_map **map)
{
    static const mmf_options options = {.inheritability = MMF_INHERITABLE};

    return mmf_open_existing(name_of(1), MMF_RIGHTS_READ_WRITE, &options, map);
}

static int look(mmf_map **map)
{
    mmf_name_info info = {0};

    *map = NULL;
    return mmf_name_stat(name_of(1), &info);
}

static int (*const calls[])(mmf_map **map) = {
    create,         create_to_inherit, create_without_name,
    create_or_open, open_other,        open_to_inherit,
    look,
};

enum {
    CALLS = sizeof calls / sizeof calls[0]
};

/* With no descriptor left, one, two, and so on until it works. */
START_TEST(too_few_descriptors_are_an_error_and_no_leak)
{
    const int first = dup(0); /* the lowest that is free */
    mmf_map *other, *map;
    int failures = 0, before, rc;

    (void)close(first);
    ck_assert_int_eq(mmf_create_new(name_of(1), CAPACITY, NULL, &other),
                     MMF_OK);
    before = descriptors();
    do {
        limit(RLIMIT_NOFILE, (rlim_t)(first + 1 + failures));
        rc = calls[_i](&map);
        limit(RLIMIT_NOFILE, 256);
        if (rc != MMF_OK) {
            ck_assert_msg(rc == MMF_ENOMEM, "%s", mmf_status_name(rc));
            ck_assert_ptr_null(map);
            failures++;
        }
        mmf_map_close(map);
        ck_assert_int_eq(descriptors(), before);
        ck_assert(!object_exists(name_of(0)));
    } while (rc != MMF_OK && failures < 10);
    ck_assert_int_gt(failures, 0);
    ck_assert_int_lt(failures, 10);
    mmf_map_close(other);
    ck_assert(!object_exists(name_of(1)));
}
END_TEST

START_TEST(too_little_address_space_is_an_error_and_no_leak)
{
    static const mmf_options sparse = {.flags = MMF_DELAY_ALLOCATE_PAGES};
    const int64_t size = (int64_t)1 << 34;
    const int before = descriptors();
    mmf_map *map;
    mmf_view view;

    ck_assert_int_eq(mmf_create_new(name_of(0), size, &sparse, &map), MMF_OK);
    limit(RLIMIT_AS, in_use() + ((rlim_t)1 << 33));
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ, &view),
                     MMF_ENOMEM);
    ck_assert_ptr_null(view.bytes);
    ck_assert_int_eq(mmf_view_open(map, size - 10, 0, MMF_ACCESS_READ, &view),
                     MMF_OK);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
    limit(RLIMIT_AS, RLIM_INFINITY);
    mmf_map_close(map);
    ck_assert_int_eq(descriptors(), before);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

START_TEST(too_small_a_file_size_is_an_error_and_no_leak)
{
    const int before = descriptors();
    mmf_map *map;

    (void)signal(SIGXFSZ, SIG_IGN); /* or it ends the process */
    limit(RLIMIT_FSIZE, 4096);
    ck_assert_int_eq(mmf_create_new(name_of(0), CAPACITY, NULL, &map),
                     MMF_ETOOBIG);
    ck_assert_int_eq(mmf_create_new(NULL, CAPACITY, NULL, &map), MMF_ETOOBIG);
    limit(RLIMIT_FSIZE, RLIM_INFINITY);
    ck_assert_int_eq(descriptors(), before);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

static pthread_barrier_t together;
static atomic_int wrong;
static char crowded[64], crowded_path[128]; /* written before they run */

/* Opens one name many times, while seven others do; then closes. */
static void *crowd(void *context)
{
    mmf_map *maps[HANDLES];

    (void)context;
    for (int round = 0; round < ROUNDS; round++) {
        (void)pthread_barrier_wait(&together);
        for (int i = 0; i < HANDLES; i++)
            if (mmf_create_or_open(crowded, CAPACITY, NULL, &maps[i], NULL) !=
                MMF_OK)
                atomic_fetch_add(&wrong, 1);
        (void)pthread_barrier_wait(&together);
        if (access(crowded_path, F_OK) != 0)
            atomic_fetch_add(&wrong, 1);
        (void)pthread_barrier_wait(&together);
        for (int i = 0; i < HANDLES; i++)
            mmf_map_close(maps[i]);
        (void)pthread_barrier_wait(&together);
        if (access(crowded_path, F_OK) == 0)
            atomic_fetch_add(&wrong, 1);
    }
    return NULL;
}

/* Creates, opens and closes without any order. */
static void *scramble(void *context)
{
    const long long began = now_ms();
    mmf_map *map;

    (void)context;
    while (now_ms() - began < STORM_MS / 3) {
        const int rc = mmf_create_new(crowded, CAPACITY, NULL, &map);

        if (rc != MMF_OK && rc != MMF_EEXIST)
            atomic_fetch_add(&wrong, 1);
        mmf_map_close(map);
        if (mmf_create_or_open(crowded, CAPACITY, NULL, &map, NULL) != MMF_OK)
            atomic_fetch_add(&wrong, 1);
        if (access(crowded_path, F_OK) != 0)
            atomic_fetch_add(&wrong, 1);
        mmf_map_close(map);
    }
    return NULL;
}

static void *(*const gangs[])(void *) = {crowd, scramble};

START_TEST(threads_open_one_name_at_once)
{
    const int before = descriptors();
    pthread_t threads[THREADS];

    (void)snprintf(crowded, sizeof crowded, "%s", name_of(0));
    (void)snprintf(crowded_path, sizeof crowded_path, "%s", path_of(crowded));
    limit(RLIMIT_NOFILE, THREADS * HANDLES + 100);
    ck_assert_int_eq(pthread_barrier_init(&together, NULL, THREADS), 0);
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, gangs[_i], NULL), 0);
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    ck_assert_int_eq(wrong, 0);
    ck_assert_int_eq(descriptors(), before);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
    (void)number;
    signals++;
}

/* Without SA_RESTART: each call that can be interrupted is. */
static void begin_interruptions(void)
{
    const struct sigaction action = {.sa_handler = count_signal};
    const struct itimerval often = {{0, 500}, {0, 500}};

    ck_assert_int_eq(sigaction(SIGALRM, &action, NULL), 0);
    ck_assert_int_eq(setitimer(ITIMER_REAL, &often, NULL), 0);
}

static void end_interruptions(void)
{
    static const struct itimerval never;

    ck_assert_int_eq(setitimer(ITIMER_REAL, &never, NULL), 0);
}

START_TEST(interruptions_are_not_seen)
{
    const int before = descriptors();
    mmf_map *map, *second;
    mmf_view view;
    int rounds = 0;
    long long began;

    if (_i == 1)
        forbid_publication();
    began = now_ms();
    begin_interruptions();
    while (now_ms() - began < STORM_MS) {
        const int64_t size = rounds % 8 == 0 ? LARGE : CAPACITY;

        ck_assert_int_eq(mmf_create_new(name_of(0), size, NULL, &map), MMF_OK);
        ck_assert_int_eq(create(&second), MMF_EEXIST);
        ck_assert_int_eq(create_or_open(&second), MMF_OK);
        ck_assert_int_eq(
            mmf_view_open(second, 0, 0, MMF_ACCESS_READ_WRITE, &view), MMF_OK);
        ck_assert_int_eq(mmf_view_flush(&view), MMF_OK);
        ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
        mmf_map_close(map);
        ck_assert_int_eq(access(path_of(name_of(0)), F_OK), 0);
        mmf_map_close(second);
        ck_assert_int_eq(access(path_of(name_of(0)), F_OK), -1);
        rounds++;
    }
    end_interruptions();
    ck_assert_int_gt(signals, 100);
    ck_assert_int_eq(descriptors(), before);
    (void)printf("%d rounds, %d interruptions\n", rounds, (int)signals);
    (void)fflush(stdout);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("limits");
    TCase *tests = tcase_create("limits");

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_loop_test(tests, too_few_descriptors_are_an_error_and_no_leak, 0,
                        CALLS);
    tcase_add_test(tests, too_little_address_space_is_an_error_and_no_leak);
    tcase_add_test(tests, too_small_a_file_size_is_an_error_and_no_leak);
    tcase_add_loop_test(tests, threads_open_one_name_at_once, 0, 2);
    tcase_add_loop_test(tests, interruptions_are_not_seen, 0, 2);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
