/* SPDX-License-Identifier: MIT */
/*
 * Waiting for another record.  Time passes only while somebody sleeps, and what
 * others do they do in hooks.
 */
#include "record_test.h"

enum {
    SLICE_MS = 250
};

static int naps; /* of the waiter, until the other one acts */

static int await(uint32_t seen, int32_t timeout_ms)
{
    return mmf_record_wait(&view, AT, sizeof mild, seen, timeout_ms);
}

static uint32_t read_token(void)
{
    mmf_record_result found;
    climate seen;

    (void)read_back(&seen, &found);
    return found.token;
}

static void publish_cold(void *context)
{
    (void)context;
    if (--naps == 0)
        assert_status(publish(&cold), MMF_OK);
}

static void arguments_are_checked(void **state)
{
    mmf_view own = fake_view(SIZE, MMF_ACCESS_COPY_ON_WRITE);
    mmf_view blind = fake_view(SIZE, MMF_ACCESS_WRITE);

    (void)state;
    assert_status(mmf_record_wait(NULL, AT, 8, 0, 0), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_record_wait", "a pointer is NULL");
    assert_status(mmf_record_wait(&view, AT, 0, 0, 0), MMF_EINVAL);
    assert_status(mmf_record_wait(&view, 4, 8, 0, 0), MMF_EINVAL);
    assert_status(mmf_record_wait(&view, SIZE, 8, 0, 0), MMF_ERANGE);
    assert_status(await(0, -2), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_record_wait", "timeout_ms is -2");
    assert_status(mmf_record_wait(&own, AT, 8, 0, 0), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_record_wait", "copy-on-write");
    assert_status(mmf_record_wait(&blind, AT, 8, 0, 0), MMF_EACCES);
    assert_status(mmf_view_close(&own), MMF_OK);
    assert_status(mmf_view_close(&blind), MMF_OK);
}

static void what_is_no_record_is_told(void **state)
{
    (void)state;
    assert_status(publish(&mild), MMF_OK);
    assert_status(mmf_record_wait(&view, AT, 8, word(), -1), MMF_ECORRUPT);
    fake_os_fail(FAKE_TOUCH, 1, FAKE_EIO);
    assert_status(await(word(), -1), MMF_EIO);
    assert_detail(MMF_EIO, "mmf_record_wait", "shortened");
}

static void the_first_record_ends_the_wait(void **state)
{
    (void)state;
    assert_int_equal(read_token(), 0);
    naps = 2;
    fake_os_before(FAKE_WORD_WAIT, publish_cold, NULL);
    assert_status(await(0, -1), MMF_OK);
    assert_int_equal(fake_os_now_ms(), SLICE_MS);
    assert_int_equal(fake_os_last_wait()->seen, 0);
    assert_status(await(0, -1), MMF_OK); /* there already */
    assert_int_equal(fake_os_now_ms(), SLICE_MS);
}

static void a_writer_wakes_for_its_place(void **state)
{
    (void)state;
    assert_status(publish(&mild), MMF_OK);
    naps = 1;
    fake_os_before(FAKE_WORD_WAIT, publish_cold, NULL);
    assert_status(await(read_token(), -1), MMF_OK);
    assert_int_equal(fake_os_now_ms(), 0);
    assert_int_equal(fake_os_last_wait()->seen, 1 << 1);
    assert_int_equal(fake_os_last_wait()->place, WORD_AT);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAKE), 1); /* and in the hook */
}

static void the_wait_ends_at_its_time(void **state)
{
    uint32_t seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    seen = read_token();
    assert_status(await(seen, 0), MMF_ETIMEDOUT);
    assert_int_equal(fake_os_now_ms(), 0);
    assert_status(await(seen, 600), MMF_ETIMEDOUT);
    assert_detail(MMF_ETIMEDOUT, "mmf_record_wait", "nothing happened");
    assert_int_equal(fake_os_now_ms(), 600);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAIT), 3);
}

static void a_quiet_writer_wakes_nobody(void **state)
{
    const mmf_record_options quiet = {.flags = MMF_RECORD_QUIET};

    (void)state;
    assert_status(mmf_record_write(&view, AT, &quiet, &mild, sizeof mild),
                  MMF_OK);
    assert_int_equal(fake_os_calls(FAKE_WORD_WAKE), 0);
}

static void a_dead_writer_is_news_once(void **state)
{
    uint32_t seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    seen = read_token();
    set_word(5);
    assert_status(await(seen, -1), MMF_OK);
    assert_in_range(fake_os_now_ms(), 100, 101);
    seen = read_token(); /* that is MMF_EABANDONED */
    assert_int_equal(seen, 5);
    assert_status(await(seen, 1000), MMF_ETIMEDOUT);
    naps = 1;
    fake_os_before(FAKE_WORD_WAIT, publish_cold, NULL);
    assert_status(await(seen, -1), MMF_OK);
    assert_int_equal(fake_os_last_wait()->seen, 5);
}

static void bytes_without_their_hash_are_news_once(void **state)
{
    uint32_t seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    view.bytes[BYTES_AT] ^= 1;
    seen = read_token();
    assert_int_equal(seen, word());
    assert_status(await(seen, 1000), MMF_ETIMEDOUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        record_test(arguments_are_checked),
        record_test(what_is_no_record_is_told),
        record_test(the_first_record_ends_the_wait),
        record_test(a_writer_wakes_for_its_place),
        record_test(the_wait_ends_at_its_time),
        record_test(a_quiet_writer_wakes_nobody),
        record_test(a_dead_writer_is_news_once),
        record_test(bytes_without_their_hash_are_news_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
