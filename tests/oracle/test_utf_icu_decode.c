/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 to UTF-16 against ICU: its string function for replacement, its macro
 * for where a fault lies.
 */
#include "random_text.h"
#include "test.h"
#include "utf.h"
#include <unicode/ustring.h>
#include <unicode/utf8.h>

enum {
    TEXTS = 150000
};

/* Position of the first ill-formed byte, or length. */
static size_t fault_in(const unsigned char *text, size_t length)
{
    int32_t at = 0;
    int32_t before = 0;

    while (at < (int32_t)length) {
        UChar32 code;

        before = at;
        U8_NEXT(text, at, (int32_t)length, code);
        if (code < 0)
            return (size_t)before;
    }
    return length;
}

/* Under a policy, used of length bytes become the first of the wanted units. */
static void assert_decoded(const unsigned char *text, size_t length,
                           uint32_t policy, size_t used, const UChar *want)
{
    uint16_t out[TEXT_ROOM];
    mmf_utf_result seen;

    assert_status(mmf_utf8_to_utf16((const char *)text, length, policy, out,
                                    TEXT_ROOM, &seen),
                  used == length ? MMF_OK : MMF_ETEXT);
    assert_int_equal(seen.used, used);
    assert_memory_equal(out, want, seen.made * sizeof *out);
}

static void decode_like_icu(const unsigned char *text, size_t length)
{
    UChar want[TEXT_ROOM];
    UErrorCode error = U_ZERO_ERROR;
    int32_t made = 0;
    mmf_utf_result seen;

    (void)u_strFromUTF8WithSub(want, TEXT_ROOM, &made, (const char *)text,
                               (int32_t)length, 0xFFFD, NULL, &error);
    assert_true(U_SUCCESS(error));
    (void)mmf_utf8_units((const char *)text, length, MMF_TEXT_REPLACE, &seen);
    assert_int_equal(seen.made, made);
    assert_decoded(text, length, MMF_TEXT_REPLACE, length, want);
    assert_decoded(text, length, MMF_TEXT_STRICT, fault_in(text, length), want);
}

static void utf8_is_read_as_icu_does(void **state)
{
    uint64_t seed = 201104183;
    unsigned char text[TEXT_ROOM];

    (void)state;
    for (int i = 0; i < TEXTS; i++)
        decode_like_icu(text, random_bytes(&seed, text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_read_as_icu_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
