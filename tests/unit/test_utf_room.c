/* SPDX-License-Identifier: MIT */
/*
 * Where buffers end: at every length around the width of a block, with every
 * room up to enough, at every alignment.  The rest of the room may hold
 * anything; what lies behind it is looked at by the assertions.
 */
#include "utf_test.h"

enum {
    LENGTHS = 85, /* 0 to 84 characters */
    ALIGNMENTS = 16
};

/* One character of each length, and a mixture that no block fits. */
static const uint32_t fills[][3] = {
    {'a', 'b', 'c'},         {0x80, 0x3A9, 0x7FF},
    {0x800, 0x6F22, 0xFFFF}, {0x10000, 0x1F600, 0x10FFFF},
    {'a', 0xE9, 0x1F600},    {0x6F22, 'a', 0xE9},
};

typedef struct sample {
    unsigned char text[4 * LENGTHS];
    size_t length;
    uint16_t units[2 * LENGTHS];
    size_t count;
} sample;

static void make(sample *one, const uint32_t *fill, size_t characters)
{
    one->length = 0;
    one->count = 0;
    for (size_t i = 0; i < characters; i++) {
        const uint32_t code = fill[i % 3];

        one->length += model_encode8(code, one->text + one->length);
        one->count += model_encode16(code, one->units + one->count);
    }
}

static void every_room(const sample *one)
{
    for (size_t room = 0; room <= one->count + 1; room++)
        assert_decodes(one->text, one->length, MMF_TEXT_STRICT, room);
    for (size_t room = 0; room <= one->length + 1; room++)
        assert_encodes(one->units, one->count, MMF_TEXT_STRICT, room);
}

static void no_byte_behind_the_room_is_touched(void **state)
{
    (void)state;
    for (size_t fill = 0; fill < LENGTH_OF(fills); fill++)
        for (size_t characters = 0; characters < LENGTHS; characters++) {
            sample one;

            make(&one, fills[fill], characters);
            every_room(&one);
        }
}

/* The text is cut after every byte, and its units after every unit. */
static void every_cut_is_seen(void **state)
{
    sample one;

    (void)state;
    for (size_t fill = 0; fill < LENGTH_OF(fills); fill++) {
        make(&one, fills[fill], LENGTHS);
        for (size_t cut = 0; cut < one.length; cut++)
            assert_decodes(one.text, cut, MMF_TEXT_REPLACE, cut);
        for (size_t cut = 0; cut < one.count; cut++)
            assert_encodes(one.units, cut, MMF_TEXT_LOSSLESS, 3 * cut);
    }
}

static void convert_at(const sample *one, size_t in, size_t to)
{
    char bytes[sizeof one->text + ALIGNMENTS];
    char back[sizeof one->text + ALIGNMENTS];
    uint16_t units[LENGTH_OF(one->units) + ALIGNMENTS];
    mmf_utf_result result = {0, 0};

    memcpy(bytes + in, one->text, one->length);
    assert_status(mmf_utf8_to_utf16(bytes + in, one->length, MMF_TEXT_STRICT,
                                    units + to, one->count, &result),
                  MMF_OK);
    assert_memory_equal(units + to, one->units, one->count * sizeof *units);
    assert_status(mmf_utf16_to_utf8(units + to, one->count, MMF_TEXT_STRICT,
                                    back + in, one->length, &result),
                  MMF_OK);
    assert_memory_equal(back + in, one->text, one->length);
}

static void any_alignment_will_do(void **state)
{
    sample one;

    (void)state;
    for (size_t fill = 0; fill < LENGTH_OF(fills); fill++) {
        make(&one, fills[fill], LENGTHS);
        for (size_t in = 0; in < ALIGNMENTS; in++)
            for (size_t to = 0; to < ALIGNMENTS; to++)
                convert_at(&one, in, to);
    }
}

/* Ill-formed text is reported where it stands even if out is full there, and
 * replaced only if the replacement fits. */
static void a_full_buffer_hides_no_error(void **state)
{
    const uint16_t lone[] = {'a', 0xD800};

    (void)state;
    for (uint32_t policy = 0; policy < POLICIES; policy++)
        for (size_t room = 0; room < 5; room++) {
            assert_decodes("a\xFF", 2, policy, room);
            assert_decodes("a\xED\xA0\x80", 4, policy, room);
            assert_encodes(lone, 2, policy, room);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_byte_behind_the_room_is_touched),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(any_alignment_will_do),
        cmocka_unit_test(a_full_buffer_hides_no_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
