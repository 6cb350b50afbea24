/* SPDX-License-Identifier: MIT */
/*
 * Text that nobody thought of, compared with the model: all short sequences of
 * the bytes and units at which the rules change, and texts of all scripts with
 * faults strewn in.  The numbers are the same on every run and machine.
 */
#include "utf_test.h"

static const unsigned char limits[] = {
    0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
    0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};

static const uint16_t unit_limits[] = {0,      0x7F,   0x80,   0x7FF,
                                       0x800,  0xD7FF, 0xD800, 0xDBFF,
                                       0xDC00, 0xDFFF, 0xE000, 0xFFFF};

enum {
    BYTES = LENGTH_OF(limits),
    UNITS = LENGTH_OF(unit_limits),
    TEXTS = 4000,
    LONGEST = 150
};

/* The first byte comes from the full 256. */
static void sequences_of_four_bytes(void **state)
{
    unsigned char text[4];

    (void)state;
    for (size_t i = 0; i < 64 * BYTES * BYTES * BYTES; i++) {
        text[0] = (unsigned char)(0xC0 + i % 64);
        text[1] = limits[i / 64 % BYTES];
        text[2] = limits[i / 64 / BYTES % BYTES];
        text[3] = limits[i / 64 / BYTES / BYTES];
        assert_decodes(text, 4, (uint32_t)(i / 7 % POLICIES), 4);
    }
}

static void sequences_of_three_units(void **state)
{
    uint16_t units[3];

    (void)state;
    for (size_t i = 0; i < UNITS * UNITS * UNITS; i++) {
        units[0] = unit_limits[i % UNITS];
        units[1] = unit_limits[i / UNITS % UNITS];
        units[2] = unit_limits[i / UNITS / UNITS];
        for (uint32_t policy = 0; policy < POLICIES; policy++)
            assert_encodes(units, 3, policy, 9);
    }
}

static uint32_t next(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Mostly of one length, as texts are, and sometimes of any other. */
static uint32_t random_code(uint32_t *seed, uint32_t usual)
{
    static const uint32_t ends[] = {0x80, 0x800, 0xD800, 0x110000};

    return next(seed) % ends[next(seed) % 8 == 0 ? next(seed) % 4 : usual];
}

static size_t random_text(uint32_t *seed, unsigned char *text)
{
    const uint32_t usual = next(seed) % 4;
    const size_t end = next(seed) % LONGEST;
    size_t length = 0;

    while (length < end)
        length += model_encode8(random_code(seed, usual), text + length);
    for (uint32_t faults = next(seed) % 3; faults > 0 && length > 0; faults--)
        text[next(seed) % length] = (unsigned char)next(seed);
    return length;
}

static void texts_with_faults(void **state)
{
    uint32_t seed = 20110418;

    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        unsigned char text[LONGEST + 4];
        const size_t length = random_text(&seed, text);

        for (uint32_t policy = 0; policy < POLICIES; policy++) {
            assert_decodes(text, length, policy, length);
            assert_decodes(text, length, policy, next(&seed) % LONGEST);
        }
    }
}

static void units_with_faults(void **state)
{
    uint32_t seed = 20110419;

    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        uint16_t units[LONGEST + 2];
        const uint32_t usual = next(&seed) % 4;
        const size_t end = next(&seed) % LONGEST;
        size_t count = 0;

        while (count < end)
            count += model_encode16(random_code(&seed, usual), units + count);
        if (count > 0 && i % 2 == 0)
            units[next(&seed) % count] =
                (uint16_t)(0xD800 + next(&seed) % 0x800);
        for (uint32_t policy = 0; policy < POLICIES; policy++) {
            assert_encodes(units, count, policy, 3 * count);
            assert_encodes(units, count, policy, next(&seed) % LONGEST);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences_of_four_bytes),
        cmocka_unit_test(sequences_of_three_units),
        cmocka_unit_test(texts_with_faults),
        cmocka_unit_test(units_with_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
