/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a text to change.  Time passes only while somebody sleeps, and what
 * others do they do in hooks.
 */
#include "text_test.h"

enum {
    SLICE_MS = 250,
    POLL_MS = 50
};

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};
static const mmf_text_options quiet = {.flags =
                                           MMF_TEXT_SEQUENCED | MMF_TEXT_QUIET};

static int naps; /* of the waiter, until the other one acts */

static void write_text(const mmf_text_options *how, const char *text)
{
    assert_status(mmf_text_write(&view, NULL, how, text, strlen(text)), MMF_OK);
}

static mmf_text_token read_token(void)
{
    char seen[64];
    mmf_text_result found = {0};

    (void)mmf_text_read(&view, NULL, NULL, seen, sizeof seen, &found);
    return found.token;
}

static void set_word(uint32_t to)
{
    memcpy(view.bytes + 4, &to, sizeof to);
}

static void write_sequenced(void *context)
{
    if (--naps == 0)
        write_text(&sequenced, context);
}

static void write_strictly(void *context)
{
    if (--naps == 0)
        write_text(NULL, context);
}

static void a_sequenced_writer_wakes(void **state)
{
    mmf_text_token seen;

    (void)state;
    write_text(&sequenced, "Hello");
    seen = read_token();
    naps = 1;
    fake_os_before(FAKE_WORD_WAIT, write_sequenced, (void *)(uintptr_t) "Bye");
    assert_status(mmf_text_wait(&view, NULL, &seen, -1), MMF_OK);
    assert_int_equal(fake_os_now_ms(), 0);
    assert_int_equal(fake_os_last_wait()->seen, seen.word);
    assert_int_equal(fake_os_calls(FAKE_PAUSE), 0);
}

static void the_wait_ends_at_its_time(void **state)
{
    mmf_text_token seen;

    (void)state;
    write_text(&sequenced, "Hello");
    seen = read_token();
    assert_status(mmf_text_wait(&view, NULL, &seen, 0), MMF_ETIMEDOUT);
    assert_detail(MMF_ETIMEDOUT, "mmf_text_wait", "nothing happened");
    assert_int_equal(fake_os_now_ms(), 0);
    assert_status(mmf_text_wait(&view, NULL, &seen, 600), MMF_ETIMEDOUT);
    assert_int_equal(fake_os_now_ms(), 600);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAIT), 3);
    assert_int_equal(fake_os_last_wait()->milliseconds, 600 - 2 * SLICE_MS);
}

static void a_strict_writer_is_noticed_by_looking(void **state)
{
    mmf_text_token seen;

    (void)state;
    lay(0, NULL, 0);
    write_text(NULL, "Hello");
    seen = read_token();
    naps = 3;
    fake_os_before(FAKE_PAUSE, write_strictly, (void *)(uintptr_t) "Hullo");
    assert_status(mmf_text_wait(&view, NULL, &seen, 10000), MMF_OK);
    assert_int_equal(fake_os_now_ms(), 3 * POLL_MS);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAIT), 0);
}

static void a_strict_writer_after_a_sequenced_one_is_noticed(void **state)
{
    mmf_text_token seen;

    (void)state;
    write_text(&sequenced, "Hello");
    seen = read_token();
    naps = 2;
    fake_os_before(FAKE_WORD_WAIT, write_strictly, (void *)(uintptr_t) "Hullo");
    assert_status(mmf_text_wait(&view, NULL, &seen, 10000), MMF_OK);
    assert_int_equal(fake_os_now_ms(), 2 * SLICE_MS);
    /* From then on it is expected. */
    seen = read_token();
    assert_status(mmf_text_wait(&view, NULL, &seen, 100), MMF_ETIMEDOUT);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAIT), 2);
}

static void a_quiet_writer_wakes_nobody(void **state)
{
    (void)state;
    write_text(&quiet, "Hello");
    assert_int_equal(fake_os_calls(FAKE_WORD_WAKE), 0);
    write_text(&sequenced, "Hello");
    assert_int_equal(fake_os_calls(FAKE_WORD_WAKE), 1);
    write_text(NULL, "Hello");
    assert_int_equal(fake_os_calls(FAKE_WORD_WAKE), 1);
}

static void a_token_of_nothing_returns_at_once(void **state)
{
    const mmf_text_token none = {0, 0};

    (void)state;
    lay(0, NULL, 0);
    assert_status(mmf_text_wait(&view, NULL, &none, -1), MMF_OK);
    write_text(&sequenced, "Hello");
    assert_status(mmf_text_wait(&view, NULL, &none, -1), MMF_OK);
}

/* The other writer ends what it is at. */
static void settle(void *context)
{
    if (--naps == 0)
        set_word(*(const uint32_t *)context);
}

static void a_writer_at_work_is_waited_for(void **state)
{
    uint32_t done = 0x12340004;
    mmf_text_token seen;

    (void)state;
    write_text(&sequenced, "Hello");
    seen = read_token();
    set_word(5);
    naps = 20;
    fake_os_before(FAKE_PAUSE, settle, &done);
    assert_status(mmf_text_wait(&view, NULL, &seen, 2), MMF_ETIMEDOUT);
    assert_int_equal(fake_os_now_ms(), 2);
    assert_status(mmf_text_wait(&view, NULL, &seen, 50), MMF_OK);
    assert_in_range(fake_os_now_ms(), 3, 6);
}

static void a_dead_writer_is_news_once(void **state)
{
    mmf_text_token seen;

    (void)state;
    write_text(&sequenced, "Hello");
    seen = read_token();
    set_word(5);
    assert_status(mmf_text_wait(&view, NULL, &seen, -1), MMF_OK);
    assert_in_range(fake_os_now_ms(), 100, 101);
    seen = read_token(); /* that is MMF_EABANDONED */
    assert_int_equal(seen.word, 5);
    assert_status(mmf_text_wait(&view, NULL, &seen, 1000), MMF_ETIMEDOUT);
    write_text(&sequenced, "Hello");
    assert_status(mmf_text_wait(&view, NULL, &seen, -1), MMF_OK);
}

static void sleep_that_ends_early_is_no_spin(void **state)
{
    mmf_text_token seen;

    (void)state;
    write_text(&sequenced, "Hello");
    seen = read_token();
    fake_os_sleep_badly(true);
    assert_status(mmf_text_wait(&view, NULL, &seen, 1005), MMF_ETIMEDOUT);
    assert_int_equal(fake_os_now_ms(), 1005);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAIT), 101);
}

static void systems_without_waking_look(void **state)
{
    mmf_text_token seen;

    (void)state;
    fake_os_caps()->wakes = false;
    write_text(&sequenced, "Hello");
    seen = read_token();
    naps = 2;
    fake_os_before(FAKE_PAUSE, write_sequenced, (void *)(uintptr_t) "Bye");
    assert_status(mmf_text_wait(&view, NULL, &seen, -1), MMF_OK);
    assert_int_equal(fake_os_now_ms(), 2 * POLL_MS);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAIT), 0);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAKE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(a_sequenced_writer_wakes),
        text_test(the_wait_ends_at_its_time),
        text_test(a_strict_writer_is_noticed_by_looking),
        text_test(a_strict_writer_after_a_sequenced_one_is_noticed),
        text_test(a_quiet_writer_wakes_nobody),
        text_test(a_token_of_nothing_returns_at_once),
        text_test(a_writer_at_work_is_waited_for),
        text_test(a_dead_writer_is_news_once),
        text_test(sleep_that_ends_early_is_no_spin),
        text_test(systems_without_waking_look),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
