/* SPDX-License-Identifier: MIT */
/*
 * Counts that nobody vouches for: negative ones, and those that promise more
 * than the view holds.
 */
#include "text_test.h"

static const char operation[] = "mmf_text_read";
static char seen[MMF_TEXT_ROOM(4091) + 8];

static int read_text(const mmf_view *from, mmf_text_result *result)
{
    memset(seen, POISON_BYTE, sizeof seen);
    memset(result, POISON_BYTE, sizeof *result);
    result->size = 0;
    return mmf_text_read(from, NULL, NULL, seen, sizeof seen, result);
}

static void a_negative_count_is_corrupt(void **state)
{
    static const struct {
        int32_t count;
        const char *hint;
    } rows[] = {{-1, "the map's count is -1"},
                {INT32_MIN, "the map's count is -2147483648"}};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        mmf_text_result result;

        lay(rows[i].count, NULL, 0);
        assert_status(read_text(&view, &result), MMF_ECORRUPT);
        assert_detail(MMF_ECORRUPT, operation, rows[i].hint);
        assert_int_equal(seen[0], 0);
        assert_int_equal(seen[1], POISON_BYTE);
        assert_int_equal(result.count, rows[i].count);
        assert_int_equal(result.units, 0);
        assert_int_equal(result.length, 0);
    }
}

static void a_count_that_promises_more_shows_what_fits(void **state)
{
    static const int32_t counts[] = {4044, 4091, 65536, INT32_MAX};

    (void)state;
    for (size_t i = 0; i < ARTICLE_UNITS; i++)
        memcpy(view.bytes + UNITS_AT + 2 * i, &(uint16_t){'u'}, 2);
    for (size_t i = 0; i < LENGTH_OF(counts); i++) {
        mmf_text_result result;

        lay(counts[i], NULL, 0);
        assert_status(read_text(&view, &result), MMF_ETRUNCATED);
        assert_int_equal(result.count, counts[i]);
        assert_int_equal(result.units, ARTICLE_UNITS);
        assert_int_equal(result.length, ARTICLE_UNITS);
        assert_int_equal(result.guarantee, MMF_TEXT_SETTLED);
        assert_int_equal(strlen(seen), ARTICLE_UNITS);
        assert_int_equal(seen[ARTICLE_UNITS - 1], 'u');
    }
    assert_detail(MMF_ETRUNCATED, operation,
                  "the map's count is 2147483647, the view holds 4043 units");
}

/* What the article's server publishes on Windows, where its view is 8192. */
static void a_larger_view_holds_4091(void **state)
{
    mmf_view larger = fake_view(8192, MMF_ACCESS_READ_WRITE);
    const int32_t count = 4091;
    mmf_text_result result;

    (void)state;
    fake_fill(&larger, 'u');
    memset(larger.bytes, 0, UNITS_AT);
    memcpy(larger.bytes, &count, sizeof count);
    assert_status(read_text(&larger, &result), MMF_OK);
    assert_int_equal(result.units, 4091);
    assert_int_equal(result.length, 3 * 4091);
    assert_status(mmf_view_close(&larger), MMF_OK);
}

static void a_view_without_units_holds_none(void **state)
{
    mmf_view least = fake_view(10, MMF_ACCESS_READ_WRITE);
    mmf_text_result result;

    (void)state;
    assert_status(read_text(&least, &result), MMF_OK);
    assert_int_equal(result.units, 0);
    least.bytes[0] = 1;
    assert_status(read_text(&least, &result), MMF_ETRUNCATED);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.units, 0);
    assert_string_equal(seen, "");
    assert_status(mmf_text_write(&least, NULL, NULL, "a", 1), MMF_ETOOBIG);
    assert_status(mmf_text_write(&least, NULL, NULL, "", 0), MMF_OK);
    assert_status(mmf_view_close(&least), MMF_OK);
}

/* A pair that the end of the view cuts in two is not well-formed. */
static void a_pair_cut_by_the_end_is_told_before_the_truncation(void **state)
{
    mmf_view small = fake_view(14, MMF_ACCESS_READ_WRITE);
    const uint16_t units[] = {'a', 0xD83D};
    mmf_text_result result;

    (void)state;
    small.bytes[0] = 3;
    memcpy(small.bytes + UNITS_AT, units, sizeof units);
    assert_status(read_text(&small, &result), MMF_ETEXT);
    assert_int_equal(result.count, 3);
    assert_int_equal(result.units, 2);
    assert_int_equal(result.error_at, 1);
    assert_string_equal(seen, "a");
    assert_status(mmf_view_close(&small), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(a_negative_count_is_corrupt),
        text_test(a_count_that_promises_more_shows_what_fits),
        text_test(a_larger_view_holds_4091),
        text_test(a_view_without_units_holds_none),
        text_test(a_pair_cut_by_the_end_is_told_before_the_truncation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
