/* SPDX-License-Identifier: MIT */
/*
 * Decimals from and to text.  The rows are what .NET makes of the same texts,
 * but where it rounds; tests/interop compares many more with .NET itself.
 */
#include "test.h"

#define NEGATIVE      MMF_DECIMAL_NEGATIVE
#define SCALE(digits) ((uint32_t)(digits) << MMF_DECIMAL_SCALE_SHIFT)

static const struct {
    const char *given;
    mmf_decimal value;
    const char *shown; /* NULL = as it was given */
} rows[] = {
    {"0", {0, 0, 0}, NULL},
    {"-0", {NEGATIVE, 0, 0}, "0"},
    {"-0.0", {NEGATIVE | SCALE(1), 0, 0}, "0.0"},
    {"0.00", {SCALE(2), 0, 0}, NULL},
    {"1.10", {SCALE(2), 0, 110}, NULL},
    {"1.1", {SCALE(1), 0, 11}, NULL},
    {"+5", {0, 0, 5}, "5"},
    {".5", {SCALE(1), 0, 5}, "0.5"},
    {"5.", {0, 0, 5}, "5"},
    {"-123.456", {NEGATIVE | SCALE(3), 0, 123456}, NULL},
    {"4294967296", {0, 0, 4294967296}, NULL},
    {"18446744073709551615", {0, 0, UINT64_MAX}, NULL},
    {"18446744073709551616", {0, 1, 0}, NULL},
    {"79228162514264337593543950335", {0, UINT32_MAX, UINT64_MAX}, NULL},
    {"-79228162514264337593543950335",
     {NEGATIVE, UINT32_MAX, UINT64_MAX},
     NULL},
    {"-7.9228162514264337593543950335",
     {NEGATIVE | SCALE(28), UINT32_MAX, UINT64_MAX},
     NULL},
    {"0.0000000000000000000000000001", {SCALE(28), 0, 1}, NULL},
    {"0000000000000000000000000000000000000000000000007", {0, 0, 7}, "7"},
    {"79228162514264337593543950335.0",
     {0, UINT32_MAX, UINT64_MAX},
     "79228162514264337593543950335"},
    {"7922816251426433759354395033.50",
     {SCALE(1), UINT32_MAX, UINT64_MAX},
     "7922816251426433759354395033.5"},
    {"0.1000000000000000000000000000000000",
     {SCALE(28), 0x033B2E3C, 0x9FD0803CE8000000},
     "0.1000000000000000000000000000"},
};

static void texts_and_decimals_are_each_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        char shown[MMF_DECIMAL_ROOM];
        mmf_decimal seen = {1, 1, 1};

        assert_status(
            mmf_decimal_parse(rows[i].given, strlen(rows[i].given), &seen),
            MMF_OK);
        assert_int_equal(seen.flags, rows[i].value.flags);
        assert_int_equal(seen.hi, rows[i].value.hi);
        assert_true(seen.lo == rows[i].value.lo);
        assert_status(mmf_decimal_format(&seen, shown, sizeof shown), MMF_OK);
        assert_string_equal(shown, rows[i].shown == NULL ? rows[i].given
                                                         : rows[i].shown);
    }
}

static void refused(const char *text, size_t length, int status,
                    const char *hint)
{
    static const mmf_decimal zero;
    mmf_decimal seen = {1, 1, 1};

    assert_status(mmf_decimal_parse(text, length, &seen), status);
    assert_detail(status, "mmf_decimal_parse", hint);
    assert_memory_equal(&seen, &zero, sizeof zero);
}

static void what_is_no_number_is_refused(void **state)
{
    static const char *const wrong[] = {"1,5", "1.5.",    "1e3", " 1",
                                        "1 ",  "--1",     "1-",  "0x1",
                                        "1\n", "\xC2\xBD"};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++)
        refused(wrong[i], strlen(wrong[i]), MMF_ETEXT, "belongs to no decimal");
    refused("12:4", 4, MMF_ETEXT, "byte 0x3A at place 2 belongs to");
    refused("1\0", 2, MMF_ETEXT, "byte 0x00 at place 1 belongs to");
    refused("", 0, MMF_ETEXT, "there is no digit");
    refused("-", 1, MMF_ETEXT, "there is no digit");
    refused("+.", 2, MMF_ETEXT, "there is no digit");
}

static void what_has_no_room_is_refused_and_never_rounded(void **state)
{
    static const char *const wrong[] = {
        "79228162514264337593543950336", "-79228162514264337593543950336",
        "100000000000000000000000000000", "79228162514264337593543950335.1",
        "0.00000000000000000000000000001"};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++)
        refused(wrong[i], strlen(wrong[i]), MMF_ETOOBIG,
                "no decimal has room for the digit at place ");
    refused("7922816251426433759354395033.501", 32, MMF_ETOOBIG, "at place 31");
    refused("0.00000000000000000000000000001", 31, MMF_ETOOBIG, "at place 30");
}

static void only_the_length_ends_a_text(void **state)
{
    mmf_decimal seen = {0};

    (void)state;
    assert_status(mmf_decimal_parse("12345", 2, &seen), MMF_OK);
    assert_int_equal(seen.lo, 12);
}

static void a_text_needs_room(void **state)
{
    const mmf_decimal value = {NEGATIVE | SCALE(1), 0, 125};
    char shown[8];

    (void)state;
    assert_status(mmf_decimal_format(&value, shown, 6), MMF_OK);
    assert_string_equal(shown, "-12.5");
    assert_status(mmf_decimal_format(&value, shown, 5), MMF_ETOOBIG);
    assert_detail(MMF_ETOOBIG, "mmf_decimal_format",
                  "5 bytes and a NUL, there is room for 5");
    assert_string_equal(shown, "");
}

static void bad_arguments_are_refused(void **state)
{
    const mmf_decimal wrong = {SCALE(29), 0, 1};
    mmf_decimal seen;
    char shown[8] = "old";

    (void)state;
    refused(NULL, 0, MMF_EINVAL, "text is NULL");
    assert_status(mmf_decimal_parse("1", 1, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_decimal_parse", "out is NULL");
    seen = wrong;
    assert_status(mmf_decimal_format(&seen, NULL, 8), MMF_EINVAL);
    assert_status(mmf_decimal_format(&seen, shown, 0), MMF_EINVAL);
    assert_string_equal(shown, "old");
    assert_status(mmf_decimal_format(&seen, shown, 8), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_decimal_format", "flags 0x001D0000");
    assert_string_equal(shown, "");
    assert_status(mmf_decimal_format(NULL, shown, 8), MMF_EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_decimals_are_each_others),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(what_has_no_room_is_refused_and_never_rounded),
        cmocka_unit_test(only_the_length_ends_a_text),
        cmocka_unit_test(a_text_needs_room),
        cmocka_unit_test(bad_arguments_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
