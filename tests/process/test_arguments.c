/* SPDX-License-Identifier: MIT */
/*
 * The command lines of the article's programs: exit statuses and messages.
 */
#include "child.h"
#include "maps.h"
#include <string.h>

enum {
    MOST_WORDS = 6
};

/* NULL in place of a name stands for one that is free. */
#define NAME "@"

static const struct {
    const char *argv[MOST_WORDS];
    int status;
    const char *complaint; /* part of it */
} lines[] = {
    {{SERVER, "-x"}, 2, "-x"},
    {{SERVER, "--exit"}, 2, "--exit"},
    {{SERVER, NAME, "many"}, 2, "many"},
    {{SERVER, NAME, ""}, 2, "not a number"},
    {{SERVER, NAME, "8096x"}, 2, "8096x"},
    {{SERVER, NAME, "0"}, 2, "too small"},
    {{SERVER, NAME, "-5"}, 2, "too small"},
    {{SERVER, NAME, "11"}, 2, "too small"},
    {{SERVER, NAME, "9223372036854775808"}, 2, "out of range"},
    {{SERVER, NAME, "9223372036854775807"}, 2, "9223372036854775807"},
    {{SERVER, NAME, "8096", "more"}, 2, "more"},
    {{SERVER, ""}, 3, "empty"},
    {{SERVER, "a/b"}, 3, "a/b"},
    {{SERVER, "\xFF"}, 3, "UTF-8"},
    {{CLIENT, "-x"}, 2, "-x"},
    {{CLIENT, "--exit-at-eof"}, 2, "--exit-at-eof"},
    {{CLIENT, NAME, "8096"}, 2, "8096"},
    {{CLIENT, ""}, 3, "empty"},
    {{CLIENT, "a/b"}, 3, "a/b"},
};

START_TEST(a_wrong_command_line_is_refused)
{
    const char *argv[MOST_WORDS];
    static child program;

    memcpy(argv, lines[_i].argv, sizeof argv);
    for (int i = 0; i < MOST_WORDS; i++)
        if (argv[i] != NULL && strcmp(argv[i], NAME) == 0)
            argv[i] = name_of(0);
    ck_assert_int_eq(run(&program, argv), lines[_i].status);
    ck_assert_str_eq(program.out.bytes, "");
    ck_assert_msg(strstr(program.err.bytes, lines[_i].complaint) != NULL,
                  "no \"%s\" in: %s", lines[_i].complaint, program.err.bytes);
    ck_assert(!object_exists(name_of(0)));
    end_child(&program);
}
END_TEST

START_TEST(help_is_no_error)
{
    const char *const programs[] = {SERVER, CLIENT};
    const char *const argv[] = {programs[_i], "--help", NULL};
    static child program;

    ck_assert_int_eq(run(&program, argv), 0);
    ck_assert_ptr_eq(strstr(program.out.bytes, "usage: "), program.out.bytes);
    ck_assert_str_eq(program.err.bytes, "");
    end_child(&program);
}
END_TEST

/* The client's view is the article's, unless the map is smaller. */
static const struct {
    const char *capacity;
    const char *room;
    int published;
    const char *shown;
    const char *note;
} sizes[] = {
    {"12", "room for 1 characters", 1, "1 characters", ""},
    {"100", "room for 45 characters", 45, "45 characters", ""},
    {"8096", "room for 4043 characters", 4043, "4043 characters", ""},
    {"9000", "room for 4495 characters", 4495, "4495 characters", "4043"},
};

START_TEST(the_capacity_decides_how_much_fits)
{
    const char *const server_argv[] = {SERVER, name_of(0), sizes[_i].capacity,
                                       NULL};
    const char *const client_argv[] = {CLIENT, name_of(0), NULL};
    static child server, client;
    static char line[4500];

    memset(line, 'x', sizeof line);
    line[sizes[_i].published] = '\n';
    start(&server, server_argv);
    expect_output(&server.out, sizes[_i].room);
    send_bytes(&server, line, (size_t)sizes[_i].published + 1);
    expect_output(&server.out, "characters published.");
    ck_assert_int_eq(run(&client, client_argv), 0);
    ck_assert_ptr_eq(strstr(client.out.bytes, sizes[_i].shown),
                     client.out.bytes);
    ck_assert_ptr_nonnull(strstr(client.err.bytes, sizes[_i].note));
    end_child(&client);
    end_child(&server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arguments");
    TCase *tests = tcase_create("arguments");

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_loop_test(tests, a_wrong_command_line_is_refused, 0,
                        sizeof lines / sizeof *lines);
    tcase_add_loop_test(tests, help_is_no_error, 0, 2);
    tcase_add_loop_test(tests, the_capacity_decides_how_much_fits, 0,
                        sizeof sizes / sizeof *sizes);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
