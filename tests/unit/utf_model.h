/* SPDX-License-Identifier: MIT */
/*
 * A slow converter between UTF-8 and UTF-16, written from Unicode's table 3-7
 * and not from utf.c, to compare that with.
 */
#ifndef MMF_UTF_MODEL_H
#define MMF_UTF_MODEL_H

#include "mmf/status.h"
#include "mmf/text.h"
#include "utf.h"
#include <stdbool.h>
#include <string.h>

/* Measures the character at the front; 0 if it is ill-formed, and then part
 * receives the length of the maximal subpart. */
static inline size_t model_length(const unsigned char *text, size_t left,
                                  bool surrogates, size_t *part)
{
    static const struct {
        unsigned char first, last, low, high;
        size_t length;
    } rows[] = {{0x00, 0x7F, 0x00, 0x00, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2},
                {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
                {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
                {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4},
                {0xF4, 0xF4, 0x80, 0x8F, 4}, {0xED, 0xED, 0xA0, 0xBF, 3}};
    const size_t count = sizeof rows / sizeof rows[0] - (surrogates ? 0 : 1);

    *part = 1;
    for (size_t i = 0; i < count; i++) {
        size_t seen = 1;

        if (text[0] < rows[i].first || text[0] > rows[i].last)
            continue;
        if (rows[i].length > 1 && left > 1 && text[1] >= rows[i].low &&
            text[1] <= rows[i].high)
            seen++;
        while (seen > 1 && seen < rows[i].length && seen < left &&
               (text[seen] & 0xC0) == 0x80)
            seen++;
        if (seen == rows[i].length)
            return seen;
        *part = seen > *part ? seen : *part;
    }
    return 0;
}

static inline size_t model_encode16(uint32_t code, uint16_t *units)
{
    units[0] = (uint16_t)code;
    if (code < 0x10000)
        return 1;
    units[0] = (uint16_t)(0xD800 + (code - 0x10000) / 0x400);
    units[1] = (uint16_t)(0xDC00 + (code - 0x10000) % 0x400);
    return 2;
}

/* Surrogates become three bytes, as in WTF-8. */
static inline size_t model_encode8(uint32_t code, unsigned char *text)
{
    const size_t length = code < 0x80      ? 1
                          : code < 0x800   ? 2
                          : code < 0x10000 ? 3
                                           : 4;

    for (size_t i = length; i-- > 1; code /= 64)
        text[i] = (unsigned char)(0x80 + code % 64);
    text[0] = (unsigned char)(code + (length == 1   ? 0x00
                                      : length == 2 ? 0xC0
                                      : length == 3 ? 0xE0
                                                    : 0xF0));
    return length;
}

static inline uint32_t model_code(const unsigned char *text, size_t length)
{
    static const unsigned char payload[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = text[0] & payload[length];

    for (size_t i = 1; i < length; i++)
        code = code * 64 + text[i] % 64;
    return code;
}

static inline int model_decode(const unsigned char *text, size_t length,
                               uint32_t policy, uint16_t *out, size_t room,
                               mmf_utf_result *result)
{
    result->used = 0;
    result->made = 0;
    while (result->used < length) {
        const unsigned char *at = text + result->used;
        size_t part = 0;
        size_t seen = model_length(at, length - result->used,
                                   policy == MMF_TEXT_LOSSLESS, &part);
        uint16_t units[2] = {0xFFFD, 0};
        size_t made = 1;

        if (seen != 0)
            made = model_encode16(model_code(at, seen), units);
        else if (policy != MMF_TEXT_REPLACE)
            return MMF_ETEXT;
        if (made > room - result->made)
            return MMF_ETOOBIG;
        memcpy(out + result->made, units, made * sizeof *units);
        result->used += seen != 0 ? seen : part;
        result->made += made;
    }
    return MMF_OK;
}

static inline int model_encode(const uint16_t *units, size_t count,
                               uint32_t policy, unsigned char *out, size_t room,
                               mmf_utf_result *result)
{
    result->used = 0;
    result->made = 0;
    while (result->used < count) {
        const uint16_t *at = units + result->used;
        const bool pair = at[0] >= 0xD800 && at[0] < 0xDC00 &&
                          count - result->used > 1 && at[1] >= 0xDC00 &&
                          at[1] < 0xE000;
        uint32_t code = at[0];
        unsigned char text[4];
        size_t made;

        if (pair)
            code = 0x10000 + (at[0] - 0xD800u) * 0x400 + (at[1] - 0xDC00u);
        else if (code >= 0xD800 && code < 0xE000 && policy == MMF_TEXT_REPLACE)
            code = 0xFFFD;
        else if (code >= 0xD800 && code < 0xE000 && policy != MMF_TEXT_LOSSLESS)
            return MMF_ETEXT;
        made = model_encode8(code, text);
        if (made > room - result->made)
            return MMF_ETOOBIG;
        memcpy(out + result->made, text, made);
        result->used += pair ? 2 : 1;
        result->made += made;
    }
    return MMF_OK;
}

#endif
