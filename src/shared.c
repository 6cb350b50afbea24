/* SPDX-License-Identifier: MIT */
/*
 * Data-race-free copies.  Each access is the widest that its address and the
 * length allow, so that an aligned int32 or UTF-16 unit is one access: the bulk
 * goes by blocks of MMF_WIDE bytes where the processor has them, else by words.
 */
#include "shared.h"
#include "compiler.h"
#include "probe.h"
#include "wide.h"
#include <stdint.h>
#include <string.h>

typedef uintptr_t word;

enum {
    WORTH_BLOCKS = 3 * MMF_WIDE /* bytes, two blocks of which are whole */
};

static bool goes_by_blocks(size_t length)
{
    static uint32_t known;

    return length >= WORTH_BLOCKS &&
           mmf_cpu_ask_once(&known, mmf_wide_is_there);
}

/* Whether the next access may take so many bytes at once. */
static bool takes(size_t bytes, const unsigned char *shared, size_t length)
{
    return length >= bytes && (uintptr_t)shared % bytes == 0;
}

/* How many of length bytes stand before the first multiple of width. */
static size_t head_of(const unsigned char *shared, size_t length, size_t width)
{
    const size_t head = (size_t)(-(uintptr_t)shared % width);

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

static void read_words(unsigned char *to, const unsigned char *from,
                       size_t length)
{
    const size_t head = head_of(from, length, sizeof(word));
    const size_t words = (length - head) / sizeof(word);
    unsigned char *out = to + head;
    const word *in = (const word *)(const void *)(from + head);

    read_edge(to, from, head);
    for (size_t i = 0; i < words; i++) {
        word value;

        MMF_STEP(LOAD);
        value = mmf_load_word(in + i);
        memcpy(out + i * sizeof(word), &value, sizeof value);
    }
    read_edge(out + words * sizeof(word), (const unsigned char *)(in + words),
              (length - head) % sizeof(word));
}

/* Returns how many bytes there were in whole blocks. */
MMF_WIDE_CODE static size_t
read_blocks(unsigned char *to, const unsigned char *from, size_t length)
{
    size_t done = 0;

    for (; length - done >= MMF_WIDE; done += MMF_WIDE) {
        MMF_STEP(LOAD);
        mmf_wide_load(to + done, from + done);
    }
    return done;
}

void mmf_shared_read(void *to, const unsigned char *from, size_t length)
{
    unsigned char *out = to;
    size_t done = 0;

    /* Without a length there may be no address either. */
    if (length == 0)
        return;
    if (goes_by_blocks(length)) {
        done = head_of(from, length, MMF_WIDE);
        read_words(out, from, done);
        done += read_blocks(out + done, from + done, length - done);
    }
    read_words(out + done, from + done, length - done);
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

static void write_words(unsigned char *to, const unsigned char *from,
                        size_t length)
{
    const size_t head = head_of(to, length, sizeof(word));
    const size_t words = (length - head) / sizeof(word);
    const unsigned char *in = from + head;
    word *out = (word *)(void *)(to + head);

    write_edge(to, from, head);
    for (size_t i = 0; i < words; i++) {
        word value;

        memcpy(&value, in + i * sizeof(word), sizeof value);
        MMF_STEP(STORE);
        mmf_store_word(out + i, value);
    }
    write_edge((unsigned char *)(out + words), in + words * sizeof(word),
               (length - head) % sizeof(word));
}

MMF_WIDE_CODE static size_t
write_blocks(unsigned char *to, const unsigned char *from, size_t length)
{
    size_t done = 0;

    for (; length - done >= MMF_WIDE; done += MMF_WIDE) {
        MMF_STEP(STORE);
        mmf_wide_store(to + done, from + done);
    }
    return done;
}

void mmf_shared_write(unsigned char *to, const void *from, size_t length)
{
    const unsigned char *in = from;
    size_t done = 0;

    if (length == 0)
        return;
    if (goes_by_blocks(length)) {
        done = head_of(to, length, MMF_WIDE);
        write_words(to, in, done);
        done += write_blocks(to + done, in + done, length - done);
    }
    write_words(to + done, in + done, length - done);
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
