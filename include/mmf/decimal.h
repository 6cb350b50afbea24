/* SPDX-License-Identifier: MIT */
/*
 * .NET's decimal: a whole number of 96 bits, a sign, and how many of the digits
 * stand behind the point.  1.10 is 110 with 2 digits behind it, and not the
 * same bytes as 1.1.
 *
 *     mmf_decimal price;
 *     mmf_decimal_parse("19.90", 5, &price);
 *     mmf_view_write_decimal(&view, 8, &price);    // Write(8, 19.90m)
 *
 * .NET has two layouts of the same 16 bytes, and a program has to know which
 * one its peer uses:
 *
 * |                                 |  0..3   |  4..7  |   8..11  | 12..15  |
 * |---------------------------------|---------|--------|----------|---------|
 * | ReadDecimal, Write(p, decimal)  | bits 0.. | 32..  |   64..   |  flags  |
 * | Read<decimal>, ReadArray, a     |  flags  |  64..  |   0..63 of 8 bytes |
 * | decimal inside of a struct      |         |        |                    |
 *
 * The first one is that of mmf_view_read_decimal() and mmf_view_write_decimal().
 * The second one is mmf_decimal itself: mmf_view_read_struct(),
 * mmf_view_read_array() with sizeof(mmf_decimal), and a member of a struct.
 * Those take any bytes, as .NET does: ask mmf_decimal_is_valid() afterwards.
 */
#ifndef MMF_DECIMAL_H
#define MMF_DECIMAL_H

#include "export.h"
#include "view.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bits of mmf_decimal.flags: the sign, and how many digits stand behind the
    point (0 to 28), from bit MMF_DECIMAL_SCALE_SHIFT on.  All others are 0. */
#define MMF_DECIMAL_NEGATIVE    0x80000000u
#define MMF_DECIMAL_SCALE       0x00FF0000u
#define MMF_DECIMAL_SCALE_SHIFT 16
#define MMF_DECIMAL_SCALE_MOST  28

/** Room that every decimal fits into as text, with its NUL. */
#define MMF_DECIMAL_ROOM 32

/** A decimal as it lies in .NET's memory.  All zero is 0. */
typedef struct mmf_decimal {
    uint32_t flags; /**< MMF_DECIMAL_ bits */
    uint32_t hi;    /**< bits 64 to 95 of the digits */
    uint64_t lo;    /**< bits 0 to 63 */
} mmf_decimal;

/**
 * Tells whether the flags are those of a decimal.
 *
 * @param value The decimal or NULL.
 * @return true: no unknown bit is set, and at most 28 digits stand behind the
 *         point.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.ReadDecimal.
 */
static inline bool mmf_decimal_is_valid(const mmf_decimal *value)
{
    return value != NULL &&
           (value->flags & ~(MMF_DECIMAL_NEGATIVE | MMF_DECIMAL_SCALE)) == 0 &&
           (value->flags & MMF_DECIMAL_SCALE) >> MMF_DECIMAL_SCALE_SHIFT <=
               MMF_DECIMAL_SCALE_MOST;
}

/**
 * Reads a decimal, as ReadDecimal does: low, middle, high, flags.
 *
 * @param view     The view.
 * @param position First byte within the view; any alignment.
 * @param out      Receives the decimal; as it was on failure.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, or out is NULL;
 *         MMF_EACCES   the view cannot be read (NotSupportedException);
 *         MMF_ERANGE   position is negative, at or beyond the end, or too
 *                      near to the end (in .NET an ArgumentException);
 *         MMF_ECORRUPT the flags are those of no decimal (ArgumentException).
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.ReadDecimal.
 */
MMF_API int mmf_view_read_decimal(const mmf_view *view, int64_t position,
                                  mmf_decimal *out);

/**
 * Writes a decimal, as Write(position, decimal) does: low, middle, high, flags.
 *
 * @param view     The view.
 * @param position First byte within the view; any alignment.
 * @param value    The decimal.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, value is NULL, or its flags are
 *                      those of no decimal (.NET writes such a one, and then
 *                      cannot read it);
 *         MMF_EACCES   the view cannot be written (NotSupportedException);
 *         MMF_ERANGE   position is negative, at or beyond the end, or too
 *                      near to the end (in .NET an ArgumentException).
 *         No byte is changed then.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.Write.
 */
MMF_API int mmf_view_write_decimal(const mmf_view *view, int64_t position,
                                   const mmf_decimal *value);

/**
 * Makes a decimal of a text, exactly: digits with a point among them or none,
 * and a sign before them or none.
 *
 * Each digit behind the point counts, also a zero: "1.10" is not "1.1".  Only
 * zeros at the end for which there is no room are left away.  .NET's Parse does
 * the same, and it rounds where this function refuses.
 *
 * @param text   The text; no space, no thousands separator, no exponent.
 * @param length Its length in bytes.
 * @param out    Receives the decimal; all zero on failure.
 * @return 0, or
 *         MMF_EINVAL  text or out is NULL;
 *         MMF_ETEXT   that is no such number (FormatException); the detail
 *                     tells the place;
 *         MMF_ETOOBIG its digits are more than 79228162514264337593543950335
 *                     (OverflowException), or more than 28 behind the point.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET Decimal.Parse.
 */
MMF_API int mmf_decimal_parse(const char *text, size_t length,
                              mmf_decimal *out);

/**
 * Writes a decimal as text: all its digits, also zeros at the end, behind a
 * point.  mmf_decimal_parse() makes the same decimal of it, but for the sign of
 * a zero, which is left away.
 *
 * @param value  The decimal.
 * @param buffer Receives the text and a NUL; an empty text on failure.
 * @param room   Size of buffer in bytes; MMF_DECIMAL_ROOM does for all.
 * @return 0, or
 *         MMF_EINVAL  value or buffer is NULL, room is 0, or the flags are
 *                     those of no decimal;
 *         MMF_ETOOBIG room is too small.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET Decimal.ToString, of the invariant culture.
 */
MMF_API int mmf_decimal_format(const mmf_decimal *value, char *buffer,
                               size_t room);

#ifdef __cplusplus
}
#endif

#endif
