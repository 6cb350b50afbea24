/* SPDX-License-Identifier: MIT */
/*
 * What utf_avx2.h has for processors and compilers without.
 *
 * Included by utf_avx2.h, whose types it uses.
 */
#ifndef MMF_UTF_NO_AVX2_H
#define MMF_UTF_NO_AVX2_H

static inline bool mmf_avx2_there(void)
{
    return false;
}

/* Never called: there is no such processor. */
static inline size_t mmf_avx2_widen(const unsigned char *in, size_t most,
                                    uint16_t *out)
{
    (void)in;
    (void)most;
    (void)out;
    return 0;
}

static inline mmf_avx2_run mmf_avx2_widen_latin(const unsigned char *in,
                                                size_t left, uint16_t *out,
                                                size_t room)
{
    const mmf_avx2_run none = {0, 0};

    (void)in;
    (void)left;
    (void)out;
    (void)room;
    return none;
}

static inline size_t mmf_avx2_narrow(const uint16_t *in, size_t most,
                                     unsigned char *out)
{
    (void)in;
    (void)most;
    (void)out;
    return 0;
}

static inline mmf_avx2_run mmf_avx2_narrow_latin(const uint16_t *in,
                                                 size_t left,
                                                 unsigned char *out,
                                                 size_t room)
{
    const mmf_avx2_run none = {0, 0};

    (void)in;
    (void)left;
    (void)out;
    (void)room;
    return none;
}

#endif
