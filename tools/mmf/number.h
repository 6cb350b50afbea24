/* SPDX-License-Identifier: MIT */
/*
 * Numbers as people write them: decimal or hexadecimal (0x), sizes with K, M,
 * G or T behind them (of 1024), seconds with a fraction.
 */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdint.h>

/* Each returns NULL, or what is wrong with the text, as in "is not a number".
 * Nothing is stored then, and the words stay until the next call. */

/* A number between two bounds. */
const char *number_signed(const char *text, int64_t least, int64_t most,
                          int64_t *out);

/* A number from 0 on. */
const char *number_unsigned(const char *text, uint64_t most, uint64_t *out);

/* A number of bytes. */
const char *number_bytes(const char *text, int64_t least, int64_t *out);

/* Octal digits. */
const char *number_mode(const char *text, int64_t *out);

/* Seconds, to milliseconds. */
const char *number_seconds(const char *text, int64_t *out);

/* A number of C, "inf" and "nan" among them. */
const char *number_real(const char *text, double *out);

#endif
