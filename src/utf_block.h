/* SPDX-License-Identifier: MIT */
/*
 * Steps of the conversion between UTF-8 and UTF-16 that take a block of text
 * at once, by the vector unit where the compiler has one.  Knows nothing of
 * errors, policies and ends of buffers: that is utf.c.
 *
 * Here the vector unit is chosen; utf_sse2.h, utf_neon.h and utf_plain.h each
 * give the same eight functions:
 *
 *     mmf_block_widen          UTF-8 to UTF-16: MMF_BLOCK bytes of ASCII, or
 *                              nothing (false)
 *     mmf_block_widen_latin    MMF_BLOCK bytes of characters below U+0800, or
 *                              one less if the last byte begins one, or none
 *     mmf_block_widen_threes   characters of three bytes, MMF_BLOCK_THREES at
 *                              most; returns how many
 *     mmf_block_widen_fours    MMF_BLOCK_FOURS characters of four bytes, or
 *                              nothing (false)
 *     mmf_block_narrow         the same for UTF-16 to UTF-8, where a block is
 *     mmf_block_narrow_latin   MMF_BLOCK units and is never cut short
 *     mmf_block_narrow_threes
 *     mmf_block_narrow_fours
 *
 * The first of each four reads and writes MMF_BLOCK bytes and units, the last
 * as many as it is named for.  The others may read, and overwrite, up to
 * MMF_BLOCK_REACH of them, whatever they take.  None needs more alignment than
 * its types.
 *
 * utf_avx2.h takes as many blocks as there are, on processors that turn out to
 * have what it needs.
 */
#ifndef MMF_UTF_BLOCK_H
#define MMF_UTF_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    MMF_BLOCK = 16,
    MMF_BLOCK_THREES = 8,
    MMF_BLOCK_FOURS = 4,
    MMF_BLOCK_REACH = 48
};

/* How far one step came: bytes and units, or units and bytes. */
typedef struct mmf_block_step {
    uint32_t used;
    uint32_t made;
} mmf_block_step;

/* What is known of the bytes or units of a block: one bit each, the first one
 * lowest. */
typedef struct mmf_block_masks {
    uint32_t wide;  /* it is not ASCII */
    uint32_t pairs; /* it is of a whole character of two UTF-8 bytes */
} mmf_block_masks;

/* Gives the position of the lowest bit that is set in mask, which is not 0. */
#if defined(__GNUC__)
static inline uint32_t mmf_block_first(uint32_t mask)
{
    return (uint32_t)__builtin_ctz(mask);
}
#elif defined(_MSC_VER)
#include <intrin.h>
static inline uint32_t mmf_block_first(uint32_t mask)
{
    unsigned long first = 0;

    (void)_BitScanForward(&first, mask);
    return first;
}
#else
static inline uint32_t mmf_block_first(uint32_t mask)
{
    uint32_t first = 0;

    while ((mask >> first & 1u) == 0)
        first++;
    return first;
}
#endif

/* A build with MMF_UTF_PLAIN tests the plain functions on any machine, one with
 * MMF_UTF_BASELINE (see utf_avx2.h) those that need no run-time choice.  Big-
 * endian NEON numbers its lanes the other way and is left to the plain ones. */
#if defined(MMF_UTF_PLAIN)
#include "utf_plain.h"
#elif defined(__SSE2__) || defined(_M_X64) || \
    (defined(_M_IX86_FP) && _M_IX86_FP >= 2)
#include "utf_sse2.h"
#elif defined(_M_ARM64) || (defined(__ARM_NEON) && !defined(__ARM_BIG_ENDIAN))
#include "utf_neon.h"
#else
#include "utf_plain.h"
#endif

#include "utf_avx2.h"

#endif
