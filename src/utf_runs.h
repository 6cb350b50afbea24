/* SPDX-License-Identifier: MIT */
/*
 * Blocks of characters below U+0800 for vector units without a quick way to
 * close the gaps between characters of one and two bytes: the block is cut
 * into runs of equal length, and each run is converted by as few stores as if
 * nothing else followed; the next run overwrites what was too much.  No branch
 * depends on a single character.
 *
 * Included by utf_sse2.h and utf_neon.h, whose functions it is made of.
 */
#ifndef MMF_UTF_RUNS_H
#define MMF_UTF_RUNS_H

/* Bit i of wide: byte i is not ASCII.  The text ends on a character; if a lead
 * follows, the last run counts it and halving drops it again. */
static inline uint32_t widen_runs(const unsigned char *in, uint32_t used,
                                  uint32_t wide, uint16_t *out)
{
    const uint32_t end = ~(uint32_t)0 << used;
    const uint32_t pairs_or_end = wide | end;
    uint32_t at = mmf_block_first(pairs_or_end);
    uint32_t made = at;

    widen(in, at, out);
    while (at < used) {
        uint32_t run = mmf_block_first(~wide >> at);

        widen_pairs(in + at, out + made);
        at += run;
        made += run / 2;
        run = mmf_block_first(pairs_or_end >> at);
        widen(in + at, run, out + made);
        at += run;
        made += run;
    }
    return made;
}

/* Bit i of wide: unit i is not ASCII. */
static inline uint32_t narrow_runs(const uint16_t *in, uint32_t wide,
                                   unsigned char *out)
{
    const uint32_t end = ~(uint32_t)0 << MMF_BLOCK;
    const uint32_t pairs_or_end = wide | end;
    uint32_t at = mmf_block_first(pairs_or_end);
    uint32_t made = at;

    narrow(in, out);
    while (at < MMF_BLOCK) {
        uint32_t run = mmf_block_first(~wide >> at);

        narrow_pairs(in + at, run, out + made);
        at += run;
        made += 2 * run;
        run = mmf_block_first(pairs_or_end >> at);
        narrow(in + at, out + made);
        at += run;
        made += run;
    }
    return made;
}

static inline mmf_block_step mmf_block_widen_latin(const unsigned char *in,
                                                   uint16_t *out)
{
    const mmf_block_masks found = widen_find(in);
    const uint32_t other = found.wide & ~found.pairs;
    mmf_block_step step = {MMF_BLOCK, MMF_BLOCK};

    /* Each result is a constant of its own branch, so that the processor need
     * not wait for the masks before it reads the next block. */
    if (found.wide == 0) {
        widen(in, MMF_BLOCK, out);
    } else if (other == 0) {
        step.made = widen_runs(in, MMF_BLOCK, found.wide, out);
    } else if (other == 1u << (MMF_BLOCK - 1)) {
        step.used = MMF_BLOCK - 1;
        step.made = widen_runs(in, MMF_BLOCK - 1, found.wide, out);
    } else {
        step.used = 0;
    }
    return step;
}

static inline mmf_block_step mmf_block_narrow_latin(const uint16_t *in,
                                                    unsigned char *out)
{
    const mmf_block_masks found = narrow_find(in);
    mmf_block_step step = {MMF_BLOCK, MMF_BLOCK};

    if (found.wide == 0)
        narrow(in, out);
    else if (found.wide == found.pairs)
        step.made = narrow_runs(in, found.wide, out);
    else
        step.used = 0;
    return step;
}

#endif
