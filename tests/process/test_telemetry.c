/* SPDX-License-Identifier: MIT */
/*
 * The telemetry examples together, on pipes: each line of numbers arrives, and
 * what does not is told.
 */
#include "child.h"
#include "maps.h"
#include <string.h>

static void start_publisher(child *publisher)
{
    const char *const argv[] = {PUBLISHER, name_of(0), NULL};

    start(publisher, argv);
    expect_output(&publisher->out, ": ready.\n");
}

static void expect_shown(const char *text, int status)
{
    const char *const argv[] = {READER, name_of(0), NULL};
    static child reader;

    ck_assert_int_eq(run(&reader, argv), status);
    ck_assert_str_eq(reader.out.bytes, text);
    ck_assert_str_eq(reader.err.bytes, "");
    end_child(&reader);
}

START_TEST(each_record_arrives)
{
    static child publisher;

    expect_shown("There is no publisher.\n", 1);
    start_publisher(&publisher);
    expect_shown("Nothing has been published yet.\n", 1);
    send_text(&publisher, "21.5 1013.25 0.45\n");
    expect_output(&publisher.out, "published.\n");
    expect_shown("1: 21.5 degrees Celsius, 1013.2 hPa, 45 % humidity\n", 0);
    expect_shown("1: 21.5 degrees Celsius, 1013.2 hPa, 45 % humidity\n", 0);
    send_text(&publisher, "-3 990 1\n");
    expect_output(&publisher.out, "published.\n");
    expect_shown("2: -3.0 degrees Celsius, 990.0 hPa, 100 % humidity\n", 0);
    close_input(&publisher);
    ck_assert_int_eq(wait_for_end(&publisher), 0);
    expect_shown("There is no publisher.\n", 1);
    end_child(&publisher);
}
END_TEST

/* Each that follows, until the publisher is killed. */
START_TEST(a_reader_follows)
{
    const char *const argv[] = {READER, name_of(0), "--follow", NULL};
    static child publisher;
    static child reader;

    start_publisher(&publisher);
    start(&reader, argv);
    send_text(&publisher, "21.5 1013.25 0.45\n");
    expect_output(&reader.out, "1: 21.5 degrees");
    send_text(&publisher, "-3 990 1\n");
    expect_output(&reader.out, "2: -3.0 degrees");
    end_child(&publisher);
    expect_output(&reader.out, "The publisher is gone.\n");
    ck_assert_int_eq(wait_for_end(&reader), 0);
    end_child(&reader);
}
END_TEST

START_TEST(a_line_without_three_numbers_changes_nothing)
{
    static child publisher;

    start_publisher(&publisher);
    send_text(&publisher, "1 2 0.5\n1 2\nwarm\n");
    expect_output(&publisher.out, "published.\n");
    expect_output(&publisher.err, "three numbers");
    expect_output(&publisher.err, "three numbers");
    expect_shown("1: 1.0 degrees Celsius, 2.0 hPa, 50 % humidity\n", 0);
    end_child(&publisher);
}
END_TEST

START_TEST(a_second_publisher_is_refused)
{
    const char *const argv[] = {PUBLISHER, name_of(0), NULL};
    static child publisher;
    static child second;

    start_publisher(&publisher);
    ck_assert_int_eq(run(&second, argv), 1);
    ck_assert_ptr_ne(strstr(second.err.bytes, "exists"), NULL);
    end_child(&second);
    end_child(&publisher);
    /* It was killed: its map is gone all the same. */
    expect_shown("There is no publisher.\n", 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("telemetry");
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, TEST_SECONDS);
    tcase_add_test(all, each_record_arrives);
    tcase_add_test(all, a_reader_follows);
    tcase_add_test(all, a_line_without_three_numbers_changes_nothing);
    tcase_add_test(all, a_second_publisher_is_refused);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
