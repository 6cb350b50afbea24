/* SPDX-License-Identifier: MIT */
/*
 * The conversion of well-formed text, by examples that anyone can check by
 * hand.  What is ill-formed is in test_utf_ill_formed.c and
 * test_utf_surrogates.c, ends of buffers in test_utf_room.c.
 */
#include "utf_test.h"

/* One character of each length: U+0061, U+00E9, U+6F22, U+1F600. */
static const char text[] = "a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80";
static const uint16_t units[] = {0x61, 0xE9, 0x6F22, 0xD83D, 0xDE00};

enum {
    LENGTH = sizeof text - 1,
    COUNT = LENGTH_OF(units)
};

static void utf8_becomes_utf16(void **state)
{
    uint16_t out[COUNT] = {0};
    mmf_utf_result result = {77, 77};

    (void)state;
    assert_status(
        mmf_utf8_to_utf16(text, LENGTH, MMF_TEXT_STRICT, out, COUNT, &result),
        MMF_OK);
    assert_int_equal(result.used, LENGTH);
    assert_int_equal(result.made, COUNT);
    assert_memory_equal(out, units, sizeof units);
}

static void utf16_becomes_utf8(void **state)
{
    char out[LENGTH] = {0};
    mmf_utf_result result = {77, 77};

    (void)state;
    assert_status(
        mmf_utf16_to_utf8(units, COUNT, MMF_TEXT_STRICT, out, LENGTH, &result),
        MMF_OK);
    assert_int_equal(result.used, COUNT);
    assert_int_equal(result.made, LENGTH);
    assert_memory_equal(out, text, LENGTH);
}

static void nul_is_a_character(void **state)
{
    uint16_t wide[3] = {1, 1, 1};
    char narrow[3] = {1, 1, 1};
    mmf_utf_result result = {0, 0};

    (void)state;
    assert_status(mmf_utf8_to_utf16("\0a\0", 3, 0, wide, 3, &result), MMF_OK);
    assert_memory_equal(wide, ((const uint16_t[]){0, 'a', 0}), sizeof wide);
    assert_status(mmf_utf16_to_utf8(wide, 3, 0, narrow, 3, &result), MMF_OK);
    assert_memory_equal(narrow, "\0a\0", 3);
}

static void no_text_needs_no_pointers(void **state)
{
    (void)state;
    for (uint32_t policy = 0; policy < POLICIES; policy++) {
        mmf_utf_result a = {77, 77};
        mmf_utf_result b = {77, 77};

        assert_status(mmf_utf8_to_utf16(NULL, 0, policy, NULL, 0, &a), 0);
        assert_status(mmf_utf16_to_utf8(NULL, 0, policy, NULL, 0, &b), 0);
        assert_int_equal(a.used + a.made + b.used + b.made, 0);
    }
}

static void no_room_needs_no_pointer(void **state)
{
    mmf_utf_result result = {77, 77};

    (void)state;
    assert_status(mmf_utf8_to_utf16(text, LENGTH, 0, NULL, 0, &result),
                  MMF_ETOOBIG);
    assert_int_equal(result.used + result.made, 0);
    assert_status(mmf_utf16_to_utf8(units, COUNT, 0, NULL, 0, &result),
                  MMF_ETOOBIG);
    assert_int_equal(result.used + result.made, 0);
}

static void an_unknown_policy_is_strict(void **state)
{
    const uint16_t lone = 0xD800;
    char narrow[4];
    uint16_t wide[4];
    mmf_utf_result result = {77, 77};

    (void)state;
    assert_status(mmf_utf8_to_utf16("\xFF", 1, 3, wide, 4, &result), MMF_ETEXT);
    assert_status(mmf_utf8_to_utf16("\xED\xA0\x80", 3, 3, wide, 4, &result),
                  MMF_ETEXT);
    assert_status(mmf_utf16_to_utf8(&lone, 1, UINT32_MAX, narrow, 4, &result),
                  MMF_ETEXT);
}

/* As a caller does that has little room: the rest goes on from used. */
static void what_did_not_fit_goes_on(void **state)
{
    (void)state;
    for (size_t room = 2; room <= COUNT; room++) {
        mmf_utf_result piece = {0, 0};
        uint16_t out[COUNT];
        size_t used = 0;
        size_t made = 0;
        int rc = MMF_ETOOBIG;

        while (rc == MMF_ETOOBIG) {
            rc = mmf_utf8_to_utf16(text + used, LENGTH - used, 0, out, room,
                                   &piece);
            assert_true(rc == MMF_OK || piece.made >= room - 1);
            assert_memory_equal(out, units + made, piece.made * sizeof *out);
            used += piece.used;
            made += piece.made;
        }
        assert_status(rc, MMF_OK);
        assert_int_equal(made, COUNT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_becomes_utf16),
        cmocka_unit_test(utf16_becomes_utf8),
        cmocka_unit_test(nul_is_a_character),
        cmocka_unit_test(no_text_needs_no_pointers),
        cmocka_unit_test(no_room_needs_no_pointer),
        cmocka_unit_test(an_unknown_policy_is_strict),
        cmocka_unit_test(what_did_not_fit_goes_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
