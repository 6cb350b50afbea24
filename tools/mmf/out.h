/* SPDX-License-Identifier: MIT */
/*
 * Standard output, through one buffer, and lines of standard error.
 *
 * What others wrote is shown by out_text() and out_line(): on a terminal no
 * character of it does anything but stand there.
 */
#ifndef OUT_H
#define OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum out_style {
    STYLE_PLAIN,
    STYLE_HEADING,
    STYLE_GOOD,
    STYLE_WARNING,
    STYLE_BAD
};

/* Our own words. */
void out_print(const char *format, ...);

/* A text of others, with its line ends: as it is to a pipe or a file. */
void out_text(const char *text, size_t length);

/* A text of others that must not end a line, whatever it holds. */
void out_line(const char *text);

/* The same for a text that may hold NUL bytes. */
void out_line_bytes(const char *text, size_t length);

/* Bytes, also to a terminal. */
void out_bytes(const void *bytes, size_t length);

/* How the words that follow look, on terminals that can, for who wants it. */
void out_set_style(enum out_style style);

/* Writes what is in the buffer.  False: output was lost, now or before. */
bool out_flush(void);

/* The same with blanks behind it, up to so many columns. */
void out_cell(const char *text, int columns);

/* So many columns of a terminal a text of others takes in out_line(). */
int out_width(const char *text);

/* Parts of one line on standard error; they come out together. */
void out_complain(const char *text);
void out_complain_end(void);

#endif
