/* SPDX-License-Identifier: MIT */
/*
 * The struct of Microsoft's tests of UnmanagedMemoryAccessor: int, bool, int,
 * char, bool in .NET, 16 bytes.
 */
#ifndef MMF_ACCESSOR_SAMPLE_H
#define MMF_ACCESSOR_SAMPLE_H

#include "real.h"

enum {
    SAMPLE_VIEW = 100, /* bytes, as in Microsoft's tests */
    SAMPLE_SIZE = 16
};

typedef struct sample {
    int32_t int1;
    uint8_t bool1;
    int32_t int2;
    uint16_t char1;
    uint8_t bool2;
} sample;

/* One whose members tell its number; the bytes between them are anyone's. */
static inline sample sample_made(int32_t number)
{
    const sample made = {.int1 = number,
                         .bool1 = false,
                         .int2 = number + 1,
                         .char1 = 'p',
                         .bool2 = true};

    return made;
}

static inline void assert_sample(const sample *seen, int32_t number)
{
    assert_int_equal(seen->int1, number);
    assert_int_equal(seen->bool1, false);
    assert_int_equal(seen->int2, number + 1);
    assert_int_equal(seen->char1, 'p');
    assert_int_equal(seen->bool2, true);
}

/* A view of an own map, which is closed already. */
static inline mmf_view sample_view(int64_t size, uint32_t access)
{
    mmf_map *map = real_map(NULL, size, MMF_ACCESS_READ_WRITE);
    const mmf_view view = real_view(map, 0, size, access);

    mmf_map_close(map);
    return view;
}

#endif
