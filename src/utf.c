/* SPDX-License-Identifier: MIT */
/*
 * The bounds, the characters and the errors of the conversion between UTF-8
 * and UTF-16; utf_block.h has the steps that take many characters at once.
 *
 * Text is taken in runs of characters of equal length, because in that order
 * branches are foreseen and whole blocks are possible.  A run function takes
 * what it can from the front and returns how much that was; it stops at the
 * first character that is of another length, does not fit or is ill-formed,
 * and does not ask which.  Only when no function gets any further,
 * decode_rest() or encode_rest() look for the reason, and there the policy
 * decides.
 */
#include "utf.h"

#include "mmf/status.h"
#include "mmf/text.h"
#include "utf_block.h"

#include <stdbool.h>
#include <string.h>

enum {
    REPLACEMENT = 0xFFFD,
    STRETCH = 512, /* bytes or units until ASCII is looked for again */
    SCRATCH = 256  /* units or bytes converted at once only to be counted */
};

/* What is left to convert, and where to. */
typedef struct decoder {
    const unsigned char *in;
    size_t left;
    uint16_t *out;
    size_t room;
    bool avx2; /* mmf_avx2_there() */
} decoder;

typedef struct encoder {
    const uint16_t *in;
    size_t left;
    unsigned char *out;
    size_t room;
    bool avx2;
} encoder;

static inline size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static inline bool is_surrogate(uint32_t unit)
{
    return (unit & 0xF800u) == 0xD800u;
}

static inline void decoder_advance(decoder *d, size_t used, size_t made)
{
    d->in += used;
    d->left -= used;
    d->out += made;
    d->room -= made;
}

static inline void encoder_advance(encoder *e, size_t used, size_t made)
{
    e->in += used;
    e->left -= used;
    e->out += made;
    e->room -= made;
}

/* Decodes one character of two to four bytes; four bytes can be read and two
 * units written whatever it is.  Returns its length, 0 if it is ill-formed. */
static inline uint32_t decode_wide(const unsigned char *in, uint16_t *out)
{
    const uint32_t all = (uint32_t)in[0] << 24 | (uint32_t)in[1] << 16 |
                         (uint32_t)in[2] << 8 | in[3];
    uint32_t code = (all >> 18 & 0x7C0u) | (all >> 16 & 0x3Fu);

    if (all < 0xE0000000u) {
        *out = (uint16_t)code;
        return all >= 0xC2000000u && (all & 0xC00000u) == 0x800000u ? 2 : 0;
    }
    if (all < 0xF0000000u) {
        code =
            (all >> 12 & 0xF000u) | (all >> 10 & 0xFC0u) | (all >> 8 & 0x3Fu);
        *out = (uint16_t)code;
        if ((all & 0xC0C000u) != 0x808000u || code < 0x800u)
            return 0;
        return is_surrogate(code) ? 0 : 3;
    }
    code = (all >> 6 & 0x3C0000u) | (all >> 4 & 0x3F000u) |
           (all >> 2 & 0xFC0u) | (all & 0x3Fu);
    out[0] = (uint16_t)(0xD7C0u + (code >> 10));
    out[1] = (uint16_t)(0xDC00u | (code & 0x3FFu));
    if ((all & 0xC0C0C0u) != 0x808080u || code - 0x10000u > 0xFFFFFu)
        return 0;
    return 4;
}

/* ASCII. */
static inline size_t decode_ones(decoder *d)
{
    const unsigned char *in = d->in;
    uint16_t *out = d->out;
    const size_t most = smaller(d->left, d->room);
    size_t done = 0;

    if (d->avx2 && most >= MMF_AVX2_BLOCK)
        done = mmf_avx2_widen(in, most, out);
    while (most - done >= MMF_BLOCK && mmf_block_widen(in + done, out + done))
        done += MMF_BLOCK;
    /* An end shorter than a block is the end of one that overlaps the last. */
    if (done > 0 && most - done < MMF_BLOCK &&
        mmf_block_widen(in + most - MMF_BLOCK, out + most - MMF_BLOCK))
        done = most;
    while (done < most && in[done] < 0x80) {
        out[done] = in[done];
        done++;
    }
    decoder_advance(d, done, done);
    return done;
}

/* Whole blocks below U+0800: most alphabets, with their ASCII between. */
static inline size_t decode_latin(decoder *d)
{
    const size_t left = d->left;

    if (d->avx2) {
        const mmf_avx2_run run = mmf_avx2_widen_latin(
            d->in, smaller(left, STRETCH), d->out, d->room);

        decoder_advance(d, run.used, run.made);
        return run.used;
    }
    while (d->left >= MMF_BLOCK_REACH && d->room >= MMF_BLOCK_REACH) {
        const mmf_block_step step = mmf_block_widen_latin(d->in, d->out);

        /* Constants, not step.used: see mmf_block_widen_latin(). */
        if (step.used == MMF_BLOCK)
            decoder_advance(d, MMF_BLOCK, step.made);
        else if (step.used == MMF_BLOCK - 1)
            decoder_advance(d, MMF_BLOCK - 1, step.made);
        else
            break;
    }
    return left - d->left;
}

/* Characters of three bytes, if at least two follow each other. */
static inline size_t decode_threes(decoder *d)
{
    const size_t left = d->left;

    while (d->left >= MMF_BLOCK_REACH && d->room >= MMF_BLOCK_REACH &&
           (d->in[3] & 0xF0) == 0xE0) {
        const uint32_t run = mmf_block_widen_threes(d->in, d->out);

        if (run != MMF_BLOCK_THREES) {
            decoder_advance(d, 3 * run, run);
            break;
        }
        decoder_advance(d, 3 * MMF_BLOCK_THREES, MMF_BLOCK_THREES);
    }
    return left - d->left;
}

/* Characters of four bytes. */
static inline size_t decode_fours(decoder *d)
{
    const size_t most = smaller(d->left / 4, d->room / 2);
    size_t done = 0;

    while (most - done >= MMF_BLOCK_FOURS &&
           mmf_block_widen_fours(d->in + 4 * done, d->out + 2 * done))
        done += MMF_BLOCK_FOURS;
    while (done < most && d->in[4 * done] >= 0xF0 &&
           decode_wide(d->in + 4 * done, d->out + 2 * done) == 4)
        done++;
    decoder_advance(d, 4 * done, 2 * done);
    return done;
}

/* Anything, one by one, but not the last bytes or units of the buffers. */
static inline size_t decode_mixed(decoder *d)
{
    const size_t left = d->left - smaller(d->left, 3);
    const size_t room = d->room - smaller(d->room, 1);
    const size_t most = smaller(smaller(left, room), MMF_BLOCK);
    size_t used = 0;
    size_t made = 0;

    while (used < most) {
        uint32_t run;

        if (d->in[used] < 0x80) {
            d->out[made++] = d->in[used++];
            continue;
        }
        run = decode_wide(d->in + used, d->out + made);
        if (run == 0)
            break;
        used += run;
        made += 1 + run / 4;
    }
    decoder_advance(d, used, made);
    return used;
}

/* Decodes what is worth one look at the lead byte; returns how many bytes, 0
 * if only decode_rest() can go on. */
static size_t decode_some(decoder *d)
{
    const unsigned char lead = *d->in;
    size_t taken = 0;

    if (lead < 0x80)
        taken = decode_ones(d);
    else if (lead < 0xE0)
        taken = decode_latin(d);
    else if (lead < 0xF0)
        taken = decode_threes(d);
    else
        taken = decode_fours(d);
    if (taken == 0)
        taken = decode_mixed(d);
    return taken;
}

/* Measures ill-formed UTF-8, of which four bytes can be read: the longest
 * beginning of a character that could have become well-formed (Unicode, table
 * 3-7), or else one byte. */
static size_t maximal_subpart(const unsigned char *in)
{
    const size_t most = in[0] < 0xE0 ? 1 : in[0] < 0xF0 ? 2 : 3;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t length = 1;

    if (in[0] > 0xF4)
        return 1;
    if (in[0] == 0xE0)
        low = 0xA0;
    else if (in[0] == 0xED)
        high = 0x9F;
    else if (in[0] == 0xF0)
        low = 0x90;
    else if (in[0] == 0xF4)
        high = 0x8F;
    while (length < most && in[length] >= low && in[length] <= high) {
        low = 0x80;
        high = 0xBF;
        length++;
    }
    return length;
}

/* Decodes what decode_wide() does not: a surrogate as three bytes (WTF-8). */
static bool decode_surrogate(const unsigned char *in, uint16_t *unit)
{
    *unit = (uint16_t)(0xD000u | (in[1] & 0x3Fu) << 6 | (in[2] & 0x3Fu));
    return in[0] == 0xED && in[1] >= 0xA0 && in[1] <= 0xBF && in[2] >= 0x80 &&
           in[2] <= 0xBF;
}

/* Decodes one character that the run functions left: at the end of the text
 * or of the room, or ill-formed.  Returns why it could not. */
static int decode_rest(decoder *d, uint32_t policy)
{
    unsigned char in[4] = {0};
    uint16_t out[2];
    size_t used;
    size_t made;

    /* The zeros behind the end are no trailing bytes: a character that is cut
     * off there is ill-formed like any other. */
    memcpy(in, d->in, smaller(d->left, sizeof in));
    if (in[0] < 0x80)
        return MMF_ETOOBIG; /* or decode_ones() had taken it */
    used = decode_wide(in, out);
    made = 1 + used / 4;
    if (used == 0 && policy == MMF_TEXT_REPLACE) {
        out[0] = REPLACEMENT;
        used = maximal_subpart(in);
    } else if (used == 0) {
        if (policy != MMF_TEXT_LOSSLESS || !decode_surrogate(in, out))
            return MMF_ETEXT;
        used = 3;
    }
    if (made > d->room)
        return MMF_ETOOBIG;
    memcpy(d->out, out, made * sizeof *out);
    decoder_advance(d, used, made);
    return MMF_OK;
}

int mmf_utf8_to_utf16(const char *text, size_t length, uint32_t policy,
                      uint16_t *out, size_t room, mmf_utf_result *result)
{
    uint16_t nowhere; /* for a null pointer, which C does not let move by 0 */
    decoder d = {(const unsigned char *)text, length, &nowhere, room,
                 length >= MMF_BLOCK && mmf_avx2_there()};
    int rc = MMF_OK;

    if (out != NULL)
        d.out = out;
    while (d.left > 0 && rc == MMF_OK) {
        if (decode_some(&d) == 0)
            rc = decode_rest(&d, policy);
    }
    result->used = length - d.left;
    result->made = room - d.room;
    return rc;
}

/* Encodes a unit as three bytes, surrogates too; returns 3. */
static inline uint32_t encode_three(uint32_t unit, unsigned char *out)
{
    out[0] = (unsigned char)(0xE0u | unit >> 12);
    out[1] = (unsigned char)(0x80u | (unit >> 6 & 0x3Fu));
    out[2] = (unsigned char)(0x80u | (unit & 0x3Fu));
    return 3;
}

/* Encodes one character beyond ASCII; two units can be read and four bytes
 * written whatever it is.  Returns its length, 0 if it is a lone surrogate. */
static inline uint32_t encode_wide(const uint16_t *in, unsigned char *out)
{
    const uint32_t unit = in[0];
    uint32_t code;

    if (unit < 0x800) {
        out[0] = (unsigned char)(0xC0u | unit >> 6);
        out[1] = (unsigned char)(0x80u | (unit & 0x3Fu));
        return 2;
    }
    if (!is_surrogate(unit))
        return encode_three(unit, out);
    if (unit >= 0xDC00u || (in[1] & 0xFC00u) != 0xDC00u)
        return 0;
    code = 0x10000u + ((unit & 0x3FFu) << 10 | (in[1] & 0x3FFu));
    out[0] = (unsigned char)(0xF0u | code >> 18);
    out[1] = (unsigned char)(0x80u | (code >> 12 & 0x3Fu));
    out[2] = (unsigned char)(0x80u | (code >> 6 & 0x3Fu));
    out[3] = (unsigned char)(0x80u | (code & 0x3Fu));
    return 4;
}

static inline size_t encode_ones(encoder *e)
{
    const uint16_t *in = e->in;
    unsigned char *out = e->out;
    const size_t most = smaller(e->left, e->room);
    size_t done = 0;

    if (e->avx2 && most >= MMF_AVX2_BLOCK)
        done = mmf_avx2_narrow(in, most, out);
    while (most - done >= MMF_BLOCK && mmf_block_narrow(in + done, out + done))
        done += MMF_BLOCK;
    /* An end shorter than a block is the end of one that overlaps the last. */
    if (done > 0 && most - done < MMF_BLOCK &&
        mmf_block_narrow(in + most - MMF_BLOCK, out + most - MMF_BLOCK))
        done = most;
    while (done < most && in[done] < 0x80) {
        out[done] = (unsigned char)in[done];
        done++;
    }
    encoder_advance(e, done, done);
    return done;
}

static inline size_t encode_latin(encoder *e)
{
    const size_t left = e->left;

    if (e->avx2) {
        const mmf_avx2_run run = mmf_avx2_narrow_latin(
            e->in, smaller(left, STRETCH), e->out, e->room);

        encoder_advance(e, run.used, run.made);
        return run.used;
    }
    while (e->left >= MMF_BLOCK_REACH && e->room >= MMF_BLOCK_REACH) {
        const mmf_block_step step = mmf_block_narrow_latin(e->in, e->out);

        if (step.used != MMF_BLOCK)
            break;
        encoder_advance(e, MMF_BLOCK, step.made);
    }
    return left - e->left;
}

static inline size_t encode_threes(encoder *e)
{
    const size_t left = e->left;

    while (e->left >= MMF_BLOCK_REACH && e->room >= MMF_BLOCK_REACH &&
           e->in[1] >= 0x800) {
        const uint32_t run = mmf_block_narrow_threes(e->in, e->out);

        if (run != MMF_BLOCK_THREES) {
            encoder_advance(e, run, 3 * run);
            break;
        }
        encoder_advance(e, MMF_BLOCK_THREES, 3 * MMF_BLOCK_THREES);
    }
    return left - e->left;
}

static inline size_t encode_fours(encoder *e)
{
    const size_t most = smaller(e->left / 2, e->room / 4);
    size_t done = 0;

    while (most - done >= MMF_BLOCK_FOURS &&
           mmf_block_narrow_fours(e->in + 2 * done, e->out + 4 * done))
        done += MMF_BLOCK_FOURS;
    while (done < most && is_surrogate(e->in[2 * done]) &&
           encode_wide(e->in + 2 * done, e->out + 4 * done) == 4)
        done++;
    encoder_advance(e, 2 * done, 4 * done);
    return done;
}

static inline size_t encode_mixed(encoder *e)
{
    const size_t left = e->left - smaller(e->left, 1);
    const size_t most = smaller(smaller(left, e->room / 4), MMF_BLOCK);
    size_t used = 0;
    size_t made = 0;

    while (used < most) {
        uint32_t run;

        if (e->in[used] < 0x80) {
            e->out[made++] = (unsigned char)e->in[used++];
            continue;
        }
        run = encode_wide(e->in + used, e->out + made);
        if (run == 0)
            break;
        used += 1 + run / 4;
        made += run;
    }
    encoder_advance(e, used, made);
    return used;
}

/* Encodes what is worth one look at the first unit; returns how many units, 0
 * if only encode_rest() can go on. */
static size_t encode_some(encoder *e)
{
    const uint16_t unit = *e->in;
    size_t taken = 0;

    if (unit < 0x80)
        taken = encode_ones(e);
    else if (unit < 0x800)
        taken = encode_latin(e);
    else if (!is_surrogate(unit))
        taken = encode_threes(e);
    else
        taken = encode_fours(e);
    if (taken == 0)
        taken = encode_mixed(e);
    return taken;
}

/* Encodes one character that the run functions left: at the end of the text
 * or of the room, or a lone surrogate.  Returns why it could not. */
static int encode_rest(encoder *e, uint32_t policy)
{
    /* The zero behind the end is no low surrogate. */
    uint16_t in[2] = {0};
    unsigned char out[4];
    size_t made;

    memcpy(in, e->in, smaller(e->left, 2) * sizeof *in);
    made = encode_wide(in, out);
    if (made == 0) {
        if (policy == MMF_TEXT_REPLACE)
            in[0] = REPLACEMENT;
        else if (policy != MMF_TEXT_LOSSLESS)
            return MMF_ETEXT;
        made = encode_three(in[0], out);
    }
    if (made > e->room)
        return MMF_ETOOBIG;
    memcpy(e->out, out, made);
    encoder_advance(e, 1 + made / 4, made);
    return MMF_OK;
}

int mmf_utf16_to_utf8(const uint16_t *units, size_t count, uint32_t policy,
                      char *out, size_t room, mmf_utf_result *result)
{
    unsigned char nowhere;
    encoder e = {units, count, &nowhere, room,
                 count >= MMF_BLOCK && mmf_avx2_there()};
    int rc = MMF_OK;

    if (out != NULL)
        e.out = (unsigned char *)out;
    while (e.left > 0 && rc == MMF_OK) {
        if (encode_some(&e) == 0)
            rc = encode_rest(&e, policy);
    }
    result->used = count - e.left;
    result->made = room - e.room;
    return rc;
}

int mmf_utf8_units(const char *text, size_t length, uint32_t policy,
                   mmf_utf_result *result)
{
    uint16_t scratch[SCRATCH];
    mmf_utf_result sum = {0, 0};
    int rc;

    for (;;) {
        rc = mmf_utf8_to_utf16(text, length - sum.used, policy, scratch,
                               SCRATCH, result);
        sum.used += result->used;
        sum.made += result->made;
        if (rc != MMF_ETOOBIG)
            break;
        text += result->used;
    }
    *result = sum;
    return rc;
}

int mmf_utf16_bytes(const uint16_t *units, size_t count, uint32_t policy,
                    mmf_utf_result *result)
{
    char scratch[SCRATCH];
    mmf_utf_result sum = {0, 0};
    int rc;

    for (;;) {
        rc = mmf_utf16_to_utf8(units, count - sum.used, policy, scratch,
                               SCRATCH, result);
        sum.used += result->used;
        sum.made += result->made;
        if (rc != MMF_ETOOBIG)
            break;
        units += result->used;
    }
    *result = sum;
    return rc;
}
