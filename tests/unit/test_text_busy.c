/* SPDX-License-Identifier: MIT */
/*
 * Reading while somebody writes units: two copies have to agree, and the
 * patience ends.  Counts that change are in test_text_swing.c.
 */
#include "shared_spy.h"
#include "text_test.h"

static int changes_left; /* writes that the other writer still does; -1 = any */
static uint16_t next_unit;
static int32_t next_count;

static int busy_setup(void **state)
{
    (void)text_setup(state);
    spy_reset();
    changes_left = -1;
    next_unit = 'a';
    next_count = 0;
    lay(3, (const uint16_t[]){'x', 'y', 'z'}, 3);
    return 0;
}

#define busy_test(name) \
    cmocka_unit_test_setup_teardown(name, busy_setup, text_teardown)

static bool may_change(void)
{
    if (changes_left == 0)
        return false;
    changes_left -= changes_left > 0;
    return true;
}

static void change_a_unit(void)
{
    if (may_change())
        memcpy(view.bytes + UNITS_AT + 4, &next_unit, 2);
    next_unit++;
}

static void change_the_count(void)
{
    if (may_change())
        memcpy(view.bytes, &next_count, 4);
    next_count++;
}

static int read_text(char *seen, size_t room, mmf_text_result *result)
{
    memset(result, 0, sizeof *result);
    return mmf_text_read(&view, NULL, HOW(MMF_TEXT_REPLACE), seen, room,
                         result);
}

static void a_change_of_a_unit_is_seen_and_copied_again(void **state)
{
    mmf_text_result result;
    char seen[16];

    (void)state;
    changes_left = 2;
    spy_after_read(change_a_unit);
    assert_status(read_text(seen, sizeof seen, &result), MMF_OK);
    assert_int_equal(result.guarantee, MMF_TEXT_SETTLED);
    assert_string_equal(seen, "xyb");
    assert_int_equal(spy_length(), 8);
}

static void a_change_of_the_count_is_seen_and_copied_again(void **state)
{
    mmf_text_result result;
    char seen[16];

    (void)state;
    changes_left = 2;
    next_count = 1;
    spy_after_read(change_the_count);
    assert_status(read_text(seen, sizeof seen, &result), MMF_OK);
    assert_int_equal(result.guarantee, MMF_TEXT_SETTLED);
    assert_int_equal(result.count, 2);
    assert_string_equal(seen, "xy");
}

static void a_writer_that_never_rests_is_reported(void **state)
{
    mmf_text_result result;
    char seen[16];

    (void)state;
    spy_after_read(change_a_unit);
    assert_status(read_text(seen, sizeof seen, &result), MMF_OK);
    assert_int_equal(result.guarantee, MMF_TEXT_UNSETTLED);
    assert_int_equal(result.units, 3);
    assert_memory_equal(seen, "xy", 2);
    /* 64 rounds of count, units, count, comparison. */
    assert_int_equal(spy_length(), 256);
}

static void the_same_for_units(void **state)
{
    mmf_text_result result = {0};
    uint16_t seen[3];

    (void)state;
    spy_after_read(change_a_unit);
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, seen, 3, &result),
                  MMF_OK);
    assert_int_equal(result.guarantee, MMF_TEXT_UNSETTLED);
    assert_int_equal(result.units, 3);
    assert_int_equal(seen[0], 'x');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        busy_test(a_change_of_a_unit_is_seen_and_copied_again),
        busy_test(a_change_of_the_count_is_seen_and_copied_again),
        busy_test(a_writer_that_never_rests_is_reported),
        busy_test(the_same_for_units),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
