/* SPDX-License-Identifier: MIT */
/*
 * Data-race-free copies.  Odd addresses go by bytes, even ones by UTF-16 units
 * up to the next word, and the bulk by words.
 */
#include "shared.h"
#include "compiler.h"
#include <stdint.h>
#include <string.h>

typedef uintptr_t word;

/* The widest access that the address allows and length needs. */
static size_t step_at(const unsigned char *shared, size_t length)
{
    const uintptr_t address = (uintptr_t)shared;

    if (length >= sizeof(word) && address % sizeof(word) == 0)
        return sizeof(word);
    return length >= 2 && address % 2 == 0 ? 2 : 1;
}

static word load(const unsigned char *shared, size_t step)
{
    if (step == sizeof(word))
        return mmf_load_word((const word *)(const void *)shared);
    if (step == 2)
        return mmf_load_u16((const uint16_t *)(const void *)shared);
    return mmf_load_u8(shared);
}

static void store(unsigned char *shared, const unsigned char *from, size_t step)
{
    if (step == sizeof(word)) {
        word value;

        memcpy(&value, from, sizeof value);
        mmf_store_word((word *)(void *)shared, value);
    } else if (step == 2) {
        uint16_t value;

        memcpy(&value, from, sizeof value);
        mmf_store_u16((uint16_t *)(void *)shared, value);
    } else {
        mmf_store_u8(shared, *from);
    }
}

/* One value of step bytes, as it lies in memory. */
static void put(unsigned char *to, word value, size_t step)
{
    const uint16_t unit = (uint16_t)value;

    if (step == sizeof(word))
        memcpy(to, &value, sizeof value);
    else if (step == 2)
        memcpy(to, &unit, sizeof unit);
    else
        *to = (unsigned char)value;
}

void mmf_shared_read(void *to, const unsigned char *from, size_t length)
{
    unsigned char *out = to;

    while (length > 0) {
        const size_t step = step_at(from, length);

        put(out, load(from, step), step);
        out += step;
        from += step;
        length -= step;
    }
}

void mmf_shared_write(unsigned char *to, const void *from, size_t length)
{
    const unsigned char *in = from;

    while (length > 0) {
        const size_t step = step_at(to, length);

        store(to, in, step);
        in += step;
        to += step;
        length -= step;
    }
}

bool mmf_shared_equals(const void *copy, const unsigned char *shared,
                       size_t length)
{
    const unsigned char *kept = copy;

    while (length > 0) {
        unsigned char now[sizeof(word)];
        const size_t step = step_at(shared, length);

        put(now, load(shared, step), step);
        if (memcmp(now, kept, step) != 0)
            return false;
        kept += step;
        shared += step;
        length -= step;
    }
    return true;
}
