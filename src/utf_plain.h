/* SPDX-License-Identifier: MIT */
/*
 * The blocks of utf_block.h for any processor.  Only ASCII gains by words; all
 * else is answered with "none", and utf.c takes it character by character.
 */
#ifndef MMF_UTF_PLAIN_H
#define MMF_UTF_PLAIN_H

static inline uint64_t load_word(const void *from)
{
    uint64_t word;

    memcpy(&word, from, sizeof word);
    return word;
}

static inline bool mmf_block_widen(const unsigned char *in, uint16_t *out)
{
    if (((load_word(in) | load_word(in + 8)) & 0x8080808080808080u) != 0)
        return false;
    for (int i = 0; i < MMF_BLOCK; i++)
        out[i] = in[i];
    return true;
}

static inline mmf_block_step mmf_block_widen_latin(const unsigned char *in,
                                                   uint16_t *out)
{
    const mmf_block_step none = {0, 0};

    (void)in;
    (void)out;
    return none;
}

static inline uint32_t mmf_block_widen_threes(const unsigned char *in,
                                              uint16_t *out)
{
    (void)in;
    (void)out;
    return 0;
}

static inline bool mmf_block_widen_fours(const unsigned char *in, uint16_t *out)
{
    (void)in;
    (void)out;
    return false;
}

static inline bool mmf_block_narrow(const uint16_t *in, unsigned char *out)
{
    if (((load_word(in) | load_word(in + 4) | load_word(in + 8) |
          load_word(in + 12)) &
         0xFF80FF80FF80FF80u) != 0)
        return false;
    for (int i = 0; i < MMF_BLOCK; i++)
        out[i] = (unsigned char)in[i];
    return true;
}

static inline mmf_block_step mmf_block_narrow_latin(const uint16_t *in,
                                                    unsigned char *out)
{
    const mmf_block_step none = {0, 0};

    (void)in;
    (void)out;
    return none;
}

static inline uint32_t mmf_block_narrow_threes(const uint16_t *in,
                                               unsigned char *out)
{
    (void)in;
    (void)out;
    return 0;
}

static inline bool mmf_block_narrow_fours(const uint16_t *in,
                                          unsigned char *out)
{
    (void)in;
    (void)out;
    return false;
}

#endif
