/* SPDX-License-Identifier: MIT */
/*
 * mmf_text_read(): the text as UTF-8, its buffer and its result.  Counts that
 * cannot be trusted are in test_text_count.c, text that is not well-formed in
 * test_text_policy.c.
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

static void an_empty_text_is_a_nul(void **state)
{
    char seen[1] = {POISON_BYTE};
    mmf_text_result result;

    (void)state;
    lay(0, NULL, 0);
    assert_status(read_text(seen, 1, &result), MMF_OK);
    assert_int_equal(seen[0], 0);
    assert_int_equal(result.length, 0);
    assert_int_equal(result.guarantee, MMF_TEXT_SETTLED);
}

static void a_nul_inside_is_a_character(void **state)
{
    static const uint16_t units[] = {'a', 0, 'b'};
    char seen[4];
    mmf_text_result result;

    (void)state;
    lay(3, units, 3);
    assert_status(read_text(seen, sizeof seen, &result), MMF_OK);
    assert_memory_equal(seen, "a\0b", 4);
    assert_int_equal(result.length, 3);
}

static void what_lies_beyond_the_count_means_nothing(void **state)
{
    static const uint16_t units[] = {'a', 'b', 0xD800, 'd'};
    char seen[8];

    (void)state;
    lay(2, units, 4);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, NULL),
                  MMF_OK);
    assert_string_equal(seen, "ab");
}

static void a_view_beyond_the_stack_is_read_the_same(void **state)
{
    static char given[9000];
    static char seen[MMF_TEXT_ROOM(sizeof given)];
    mmf_view large = fake_view(20000, MMF_ACCESS_READ_WRITE);

    (void)state;
    memset(given, 'g', sizeof given);
    assert_status(mmf_text_write(&large, NULL, NULL, given, sizeof given),
                  MMF_OK);
    assert_status(mmf_text_read(&large, NULL, NULL, seen, sizeof seen, NULL),
                  MMF_OK);
    assert_memory_equal(seen, given, sizeof given);
    assert_int_equal(seen[sizeof given], 0);
    assert_status(mmf_view_close(&large), MMF_OK);
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
        text_test(an_empty_text_is_a_nul),
        text_test(a_nul_inside_is_a_character),
        text_test(what_lies_beyond_the_count_means_nothing),
        text_test(a_view_beyond_the_stack_is_read_the_same),
        text_test(the_room_that_always_suffices_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
