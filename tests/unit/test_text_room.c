/* SPDX-License-Identifier: MIT */
/*
 * The room of readers: exactly enough, less, none, and what always suffices.
 */
#include "text_test.h"

static const char operation[] = "mmf_text_read";
static const char text[] = "H\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80";

enum {
    LENGTH = sizeof text - 1,
    UNITS = 5
};

static int read_text(char *buffer, size_t room, mmf_text_result *result)
{
    memset(result, POISON_BYTE, sizeof *result);
    result->size = 0;
    return mmf_text_read(&view, NULL, NULL, buffer, room, result);
}

static int publish(void)
{
    return mmf_text_write(&view, NULL, NULL, text, LENGTH);
}

static void exactly_enough_room_takes_the_text(void **state)
{
    char seen[LENGTH + 1];
    mmf_text_result result;

    (void)state;
    memset(seen, POISON_BYTE, sizeof seen);
    assert_status(publish(), MMF_OK);
    assert_status(read_text(seen, sizeof seen, &result), MMF_OK);
    assert_string_equal(seen, text);
    assert_int_equal(result.size, 0);
    assert_int_equal(result.guarantee, MMF_TEXT_SETTLED);
    assert_int_equal(result.count, UNITS);
    assert_int_equal(result.units, UNITS);
    assert_int_equal(result.length, LENGTH);
    assert_int_equal(result.error_at, 0);
}

static void every_smaller_room_says_what_it_takes(void **state)
{
    (void)state;
    assert_status(publish(), MMF_OK);
    for (size_t room = 1; room <= LENGTH; room++) {
        char seen[LENGTH + 1];
        mmf_text_result result;

        memset(seen, POISON_BYTE, sizeof seen);
        assert_status(read_text(seen, room, &result), MMF_ETOOBIG);
        assert_int_equal(seen[0], 0);
        assert_int_equal(seen[room], POISON_BYTE);
        assert_int_equal(result.length, LENGTH);
        assert_int_equal(result.count, UNITS);
        assert_int_equal(result.units, UNITS);
    }
    assert_detail(MMF_ETOOBIG, operation,
                  "the text takes 10, the buffer has room for 10");
}

static void no_room_at_all_is_too_small_as_well(void **state)
{
    char seen[1] = {POISON_BYTE};
    mmf_text_result result;

    (void)state;
    assert_status(publish(), MMF_OK);
    assert_status(read_text(seen, 0, &result), MMF_ETOOBIG);
    assert_int_equal(seen[0], POISON_BYTE);
    assert_int_equal(result.length, LENGTH);
}

/* A count of 4043 units, each of three bytes: the most that can come. */
static void the_room_that_always_suffices_does(void **state)
{
    static char seen[MMF_TEXT_ROOM(ARTICLE_UNITS)];
    mmf_text_result result;

    (void)state;
    fake_fill(&view, 0xCC);
    lay(ARTICLE_UNITS, NULL, 0);
    assert_status(read_text(seen, sizeof seen, &result), MMF_OK);
    assert_int_equal(result.length, sizeof seen - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(exactly_enough_room_takes_the_text),
        text_test(every_smaller_room_says_what_it_takes),
        text_test(no_room_at_all_is_too_small_as_well),
        text_test(the_room_that_always_suffices_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
