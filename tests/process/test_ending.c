/* SPDX-License-Identifier: MIT */
/*
 * How the article's programs end, on pipes: by signals whatever they are doing,
 * and with standard streams that fail or are not there.
 */
#include "child.h"
#include "maps.h"
#include <mmf/mmf.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>

enum {
    SHELL_WORDS = 6,
    PIPE_IS_FULL = 65536 - 8192 /* or nearly so */
};

/* Starts the server or client with redirections: "exec \"$0\" \"$1\" ...". */
static void start_by_shell(child *made, const char *script, const char *program)
{
    const char *const argv[SHELL_WORDS] = {"/bin/sh", "-c",       script,
                                           program,   name_of(0), NULL};

    start(made, argv);
}

static void start_server(child *server)
{
    const char *const argv[] = {SERVER, name_of(0), NULL};

    start(server, argv);
    send_text(server, "the last text\n");
    expect_output(&server->out, "13 characters published.\n");
}

static const struct {
    int number;
    int status;
} signals[] = {{SIGTERM, 143}, {SIGINT, 130}, {SIGHUP, 129}, {SIGQUIT, 131}};

START_TEST(a_signal_ends_the_server_and_the_name)
{
    static child server;

    start_server(&server);
    (void)kill(server.pid, signals[_i].number);
    ck_assert_int_eq(wait_for_end(&server), signals[_i].status);
    ck_assert(!object_exists(name_of(0)));
    end_child(&server);
}
END_TEST

START_TEST(after_the_end_of_input_the_text_stays_until_a_signal)
{
    static child server;

    start_server(&server);
    close_input(&server);
    for (int i = 0; i < 100; i++)
        expect_text(name_of(0), "the last text", 13);
    (void)kill(server.pid, SIGTERM);
    ck_assert_int_eq(wait_for_end(&server), 143);
    ck_assert(!object_exists(name_of(0)));
    end_child(&server);
}
END_TEST

START_TEST(a_killed_server_leaves_a_name_that_is_free)
{
    static child server;
    mmf_map *map;

    start_server(&server);
    (void)kill(server.pid, SIGKILL);
    ck_assert_int_eq(wait_for_end(&server), -SIGKILL);
    end_child(&server);
    ck_assert_int_eq(mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map),
                     MMF_ENOENT);
    start_server(&server);
    expect_text(name_of(0), "the last text", 13);
    (void)kill(server.pid, SIGKILL);
    ck_assert_int_eq(wait_for_end(&server), -SIGKILL);
    end_child(&server);
    start_server(&server); /* this time nobody has looked in between */
    end_child(&server);
}
END_TEST

START_TEST(input_without_end_does_not_keep_signals_out)
{
    static child server;

    start_by_shell(&server, "exec \"$0\" \"$1\" </dev/zero", SERVER);
    expect_output(&server.out, "4043 characters");
    (void)kill(server.pid, SIGTERM);
    ck_assert_int_eq(wait_for_end(&server), 143);
    ck_assert(!object_exists(name_of(0)));
    end_child(&server);
}
END_TEST

START_TEST(a_reader_that_sleeps_does_not_keep_signals_out)
{
    const long long began = now_ms();
    static char lines[10000]; /* their answers overfill the pipe */
    static child server;
    int waiting = 0;

    memset(lines, '\n', sizeof lines);
    start_server(&server);
    send_bytes(&server, lines, sizeof lines);
    while (waiting < PIPE_IS_FULL) {
        ck_assert_int_eq(ioctl(server.out.fd, FIONREAD, &waiting), 0);
        rest(began, "a full pipe");
    }
    (void)kill(server.pid, SIGTERM);
    ck_assert_int_eq(wait_for_end(&server), 143);
    end_child(&server);
}
END_TEST

START_TEST(a_reader_that_is_gone_ends_the_server)
{
    const long long began = now_ms();
    static child server;

    start_by_shell(&server, "\"$0\" \"$1\" | true; echo ended; cat >/dev/null",
                   SERVER);
    /* It notices with the first answer after the reader went. */
    while (strstr(server.out.bytes, "ended") == NULL) {
        send_text(&server, "one more\n");
        take_output(&server.out);
        rest(began, "the server to notice");
    }
    ck_assert(!object_exists(name_of(0)));
    close_input(&server);
    ck_assert_int_eq(wait_for_end(&server), 0);
    end_child(&server);
}
END_TEST

START_TEST(a_signal_that_the_parent_ignores_stays_ignored)
{
    static child server;

    start_by_shell(&server, "trap '' HUP; exec \"$0\" \"$1\"", SERVER);
    expect_output(&server.out, "4043 characters");
    (void)kill(server.pid, SIGHUP);
    /* The first line may have overtaken the signal. */
    for (int i = 0; i < 2; i++) {
        send_text(&server, "still here\n");
        expect_output(&server.out, "10 characters published.\n");
    }
    (void)kill(server.pid, SIGTERM);
    ck_assert_int_eq(wait_for_end(&server), 143);
    end_child(&server);
}
END_TEST

START_TEST(a_client_that_cannot_write_says_so)
{
    static child server, client;

    start_server(&server);
    start_by_shell(&client, "\"$0\" \"$1\" >/dev/full", CLIENT);
    ck_assert_int_eq(wait_for_end(&client), 3);
    expect_output(&client.err, "cannot be written");
    end_child(&client);
    end_child(&server);
}
END_TEST

/* What is opened next takes the number of a stream that is closed. */
START_TEST(closed_streams_do_not_reach_the_map)
{
    static const char *const scripts[] = {
        "\"$0\" \"$1\" >&-", "\"$0\" \"$1\" <&- >&-",
        "\"$0\" \"$1\" <&- >&- 2>&-", "\"$0\" \"$1\" 2>&-"};
    static child server, client;

    start_server(&server);
    start_by_shell(&client, scripts[_i], CLIENT);
    (void)wait_for_end(&client);
    expect_text(name_of(0), "the last text", 13);
    end_child(&client);
    end_child(&server);
}
END_TEST

START_TEST(a_server_without_input_serves)
{
    static child server;

    start_by_shell(&server, "exec \"$0\" \"$1\" <&-", SERVER);
    expect_output(&server.out, "4043 characters");
    expect_text(name_of(0), "", 0);
    (void)kill(server.pid, SIGTERM);
    ck_assert_int_eq(wait_for_end(&server), 143);
    end_child(&server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ending");
    TCase *tests = tcase_create("ending");

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_loop_test(tests, a_signal_ends_the_server_and_the_name, 0,
                        sizeof signals / sizeof *signals);
    tcase_add_test(tests, after_the_end_of_input_the_text_stays_until_a_signal);
    tcase_add_test(tests, a_killed_server_leaves_a_name_that_is_free);
    tcase_add_test(tests, input_without_end_does_not_keep_signals_out);
    tcase_add_test(tests, a_reader_that_sleeps_does_not_keep_signals_out);
    tcase_add_test(tests, a_reader_that_is_gone_ends_the_server);
    tcase_add_test(tests, a_signal_that_the_parent_ignores_stays_ignored);
    tcase_add_test(tests, a_client_that_cannot_write_says_so);
    tcase_add_loop_test(tests, closed_streams_do_not_reach_the_map, 0, 4);
    tcase_add_test(tests, a_server_without_input_serves);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
