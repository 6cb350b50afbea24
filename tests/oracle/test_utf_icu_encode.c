/* SPDX-License-Identifier: MIT */
/*
 * UTF-16 to UTF-8 against ICU: its string function for replacement, its
 * iterator for where a fault lies and for WTF-8.
 */
#include "random_text.h"
#include "test.h"
#include "utf.h"
#include <unicode/uiter.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

enum {
    TEXTS = 150000,
    BYTES_ROOM = 3 * UNIT_ROOM + 1
};

/* Position of the first lone surrogate, or count. */
static size_t fault_in_units(const uint16_t *units, size_t count)
{
    UCharIterator place;
    UChar32 code = 0;
    size_t before = 0;

    uiter_setString(&place, units, (int32_t)count);
    while (code >= 0 && !U_IS_SURROGATE((uint32_t)code)) {
        before = (size_t)place.getIndex(&place, UITER_CURRENT);
        code = uiter_next32(&place);
    }
    return before;
}

/* Under a policy, used of count units become the first of the wanted bytes. */
static void assert_encoded(const uint16_t *units, size_t count, uint32_t policy,
                           size_t used, const char *want)
{
    char out[BYTES_ROOM];
    mmf_utf_result seen;

    assert_status(
        mmf_utf16_to_utf8(units, count, policy, out, BYTES_ROOM, &seen),
        used == count ? MMF_OK : MMF_ETEXT);
    assert_int_equal(seen.used, used);
    assert_memory_equal(out, want, seen.made);
}

static void encode_like_icu(const uint16_t *units, size_t count)
{
    char want[BYTES_ROOM];
    UErrorCode error = U_ZERO_ERROR;
    int32_t made = 0;
    mmf_utf_result seen;

    (void)u_strToUTF8WithSub(want, BYTES_ROOM, &made, units, (int32_t)count,
                             0xFFFD, NULL, &error);
    assert_true(U_SUCCESS(error));
    (void)mmf_utf16_bytes(units, count, MMF_TEXT_REPLACE, &seen);
    assert_int_equal(seen.made, made);
    assert_encoded(units, count, MMF_TEXT_REPLACE, count, want);
    assert_encoded(units, count, MMF_TEXT_STRICT, fault_in_units(units, count),
                   want);
}

/* The iterator gives a lone surrogate as it is, U8_APPEND_UNSAFE writes it. */
static void keep_like_icu(const uint16_t *units, size_t count)
{
    unsigned char want[BYTES_ROOM];
    uint16_t back[UNIT_ROOM];
    UCharIterator place;
    int32_t length = 0;
    mmf_utf_result seen;

    uiter_setString(&place, units, (int32_t)count);
    while (place.hasNext(&place)) {
        const uint32_t code = (uint32_t)uiter_next32(&place);

        U8_APPEND_UNSAFE(want, length, code);
    }
    (void)mmf_utf16_bytes(units, count, MMF_TEXT_LOSSLESS, &seen);
    assert_int_equal(seen.made, length);
    assert_encoded(units, count, MMF_TEXT_LOSSLESS, count, (char *)want);
    assert_status(mmf_utf8_to_utf16((char *)want, (size_t)length,
                                    MMF_TEXT_LOSSLESS, back, UNIT_ROOM, &seen),
                  MMF_OK);
    assert_int_equal(seen.made, count);
    assert_memory_equal(back, units, count * sizeof *units);
}

static void utf16_is_read_as_icu_does(void **state)
{
    uint64_t seed = 201104184;
    uint16_t units[UNIT_ROOM];

    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        const size_t count = random_units(&seed, units);

        encode_like_icu(units, count);
        keep_like_icu(units, count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf16_is_read_as_icu_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
