/* SPDX-License-Identifier: MIT */
/*
 * The steps of utf_block.h that gain most from what newer x86 processors have,
 * AVX2 and what comes with it; whether this one does is asked at run time:
 *
 *     mmf_avx2_there           the other functions may be called
 *     mmf_avx2_widen           ASCII, MMF_AVX2_BLOCK bytes at a time; most is
 *                              the least of what is left and what has room
 *     mmf_avx2_widen_latin     characters below U+0800, MMF_BLOCK bytes at a
 *                              time
 *     mmf_avx2_narrow          the same for UTF-16 to UTF-8
 *     mmf_avx2_narrow_latin
 *
 * Each takes whole blocks while it can, and touches nothing beyond what is left
 * and the room.  A build with MMF_UTF_BASELINE tests a processor without.
 */
#ifndef MMF_UTF_AVX2_H
#define MMF_UTF_AVX2_H

enum {
    MMF_AVX2_BLOCK = 64
};

/* How far a run of blocks came. */
typedef struct mmf_avx2_run {
    size_t used;
    size_t made;
} mmf_avx2_run;

#if defined(MMF_UTF_SSE2_H) && !defined(MMF_UTF_BASELINE)

#include "cpu.h"

static inline bool mmf_avx2_there(void)
{
    static uint32_t known;

    return mmf_cpu_ask_once(&known, mmf_cpu_has_avx2);
}

MMF_CPU_AVX2 static inline __m256i load_long(const void *from)
{
    return _mm256_loadu_si256((const __m256i *)from);
}

MMF_CPU_AVX2 static inline void store_long(void *to, __m256i lanes)
{
    _mm256_storeu_si256((__m256i *)to, lanes);
}

MMF_CPU_AVX2 static inline void widen_half(__m128i text, uint16_t *out)
{
    store_long(out, _mm256_cvtepu8_epi16(text));
}

/* Upper halves that stay in use slow down the older instructions that follow,
 * on many processors; not every compiler sees to it. */
MMF_CPU_AVX2 static size_t mmf_avx2_widen(const unsigned char *in, size_t most,
                                          uint16_t *out)
{
    size_t done = 0;

    for (; most - done >= MMF_AVX2_BLOCK; done += MMF_AVX2_BLOCK) {
        const __m256i low = load_long(in + done);
        const __m256i high = load_long(in + done + 32);

        if (_mm256_movemask_epi8(_mm256_or_si256(low, high)) != 0)
            break;
        widen_half(_mm256_castsi256_si128(low), out + done);
        widen_half(_mm256_extracti128_si256(low, 1), out + done + 16);
        widen_half(_mm256_castsi256_si128(high), out + done + 32);
        widen_half(_mm256_extracti128_si256(high, 1), out + done + 48);
    }
    _mm256_zeroupper();
    return done;
}

/* Packing goes by halves of 16 bytes; the order of quarters repairs that. */
MMF_CPU_AVX2 static inline void narrow_long(__m256i low, __m256i high,
                                            unsigned char *out)
{
    store_long(out,
               _mm256_permute4x64_epi64(_mm256_packus_epi16(low, high), 0xD8));
}

MMF_CPU_AVX2 static size_t mmf_avx2_narrow(const uint16_t *in, size_t most,
                                           unsigned char *out)
{
    const __m256i wide = _mm256_set1_epi16((short)0xFF80);
    size_t done = 0;

    for (; most - done >= MMF_AVX2_BLOCK; done += MMF_AVX2_BLOCK) {
        const __m256i a = load_long(in + done);
        const __m256i b = load_long(in + done + 16);
        const __m256i c = load_long(in + done + 32);
        const __m256i d = load_long(in + done + 48);
        const __m256i any =
            _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d));

        if (!_mm256_testz_si256(any, wide))
            break;
        narrow_long(a, b, out + done);
        narrow_long(c, d, out + done + 32);
    }
    _mm256_zeroupper();
    return done;
}

/*
 * Closes the gaps between the bytes of four lanes of two bytes each.  The index
 * has a bit for each lane, the first one lowest: in kept_lanes a set bit drops
 * its lane, in kept_bytes only the lane's second byte.  What follows the kept
 * bytes does not matter.
 */
static const uint8_t kept_lanes[16][8] = {
    {0, 1, 2, 3, 4, 5, 6, 7},
    {2, 3, 4, 5, 6, 7},
    {0, 1, 4, 5, 6, 7},
    {4, 5, 6, 7},
    {0, 1, 2, 3, 6, 7},
    {2, 3, 6, 7},
    {0, 1, 6, 7},
    {6, 7},
    {0, 1, 2, 3, 4, 5},
    {2, 3, 4, 5},
    {0, 1, 4, 5},
    {4, 5},
    {0, 1, 2, 3},
    {2, 3},
    {0, 1},
    {0},
};

static const uint8_t kept_bytes[16][8] = {
    {0, 1, 2, 3, 4, 5, 6, 7}, {0, 2, 3, 4, 5, 6, 7},
    {0, 1, 2, 4, 5, 6, 7},    {0, 2, 4, 5, 6, 7},
    {0, 1, 2, 3, 4, 6, 7},    {0, 2, 3, 4, 6, 7},
    {0, 1, 2, 4, 6, 7},       {0, 2, 4, 6, 7},
    {0, 1, 2, 3, 4, 5, 6},    {0, 2, 3, 4, 5, 6},
    {0, 1, 2, 4, 5, 6},       {0, 2, 4, 5, 6},
    {0, 1, 2, 3, 4, 6},       {0, 2, 3, 4, 6},
    {0, 1, 2, 4, 6},          {0, 2, 4, 6},
};

static const uint8_t bits_in[16] = {0, 1, 1, 2, 1, 2, 2, 3,
                                    1, 2, 2, 3, 2, 3, 3, 4};

/* Stores what the two orders, of four lanes each, keep of eight lanes. */
MMF_CPU_AVX2 static inline void close_gaps(__m128i lanes, const uint8_t *first,
                                           const uint8_t *second, void *to,
                                           void *then)
{
    const __m128i upper = _mm_set_epi32(0x08080808, 0x08080808, 0, 0);
    const __m128i order =
        _mm_unpacklo_epi64(load_half(first), load_half(second));
    const __m128i closed = _mm_shuffle_epi8(lanes, _mm_add_epi8(order, upper));

    _mm_storel_epi64((__m128i *)to, closed);
    _mm_storel_epi64((__m128i *)then, _mm_unpackhi_epi64(closed, closed));
}

/* Eight bytes, each with the five bits before it from a lead.  leads has a bit
 * for each byte that is a lead itself and makes no unit.  Returns how many do. */
MMF_CPU_AVX2 static inline size_t widen_eight(__m128i bytes, uint32_t leads,
                                              uint16_t *out)
{
    const uint32_t first = leads & 15;
    const uint32_t second = leads >> 4 & 15;
    const size_t made = 4u - bits_in[first];
    const __m128i units = _mm_maddubs_epi16(bytes, all16(64 << 8 | 1));

    close_gaps(units, kept_lanes[first], kept_lanes[second], out, out + made);
    return made + 4u - bits_in[second];
}

/* No block waits for the one before: a lead at the end of a block makes no unit
 * there, and is looked at again as what lies before the next one. */
MMF_CPU_AVX2 static mmf_avx2_run mmf_avx2_widen_latin(const unsigned char *in,
                                                      size_t left,
                                                      uint16_t *out,
                                                      size_t room)
{
    mmf_avx2_run run = {0, 0};
    __m128i last = _mm_setzero_si128();

    while (left - run.used >= MMF_BLOCK && room - run.made >= MMF_BLOCK) {
        const __m128i text = load(in + run.used);
        const __m128i before = _mm_alignr_epi8(text, last, 15);
        const __m128i trail = is_trail(text);
        const __m128i lead = is_lead(text);
        const __m128i apart = _mm_xor_si128(is_lead(before), trail);
        const __m128i other = _mm_andnot_si128(_mm_or_si128(lead, trail), text);
        const __m128i low = _mm_and_si128(text, all8(0x7F));
        const __m128i high =
            _mm_and_si128(_mm_and_si128(before, all8(0x1F)), trail);
        const uint32_t leads = mask(lead);

        if (mask(_mm_or_si128(apart, other)) != 0)
            break;
        run.made +=
            widen_eight(_mm_unpacklo_epi8(low, high), leads, out + run.made);
        run.made += widen_eight(_mm_unpackhi_epi8(low, high), leads >> 8,
                                out + run.made);
        run.used += MMF_BLOCK;
        last = text;
    }
    if (run.used > 0 && in[run.used - 1] >= 0xC2)
        run.used--;
    return run;
}

/* Eight units below U+0800; one is all ones in the lanes of ASCII, and ones has
 * a bit for each of them.  Returns how many bytes they make. */
MMF_CPU_AVX2 static inline size_t
narrow_eight(__m128i units, __m128i one, uint32_t ones, unsigned char *out)
{
    const uint32_t first = ones & 15;
    const uint32_t second = ones >> 4 & 15;
    const size_t made = 8u - bits_in[first];
    const __m128i bytes = _mm_blendv_epi8(as_pairs(units), units, one);

    close_gaps(bytes, kept_bytes[first], kept_bytes[second], out, out + made);
    return made + 8u - bits_in[second];
}

MMF_CPU_AVX2 static mmf_avx2_run mmf_avx2_narrow_latin(const uint16_t *in,
                                                       size_t left,
                                                       unsigned char *out,
                                                       size_t room)
{
    mmf_avx2_run run = {0, 0};

    while (left - run.used >= MMF_BLOCK && room - run.made >= 2 * MMF_BLOCK) {
        const __m128i low = load(in + run.used);
        const __m128i high = load(in + run.used + 8);
        const __m128i low_one = without(low, 0xFF80);
        const __m128i high_one = without(high, 0xFF80);
        const uint32_t ones = mask(_mm_packs_epi16(low_one, high_one));

        if (!_mm_testz_si128(_mm_or_si128(low, high), all16(0xF800)))
            break;
        run.made += narrow_eight(low, low_one, ones, out + run.made);
        run.made += narrow_eight(high, high_one, ones >> 8, out + run.made);
        run.used += MMF_BLOCK;
    }
    return run;
}

#else
#include "utf_no_avx2.h"
#endif

#endif
