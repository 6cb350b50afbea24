/* SPDX-License-Identifier: MIT */
/*
 * Surrogates where they do not belong: alone in UTF-16, and as three bytes in
 * UTF-8.
 */
#include "utf_test.h"

enum {
    HIGH = 0xD83D,
    LOW = 0xDE00,
    MARK = 0xFFFD
};

/* The same in UTF-8. */
#define HIGH8  "\xED\xA0\xBD"
#define LOW8   "\xED\xB8\x80"
#define PAIR8  "\xF0\x9F\x98\x80"
#define MARK8  "\xEF\xBF\xBD"
#define OTHER8 "\xED\x9F\xBF"

/* Units, and what strict, replace and lossless conversion make of them. */
static const struct {
    uint16_t units[4];
    size_t stops; /* where strict conversion stops */
    const char *replaced;
    const char *lossless;
} rows[] = {
    {{'x', HIGH, 'y', 'z'}, 1, "x" MARK8 "yz", "x" HIGH8 "yz"},
    {{'x', LOW, 'y', 'z'}, 1, "x" MARK8 "yz", "x" LOW8 "yz"},
    {{'x', 'y', 'z', HIGH}, 3, "xyz" MARK8, "xyz" HIGH8},
    {{'x', 'y', 'z', LOW}, 3, "xyz" MARK8, "xyz" LOW8},
    {{LOW, HIGH, 'y', 'z'}, 0, MARK8 MARK8 "yz", LOW8 HIGH8 "yz"},
    {{HIGH, HIGH, LOW, 'z'}, 0, MARK8 PAIR8 "z", HIGH8 PAIR8 "z"},
    {{HIGH, LOW, LOW, 'z'}, 2, PAIR8 MARK8 "z", PAIR8 LOW8 "z"},
    {{0xD7FF, HIGH, 0xD7FF, LOW},
     1,
     OTHER8 MARK8 OTHER8 MARK8,
     OTHER8 HIGH8 OTHER8 LOW8},
};

enum {
    COUNT = LENGTH_OF(rows[0].units)
};

static void strict_stops_at_the_unit(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        char out[32];
        mmf_utf_result result = {77, 77};

        assert_status(mmf_utf16_to_utf8(rows[i].units, COUNT, MMF_TEXT_STRICT,
                                        out, sizeof out, &result),
                      MMF_ETEXT);
        assert_int_equal(result.used, rows[i].stops);
    }
}

static void assert_becomes(const uint16_t *units, uint32_t policy,
                           const char *want)
{
    char out[32] = {0};
    mmf_utf_result result = {77, 77};

    assert_status(
        mmf_utf16_to_utf8(units, COUNT, policy, out, sizeof out, &result),
        MMF_OK);
    assert_int_equal(result.used, COUNT);
    assert_int_equal(result.made, strlen(want));
    assert_string_equal(out, want);
}

static void the_other_policies_go_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_becomes(rows[i].units, MMF_TEXT_REPLACE, rows[i].replaced);
        assert_becomes(rows[i].units, MMF_TEXT_LOSSLESS, rows[i].lossless);
    }
}

static void lossless_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const char *text = rows[i].lossless;
        uint16_t out[COUNT] = {0};
        mmf_utf_result result = {77, 77};

        assert_status(mmf_utf8_to_utf16(text, strlen(text), MMF_TEXT_LOSSLESS,
                                        out, COUNT, &result),
                      MMF_OK);
        assert_int_equal(result.used, strlen(text));
        assert_int_equal(result.made, COUNT);
        assert_memory_equal(out, rows[i].units, sizeof out);
    }
}

/* No beginning of ED A0 is one of a character: three marks for three bytes. */
static void utf8_with_surrogates_is_ill_formed(void **state)
{
    static const char text[] = "a\xED\xA0\x80z\xED\xBF\xBF";
    static const uint16_t want[] = {'a', MARK, MARK, MARK,
                                    'z', MARK, MARK, MARK};
    uint16_t out[8] = {0};
    mmf_utf_result result = {77, 77};

    (void)state;
    assert_status(mmf_utf8_to_utf16(text, 8, MMF_TEXT_STRICT, out, 8, &result),
                  MMF_ETEXT);
    assert_int_equal(result.used, 1);
    assert_status(mmf_utf8_to_utf16(text, 8, MMF_TEXT_REPLACE, out, 8, &result),
                  MMF_OK);
    assert_int_equal(result.made, LENGTH_OF(want));
    assert_memory_equal(out, want, sizeof want);
}

/* As text that was joined from two pieces has it; see utf.h. */
static void lossless_takes_a_pair_in_six_bytes(void **state)
{
    uint16_t out[2] = {0};
    mmf_utf_result result = {77, 77};

    (void)state;
    assert_status(mmf_utf8_to_utf16("\xED\xA0\xBD\xED\xB8\x80", 6,
                                    MMF_TEXT_LOSSLESS, out, 2, &result),
                  MMF_OK);
    assert_int_equal(result.used, 6);
    assert_memory_equal(out, ((const uint16_t[]){HIGH, LOW}), sizeof out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strict_stops_at_the_unit),
        cmocka_unit_test(the_other_policies_go_on),
        cmocka_unit_test(lossless_comes_back),
        cmocka_unit_test(utf8_with_surrogates_is_ill_formed),
        cmocka_unit_test(lossless_takes_a_pair_in_six_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
