/* SPDX-License-Identifier: MIT */
/*
 * Sequenced writers and readers that meet between two copies, seen at
 * src/shared.c's place: who is overtaken notices.
 */
#include "shared_spy.h"
#include "text_test.h"

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};

static int changes_left; /* that the other writer does; -1 = any */

static int race_setup(void **state)
{
    (void)text_setup(state);
    spy_reset();
    changes_left = 1;
    return 0;
}

#define race_test(name) \
    cmocka_unit_test_setup_teardown(name, race_setup, text_teardown)

static int publish(const char *text)
{
    return mmf_text_write(&view, NULL, &sequenced, text, strlen(text));
}

static uint32_t word(void)
{
    uint32_t now;

    memcpy(&now, view.bytes + 4, sizeof now);
    return now;
}

/* Another writer takes the word of one that stands still, publishes one unit
 * of its own, and has ended. */
static void take_over(void)
{
    const uint32_t theirs = (word() & 0xFFFE) + 2;

    if (changes_left == 0)
        return;
    changes_left -= changes_left > 0;
    view.bytes[UNITS_AT] = '?';
    memcpy(view.bytes + 4, &theirs, sizeof theirs);
}

static void a_displaced_writer_writes_again(void **state)
{
    mmf_text_result found = {0};
    char seen[16];

    (void)state;
    memset(view.bytes, 0, UNITS_AT);
    spy_after_write(take_over);
    assert_status(publish("Hello"), MMF_OK);
    /* Generation 1 was ours, 2 the other's. */
    assert_int_equal(word() & 0xFFFF, 3 << 1);
    assert_int_equal(spy_length(), 6);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, &found),
                  MMF_OK);
    assert_string_equal(seen, "Hello");
    assert_int_equal(found.guarantee, MMF_TEXT_VERIFIED);
}

static void an_overtaken_reader_copies_again(void **state)
{
    mmf_text_result found = {0};
    char seen[16];

    (void)state;
    assert_status(publish("Hello"), MMF_OK);
    spy_after_read(take_over);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, &found),
                  MMF_OK);
    assert_int_equal(found.retries, 1);
    /* The other writer of this test has no checksum. */
    assert_int_equal(found.reason, MMF_TEXT_FOREIGN_WRITE);
    assert_string_equal(seen, "?ello");
}

static void a_reader_that_is_always_overtaken_gives_up(void **state)
{
    mmf_text_result found = {0};
    char seen[16];

    (void)state;
    changes_left = -1;
    assert_status(publish("Hello"), MMF_OK);
    spy_after_read(take_over);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, &found),
                  MMF_EBUSY);
    assert_int_equal(found.reason, MMF_TEXT_WRITER_BUSY);
    assert_in_range(fake_os_now_ms(), 1000, 1002);
    assert_string_equal(seen, "");
}

static void a_long_text_that_is_refused_touches_nothing(void **state)
{
    static char text[5000];

    (void)state;
    memset(text, 'a', sizeof text);
    text[4998] = (char)0xFF;
    assert_status(mmf_text_write(&view, NULL, &sequenced, text, sizeof text),
                  MMF_ETEXT);
    assert_detail(MMF_ETEXT, "mmf_text_write", "at byte 4998 (0xFF)");
    assert_int_equal(spy_length(), 0);
    assert_int_equal(fake_run(&view, 0, POISON_BYTE), ARTICLE_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        race_test(a_displaced_writer_writes_again),
        race_test(an_overtaken_reader_copies_again),
        race_test(a_reader_that_is_always_overtaken_gives_up),
        race_test(a_long_text_that_is_refused_touches_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
