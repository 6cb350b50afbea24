/* SPDX-License-Identifier: MIT */
/*
 * The blocks of utf_block.h by SSE2, which every 64-bit x86 processor has.
 * SSE2 is little-endian, so a 16-bit lane holds its first byte below its
 * second.
 */
#ifndef MMF_UTF_SSE2_H
#define MMF_UTF_SSE2_H

#include <emmintrin.h>

static inline __m128i load(const void *from)
{
    return _mm_loadu_si128((const __m128i *)from);
}

static inline __m128i load_half(const void *from)
{
    return _mm_loadl_epi64((const __m128i *)from);
}

static inline void store(void *to, __m128i lanes)
{
    _mm_storeu_si128((__m128i *)to, lanes);
}

static inline __m128i all8(int byte)
{
    return _mm_set1_epi8((char)byte);
}

static inline __m128i all16(int unit)
{
    return _mm_set1_epi16((short)unit);
}

static inline uint32_t mask(__m128i lanes)
{
    return (uint32_t)_mm_movemask_epi8(lanes);
}

/* All ones in the 16-bit lanes that have none of the given bits. */
static inline __m128i without(__m128i lanes, int bits)
{
    return _mm_cmpeq_epi16(_mm_and_si128(lanes, all16(bits)),
                           _mm_setzero_si128());
}

/* All ones in the 16-bit lanes that are no characters of three bytes. */
static inline __m128i not_threes(__m128i units)
{
    const __m128i top = _mm_and_si128(units, all16(0xF800));

    return _mm_or_si128(_mm_cmpeq_epi16(top, _mm_setzero_si128()),
                        _mm_cmpeq_epi16(top, all16(0xD800)));
}

/* run is at most MMF_BLOCK; 8 or 16 units are written. */
static inline void widen(const unsigned char *in, uint32_t run, uint16_t *out)
{
    const __m128i zero = _mm_setzero_si128();

    store(out, _mm_unpacklo_epi8(load_half(in), zero));
    if (run > 8)
        store(out + 8, _mm_unpacklo_epi8(load_half(in + 8), zero));
}

/* 16 bytes, as if they were 8 characters of two bytes. */
static inline void widen_pairs(const unsigned char *in, uint16_t *out)
{
    const __m128i text = load(in);
    const __m128i lead = _mm_slli_epi16(_mm_and_si128(text, all16(0x1F)), 6);
    const __m128i trail = _mm_and_si128(_mm_srli_epi16(text, 8), all16(0x3F));

    store(out, _mm_or_si128(lead, trail));
}

/* Trailing bytes, 0x80 to 0xBF, are those below -64 as signed numbers. */
static inline __m128i is_trail(__m128i text)
{
    return _mm_cmplt_epi8(text, all8(-64));
}

/* Leads of two, 0xC2 to 0xDF, end up at 0 to 0x1D when 0xC2 is subtracted. */
static inline __m128i is_lead(__m128i text)
{
    const __m128i above = _mm_sub_epi8(text, all8(0xC2));

    return _mm_cmpeq_epi8(_mm_min_epu8(above, all8(0x1D)), above);
}

static inline mmf_block_masks widen_find(const unsigned char *in)
{
    const __m128i text = load(in);
    const uint32_t led = mask(is_lead(text)) & mask(is_trail(text)) >> 1;
    const mmf_block_masks found = {mask(text), led | led << 1};

    return found;
}

static inline bool mmf_block_widen(const unsigned char *in, uint16_t *out)
{
    const __m128i zero = _mm_setzero_si128();
    const __m128i text = load(in);

    if (mask(text) != 0)
        return false;
    store(out, _mm_unpacklo_epi8(text, zero));
    store(out + 8, _mm_unpackhi_epi8(text, zero));
    return true;
}

/* Four characters of three bytes, one in each 32-bit lane: the upper of two
 * moves from bit 24 of its 64-bit lane to bit 32. */
static inline __m128i spread_threes(const unsigned char *in)
{
    const __m128i lower = _mm_set_epi32(0, 0xFFFFFF, 0, 0xFFFFFF);
    const __m128i text = _mm_unpacklo_epi64(load_half(in), load_half(in + 6));

    return _mm_or_si128(_mm_and_si128(text, lower),
                        _mm_andnot_si128(lower, _mm_slli_epi64(text, 8)));
}

/* The units of four characters, sign-extended: so they survive the packing,
 * which saturates. */
static inline __m128i join_threes(__m128i text)
{
    const __m128i first = _mm_slli_epi32(text, 28);
    const __m128i second =
        _mm_and_si128(_mm_slli_epi32(text, 14), _mm_set1_epi32(0x0FC00000));
    const __m128i third = _mm_and_si128(text, _mm_set1_epi32(0x003F0000));

    return _mm_srai_epi32(_mm_or_si128(first, _mm_or_si128(second, third)), 16);
}

/* All ones in the 32-bit lanes whose bytes are 1110xxxx 10xxxxxx 10xxxxxx. */
static inline __m128i look_like_threes(__m128i text)
{
    return _mm_cmpeq_epi32(_mm_and_si128(text, _mm_set1_epi32(0xC0C0F0)),
                           _mm_set1_epi32(0x8080E0));
}

static inline uint32_t mmf_block_widen_threes(const unsigned char *in,
                                              uint16_t *out)
{
    const __m128i low = spread_threes(in);
    const __m128i high = spread_threes(in + 12);
    const __m128i units = _mm_packs_epi32(join_threes(low), join_threes(high));
    const __m128i shaped =
        _mm_packs_epi32(look_like_threes(low), look_like_threes(high));
    const __m128i good = _mm_andnot_si128(not_threes(units), shaped);

    store(out, units);
    return mmf_block_first(~mask(good)) / 2;
}

static inline __m128i bits32(__m128i lanes, uint32_t which)
{
    return _mm_and_si128(lanes, _mm_set1_epi32((int)which));
}

static inline __m128i or4(__m128i a, __m128i b, __m128i c, __m128i d)
{
    return _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d));
}

/* A 32-bit lane is a character, its first byte lowest, and becomes a pair, its
 * first unit lowest.  A code above U+FFFF and within Unicode has nothing left
 * above 20 bits when 0x10000 is subtracted. */
static inline bool mmf_block_widen_fours(const unsigned char *in, uint16_t *out)
{
    const __m128i text = load(in);
    const __m128i code = or4(bits32(_mm_slli_epi32(text, 18), 0x1C0000),
                             bits32(_mm_slli_epi32(text, 4), 0x3F000),
                             bits32(_mm_srli_epi32(text, 10), 0xFC0),
                             bits32(_mm_srli_epi32(text, 24), 0x3F));
    const __m128i rest = _mm_sub_epi32(code, _mm_set1_epi32(0x10000));
    const __m128i shaped = _mm_cmpeq_epi32(bits32(text, 0xC0C0C0F8),
                                           _mm_set1_epi32((int)0x808080F0));
    const __m128i known =
        _mm_cmpeq_epi32(_mm_srli_epi32(rest, 20), _mm_setzero_si128());
    const __m128i pair = _mm_or_si128(_mm_srli_epi32(rest, 10),
                                      _mm_slli_epi32(bits32(rest, 0x3FF), 16));

    store(out, _mm_or_si128(pair, _mm_set1_epi32((int)0xDC00D800)));
    return mask(_mm_and_si128(shaped, known)) == 0xFFFFu;
}

static inline void narrow(const uint16_t *in, unsigned char *out)
{
    store(out, _mm_packus_epi16(load(in), load(in + 8)));
}

/* 8 units, as if they were characters of two bytes each. */
static inline __m128i as_pairs(__m128i units)
{
    const __m128i lead = _mm_srli_epi16(units, 6);
    const __m128i trail = _mm_slli_epi16(_mm_and_si128(units, all16(0x3F)), 8);

    return _mm_or_si128(_mm_or_si128(lead, trail), all16(0x80C0));
}

static inline void narrow_half(const uint16_t *in, unsigned char *out)
{
    store(out, as_pairs(load(in)));
}

static inline void narrow_pairs(const uint16_t *in, uint32_t run,
                                unsigned char *out)
{
    narrow_half(in, out);
    if (run > 8)
        narrow_half(in + 8, out + 16);
}

static inline mmf_block_masks narrow_find(const uint16_t *in)
{
    const __m128i low = load(in);
    const __m128i high = load(in + 8);
    const uint32_t one =
        mask(_mm_packs_epi16(without(low, 0xFF80), without(high, 0xFF80)));
    const uint32_t two =
        mask(_mm_packs_epi16(without(low, 0xF800), without(high, 0xF800)));
    const mmf_block_masks found = {one ^ 0xFFFFu, two & ~one};

    return found;
}

static inline bool mmf_block_narrow(const uint16_t *in, unsigned char *out)
{
    const __m128i low = load(in);
    const __m128i high = load(in + 8);

    if (mask(without(_mm_or_si128(low, high), 0xFF80)) != 0xFFFFu)
        return false;
    store(out, _mm_packus_epi16(low, high));
    return true;
}

/* Four characters from 32-bit lanes of three bytes each. */
static inline void store_threes(unsigned char *out, __m128i text)
{
    const __m128i lower = _mm_set_epi32(0, -1, 0, -1);
    const __m128i six =
        _mm_or_si128(_mm_and_si128(text, lower),
                     _mm_srli_epi64(_mm_andnot_si128(lower, text), 8));

    _mm_storel_epi64((__m128i *)(void *)out, six);
    _mm_storel_epi64((__m128i *)(void *)(out + 6),
                     _mm_unpackhi_epi64(six, six));
}

static inline uint32_t mmf_block_narrow_threes(const uint16_t *in,
                                               unsigned char *out)
{
    const __m128i units = load(in);
    const __m128i middle =
        _mm_and_si128(_mm_slli_epi16(units, 2), all16(0x3F00));
    const __m128i two = _mm_or_si128(
        _mm_or_si128(_mm_srli_epi16(units, 12), middle), all16(0x80E0));
    const __m128i last =
        _mm_or_si128(_mm_and_si128(units, all16(0x3F)), all16(0x80));

    store_threes(out, _mm_unpacklo_epi16(two, last));
    store_threes(out + 12, _mm_unpackhi_epi16(two, last));
    return mmf_block_first(mask(not_threes(units)) | 0x10000u) / 2;
}

/* The reverse of mmf_block_widen_fours(). */
static inline bool mmf_block_narrow_fours(const uint16_t *in,
                                          unsigned char *out)
{
    const __m128i pair = load(in);
    const __m128i code =
        _mm_add_epi32(_mm_or_si128(_mm_slli_epi32(bits32(pair, 0x3FF), 10),
                                   bits32(_mm_srli_epi32(pair, 16), 0x3FF)),
                      _mm_set1_epi32(0x10000));
    const __m128i text =
        or4(_mm_srli_epi32(code, 18), bits32(_mm_srli_epi32(code, 4), 0x3F00),
            bits32(_mm_slli_epi32(code, 10), 0x3F0000),
            bits32(_mm_slli_epi32(code, 24), 0x3F000000));
    const __m128i good = _mm_cmpeq_epi32(bits32(pair, 0xFC00FC00),
                                         _mm_set1_epi32((int)0xDC00D800));

    store(out, _mm_or_si128(text, _mm_set1_epi32((int)0x808080F0)));
    return mask(good) == 0xFFFFu;
}

#include "utf_runs.h"

#endif
