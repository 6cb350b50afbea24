/* SPDX-License-Identifier: MIT */
/*
 * Counts that change while they are read: nothing beyond the view is touched,
 * nothing beyond the buffer is stored.
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

static void change_the_count(void)
{
    if (may_change())
        memcpy(view.bytes, &next_count, 4);
    next_count++;
}

/* From a count that fits to one that does not, and back. */
static void swing_the_count(void)
{
    next_count = next_count == 1 ? INT32_MAX : 1;
    memcpy(view.bytes, &next_count, 4);
}

static int read_text(char *seen, size_t room, mmf_text_result *result)
{
    memset(result, 0, sizeof *result);
    return mmf_text_read(&view, NULL, HOW(MMF_TEXT_REPLACE), seen, room,
                         result);
}

static void a_count_that_swings_reads_nothing_beyond_the_view(void **state)
{
    static char seen[MMF_TEXT_ROOM(ARTICLE_UNITS)];
    mmf_text_result result;

    (void)state;
    spy_after_read(swing_the_count);
    (void)read_text(seen, sizeof seen, &result);
    for (int i = 0; i < spy_length(); i++) {
        const unsigned char *at = spy_copies()[i].at;

        assert_true(at >= view.bytes);
        assert_true(spy_copies()[i].length <=
                    (size_t)(view.bytes + view.size - at));
    }
    assert_true(result.units <= ARTICLE_UNITS);
    assert_true(result.length < (int64_t)sizeof seen);
}

static void a_text_that_outgrows_the_buffer_is_too_big(void **state)
{
    mmf_text_result result = {0};
    uint16_t seen[3];

    (void)state;
    next_count = 4;
    spy_after_read(change_the_count);
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, seen, 3, &result),
                  MMF_ETOOBIG);
    assert_true(result.count > 3);
    assert_int_equal(result.length, result.count);
    assert_int_equal(result.guarantee, MMF_TEXT_UNSETTLED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        busy_test(a_count_that_swings_reads_nothing_beyond_the_view),
        busy_test(a_text_that_outgrows_the_buffer_is_too_big),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
