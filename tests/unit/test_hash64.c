/* SPDX-License-Identifier: MIT */
/*
 * XXH64 at every kind of length: below and above a stripe of 32 bytes, with what
 * is left taken by 8, by 4 and by 1.
 */
#include "hash64.h"
#include "test.h"

static void published_values_hold(void **state)
{
    (void)state;
    assert_true(mmf_hash64("", 0) == 0xEF46DB3751D8E999u);
    assert_true(mmf_hash64("a", 1) == 0xD24EC4F1A98C6E5Bu);
    assert_true(mmf_hash64("abc", 3) == 0x44BC2CF5AD770999u);
}

/* The bytes 0, 7, 14, ... modulo 256; the values are xxHash's own. */
static void values_of_other_programs_hold(void **state)
{
    static const struct {
        size_t length;
        uint64_t hash;
    } rows[] = {
        {4, 0xAE5ACDC00A55AC41u},   {7, 0xD734A6B26F3DA63Eu},
        {8, 0x87116B3365B924EBu},   {12, 0x14B8433B9A14E611u},
        {15, 0x02C53AB1E360882Fu},  {31, 0x0F187C62B1E722B7u},
        {32, 0x91B0CB0931A8C629u},  {33, 0x931B043CF8D65B94u},
        {39, 0x39C20D6F000A8FF7u},  {40, 0x6BC927279E6A3044u},
        {63, 0x219110BF13E2FA26u},  {64, 0xBF3052E3445775D0u},
        {100, 0x8E2272C08247D5DBu}, {303, 0xB7FC21FFBE44CC61u},
    };
    unsigned char bytes[304];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 7);
    for (size_t i = 0; i < LENGTH_OF(rows); i++)
        assert_true(mmf_hash64(bytes, rows[i].length) == rows[i].hash);
}

static void the_address_does_not_matter(void **state)
{
    unsigned char bytes[64 + 8];

    (void)state;
    for (size_t at = 0; at < 8; at++) {
        for (size_t i = 0; i < 64; i++)
            bytes[at + i] = (unsigned char)(i * 7);
        assert_true(mmf_hash64(bytes + at, 64) == 0xBF3052E3445775D0u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values_hold),
        cmocka_unit_test(values_of_other_programs_hold),
        cmocka_unit_test(the_address_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
