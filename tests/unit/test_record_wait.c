/* SPDX-License-Identifier: MIT */
/*
 * Writers of records that are in the way: at work, dead, displaced, or faster
 * than the reader.  Time passes only while somebody waits.
 */
#include "record_test.h"

static const mmf_record_options at_once = {.wait_ms = -1};

static int pauses_left; /* until the other writer ends its write */

/* The other writer goes on from one record to the next, always at work. */
static void stay_busy(void *context)
{
    (void)context;
    set_word((word() + 2) | 1);
}

/* It ends its write after a few pauses. */
static void finish(void *context)
{
    if (--pauses_left == 0) {
        set_word(*(const uint32_t *)context);
        fake_os_before(FAKE_PAUSE, NULL, NULL);
    }
}

/* A displaced writer finds out, and gives the record its hash again. */
static void repair(void *context)
{
    (void)context;
    if (--pauses_left == 0) {
        view.bytes[BYTES_AT] ^= 1;
        fake_os_before(FAKE_PAUSE, NULL, NULL);
    }
}

/* Somebody shortens the map. */
static void shorten(void *context)
{
    (void)context;
    fake_os_fail(FAKE_TOUCH, 0, FAKE_EIO);
}

static void a_dead_writer_is_told_after_takeover_ms(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    set_word(5);
    assert_status(read_back(&seen, &found), MMF_EABANDONED);
    assert_in_range(fake_os_now_ms(), 100, 102);
    assert_nothing(&seen, &found);
    assert_true(found.retries > 0);
    assert_detail(MMF_EABANDONED, "mmf_record_read", "takeover_ms, 100 ms");
    assert_status(publish(&cold), MMF_OK);
    assert_in_range(fake_os_now_ms(), 200, 204);
    assert_int_equal(word(), 3 << 1);
    assert_status(read_back(&seen, &found), MMF_OK);
    assert_memory_equal(&seen, &cold, sizeof cold);
}

static void a_first_writer_that_died_is_no_stranger(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    set_word(3);
    assert_status(read_back(&seen, &found), MMF_EABANDONED);
    memcpy(view.bytes + AT, "MMFR", 4);
    assert_status(read_back(&seen, &found), MMF_EABANDONED);
    assert_status(publish(&mild), MMF_OK);
    assert_status(read_back(&seen, &found), MMF_OK);
    assert_memory_equal(&seen, &mild, sizeof mild);
}

static void bytes_without_their_hash_are_not_delivered(void **state)
{
    static const int64_t places[] = {24, 31, 32, 55};
    mmf_record_result found;
    climate seen;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        const int64_t began = fake_os_now_ms();

        assert_status(publish(&mild), MMF_OK);
        view.bytes[AT + places[i]] ^= 1;
        assert_status(read_back(&seen, &found), MMF_EABANDONED);
        assert_nothing(&seen, &found);
        assert_in_range(fake_os_now_ms() - began, 100, 102);
        assert_detail(MMF_EABANDONED, "mmf_record_read", "have its hash");
    }
    /* A displaced writer's record, whole, under the other one's word. */
    assert_status(publish(&mild), MMF_OK);
    set_word(word() + 2);
    assert_status(read_back(&seen, &found), MMF_EABANDONED);
}

static void a_displaced_writer_is_waited_for(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    view.bytes[BYTES_AT] ^= 1;
    pauses_left = 3;
    fake_os_before(FAKE_PAUSE, repair, NULL);
    assert_status(read_back(&seen, &found), MMF_OK);
    assert_memory_equal(&seen, &mild, sizeof mild);
    assert_in_range(fake_os_now_ms(), 0, 2);
}

static void writers_that_never_rest_make_it_busy(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    set_word(5);
    fake_os_before(FAKE_PAUSE, stay_busy, NULL);
    assert_status(publish(&mild), MMF_EBUSY);
    assert_in_range(fake_os_now_ms(), 1000, 1002);
    assert_detail(MMF_EBUSY, "mmf_record_write", "wait_ms, 1000 ms");
    assert_int_equal(fake_run(&view, BYTES_AT, 0), SIZE - BYTES_AT);
    assert_status(read_back(&seen, &found), MMF_EBUSY);
    assert_in_range(fake_os_now_ms(), 2000, 2004);
    assert_nothing(&seen, &found);
    assert_detail(MMF_EBUSY, "mmf_record_read", "wait_ms, 1000 ms");
}

static void a_writer_that_ends_is_waited_for(void **state)
{
    mmf_record_result found;
    climate seen;
    uint32_t done;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    done = word();
    set_word(5);
    pauses_left = 3;
    fake_os_before(FAKE_PAUSE, finish, &done);
    assert_status(read_back(&seen, &found), MMF_OK);
    assert_memory_equal(&seen, &mild, sizeof mild);
    assert_true(found.retries > 3);
    set_word(5);
    pauses_left = 3;
    fake_os_before(FAKE_PAUSE, finish, &done);
    assert_status(publish(&cold), MMF_OK);
    assert_in_range(fake_os_now_ms(), 0, 2);
}

static void minus_one_does_not_wait(void **state)
{
    climate seen;

    (void)state;
    set_word(5);
    assert_status(mmf_record_write(&view, AT, &at_once, &mild, sizeof mild),
                  MMF_EBUSY);
    assert_status(
        mmf_record_read(&view, AT, &at_once, &seen, sizeof seen, NULL),
        MMF_EBUSY);
    assert_int_equal(fake_os_now_ms(), 0);
    assert_int_equal(word(), 5);
}

static void a_map_that_is_shortened_meanwhile_is_told(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    set_word(5);
    fake_os_before(FAKE_PAUSE, shorten, NULL);
    assert_status(read_back(&seen, &found), MMF_EIO);
    assert_nothing(&seen, &found);
    fake_os_heal();
    assert_status(publish(&mild), MMF_EIO);
    assert_detail(MMF_EIO, "mmf_record_write", "the map was shortened");
    assert_int_equal(word(), 5);
    assert_in_range(fake_os_now_ms(), 0, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        record_test(a_dead_writer_is_told_after_takeover_ms),
        record_test(a_first_writer_that_died_is_no_stranger),
        record_test(bytes_without_their_hash_are_not_delivered),
        record_test(a_displaced_writer_is_waited_for),
        record_test(writers_that_never_rest_make_it_busy),
        record_test(a_writer_that_ends_is_waited_for),
        record_test(minus_one_does_not_wait),
        record_test(a_map_that_is_shortened_meanwhile_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
