/* SPDX-License-Identifier: MIT */
/*
 * Decimals: the layout that .NET's accessors store, and their text.  Digits are
 * pushed and popped one at a time, which is exact and needs no numbers of more
 * than 64 bits.
 */
#include "mmf/decimal.h"
#include "status.h"
#include <string.h>

enum {
    DIGITS = 29 /* of the largest number of 96 bits */
};

/* The order of ReadDecimal and of Write(position, decimal). */
typedef struct stored {
    uint32_t lo, mid, hi, flags;
} stored;

static int fail_flags(int status, const char *operation, uint32_t flags)
{
    return mmf_fail(status, operation, "no decimal has the flags 0x%08lX",
                    (unsigned long)flags);
}

int mmf_view_read_decimal(const mmf_view *view, int64_t position,
                          mmf_decimal *out)
{
    stored from;
    mmf_decimal seen;
    const int rc =
        mmf_view_load(out == NULL ? NULL : view, position, &from, sizeof from);

    if (rc != MMF_OK)
        return rc;
    seen.flags = from.flags;
    seen.hi = from.hi;
    seen.lo = (uint64_t)from.mid << 32 | from.lo;
    if (!mmf_decimal_is_valid(&seen))
        return fail_flags(MMF_ECORRUPT, "mmf_view_read_decimal", seen.flags);
    *out = seen;
    return MMF_OK;
}

int mmf_view_write_decimal(const mmf_view *view, int64_t position,
                           const mmf_decimal *value)
{
    stored to = {0};

    if (value != NULL && !mmf_decimal_is_valid(value))
        return fail_flags(MMF_EINVAL, "mmf_view_write_decimal", value->flags);
    if (value != NULL) {
        to.lo = (uint32_t)value->lo;
        to.mid = (uint32_t)(value->lo >> 32);
        to.hi = value->hi;
        to.flags = value->flags;
    }
    return mmf_view_store(value == NULL ? NULL : view, position, &to,
                          sizeof to);
}

/* Puts a digit behind the others.  False: there is no room. */
static bool push_digit(mmf_decimal *number, uint32_t digit)
{
    const uint64_t low = (number->lo & UINT32_MAX) * 10 + digit;
    const uint64_t mid = (number->lo >> 32) * 10 + (low >> 32);
    const uint64_t high = (uint64_t)number->hi * 10 + (mid >> 32);

    if (high > UINT32_MAX)
        return false;
    number->hi = (uint32_t)high;
    number->lo = mid << 32 | (low & UINT32_MAX);
    return true;
}

/* Takes the last digit away and returns it. */
static uint32_t pop_digit(mmf_decimal *number)
{
    const uint64_t mid = (uint64_t)(number->hi % 10) << 32 | number->lo >> 32;
    const uint64_t low = (mid % 10) << 32 | (number->lo & UINT32_MAX);

    number->hi /= 10;
    number->lo = (mid / 10) << 32 | low / 10;
    return (uint32_t)(low % 10);
}

/* A text that is being read. */
typedef struct reader {
    mmf_decimal number;
    uint32_t scale;
    bool behind; /* the point */
    bool any;    /* a digit was there */
} reader;

/* False: the digit does not fit.  Where a zero behind the point does not, no
 * digit does that follows. */
static bool take_digit(reader *self, uint32_t digit)
{
    const bool fits = !self->behind || self->scale < MMF_DECIMAL_SCALE_MOST;

    self->any = true;
    if (fits && push_digit(&self->number, digit)) {
        self->scale += self->behind;
        return true;
    }
    return self->behind && digit == 0;
}

int mmf_decimal_parse(const char *text, size_t length, mmf_decimal *out)
{
    static const char operation[] = "mmf_decimal_parse";
    reader self = {.scale = 0};
    size_t at = 0;

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (out == NULL || text == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        out == NULL ? "out" : "text");
    if (length > 0 && (text[0] == '-' || text[0] == '+'))
        self.number.flags = text[at++] == '-' ? MMF_DECIMAL_NEGATIVE : 0;
    for (; at < length; at++) {
        if (text[at] == '.' && !self.behind)
            self.behind = true;
        else if (text[at] < '0' || text[at] > '9')
            return mmf_fail(MMF_ETEXT, operation,
                            "byte 0x%02X at place %llu belongs to no decimal",
                            (unsigned)(unsigned char)text[at],
                            (unsigned long long)at);
        else if (!take_digit(&self, (uint32_t)(text[at] - '0')))
            return mmf_fail(MMF_ETOOBIG, operation,
                            "no decimal has room for the digit at place %llu",
                            (unsigned long long)at);
    }
    if (!self.any)
        return mmf_fail(MMF_ETEXT, operation, "there is no digit");
    self.number.flags |= self.scale << MMF_DECIMAL_SCALE_SHIFT;
    *out = self.number;
    return MMF_OK;
}

/* Writes a valid decimal and a NUL; returns the length. */
static size_t write_text(const mmf_decimal *value, char *out)
{
    const uint32_t scale =
        (value->flags & MMF_DECIMAL_SCALE) >> MMF_DECIMAL_SCALE_SHIFT;
    const bool is_zero = (value->hi | value->lo) == 0;
    char digits[DIGITS];
    mmf_decimal rest = *value;
    uint32_t count = 0;
    size_t length = 0;

    /* One digit stands before the point, if only a zero. */
    do
        digits[count++] = (char)('0' + pop_digit(&rest));
    while ((rest.hi | rest.lo) != 0 || count <= scale);
    if ((value->flags & MMF_DECIMAL_NEGATIVE) != 0 && !is_zero)
        out[length++] = '-';
    while (count > 0) {
        if (count == scale)
            out[length++] = '.';
        out[length++] = digits[--count];
    }
    out[length] = '\0';
    return length;
}

int mmf_decimal_format(const mmf_decimal *value, char *buffer, size_t room)
{
    static const char operation[] = "mmf_decimal_format";
    char text[MMF_DECIMAL_ROOM];
    size_t length;

    if (buffer == NULL || room == 0)
        return mmf_fail(MMF_EINVAL, operation, "there is no room for a text");
    buffer[0] = '\0';
    if (value == NULL)
        return mmf_fail(MMF_EINVAL, operation, "value is NULL");
    if (!mmf_decimal_is_valid(value))
        return fail_flags(MMF_EINVAL, operation, value->flags);
    length = write_text(value, text);
    if (length >= room)
        return mmf_fail(MMF_ETOOBIG, operation,
                        "the text has %llu bytes and a NUL, there is room for "
                        "%llu",
                        (unsigned long long)length, (unsigned long long)room);
    memcpy(buffer, text, length + 1);
    return MMF_OK;
}
