/* SPDX-License-Identifier: MIT */
/*
 * Every code point, in both directions: alone, which is the way of a text's
 * end, and in a row, which is the way of blocks.
 */
#include "utf_test.h"

enum {
    POINTS = 0x110000,
    ROW = 20 /* characters, enough for a block of any length */
};

static bool is_surrogate(uint32_t code)
{
    return code >= 0xD800 && code < 0xE000;
}

/* Asserts that count copies of a character are the given bytes and units, in
 * each other's encoding. */
static void assert_same(const unsigned char *text, size_t length,
                        const uint16_t *units, size_t count, uint32_t policy)
{
    char narrow[4 * ROW];
    uint16_t wide[2 * ROW];
    mmf_utf_result a = {0, 0};
    mmf_utf_result b = {0, 0};
    const int rc = mmf_utf8_to_utf16((const char *)text, length, policy, wide,
                                     LENGTH_OF(wide), &a);

    if (rc != 0 || a.used != length || a.made != count ||
        memcmp(wide, units, count * sizeof *units) != 0 ||
        mmf_utf16_to_utf8(units, count, policy, narrow, sizeof narrow, &b) !=
            0 ||
        b.used != count || b.made != length ||
        memcmp(narrow, text, length) != 0)
        fail_msg("U+%04X", (unsigned)model_code(text, length < 4 ? length : 4));
}

/* All code points from a step of two, each as many times as given. */
static void each_goes_there_and_back(size_t times)
{
    unsigned char text[4 * ROW];
    uint16_t units[2 * ROW];

    for (uint32_t code = 0; code < POINTS; code++) {
        const size_t length = model_encode8(code, text);
        const size_t count = model_encode16(code, units);

        for (size_t i = 1; i < times; i++) {
            memcpy(text + i * length, text, length);
            memcpy(units + i * count, units, count * sizeof *units);
        }
        if (!is_surrogate(code))
            assert_same(text, times * length, units, times * count,
                        MMF_TEXT_STRICT);
    }
}

static void each_code_point_alone(void **state)
{
    (void)state;
    each_goes_there_and_back(1);
}

static void each_code_point_in_a_row(void **state)
{
    (void)state;
    each_goes_there_and_back(ROW);
}

/* The other policies leave well-formed text alone; one of each 31. */
static void the_policy_does_not_matter(void **state)
{
    unsigned char text[4];
    uint16_t units[2];

    (void)state;
    for (uint32_t code = 0; code < POINTS; code += 31) {
        const size_t length = model_encode8(code, text);
        const size_t count = model_encode16(code, units);

        for (uint32_t policy = 0; policy < POLICIES; policy++)
            if (!is_surrogate(code))
                assert_same(text, length, units, count, policy);
    }
}

static void each_surrogate_is_lossless(void **state)
{
    unsigned char text[4];

    (void)state;
    for (uint32_t code = 0xD800; code < 0xE000; code++) {
        const uint16_t unit = (uint16_t)code;

        assert_int_equal(model_encode8(code, text), 3);
        assert_same(text, 3, &unit, 1, MMF_TEXT_LOSSLESS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_code_point_alone),
        cmocka_unit_test(each_code_point_in_a_row),
        cmocka_unit_test(the_policy_does_not_matter),
        cmocka_unit_test(each_surrogate_is_lossless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
