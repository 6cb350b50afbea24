/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing entry of the conversion between UTF-8 and UTF-16: any bytes as both,
 * under each policy, with enough room and with too little.  It looks for what
 * must hold whatever the right answer is: the functions that count agree with
 * those that convert, a short buffer gets the same beginning, and what was
 * converted comes back.
 *
 * Two bytes choose the policy and the room, the rest is the text.
 */
#include "mmf/status.h"
#include "mmf/text.h"
#include "utf.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

/* Memory without slack, so that a sanitizer sees what goes beyond it. */
static void *exactly(size_t size)
{
    void *memory = malloc(size == 0 ? 1 : size);

    must(memory != NULL);
    return memory;
}

/* A conversion into little room went as far as it could. */
static void must_be_short(int rc, mmf_utf_result part, size_t room,
                          int whole_rc, mmf_utf_result whole, size_t longest)
{
    must(part.used <= whole.used && part.made <= whole.made);
    must(part.made <= room);
    must(rc == whole_rc || rc == MMF_ETOOBIG);
    must(rc != MMF_ETOOBIG || room - part.made < longest);
    must(rc == MMF_ETOOBIG || part.made == whole.made);
}

/* Returns the units of a text, to be freed. */
static uint16_t *decode(const char *text, size_t length, uint32_t policy,
                        size_t room, mmf_utf_result *whole)
{
    mmf_utf_result counted;
    mmf_utf_result part;
    const int rc = mmf_utf8_units(text, length, policy, &counted);
    uint16_t *units = exactly(counted.made * sizeof *units);
    uint16_t *less = exactly(room * sizeof *less);

    must(mmf_utf8_to_utf16(text, length, policy, units, counted.made, whole) ==
         rc);
    must(whole->used == counted.used && whole->made == counted.made);
    must((rc == MMF_OK) == (counted.used == length));
    must_be_short(mmf_utf8_to_utf16(text, length, policy, less, room, &part),
                  part, room, rc, *whole, 2);
    must(memcmp(units, less, part.made * sizeof *units) == 0);
    free(less);
    return units;
}

/* Returns the bytes of a text, to be freed. */
static char *encode(const uint16_t *units, size_t count, uint32_t policy,
                    size_t room, mmf_utf_result *whole)
{
    mmf_utf_result counted;
    mmf_utf_result part;
    const int rc = mmf_utf16_bytes(units, count, policy, &counted);
    char *text = exactly(counted.made);
    char *less = exactly(room);

    must(mmf_utf16_to_utf8(units, count, policy, text, counted.made, whole) ==
         rc);
    must(whole->used == counted.used && whole->made == counted.made);
    must((rc == MMF_OK) == (counted.used == count));
    must_be_short(mmf_utf16_to_utf8(units, count, policy, less, room, &part),
                  part, room, rc, *whole, 4);
    must(memcmp(text, less, part.made) == 0);
    free(less);
    return text;
}

static void decode_and_return(const char *text, size_t length, uint32_t policy,
                              size_t room)
{
    const bool lossless = policy == MMF_TEXT_LOSSLESS;
    mmf_utf_result there;
    mmf_utf_result back;
    mmf_utf_result again;
    uint16_t *units = decode(text, length, policy, room, &there);
    char *same =
        encode(units, there.made,
               lossless ? MMF_TEXT_LOSSLESS : MMF_TEXT_STRICT, room, &back);
    uint16_t *twice = decode(same, back.made, policy, room, &again);

    must(back.used == there.made);
    must(policy != MMF_TEXT_STRICT ||
         (back.made == there.used && memcmp(same, text, back.made) == 0));
    must(again.used == back.made && again.made == there.made);
    must(memcmp(twice, units, again.made * sizeof *units) == 0);
    free(twice);
    free(same);
    free(units);
}

static void encode_and_return(const uint16_t *units, size_t count,
                              uint32_t policy, size_t room)
{
    const bool lossless = policy == MMF_TEXT_LOSSLESS;
    mmf_utf_result there;
    mmf_utf_result back;
    char *text = encode(units, count, policy, room, &there);
    uint16_t *same =
        decode(text, there.made, lossless ? MMF_TEXT_LOSSLESS : MMF_TEXT_STRICT,
               room, &back);

    must(back.used == there.made && back.made == there.used);
    must(!lossless || there.used == count);
    must(policy == MMF_TEXT_REPLACE ||
         memcmp(same, units, back.made * sizeof *units) == 0);
    free(same);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t policy;
    size_t room;
    size_t length;
    char *text;
    uint16_t *units;

    if (size < 2)
        return 0;
    policy = data[0] % 3;
    room = data[1];
    length = size - 2;
    text = exactly(length);
    units = exactly(length / 2 * sizeof *units);
    memcpy(text, data + 2, length);
    memcpy(units, data + 2, length / 2 * sizeof *units);
    decode_and_return(text, length, policy, room);
    encode_and_return(units, length / 2, policy, room);
    free(units);
    free(text);
    return 0;
}
