/* SPDX-License-Identifier: MIT */
/*
 * Data-race-free copies.  The bulk goes by words; what stands before the first
 * whole word and behind the last goes by UTF-16 units at even addresses and by
 * bytes at odd ones.
 */
#include "shared.h"
#include "compiler.h"
#include <stdint.h>
#include <string.h>

typedef uintptr_t word;

static bool is_unit(const unsigned char *shared, size_t length)
{
    return length >= sizeof(uint16_t) && (uintptr_t)shared % 2 == 0;
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

        if (is_unit(from, length)) {
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
    unsigned char *out = (unsigned char *)to + head;
    const word *in = (const word *)(const void *)(from + head);

    read_edge(to, from, head);
    for (size_t i = 0; i < words; i++) {
        const word value = mmf_load_word(in + i);

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

        if (is_unit(to, length)) {
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
    const unsigned char *in = (const unsigned char *)from + head;
    word *out = (word *)(void *)(to + head);

    write_edge(to, from, head);
    for (size_t i = 0; i < words; i++) {
        word value;

        memcpy(&value, in + i * sizeof(word), sizeof value);
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
