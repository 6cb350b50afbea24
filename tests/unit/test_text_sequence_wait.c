/* SPDX-License-Identifier: MIT */
/*
 * Sequenced writers that are in the way: at work, dead, or faster than the
 * reader.  Time passes only while somebody waits.
 */
#include "text_test.h"

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};
static const mmf_text_options anyway = {.flags = MMF_TEXT_BEST_EFFORT};
static const mmf_text_options at_once = {.flags = MMF_TEXT_SEQUENCED,
                                         .wait_ms = -1};

static int pauses_left; /* until the other writer ends its write */

static int publish(const mmf_text_options *how, const char *text)
{
    return mmf_text_write(&view, NULL, how, text, strlen(text));
}

static int read_text(const mmf_text_options *how, mmf_text_result *found)
{
    char seen[64];

    memset(found, 0, sizeof *found);
    return mmf_text_read(&view, NULL, how, seen, sizeof seen, found);
}

static void set_word(uint32_t to)
{
    memcpy(view.bytes + 4, &to, sizeof to);
}

static uint32_t word(void)
{
    uint32_t now;

    memcpy(&now, view.bytes + 4, sizeof now);
    return now;
}

/* The other writer goes on from one text to the next, always at work. */
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

/* Somebody shortens the map. */
static void shorten(void *context)
{
    (void)context;
    fake_os_fail(FAKE_TOUCH, 0, FAKE_EIO);
}

static void a_dead_writer_is_told_after_takeover_ms(void **state)
{
    mmf_text_result found;

    (void)state;
    assert_status(publish(&sequenced, "Hello"), MMF_OK);
    set_word(5);
    assert_status(read_text(NULL, &found), MMF_EABANDONED);
    assert_in_range(fake_os_now_ms(), 100, 102);
    assert_int_equal(found.reason, MMF_TEXT_WRITER_DEAD);
    assert_int_equal(found.units, 0);
    assert_detail(MMF_EABANDONED, "mmf_text_read", "takeover_ms, 100 ms");
    assert_status(read_text(&anyway, &found), MMF_OK);
    assert_int_equal(found.reason, MMF_TEXT_WRITER_DEAD);
    assert_int_equal(found.guarantee, MMF_TEXT_SETTLED);
    assert_int_equal(found.units, 5);
}

static void the_next_writer_takes_over(void **state)
{
    mmf_text_result found;

    (void)state;
    set_word(5);
    assert_status(publish(&sequenced, "Hello"), MMF_OK);
    assert_in_range(fake_os_now_ms(), 100, 102);
    assert_int_equal(word() & 0xFFFF, 3 << 1);
    assert_status(read_text(NULL, &found), MMF_OK);
    assert_int_equal(found.guarantee, MMF_TEXT_VERIFIED);
}

static void writers_that_never_rest_make_it_busy(void **state)
{
    mmf_text_result found;

    (void)state;
    set_word(5);
    fake_os_before(FAKE_PAUSE, stay_busy, NULL);
    assert_status(publish(&sequenced, "Hello"), MMF_EBUSY);
    assert_in_range(fake_os_now_ms(), 1000, 1002);
    assert_detail(MMF_EBUSY, "mmf_text_write", "wait_ms, 1000 ms");
    assert_int_equal(fake_run(&view, 10, POISON_BYTE), ARTICLE_SIZE - 10);
    view.bytes[3] = view.bytes[2] = view.bytes[1] = 0;
    assert_status(read_text(NULL, &found), MMF_EBUSY);
    assert_in_range(fake_os_now_ms(), 2000, 2004);
    assert_int_equal(found.reason, MMF_TEXT_WRITER_BUSY);
    assert_detail(MMF_EBUSY, "mmf_text_read", "wait_ms, 1000 ms");
}

static void a_writer_that_ends_is_waited_for(void **state)
{
    mmf_text_result found;
    uint32_t done;

    (void)state;
    assert_status(publish(&sequenced, "Hello"), MMF_OK);
    done = word();
    set_word(3);
    pauses_left = 3;
    fake_os_before(FAKE_PAUSE, finish, &done);
    assert_status(read_text(NULL, &found), MMF_OK);
    assert_int_equal(found.guarantee, MMF_TEXT_VERIFIED);
    assert_true(found.retries > 3);
    set_word(3);
    pauses_left = 3;
    fake_os_before(FAKE_PAUSE, finish, &done);
    assert_status(publish(&sequenced, "Hullo"), MMF_OK);
    assert_in_range(fake_os_now_ms(), 0, 2);
}

static void minus_one_does_not_wait(void **state)
{
    mmf_text_result found;

    (void)state;
    set_word(5);
    assert_status(publish(&at_once, "Hello"), MMF_EBUSY);
    assert_status(read_text(&at_once, &found), MMF_EBUSY);
    assert_int_equal(fake_os_now_ms(), 0);
    assert_int_equal(word(), 5);
}

static void a_map_that_is_shortened_meanwhile_is_told(void **state)
{
    static const uint16_t unit = 'x';
    mmf_text_result found;

    (void)state;
    set_word(5);
    fake_os_before(FAKE_PAUSE, shorten, NULL);
    assert_status(read_text(NULL, &found), MMF_EIO);
    assert_int_equal(found.units, 0);
    fake_os_heal();
    assert_status(read_text(&anyway, &found), MMF_EIO);
    assert_detail(MMF_EIO, "mmf_text_read", "the map was shortened");
    fake_os_heal();
    assert_status(publish(&sequenced, "Hello"), MMF_EIO);
    fake_os_heal();
    assert_status(mmf_text_write_utf16(&view, NULL, &sequenced, &unit, 1),
                  MMF_EIO);
    assert_int_equal(word(), 5);
    assert_in_range(fake_os_now_ms(), 0, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(a_dead_writer_is_told_after_takeover_ms),
        text_test(the_next_writer_takes_over),
        text_test(writers_that_never_rest_make_it_busy),
        text_test(a_writer_that_ends_is_waited_for),
        text_test(minus_one_does_not_wait),
        text_test(a_map_that_is_shortened_meanwhile_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
