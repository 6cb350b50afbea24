/* SPDX-License-Identifier: MIT */
/*
 * One character of another kind, or a fault, at every place of every kind of
 * text: what a block must notice wherever in the block it stands.  Compared
 * with the model, under all policies.
 */
#include "utf_test.h"

enum {
    CHARACTERS = 134, /* two blocks of the longest kind and more */
    ODD = 130,        /* places of the odd one */
    MIXED = 31        /* characters; the last of two bytes is U+07A6 */
};

static const uint32_t fills[] = {'a',   0x7F,   0x80,   0x7FF,
                                 0x800, 0xFFFF, 0x1F600};

static const struct {
    const char *text;
    size_t length;
} odd_bytes[] = {
    {"a", 1},
    {"\xC2\x80", 2},
    {"\xDF\xBF", 2},
    {"\xE0\xA0\x80", 3},
    {"\xED\x9F\xBF", 3},
    {"\xEE\x80\x80", 3},
    {"\xF0\x90\x80\x80", 4},
    {"\xF4\x8F\xBF\xBF", 4},
    {"\x80", 1},
    {"\xBF\xBF", 2},
    {"\xC1\xBF", 2},
    {"\xC2", 1},
    {"\xC3\xC3\x80", 3},
    {"\xDF\xBF\xBF", 3},
    {"\xE0\x9F\xBF", 3},
    {"\xE1\x80", 2},
    {"\xE1\x80\xC3", 3},
    {"\xED\xA0\x80", 3},
    {"\xED\xBF\xBF", 3},
    {"\xF0\x8F\xBF\xBF", 4},
    {"\xF0\x90\x80", 3},
    {"\xF4\x90\x80\x80", 4},
    {"\xF8\x88\x80\x80", 4},
    {"\xFF", 1},
};

static const struct {
    uint16_t units[2];
    size_t count;
} odd_units[] = {
    {{'a', 0}, 1},         {{0x80, 0}, 1},        {{0x7FF, 0}, 1},
    {{0x800, 0}, 1},       {{0xD7FF, 0}, 1},      {{0xE000, 0}, 1},
    {{0xFFFF, 0}, 1},      {{0xD800, 0xDC00}, 2}, {{0xDBFF, 0xDFFF}, 2},
    {{0xD800, 0}, 1},      {{0xDBFF, 0xD800}, 2}, {{0xDC00, 0}, 1},
    {{0xDFFF, 0xDC00}, 2}, {{0xD800, 0xE000}, 2}, {{0xDFFF, 0xD800}, 2},
};

/* Fills with one character, but for the odd bytes before the given place. */
static size_t fill_bytes(unsigned char *text, uint32_t fill, size_t place,
                         size_t odd)
{
    size_t length = 0;

    for (size_t i = 0; i < CHARACTERS; i++) {
        if (i == place) {
            memcpy(text + length, odd_bytes[odd].text, odd_bytes[odd].length);
            length += odd_bytes[odd].length;
        }
        length += model_encode8(fill, text + length);
    }
    return length;
}

static size_t fill_units(uint16_t *units, uint32_t fill, size_t place,
                         size_t odd)
{
    size_t count = 0;

    for (size_t i = 0; i < CHARACTERS; i++) {
        for (size_t k = 0; i == place && k < odd_units[odd].count; k++)
            units[count++] = odd_units[odd].units[k];
        count += model_encode16(fill, units + count);
    }
    return count;
}

static void every_odd_byte_is_noticed(void **state)
{
    unsigned char text[4 * (CHARACTERS + 1)];

    (void)state;
    for (size_t fill = 0; fill < LENGTH_OF(fills); fill++)
        for (size_t place = 0; place < ODD; place++)
            for (size_t odd = 0; odd < LENGTH_OF(odd_bytes); odd++) {
                const size_t length = fill_bytes(text, fills[fill], place, odd);

                for (uint32_t policy = 0; policy < POLICIES; policy++)
                    assert_decodes(text, length, policy, length);
            }
}

static void every_odd_unit_is_noticed(void **state)
{
    uint16_t units[2 * (CHARACTERS + 1)];

    (void)state;
    for (size_t fill = 0; fill < LENGTH_OF(fills); fill++)
        for (size_t place = 0; place < ODD; place++)
            for (size_t odd = 0; odd < LENGTH_OF(odd_units); odd++) {
                const size_t count = fill_units(units, fills[fill], place, odd);

                for (uint32_t policy = 0; policy < POLICIES; policy++)
                    assert_encodes(units, count, policy, 3 * count);
            }
}

/* All ways in which sixteen characters of one and two bytes can follow each
 * other, and then fifteen of them once more. */
static void every_mixture_below_u0800(void **state)
{
    (void)state;
    for (uint32_t mixture = 0; mixture < 0x10000; mixture++) {
        unsigned char text[2 * MIXED];
        uint16_t units[MIXED];
        size_t length = 0;

        for (uint32_t i = 0; i < MIXED; i++) {
            const bool wide = (mixture >> i % 16 & 1) != 0;
            const uint32_t code = wide ? 0x80 + 61 * i : 'a' + i % 26;

            units[i] = (uint16_t)code;
            length += model_encode8(code, text + length);
        }
        assert_decodes(text, length, MMF_TEXT_STRICT, MIXED);
        assert_encodes(units, MIXED, MMF_TEXT_STRICT, length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_odd_byte_is_noticed),
        cmocka_unit_test(every_odd_unit_is_noticed),
        cmocka_unit_test(every_mixture_below_u0800),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
