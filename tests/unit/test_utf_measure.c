/* SPDX-License-Identifier: MIT */
/*
 * The two functions that only count agree with the two that convert: in
 * numbers and in errors, also for texts longer than they take at once.
 */
#include "utf_test.h"

enum {
    LONG = 2000, /* characters */
    SHIFTS = 4
};

static unsigned char text[4 * LONG + SHIFTS];
static uint16_t units[2 * LONG + SHIFTS];

static void assert_measured(size_t length, uint32_t policy)
{
    static uint16_t out[4 * LONG];
    mmf_utf_result made = {0, 0};
    mmf_utf_result counted = {77, 77};
    const int rc = mmf_utf8_to_utf16((const char *)text, length, policy, out,
                                     LENGTH_OF(out), &made);

    assert_status(mmf_utf8_units((const char *)text, length, policy, &counted),
                  rc);
    assert_int_equal(counted.used, made.used);
    assert_int_equal(counted.made, made.made);
}

static void assert_units_measured(size_t count, uint32_t policy)
{
    static char out[6 * LONG];
    mmf_utf_result made = {0, 0};
    mmf_utf_result counted = {77, 77};
    const int rc =
        mmf_utf16_to_utf8(units, count, policy, out, sizeof out, &made);

    assert_status(mmf_utf16_bytes(units, count, policy, &counted), rc);
    assert_int_equal(counted.used, made.used);
    assert_int_equal(counted.made, made.made);
}

static void known_text_has_a_known_size(void **state)
{
    const uint16_t some[] = {'a', 0xE9, 0x6F22, 0xD83D, 0xDE00};
    mmf_utf_result result = {77, 77};

    (void)state;
    assert_status(mmf_utf8_units("a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80", 10,
                                 MMF_TEXT_STRICT, &result),
                  MMF_OK);
    assert_int_equal(result.used, 10);
    assert_int_equal(result.made, 5);
    assert_status(mmf_utf16_bytes(some, 5, MMF_TEXT_STRICT, &result), MMF_OK);
    assert_int_equal(result.used, 5);
    assert_int_equal(result.made, 10);
}

static void no_text_has_no_size(void **state)
{
    mmf_utf_result a = {77, 77};
    mmf_utf_result b = {77, 77};

    (void)state;
    assert_status(mmf_utf8_units(NULL, 0, MMF_TEXT_STRICT, &a), MMF_OK);
    assert_status(mmf_utf16_bytes(NULL, 0, MMF_TEXT_STRICT, &b), MMF_OK);
    assert_int_equal(a.used + a.made + b.used + b.made, 0);
}

/* A character of each length lies across the end of each piece. */
static void long_text_is_counted_in_pieces(void **state)
{
    static const uint32_t codes[] = {'a', 0xE9, 0x6F22, 0x1F600};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(codes); i++)
        for (size_t shift = 0; shift < SHIFTS; shift++) {
            size_t length = shift;
            size_t count = shift;

            memset(text, 'x', shift);
            for (size_t k = 0; k < shift; k++)
                units[k] = 'x';
            for (size_t k = 0; k < LONG; k++) {
                length += model_encode8(codes[i], text + length);
                count += model_encode16(codes[i], units + count);
            }
            assert_measured(length, MMF_TEXT_STRICT);
            assert_units_measured(count, MMF_TEXT_STRICT);
        }
}

/* At every place, so that some lie at the end of a piece. */
static void errors_are_found_while_counting(void **state)
{
    (void)state;
    for (size_t at = 0; at < 600; at++) {
        memset(text, 'x', 600);
        memset(units, 0x21, 600 * sizeof *units);
        text[at] = 0xE1;
        units[at] = 0xDC00;
        for (uint32_t policy = 0; policy < POLICIES; policy++) {
            assert_measured(600, policy);
            assert_units_measured(600, policy);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_text_has_a_known_size),
        cmocka_unit_test(no_text_has_no_size),
        cmocka_unit_test(long_text_is_counted_in_pieces),
        cmocka_unit_test(errors_are_found_while_counting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
