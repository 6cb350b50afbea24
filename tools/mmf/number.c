/* SPDX-License-Identifier: MIT */
/*
 * Reading numbers, see number.h.  Nothing is rounded or cut off in silence.
 */
#include "number.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_SECONDS = INT32_MAX / 1000
};

static const char not_a_number[] = "is not a number";
static const char too_large[] = "is too large";
static const char too_small[] = "is too small";

/* What is wrong, with the bound where one was passed. */
static const char *bounded(const char *why, int64_t least, uint64_t most)
{
    static char text[64];

    if (why == too_small)
        (void)snprintf(text, sizeof text, "is too small: %lld is the least",
                       (long long)least);
    else if (why == too_large)
        (void)snprintf(text, sizeof text, "is too large: %llu is the most",
                       (unsigned long long)most);
    else
        return why;
    return text;
}

static int digit_of(char letter)
{
    static const char digits[] = "0123456789abcdef";
    const char *found =
        letter == '\0' ? NULL : strchr(digits, tolower((unsigned char)letter));

    return found == NULL ? 99 : (int)(found - digits);
}

/* The digits at the start; end is where they stop. */
static const char *digits(const char *text, unsigned base, uint64_t *out,
                          const char **end)
{
    uint64_t value = 0;

    *end = text;
    while (digit_of(**end) < (int)base) {
        const unsigned digit = (unsigned)digit_of(**end);

        if (value > (UINT64_MAX - digit) / base)
            return too_large;
        value = value * base + digit;
        ++*end;
    }
    if (*end == text)
        return not_a_number;
    *out = value;
    return NULL;
}

static const char *any_base(const char *text, uint64_t *out, const char **end)
{
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        return digits(text + 2, 16, out, end);
    return digits(text, 10, out, end);
}

static const char *read_unsigned(const char *text, uint64_t most, uint64_t *out)
{
    const char *end;
    uint64_t value = 0;
    const char *why;

    if (text[0] == '-' && isdigit((unsigned char)text[1]))
        return too_small;
    why = any_base(text, &value, &end);
    if (why != NULL)
        return why;
    if (*end != '\0')
        return not_a_number;
    if (value > most)
        return too_large;
    *out = value;
    return NULL;
}

const char *number_unsigned(const char *text, uint64_t most, uint64_t *out)
{
    return bounded(read_unsigned(text, most, out), 0, most);
}

static const char *read_signed(const char *text, int64_t least, int64_t most,
                               int64_t *out)
{
    const int negative = text[0] == '-';
    uint64_t value = 0;
    const char *why;

    /* What a negative number may be without its sign. */
    why = read_unsigned(
        text + negative,
        negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX, &value);
    if (why != NULL)
        return negative && why == too_large ? too_small : why;
    if (negative && value > 0) {
        const int64_t number = -(int64_t)(value - 1) - 1;

        if (number < least)
            return too_small;
        *out = number;
        return NULL;
    }
    if ((int64_t)value < least)
        return too_small;
    if ((int64_t)value > most)
        return too_large;
    *out = (int64_t)value;
    return NULL;
}

const char *number_signed(const char *text, int64_t least, int64_t most,
                          int64_t *out)
{
    const char *why = read_signed(text, least, most, out);

    return bounded(why, least, (uint64_t)most);
}

/* How far K, M, G or T shifts a number; 0 for the end, -1 for anything else. */
static int shift_of(const char *unit)
{
    static const char units[] = "KMGT";
    const char *found;

    if (unit[0] == '\0')
        return 0;
    found = strchr(units, toupper((unsigned char)unit[0]));
    if (found == NULL || (unit[1] != '\0' && strcmp(unit + 1, "iB") != 0))
        return -1;
    return 10 * ((int)(found - units) + 1);
}

static const char *read_bytes(const char *text, int64_t least, int64_t *out)
{
    const char *end;
    uint64_t value = 0;
    const char *why;
    int shift;

    if (text[0] == '-' && isdigit((unsigned char)text[1]))
        return too_small;
    why = any_base(text, &value, &end);
    if (why != NULL)
        return why;
    shift = shift_of(end);
    if (shift < 0)
        return "is no number of bytes, as 8096, 0x1fa0, 64K or 1G";
    if (value > (uint64_t)INT64_MAX >> shift)
        return too_large;
    if ((int64_t)(value << shift) < least)
        return too_small;
    *out = (int64_t)(value << shift);
    return NULL;
}

const char *number_bytes(const char *text, int64_t least, int64_t *out)
{
    return bounded(read_bytes(text, least, out), least, INT64_MAX);
}

const char *number_mode(const char *text, int64_t *out)
{
    const char *end;
    uint64_t value = 0;
    const char *why = digits(text, 8, &value, &end);

    if (why != NULL || *end != '\0')
        return "is no mode, as 0640";
    if (value > 0777)
        return "is no mode: 0777 is the most";
    *out = (int64_t)value;
    return NULL;
}

const char *number_real(const char *text, double *out)
{
    char *end;
    const double value = strtod(text, &end);

    if (end == text || *end != '\0' || isspace((unsigned char)text[0]))
        return not_a_number;
    /* Infinity that nobody wrote. */
    if (value == value && value - value != 0 && strpbrk(text, "iI") == NULL)
        return text[0] == '-' ? too_small : too_large;
    *out = value;
    return NULL;
}

static const char *read_seconds(const char *text, int64_t *out)
{
    double value = 0;
    const char *why = number_real(text, &value);

    if (why == too_large || why == too_small)
        return why;
    if (why != NULL || value != value)
        return "is no number of seconds, as 10 or 0.5";
    if (value < 0)
        return too_small;
    if (value > (double)MOST_SECONDS)
        return too_large;
    *out = (int64_t)(value * 1000 + 0.5);
    return NULL;
}

const char *number_seconds(const char *text, int64_t *out)
{
    return bounded(read_seconds(text, out), 0, MOST_SECONDS);
}
