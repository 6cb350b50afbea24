/* SPDX-License-Identifier: MIT */
/*
 * The blocks of utf_block.h by NEON, on little-endian ARM of 32 and 64 bits.
 */
#ifndef MMF_UTF_NEON_H
#define MMF_UTF_NEON_H

#include <arm_neon.h>

/* One bit for each byte: lanes are all ones or all zeros, and adding up
 * neighbours three times gathers eight of them in a byte. */
static inline uint32_t mask(uint8x8_t low, uint8x8_t high)
{
    static const uint8_t weights[8] = {1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x8_t weight = vld1_u8(weights);
    uint8x8_t sum = vpadd_u8(vand_u8(low, weight), vand_u8(high, weight));

    sum = vpadd_u8(sum, sum);
    sum = vpadd_u8(sum, sum);
    return vget_lane_u16(vreinterpret_u16_u8(sum), 0);
}

static inline uint32_t mask16(uint8x16_t lanes)
{
    return mask(vget_low_u8(lanes), vget_high_u8(lanes));
}

static inline uint8x8_t bits(uint8x8_t text, uint8_t which)
{
    return vand_u8(text, vdup_n_u8(which));
}

/* All ones in the lanes that are no characters of three bytes. */
static inline uint8x8_t not_threes(uint16x8_t units)
{
    const uint16x8_t top = vandq_u16(units, vdupq_n_u16(0xF800));

    return vmovn_u16(vorrq_u16(vceqq_u16(top, vdupq_n_u16(0)),
                               vceqq_u16(top, vdupq_n_u16(0xD800))));
}

/* run is at most MMF_BLOCK; 8 or 16 units are written. */
static inline void widen(const unsigned char *in, uint32_t run, uint16_t *out)
{
    vst1q_u16(out, vmovl_u8(vld1_u8(in)));
    if (run > 8)
        vst1q_u16(out + 8, vmovl_u8(vld1_u8(in + 8)));
}

/* 16 bytes, as if they were 8 characters of two bytes. */
static inline void widen_pairs(const unsigned char *in, uint16_t *out)
{
    const uint8x8x2_t text = vld2_u8(in);

    vst1q_u16(out, vorrq_u16(vshll_n_u8(bits(text.val[0], 0x1F), 6),
                             vmovl_u8(bits(text.val[1], 0x3F))));
}

/* Trailing bytes, 0x80 to 0xBF, are those below -64 as signed numbers; leads
 * of two, 0xC2 to 0xDF, end up at 0 to 0x1D when 0xC2 is subtracted. */
static inline mmf_block_masks widen_find(const unsigned char *in)
{
    const uint8x16_t text = vld1q_u8(in);
    const uint8x16_t wide = vcgeq_u8(text, vdupq_n_u8(0x80));
    const uint8x16_t trail =
        vcltq_s8(vreinterpretq_s8_u8(text), vdupq_n_s8(-64));
    const uint8x16_t lead =
        vcleq_u8(vsubq_u8(text, vdupq_n_u8(0xC2)), vdupq_n_u8(0x1D));
    const uint32_t led = mask16(lead) & mask16(trail) >> 1;
    const mmf_block_masks found = {mask16(wide), led | led << 1};

    return found;
}

static inline bool mmf_block_widen(const unsigned char *in, uint16_t *out)
{
    const uint8x8_t low = vld1_u8(in);
    const uint8x8_t high = vld1_u8(in + 8);
    const uint64x1_t any = vreinterpret_u64_u8(vorr_u8(low, high));

    if ((vget_lane_u64(any, 0) & 0x8080808080808080u) != 0)
        return false;
    vst1q_u16(out, vmovl_u8(low));
    vst1q_u16(out + 8, vmovl_u8(high));
    return true;
}

static inline uint32_t mmf_block_widen_threes(const unsigned char *in,
                                              uint16_t *out)
{
    const uint8x8x3_t text = vld3_u8(in);
    const uint8x8_t lead = vceq_u8(bits(text.val[0], 0xF0), vdup_n_u8(0xE0));
    const uint8x8_t second = vceq_u8(bits(text.val[1], 0xC0), vdup_n_u8(0x80));
    const uint8x8_t third = vceq_u8(bits(text.val[2], 0xC0), vdup_n_u8(0x80));
    const uint16x8_t lower = vorrq_u16(vshll_n_u8(bits(text.val[1], 0x3F), 6),
                                       vmovl_u8(bits(text.val[2], 0x3F)));
    const uint16x8_t units =
        vorrq_u16(vshlq_n_u16(vmovl_u8(text.val[0]), 12), lower);
    const uint8x8_t shaped = vand_u8(lead, vand_u8(second, third));

    vst1q_u16(out, units);
    return mmf_block_first(
        ~mask(vbic_u8(shaped, not_threes(units)), vdup_n_u8(0)));
}

static inline uint32x4_t bits32(uint32x4_t lanes, uint32_t which)
{
    return vandq_u32(lanes, vdupq_n_u32(which));
}

static inline uint32x4_t or4(uint32x4_t a, uint32x4_t b, uint32x4_t c,
                             uint32x4_t d)
{
    return vorrq_u32(vorrq_u32(a, b), vorrq_u32(c, d));
}

static inline bool all_ones(uint32x4_t lanes)
{
    return vget_lane_u64(vreinterpret_u64_u16(vmovn_u32(lanes)), 0) ==
           UINT64_MAX;
}

/* A 32-bit lane is a character, its first byte lowest, and becomes a pair, its
 * first unit lowest.  A code above U+FFFF and within Unicode has nothing left
 * above 20 bits when 0x10000 is subtracted. */
static inline bool mmf_block_widen_fours(const unsigned char *in, uint16_t *out)
{
    const uint32x4_t text = vreinterpretq_u32_u8(vld1q_u8(in));
    const uint32x4_t code = or4(bits32(vshlq_n_u32(text, 18), 0x1C0000),
                                bits32(vshlq_n_u32(text, 4), 0x3F000),
                                bits32(vshrq_n_u32(text, 10), 0xFC0),
                                bits32(vshrq_n_u32(text, 24), 0x3F));
    const uint32x4_t rest = vsubq_u32(code, vdupq_n_u32(0x10000));
    const uint32x4_t shaped =
        vceqq_u32(bits32(text, 0xC0C0C0F8), vdupq_n_u32(0x808080F0));
    const uint32x4_t known = vcleq_u32(rest, vdupq_n_u32(0xFFFFF));
    const uint32x4_t pair =
        vorrq_u32(vorrq_u32(vshrq_n_u32(rest, 10), vdupq_n_u32(0xDC00D800)),
                  vshlq_n_u32(bits32(rest, 0x3FF), 16));

    vst1q_u16(out, vreinterpretq_u16_u32(pair));
    return all_ones(vandq_u32(shaped, known));
}

static inline void narrow(const uint16_t *in, unsigned char *out)
{
    vst1_u8(out, vmovn_u16(vld1q_u16(in)));
    vst1_u8(out + 8, vmovn_u16(vld1q_u16(in + 8)));
}

/* 8 units, as if they were characters of two bytes each. */
static inline void narrow_half(const uint16_t *in, unsigned char *out)
{
    const uint16x8_t units = vld1q_u16(in);
    uint8x8x2_t text;

    text.val[0] = vorr_u8(vshrn_n_u16(units, 6), vdup_n_u8(0xC0));
    text.val[1] = vorr_u8(bits(vmovn_u16(units), 0x3F), vdup_n_u8(0x80));
    vst2_u8(out, text);
}

static inline void narrow_pairs(const uint16_t *in, uint32_t run,
                                unsigned char *out)
{
    narrow_half(in, out);
    if (run > 8)
        narrow_half(in + 8, out + 16);
}

static inline uint32_t below(const uint16_t *in, uint16_t limit)
{
    const uint16x8_t end = vdupq_n_u16(limit);

    return mask(vmovn_u16(vcltq_u16(vld1q_u16(in), end)),
                vmovn_u16(vcltq_u16(vld1q_u16(in + 8), end)));
}

static inline mmf_block_masks narrow_find(const uint16_t *in)
{
    const uint32_t one = below(in, 0x80);
    const mmf_block_masks found = {one ^ 0xFFFFu, below(in, 0x800) & ~one};

    return found;
}

static inline bool mmf_block_narrow(const uint16_t *in, unsigned char *out)
{
    const uint16x8_t low = vld1q_u16(in);
    const uint16x8_t high = vld1q_u16(in + 8);
    const uint16x8_t any = vorrq_u16(low, high);
    const uint64x1_t halves =
        vreinterpret_u64_u16(vorr_u16(vget_low_u16(any), vget_high_u16(any)));

    if ((vget_lane_u64(halves, 0) & 0xFF80FF80FF80FF80u) != 0)
        return false;
    vst1_u8(out, vmovn_u16(low));
    vst1_u8(out + 8, vmovn_u16(high));
    return true;
}

static inline uint32_t mmf_block_narrow_threes(const uint16_t *in,
                                               unsigned char *out)
{
    const uint16x8_t units = vld1q_u16(in);
    const uint8x8_t middle = vshrn_n_u16(units, 6);
    uint8x8x3_t text;

    text.val[0] = vorr_u8(vmovn_u16(vshrq_n_u16(units, 12)), vdup_n_u8(0xE0));
    text.val[1] = vorr_u8(bits(middle, 0x3F), vdup_n_u8(0x80));
    text.val[2] = vorr_u8(bits(vmovn_u16(units), 0x3F), vdup_n_u8(0x80));
    vst3_u8(out, text);
    return mmf_block_first(mask(not_threes(units), vdup_n_u8(0)) | 0x100u);
}

/* The reverse of mmf_block_widen_fours(). */
static inline bool mmf_block_narrow_fours(const uint16_t *in,
                                          unsigned char *out)
{
    const uint32x4_t pair = vreinterpretq_u32_u16(vld1q_u16(in));
    const uint32x4_t code =
        vaddq_u32(vorrq_u32(vshlq_n_u32(bits32(pair, 0x3FF), 10),
                            bits32(vshrq_n_u32(pair, 16), 0x3FF)),
                  vdupq_n_u32(0x10000));
    const uint32x4_t text =
        or4(vshrq_n_u32(code, 18), bits32(vshrq_n_u32(code, 4), 0x3F00),
            bits32(vshlq_n_u32(code, 10), 0x3F0000),
            bits32(vshlq_n_u32(code, 24), 0x3F000000));
    const uint32x4_t good =
        vceqq_u32(bits32(pair, 0xFC00FC00), vdupq_n_u32(0xDC00D800));

    vst1q_u8(out,
             vreinterpretq_u8_u32(vorrq_u32(text, vdupq_n_u32(0x808080F0))));
    return all_ones(good);
}

#include "utf_runs.h"

#endif
