/* SPDX-License-Identifier: MIT */
/*
 * Ill-formed UTF-8: where strict conversion stops, how many U+FFFD replace it,
 * and what lossless conversion accepts.  The expected numbers are written down
 * here, not computed; test_utf_mutants.c has many more by the model.
 */
#include "utf_test.h"

/* Text of a length that is known by the compiler, with a row's name. */
#define BYTES(literal) literal, sizeof(literal) - 1

typedef struct row {
    const char *text;
    size_t length;
    size_t replaced; /* U+FFFD that stand for it */
} row;

static const row rows[] = {
    /* Trailing bytes without a lead, and bytes that never occur. */
    {BYTES("\x80"), 1},
    {BYTES("\xBF"), 1},
    {BYTES("\x80\xBF\x80"), 3},
    {BYTES("\xF5"), 1},
    {BYTES("\xF8\x88\x80\x80\x80"), 5},
    {BYTES("\xFC\x84\x80\x80\x80\x80"), 6},
    {BYTES("\xFE"), 1},
    {BYTES("\xFF\xFF"), 2},
    /* Every truncation. */
    {BYTES("\xC2"), 1},
    {BYTES("\xDF"), 1},
    {BYTES("\xE0"), 1},
    {BYTES("\xE0\xA0"), 1},
    {BYTES("\xE1\x80"), 1},
    {BYTES("\xED\x9F"), 1},
    {BYTES("\xEF\xBF"), 1},
    {BYTES("\xF0"), 1},
    {BYTES("\xF0\x90"), 1},
    {BYTES("\xF0\x90\x80"), 1},
    {BYTES("\xF1\x80"), 1},
    {BYTES("\xF3\xBF\xBF"), 1},
    {BYTES("\xF4\x8F\xBF"), 1},
    /* Overlong: no beginning of it could have become well-formed. */
    {BYTES("\xC0\x80"), 2},
    {BYTES("\xC1\xBF"), 2},
    {BYTES("\xE0\x80\x80"), 3},
    {BYTES("\xE0\x9F\xBF"), 3},
    {BYTES("\xF0\x80\x80\x80"), 4},
    {BYTES("\xF0\x8F\xBF\xBF"), 4},
    /* Beyond U+10FFFF. */
    {BYTES("\xF4\x90\x80\x80"), 4},
    {BYTES("\xF5\x80\x80\x80"), 4},
    {BYTES("\xF7\xBF\xBF\xBF"), 4},
    /* Unicode's examples of table 3-8 and of section 3.9. */
    {BYTES("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"), 4},
    {BYTES("\xF0\x80\x80\xE0\x80"), 5},
    {BYTES("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"), 8},
};

/* Converts "ok", the row's bytes and "ok" again. */
static int convert(const row *one, uint32_t policy, uint16_t *out,
                   size_t *length, mmf_utf_result *result)
{
    char text[16] = "ok";

    memcpy(text + 2, one->text, one->length);
    memcpy(text + 2 + one->length, "ok", 2);
    *length = one->length + 4;
    return mmf_utf8_to_utf16(text, *length, policy, out, 16, result);
}

static void strict_and_lossless_stop_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        uint16_t out[16];
        mmf_utf_result result = {77, 77};
        size_t length;

        assert_status(convert(rows + i, MMF_TEXT_STRICT, out, &length, &result),
                      MMF_ETEXT);
        assert_int_equal(result.used, 2);
        assert_int_equal(result.made, 2);
        assert_status(
            convert(rows + i, MMF_TEXT_LOSSLESS, out, &length, &result),
            MMF_ETEXT);
        assert_int_equal(result.used, 2);
    }
}

static void each_maximal_subpart_is_replaced_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        uint16_t out[16] = {0};
        mmf_utf_result result = {77, 77};
        size_t length;

        assert_status(
            convert(rows + i, MMF_TEXT_REPLACE, out, &length, &result), MMF_OK);
        assert_int_equal(result.used, length);
        assert_int_equal(result.made, rows[i].replaced + 4);
        assert_memory_equal(out, ((const uint16_t[]){'o', 'k'}), 4);
        for (size_t k = 0; k < rows[i].replaced; k++)
            assert_int_equal(out[2 + k], 0xFFFD);
        assert_memory_equal(out + 2 + rows[i].replaced,
                            ((const uint16_t[]){'o', 'k'}), 4);
    }
}

/* The middle of that example of table 3-8 is text: 61, FFFD FFFD FFFD, 62,
 * FFFD, 63, FFFD FFFD, 64. */
static void text_between_is_kept(void **state)
{
    static const char text[] = "a\xF1\x80\x80\xE1\x80\xC2"
                               "b\x80"
                               "c\x80\xBF"
                               "d";
    static const uint16_t want[] = {'a',    0xFFFD, 0xFFFD, 0xFFFD, 'b',
                                    0xFFFD, 'c',    0xFFFD, 0xFFFD, 'd'};
    uint16_t out[16];
    mmf_utf_result result = {0, 0};

    (void)state;
    assert_status(mmf_utf8_to_utf16(text, sizeof text - 1, MMF_TEXT_REPLACE,
                                    out, 16, &result),
                  MMF_OK);
    assert_int_equal(result.made, LENGTH_OF(want));
    assert_memory_equal(out, want, sizeof want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strict_and_lossless_stop_there),
        cmocka_unit_test(each_maximal_subpart_is_replaced_once),
        cmocka_unit_test(text_between_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
