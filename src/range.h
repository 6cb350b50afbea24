/* SPDX-License-Identifier: MIT */
/*
 * All arithmetic on offsets and lengths.  The library adds and subtracts them
 * nowhere else, so that overflow is thought about once.
 */
#ifndef MMF_RANGE_H
#define MMF_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether length bytes at offset lie inside size bytes.  None is trusted. */
static inline bool mmf_range_fits(int64_t offset, int64_t length, int64_t size)
{
    return offset >= 0 && length >= 0 && size >= length &&
           offset <= size - length;
}

/* Whether two ranges share a byte; both must have passed mmf_range_fits(). */
static inline bool mmf_range_overlaps(int64_t a, int64_t a_length, int64_t b,
                                      int64_t b_length)
{
    return a < b + b_length && b < a + a_length;
}

/* What is left of size behind offset; 0 where offset lies beyond. */
static inline int64_t mmf_range_rest(int64_t offset, int64_t size)
{
    return offset < size ? size - offset : 0;
}

/* How many of count >= 0 elements fit in size >= 0 bytes, when each takes
 * stride > 0 of them.  A division costs as much as copying a short array does:
 * the common case goes without. */
static inline int64_t mmf_range_elements(int64_t count, int64_t stride,
                                         int64_t size)
{
    if (count <= INT32_MAX && stride <= INT32_MAX && count * stride <= size)
        return count;
    return count <= size / stride ? count : size / stride;
}

/* Whether a position >= 0 can be moved so far: the new one is neither negative
 * nor too large; and the new one, where it can. */
static inline bool mmf_range_moves(int64_t position, int64_t by)
{
    return by < 0 ? position + by >= 0 : position <= INT64_MAX - by;
}

static inline int64_t mmf_range_moved(int64_t position, int64_t by)
{
    return position + by;
}

/* How far offset >= 0 lies behind a multiple of granularity > 0. */
static inline int64_t mmf_range_excess(int64_t offset, int64_t granularity)
{
    return offset % granularity;
}

/* The length of a mapping: size bytes and the excess before them. */
static inline size_t mmf_range_stretch(int64_t size, int64_t excess)
{
    return (size_t)size + (size_t)excess;
}

/* Whether size >= 0 bytes and up to slack <= SIZE_MAX / 2 more before them can
 * be addressed.  C allows no object of more than half the address space. */
static inline bool mmf_range_addressable(int64_t size, int64_t slack)
{
    return (uint64_t)size <= (uint64_t)(SIZE_MAX / 2) - (uint64_t)slack;
}

#endif
