/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a name, and for a text by name: what each call answers while maps
 * come and go.
 */
#include "fake_test.h"

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};

static mmf_text_watcher watcher;
static char text[64];
static mmf_map *server;
static mmf_view server_view;
static int naps; /* of the waiter, until the server acts */

static int setup(void **state)
{
    memset(&watcher, 0, sizeof watcher);
    server = NULL;
    return fake_setup(state);
}

#define watch_test(name) \
    cmocka_unit_test_setup_teardown(name, setup, fake_teardown)

static void say(const char *said)
{
    assert_status(
        mmf_text_write(&server_view, NULL, &sequenced, said, strlen(said)),
        MMF_OK);
}

static void begin(const char *said)
{
    server = fake_map("m", 8096, MMF_ACCESS_READ_WRITE);
    assert_status(
        mmf_view_open(server, 0, 0, MMF_ACCESS_READ_WRITE, &server_view),
        MMF_OK);
    say(said);
}

static void end(void)
{
    assert_status(mmf_view_close(&server_view), MMF_OK);
    mmf_map_close(server);
    server = NULL;
}

static int watch(int32_t timeout_ms)
{
    memset(text, POISON_BYTE, sizeof text);
    return mmf_text_watch(&watcher, "m", NULL, NULL, timeout_ms, text,
                          sizeof text, NULL);
}

static void expect(int32_t timeout_ms, uint32_t event, const char *said)
{
    assert_status(watch(timeout_ms), MMF_OK);
    assert_int_equal(watcher.event, event);
    assert_string_equal(text, said);
}

/* What the server does in its time. */
static void act(void *context)
{
    if (--naps == 0)
        ((void (*)(void))(uintptr_t)context)();
}

static void later(int function, int after, void (*what)(void))
{
    naps = after;
    fake_os_before(function, act, (void *)(uintptr_t)what);
}

static void begin_hello(void)
{
    begin("Hello");
}

static void say_bye(void)
{
    say("Bye");
}

static void say_bye_and_end(void)
{
    say("Bye");
    end();
}

static void restart(void)
{
    end();
    begin("Hello");
}

static void a_name_that_is_there_is_no_wait(void **state)
{
    (void)state;
    begin("");
    assert_status(mmf_name_wait("m", 0), MMF_OK);
    assert_int_equal(fake_os_calls(FAKE_NAMES_OPEN), 0);
    assert_int_equal(fake_os_calls(FAKE_SECTION_OPEN), 0);
    end();
}

static void a_new_name_wakes(void **state)
{
    (void)state;
    later(FAKE_NAMES_WAIT, 2, begin_hello);
    assert_status(mmf_name_wait("m", -1), MMF_OK);
    assert_int_equal(fake_os_now_ms(), 250);
    end();
}

static void names_that_nobody_tells_of_are_looked_for(void **state)
{
    (void)state;
    fake_os_fail(FAKE_NAMES_OPEN, 0, FAKE_ENOMEM);
    later(FAKE_PAUSE, 3, begin_hello);
    assert_status(mmf_name_wait("m", 1000), MMF_OK);
    assert_int_equal(fake_os_now_ms(), 150);
    end();
    assert_status(mmf_name_wait("m", 75), MMF_ETIMEDOUT);
    assert_detail(MMF_ETIMEDOUT, "mmf_name_wait", "nothing happened");
    assert_int_equal(fake_os_now_ms(), 225);
}

static void who_has_looked_for_long_looks_less(void **state)
{
    (void)state;
    fake_os_fail(FAKE_NAMES_OPEN, 0, FAKE_ENOMEM);
    assert_status(mmf_name_wait("m", 3000), MMF_ETIMEDOUT);
    assert_int_equal(fake_os_now_ms(), 3000);
    assert_int_equal(fake_os_calls(FAKE_NAME_PROBE), 1 + 1 + 20 + 10);
}

static void stale_and_busy_names_do_not_count(void **state)
{
    (void)state;
    begin("");
    fake_os_let_go_stale(true);
    assert_status(mmf_name_wait("m", 500), MMF_ETIMEDOUT);
    fake_os_let_go_stale(false);
    fake_os_fail(FAKE_NAME_PROBE, 0, FAKE_EBUSY);
    assert_status(mmf_name_wait("m", 500), MMF_ETIMEDOUT);
    fake_os_fail(FAKE_NAME_PROBE, 0, FAKE_EACCES);
    assert_status(mmf_name_wait("m", 500), MMF_EACCES);
    assert_int_equal(fake_os_now_ms(), 1000);
    end();
}

static void a_watcher_tells_each_thing_once(void **state)
{
    (void)state;
    assert_status(watch(100), MMF_ETIMEDOUT);
    assert_int_equal(watcher.event, MMF_TEXT_NOTHING);
    assert_string_equal(text, "");
    later(FAKE_NAMES_WAIT, 1, begin_hello);
    expect(-1, MMF_TEXT_APPEARED, "Hello");
    assert_status(watch(0), MMF_ETIMEDOUT);
    later(FAKE_WORD_WAIT, 2, say_bye);
    expect(-1, MMF_TEXT_CHANGED, "Bye");
    later(FAKE_WORD_WAIT, 2, end);
    expect(-1, MMF_TEXT_GONE, "");
    assert_status(watch(0), MMF_ETIMEDOUT);
}

static void a_restart_is_an_end_and_a_beginning(void **state)
{
    (void)state;
    begin("Hello");
    expect(0, MMF_TEXT_APPEARED, "Hello");
    later(FAKE_WORD_WAIT, 2, restart);
    expect(-1, MMF_TEXT_GONE, "");
    expect(0, MMF_TEXT_APPEARED, "Hello");
    restart();
    expect(0, MMF_TEXT_GONE, "");
    expect(0, MMF_TEXT_APPEARED, "Hello");
    end();
    expect(0, MMF_TEXT_GONE, "");
}

static void the_last_text_is_read_before_the_end(void **state)
{
    (void)state;
    begin("Hello");
    expect(0, MMF_TEXT_APPEARED, "Hello");
    later(FAKE_WORD_WAIT, 2, say_bye_and_end);
    expect(-1, MMF_TEXT_CHANGED, "Bye");
    expect(-1, MMF_TEXT_GONE, "");
}

static void maps_without_identity_are_looked_at_again(void **state)
{
    (void)state;
    fake_os_hide_identity(true);
    begin("Hello");
    expect(0, MMF_TEXT_APPEARED, "Hello");
    later(FAKE_WORD_WAIT, 2, restart);
    assert_status(watch(2000), MMF_ETIMEDOUT); /* the same text */
    say("Bye");
    expect(0, MMF_TEXT_CHANGED, "Bye");
    later(FAKE_WORD_WAIT, 2, say_bye_and_end);
    expect(-1, MMF_TEXT_CHANGED, "Bye");
    expect(-1, MMF_TEXT_GONE, "");
}

static void a_watcher_keeps_no_name(void **state)
{
    (void)state;
    begin("Hello");
    expect(0, MMF_TEXT_APPEARED, "Hello");
    assert_true(fake_os_last_wish()->watch);
    later(FAKE_WORD_WAIT, 1, restart); /* while the view is open */
    expect(1000, MMF_TEXT_GONE, "");
    end();
}

static void what_cannot_be_read_is_told_with_its_event(void **state)
{
    static const uint32_t dead = 0x7fff;

    (void)state;
    begin("Hello");
    memcpy(server_view.bytes + 4, &dead, sizeof dead);
    assert_status(watch(-1), MMF_EABANDONED);
    assert_int_equal(watcher.event, MMF_TEXT_APPEARED);
    assert_status(watch(1000), MMF_ETIMEDOUT);
    say("Bye");
    expect(-1, MMF_TEXT_CHANGED, "Bye");
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        watch_test(a_name_that_is_there_is_no_wait),
        watch_test(a_new_name_wakes),
        watch_test(names_that_nobody_tells_of_are_looked_for),
        watch_test(who_has_looked_for_long_looks_less),
        watch_test(stale_and_busy_names_do_not_count),
        watch_test(a_watcher_tells_each_thing_once),
        watch_test(a_restart_is_an_end_and_a_beginning),
        watch_test(the_last_text_is_read_before_the_end),
        watch_test(maps_without_identity_are_looked_at_again),
        watch_test(a_watcher_keeps_no_name),
        watch_test(what_cannot_be_read_is_told_with_its_event),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
