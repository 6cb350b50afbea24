/* SPDX-License-Identifier: MIT */
/*
 * The table of types, see type.h.
 */
#include "type.h"
#include "console_text.h"
#include "number.h"
#include <ctype.h>
#include <float.h>
#include <mmf/mmf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define SIGNED_TYPES(X)            \
    X(i8,  int8_t,  INT8)          \
    X(i16, int16_t, INT16)         \
    X(i32, int32_t, INT32)         \
    X(i64, int64_t, INT64)
#define UNSIGNED_TYPES(X)          \
    X(u8,  uint8_t,  UINT8)        \
    X(u16, uint16_t, UINT16)       \
    X(u32, uint32_t, UINT32)       \
    X(u64, uint64_t, UINT64)
/* clang-format on */

#define SIGNED_ROW(name, ctype, bounds)                                     \
    static const char *parse_##name(const char *text, unsigned char *bytes) \
    {                                                                       \
        int64_t number = 0;                                                 \
        const char *why =                                                   \
            number_signed(text, bounds##_MIN, bounds##_MAX, &number);       \
        const ctype value = (ctype)number;                                  \
                                                                            \
        memcpy(bytes, &value, sizeof value);                                \
        return why;                                                         \
    }                                                                       \
    static bool print_##name(const unsigned char *bytes, char *out)         \
    {                                                                       \
        ctype value;                                                        \
                                                                            \
        memcpy(&value, bytes, sizeof value);                                \
        (void)snprintf(out, VALUE_ROOM, "%lld", (long long)value);          \
        return true;                                                        \
    }
SIGNED_TYPES(SIGNED_ROW)

#define UNSIGNED_ROW(name, ctype, bounds)                                   \
    static const char *parse_##name(const char *text, unsigned char *bytes) \
    {                                                                       \
        uint64_t number = 0;                                                \
        const char *why = number_unsigned(text, bounds##_MAX, &number);     \
        const ctype value = (ctype)number;                                  \
                                                                            \
        memcpy(bytes, &value, sizeof value);                                \
        return why;                                                         \
    }                                                                       \
    static bool print_##name(const unsigned char *bytes, char *out)         \
    {                                                                       \
        ctype value;                                                        \
                                                                            \
        memcpy(&value, bytes, sizeof value);                                \
        (void)snprintf(out, VALUE_ROOM, "%llu", (unsigned long long)value); \
        return true;                                                        \
    }
UNSIGNED_TYPES(UNSIGNED_ROW)

bool type_is_same(const char *one, const char *other)
{
    while (*one != '\0' &&
           tolower((unsigned char)*one) == tolower((unsigned char)*other)) {
        one++;
        other++;
    }
    return *one == '\0' && *other == '\0';
}

/* .NET writes True and False. */
static const char *parse_bool(const char *text, unsigned char *bytes)
{
    const bool yes = type_is_same(text, "true") || strcmp(text, "1") == 0;

    bytes[0] = yes;
    return yes || type_is_same(text, "false") || strcmp(text, "0") == 0
               ? NULL
               : "is neither true nor false";
}

static bool print_bool(const unsigned char *bytes, char *out)
{
    (void)snprintf(out, VALUE_ROOM, "%s", bytes[0] != 0 ? "true" : "false");
    return true;
}

/* By arithmetic: the macros of <math.h> are not clean everywhere. */
static bool is_finite(double value)
{
    return value - value == 0;
}

static const char *parse_f64(const char *text, unsigned char *bytes)
{
    double value = 0;
    const char *why = number_real(text, &value);

    memcpy(bytes, &value, sizeof value);
    return why;
}

/* Half a step past the largest Single: what is below is rounded to that one, as
 * 3.4028235e38 is, by which .NET and print_f32() call it. */
#define PAST_SINGLES 0x1.ffffffp127

static const char *parse_f32(const char *text, unsigned char *bytes)
{
    double number = 0;
    const char *why = number_real(text, &number);
    float value;

    if (why == NULL && is_finite(number) &&
        (number >= PAST_SINGLES || number <= -PAST_SINGLES))
        return number > 0 ? "is too large" : "is too small";
    value = (float)number;
    memcpy(bytes, &value, sizeof value);
    return why;
}

static bool is_below(double value, double least)
{
    return value > -least && value < least;
}

static bool print_special(double value, char *out)
{
    if (is_finite(value))
        return false;
    (void)snprintf(out, VALUE_ROOM, "%s",
                   value != value ? "NaN"
                   : value < 0    ? "-Infinity"
                                  : "Infinity");
    return true;
}

/* As few digits as tell the number from all others: 15, or 6, at least, but for
 * those next to zero, which have fewer. */
static bool print_f64(const unsigned char *bytes, char *out)
{
    double value;

    memcpy(&value, bytes, sizeof value);
    if (print_special(value, out))
        return true;
    for (int digits = is_below(value, DBL_MIN) ? 1 : 15; digits <= 17;
         digits++) {
        (void)snprintf(out, VALUE_ROOM, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            break;
    }
    return true;
}

static bool print_f32(const unsigned char *bytes, char *out)
{
    float value;

    memcpy(&value, bytes, sizeof value);
    if (print_special((double)value, out))
        return true;
    for (int digits = is_below(value, FLT_MIN) ? 1 : 6; digits <= 9; digits++) {
        (void)snprintf(out, VALUE_ROOM, "%.*g", digits, (double)value);
        if ((float)strtod(out, NULL) == value)
            break;
    }
    return true;
}

static const char *parse_decimal_array(const char *text, unsigned char *bytes)
{
    mmf_decimal value;
    const int rc = mmf_decimal_parse(text, strlen(text), &value);

    memcpy(bytes, &value, sizeof value);
    return rc == MMF_OK        ? NULL
           : rc == MMF_ETOOBIG ? "has more digits than a decimal"
                               : "is no decimal number";
}

static bool print_decimal_array(const unsigned char *bytes, char *out)
{
    mmf_decimal value;

    memcpy(&value, bytes, sizeof value);
    return mmf_decimal_format(&value, out, VALUE_ROOM) == MMF_OK;
}

/* Write(position, decimal) stores four words: low, middle, high, flags. */
static const char *parse_decimal(const char *text, unsigned char *bytes)
{
    mmf_decimal value;
    const char *why = parse_decimal_array(text, bytes);
    uint32_t words[4];

    memcpy(&value, bytes, sizeof value);
    words[0] = (uint32_t)value.lo;
    words[1] = (uint32_t)(value.lo >> 32);
    words[2] = value.hi;
    words[3] = value.flags;
    memcpy(bytes, words, sizeof words);
    return why;
}

static bool print_decimal(const unsigned char *bytes, char *out)
{
    mmf_decimal value;
    uint32_t words[4];

    memcpy(words, bytes, sizeof words);
    value.lo = (uint64_t)words[1] << 32 | words[0];
    value.hi = words[2];
    value.flags = words[3];
    return print_decimal_array((const unsigned char *)&value, out);
}

static const type rows[] = {
    {"bool", "Boolean", 1, FORM_NUMBER, parse_bool, print_bool},
    {"u8", "Byte", 1, FORM_NUMBER, parse_u8, print_u8},
    {"i8", "SByte", 1, FORM_NUMBER, parse_i8, print_i8},
    {"u16", "UInt16", 2, FORM_NUMBER, parse_u16, print_u16},
    {"i16", "Int16", 2, FORM_NUMBER, parse_i16, print_i16},
    {"u32", "UInt32", 4, FORM_NUMBER, parse_u32, print_u32},
    {"i32", "Int32", 4, FORM_NUMBER, parse_i32, print_i32},
    {"u64", "UInt64", 8, FORM_NUMBER, parse_u64, print_u64},
    {"i64", "Int64", 8, FORM_NUMBER, parse_i64, print_i64},
    {"f32", "Single", 4, FORM_NUMBER, parse_f32, print_f32},
    {"f64", "Double", 8, FORM_NUMBER, parse_f64, print_f64},
    {"decimal", "Decimal", 16, FORM_NUMBER, parse_decimal, print_decimal},
    {"decimals", "Decimal in an array or a struct: other bytes", 16,
     FORM_NUMBER, parse_decimal_array, print_decimal_array},
    {"utf16", "Char", 2, FORM_UTF16, NULL, NULL},
    {"utf8", "String", 1, FORM_UTF8, NULL, NULL},
    {NULL, NULL, 0, FORM_NUMBER, NULL, NULL},
};

const type *type_rows(void)
{
    return rows;
}

const type *type_find(const char *name)
{
    for (const type *at = rows; at->name != NULL; at++)
        if (type_is_same(at->name, name) || type_is_same(at->alias, name))
            return at;
    return NULL;
}

bool type_is_quoted(const char *shown)
{
    return strcmp(shown, "NaN") == 0 || strstr(shown, "Infinity") != NULL;
}

static uint32_t unit_at(const unsigned char *units, size_t at)
{
    uint16_t unit;

    memcpy(&unit, units + at * sizeof unit, sizeof unit);
    return unit;
}

size_t type_from_utf16(const unsigned char *units, size_t count, char *out)
{
    size_t made = 0;

    for (size_t at = 0; at < count; at++) {
        uint32_t code = unit_at(units, at);

        if (code >= 0xD800 && code < 0xDC00 && at + 1 < count) {
            const uint32_t low = unit_at(units, at + 1);

            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at++;
            }
        }
        made += text_encode(code, out + made);
    }
    return made;
}

bool type_is_utf8(const char *text, size_t length)
{
    uint32_t code;

    for (size_t at = 0; at < length;) {
        const size_t size = text_decode(text + at, length - at, &code);

        if (size == 1 && (unsigned char)text[at] >= 0x80)
            return false;
        at += size;
    }
    return true;
}

static size_t put_unit(unsigned char *out, size_t at, uint32_t unit)
{
    const uint16_t value = (uint16_t)unit;

    memcpy(out + at * sizeof value, &value, sizeof value);
    return at + 1;
}

size_t type_to_utf16(const char *text, size_t length, unsigned char *out)
{
    size_t made = 0;
    uint32_t code;

    for (size_t at = 0; at < length;) {
        at += text_decode(text + at, length - at, &code);
        if (code >= 0x10000) {
            made = put_unit(out, made, 0xD800 + ((code - 0x10000) >> 10));
            code = 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
        made = put_unit(out, made, code);
    }
    return made;
}
