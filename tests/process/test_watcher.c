/* SPDX-License-Identifier: MIT */
/*
 * The watching example, on pipes: it shows what servers publish, one after the
 * other, and is in the way of none.
 */
#include "child.h"
#include "maps.h"
#include <signal.h>

static void start_server(child *server, const char *text)
{
    const char *const argv[] = {SERVER, name_of(0), NULL};

    start(server, argv);
    expect_output(&server->out, "4043 characters.\n");
    send_text(server, text);
    expect_output(&server->out, "published.\n");
}

START_TEST(a_watcher_outlives_servers)
{
    const char *const argv[] = {WATCHER, name_of(0), NULL};
    static child watcher;

    start(&watcher, argv);
    for (int i = 0; i < 3; i++) {
        static child server;

        start_server(&server, "first\n");
        expect_output(&watcher.out, "first\n");
        send_text(&server, "second\n");
        expect_output(&watcher.out, "second\n");
        end_child(&server); /* killed */
        expect_output(&watcher.err, "gone");
    }
    ck_assert_int_eq(kill(watcher.pid, SIGTERM), 0);
    ck_assert_int_eq(wait_for_end(&watcher), -SIGTERM);
    end_child(&watcher);
}
END_TEST

START_TEST(wrong_names_are_refused)
{
    const char *const argv[] = {WATCHER, "a/b", NULL};
    static child watcher;

    ck_assert_int_eq(run(&watcher, argv), 3);
    expect_output(&watcher.err, "a/b");
    end_child(&watcher);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("watcher");
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, TEST_SECONDS);
    tcase_add_test(all, a_watcher_outlives_servers);
    tcase_add_test(all, wrong_names_are_refused);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
