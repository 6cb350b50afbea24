/* SPDX-License-Identifier: MIT */
/*
 * Text for the comparison with other libraries: the scripts of the world with
 * faults strewn in, the same on every run.
 */
#ifndef MMF_RANDOM_TEXT_H
#define MMF_RANDOM_TEXT_H

#include <stddef.h>
#include <stdint.h>

enum {
    LONGEST = 200,           /* units of a random text, and bytes */
    TEXT_ROOM = LONGEST + 4, /* bytes that random_bytes() may write */
    UNIT_ROOM = LONGEST + 2  /* units that random_units() may write */
};

static inline uint32_t random_next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 32);
}

/* Mostly of the usual length in UTF-8, 1 to 4, as texts are. */
static inline uint32_t random_code(uint64_t *seed, uint32_t usual)
{
    static const uint32_t ends[] = {0x80, 0x800, 0x10000, 0x110000};
    const uint32_t other = random_next(seed) % 4;
    const uint32_t code = random_next(seed) %
                          ends[random_next(seed) % 10 == 0 ? other : usual - 1];

    return code >= 0xD800 && code < 0xE000 ? code - 0x800 : code;
}

static inline size_t random_units(uint64_t *seed, uint16_t *units)
{
    const uint32_t usual = 1 + random_next(seed) % 4;
    const size_t end = random_next(seed) % LONGEST;
    size_t count = 0;

    while (count < end) {
        const uint32_t code = random_code(seed, usual);

        if (code >= 0x10000)
            units[count++] = (uint16_t)(0xD7C0 + (code >> 10));
        units[count++] =
            (uint16_t)(code < 0x10000 ? code : 0xDC00 + code % 0x400);
    }
    for (uint32_t faults = random_next(seed) % 4; faults > 2; faults--)
        if (count > 0)
            units[random_next(seed) % count] =
                (uint16_t)(0xD800 + random_next(seed) % 0x800);
    return count;
}

/* Writes a code of as many bytes as are given, also if it needs fewer. */
static inline void random_put(unsigned char *text, uint32_t code, size_t bytes)
{
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t i = bytes; i-- > 1; code /= 64)
        text[i] = (unsigned char)(0x80 + code % 64);
    text[0] = (unsigned char)(leads[bytes] + code);
}

static inline size_t random_bytes(uint64_t *seed, unsigned char *text)
{
    const uint32_t usual = 1 + random_next(seed) % 4;
    const uint32_t every =
        10 + random_next(seed) % 500; /* a fault in so many */
    const size_t end = random_next(seed) % LONGEST;
    size_t length = 0;

    while (length < end) {
        uint32_t code = random_code(seed, usual);
        size_t bytes = code < 0x80      ? 1
                       : code < 0x800   ? 2
                       : code < 0x10000 ? 3
                                        : 4;

        if (random_next(seed) % every == 0) {
            if (bytes < 4 && random_next(seed) % 2 == 0)
                bytes++; /* overlong */
            else if (bytes == 4)
                code = 0x110000 + random_next(seed) % 3 * 0x1000;
            else if (bytes == 3)
                code = 0xD800 + code % 0x800;
        }
        random_put(text + length, code, bytes);
        if (random_next(seed) % every == 0)
            text[length + random_next(seed) % bytes] =
                (unsigned char)random_next(seed);
        length += random_next(seed) % every == 0 ? bytes - 1 : bytes;
    }
    return length;
}

#endif
