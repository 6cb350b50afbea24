/* SPDX-License-Identifier: MIT */
/*
 * UTF-16 in a map that is not well-formed, under each of the three policies.  What
 * goes into a map is in test_text_policy.c.
 */
#include "text_test.h"

/* Units, where they are wrong, and what comes out under each policy. */
static const struct reading {
    uint16_t units[4];
    int32_t count;
    int64_t wrong_at;
    const char *out[3];
} readings[] = {
    {{'a', 0xD800, 'b'},
     3,
     1,
     {"a",
      "a\xEF\xBF\xBD"
      "b",
      "a\xED\xA0\x80"
      "b"}},
    {{0xDC00}, 1, 0, {"", "\xEF\xBF\xBD", "\xED\xB0\x80"}},
    {{'x', 'y', 0xDBFF}, 3, 2, {"xy", "xy\xEF\xBF\xBD", "xy\xED\xAF\xBF"}},
    {{0xDC00, 0xD800},
     2,
     0,
     {"", "\xEF\xBF\xBD\xEF\xBF\xBD", "\xED\xB0\x80\xED\xA0\x80"}},
};

static void wrong_units_come_out_by_the_policy(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(readings); i++)
        for (uint32_t policy = 0; policy < 3; policy++) {
            const struct reading *row = &readings[i];
            const bool strict = policy == MMF_TEXT_STRICT;
            mmf_text_result result = {0};
            char seen[16];

            lay(row->count, row->units, (size_t)row->count);
            assert_status(mmf_text_read(&view, NULL, HOW(policy), seen,
                                        sizeof seen, &result),
                          strict ? MMF_ETEXT : MMF_OK);
            assert_string_equal(seen, row->out[policy]);
            assert_int_equal(result.length, strlen(row->out[policy]));
            assert_int_equal(result.error_at, strict ? row->wrong_at : 0);
            assert_int_equal(result.units, row->count);
        }
}

static void a_wrong_unit_is_told_in_the_hint(void **state)
{
    char seen[16];

    (void)state;
    lay(readings[0].count, readings[0].units, 3);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, NULL),
                  MMF_ETEXT);
    assert_detail(MMF_ETEXT, "mmf_text_read",
                  "text is not UTF-16 at unit 1 (0xD800)");
}

/* U+FFFD takes 3 bytes for one unit: the room is that of what comes out. */
static void replacing_is_measured_too(void **state)
{
    mmf_text_result result = {0};
    char seen[6];

    (void)state;
    lay(readings[0].count, readings[0].units, 3);
    assert_status(
        mmf_text_read(&view, NULL, HOW(MMF_TEXT_REPLACE), seen, 5, &result),
        MMF_ETOOBIG);
    assert_int_equal(result.length, 5);
    assert_status(
        mmf_text_read(&view, NULL, HOW(MMF_TEXT_REPLACE), seen, 6, &result),
        MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(wrong_units_come_out_by_the_policy),
        text_test(a_wrong_unit_is_told_in_the_hint),
        text_test(replacing_is_measured_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
