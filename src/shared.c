/* SPDX-License-Identifier: MIT */
/*
 * Data-race-free copies.  The bulk goes by words; what stands before the first
 * whole word and behind the last goes by the largest part that its address and
 * length allow, so that an aligned int32 or UTF-16 unit is one access.
 */
#include "shared.h"
#include "compiler.h"
#include "probe.h"
#include <stdint.h>
#include <string.h>

typedef uintptr_t word;

/* Whether the next access may take so many bytes at once. */
static bool takes(size_t bytes, const unsigned char *shared, size_t length)
{
    return length >= bytes && (uintptr_t)shared % bytes == 0;
}

/* How many of length bytes stand before the first whole word. */
static size_t head_of(const unsigned char *shared, size_t length)
{
    const size_t head = (size_t)(-(uintptr_t)shared % sizeof(word));

    return head < length ? head : length;
}

static void read_edge(unsigned char *to, const unsigned char *from,
                      size_t length)
{
    while (length > 0) {
        size_t step = 1;

        MMF_STEP(LOAD);
        if (takes(sizeof(uint32_t), from, length)) {
            const uint32_t pair =
                mmf_load_u32((const uint32_t *)(const void *)from);

            memcpy(to, &pair, sizeof pair);
            step = sizeof pair;
        } else if (takes(sizeof(uint16_t), from, length)) {
            const uint16_t unit =
                mmf_load_u16((const uint16_t *)(const void *)from);

            memcpy(to, &unit, sizeof unit);
            step = sizeof unit;
        } else {
            *to = mmf_load_u8(from);
        }
        to += step;
        from += step;
        length -= step;
    }
}

void mmf_shared_read(void *to, const unsigned char *from, size_t length)
{
    const size_t head = head_of(from, length);
    const size_t words = (length - head) / sizeof(word);
    unsigned char *out = to;
    const word *in;

    /* Without a length there may be no address either. */
    if (length == 0)
        return;
    read_edge(out, from, head);
    out += head;
    in = (const word *)(const void *)(from + head);
    for (size_t i = 0; i < words; i++) {
        word value;

        MMF_STEP(LOAD);
        value = mmf_load_word(in + i);
        memcpy(out + i * sizeof(word), &value, sizeof value);
    }
    read_edge(out + words * sizeof(word), (const unsigned char *)(in + words),
              (length - head) % sizeof(word));
}

static void write_edge(unsigned char *to, const unsigned char *from,
                       size_t length)
{
    while (length > 0) {
        size_t step = 1;

        MMF_STEP(STORE);
        if (takes(sizeof(uint32_t), to, length)) {
            uint32_t pair;

            memcpy(&pair, from, sizeof pair);
            mmf_store_u32((uint32_t *)(void *)to, pair);
            step = sizeof pair;
        } else if (takes(sizeof(uint16_t), to, length)) {
            uint16_t unit;

            memcpy(&unit, from, sizeof unit);
            mmf_store_u16((uint16_t *)(void *)to, unit);
            step = sizeof unit;
        } else {
            mmf_store_u8(to, *from);
        }
        to += step;
        from += step;
        length -= step;
    }
}

void mmf_shared_write(unsigned char *to, const void *from, size_t length)
{
    const size_t head = head_of(to, length);
    const size_t words = (length - head) / sizeof(word);
    const unsigned char *in = from;
    word *out;

    if (length == 0)
        return;
    write_edge(to, in, head);
    in += head;
    out = (word *)(void *)(to + head);
    for (size_t i = 0; i < words; i++) {
        word value;

        memcpy(&value, in + i * sizeof(word), sizeof value);
        MMF_STEP(STORE);
        mmf_store_word(out + i, value);
    }
    write_edge((unsigned char *)(out + words), in + words * sizeof(word),
               (length - head) % sizeof(word));
}

bool mmf_shared_equals(const void *copy, const unsigned char *shared,
                       size_t length)
{
    const unsigned char *kept = copy;

    while (length > 0) {
        unsigned char now[256];
        const size_t step = length < sizeof now ? length : sizeof now;

        mmf_shared_read(now, shared, step);
        if (memcmp(now, kept, step) != 0)
            return false;
        kept += step;
        shared += step;
        length -= step;
    }
    return true;
}
