/* SPDX-License-Identifier: MIT */
/*
 * The example of a mapped file: what one run writes, the next one finds.
 */
#include "child.h"
#include "maps.h"
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static char path[64];

static void start_test(void)
{
    (void)snprintf(path, sizeof path, "/tmp/mmf.counter.%ld", (long)getpid());
}

static void end_test(void)
{
    (void)unlink(path);
}

static void expect_run(int status, const char *out, const char *complaint)
{
    const char *const argv[] = {COUNTER, path, NULL};
    static child counter;

    ck_assert_int_eq(run(&counter, argv), status);
    ck_assert_str_eq(counter.out.bytes, out);
    ck_assert_ptr_ne(strstr(counter.err.bytes, complaint), NULL);
    end_child(&counter);
}

START_TEST(each_run_is_counted)
{
    expect_run(0, "Run 1.\n", "");
    expect_run(0, "Run 2.\n", "");
    expect_run(0, "Run 3.\n", "");
}
END_TEST

START_TEST(a_file_of_somebody_alone_is_told_and_left_alone)
{
    FILE *other;

    expect_run(0, "Run 1.\n", "");
    other = fopen(path, "rb");
    ck_assert_ptr_nonnull(other);
    ck_assert_int_eq(flock(fileno(other), LOCK_EX | LOCK_NB), 0);
    expect_run(1, "", "in use");
    ck_assert_int_eq(fclose(other), 0);
    expect_run(0, "Run 2.\n", "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file");
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, TEST_SECONDS);
    tcase_add_checked_fixture(all, start_test, end_test);
    tcase_add_test(all, each_run_is_counted);
    tcase_add_test(all, a_file_of_somebody_alone_is_told_and_left_alone);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
