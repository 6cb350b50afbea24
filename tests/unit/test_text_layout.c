/* SPDX-License-Identifier: MIT */
/*
 * Layouts other than the article's: odd positions, the count behind the units.
 * Those that cannot be are in test_text_layout_refused.c.
 */
#include "fake_test.h"

enum {
    SIZE = 64
};

static const uint16_t units[] = {0x1122, 0x3344, 0xD800};

/* Writes and reads three units in a layout; all other bytes stay. */
static void use(int64_t count_at, int64_t units_at)
{
    const mmf_text_layout layout = {0, 0, count_at, units_at, -1, -1};
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    unsigned char expected[SIZE];
    uint16_t seen[3] = {0};
    const int32_t count = 3;

    fake_fill(&view, POISON_BYTE);
    memset(expected, POISON_BYTE, sizeof expected);
    memcpy(expected + count_at, &count, sizeof count);
    memcpy(expected + units_at, units, sizeof units);
    assert_status(mmf_text_write_utf16(&view, &layout, NULL, units, 3), MMF_OK);
    assert_memory_equal(view.bytes, expected, SIZE);
    assert_status(mmf_text_read_utf16(&view, &layout, NULL, seen, 3, NULL),
                  MMF_OK);
    assert_memory_equal(seen, units, sizeof units);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void any_position_will_do(void **state)
{
    (void)state;
    for (int64_t count_at = 0; count_at < 9; count_at++)
        for (int64_t units_at = count_at + 4; units_at < count_at + 14;
             units_at++)
            use(count_at, units_at);
}

static void the_count_may_stand_behind_the_units(void **state)
{
    (void)state;
    use(SIZE - 4, 0);
    use(6, 0);
    use(SIZE - 5, 1);
    use(40, 31);
}

static const struct {
    int64_t count_at;
    int64_t units_at;
    int64_t units;
} ends[] = {{60, 0, 30}, {2, 0, 1},   {3, 0, 1},  {5, 1, 2},
            {0, 4, 30},  {0, 64, 0},  {0, 63, 0}, {0, 62, 1},
            {60, 64, 0}, {60, 58, 1}, {30, 50, 7}};

static void the_units_end_where_the_count_begins(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(ends); i++) {
        const mmf_text_layout layout = {sizeof layout,    0,  ends[i].count_at,
                                        ends[i].units_at, -1, -1};
        int64_t seen = 99;

        assert_status(mmf_text_capacity(&view, &layout, &seen), MMF_OK);
        assert_int_equal(seen, ends[i].units);
        assert_status(mmf_text_write_utf16(&view, &layout, NULL,
                                           (const uint16_t[64]){0},
                                           (size_t)seen + 1),
                      MMF_ETOOBIG);
    }
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(any_position_will_do),
        fake_test(the_count_may_stand_behind_the_units),
        fake_test(the_units_end_where_the_count_begins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
