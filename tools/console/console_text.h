/* SPDX-License-Identifier: MIT */
/*
 * A text box of one row, fed key by key, and what characters look like on a
 * terminal.  No input or output happens here.
 */
#ifndef CONSOLE_TEXT_H
#define CONSOLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct text_box {
    char *text; /* UTF-8, the last character perhaps not whole yet */
    size_t length;
    size_t room;
    bool changed;  /* for the owner to clear */
    bool full;     /* text was lost for lack of room */
    bool ended;    /* the user typed Ctrl-D */
    bool pasting;  /* more of a paste is to come */
    bool after_cr; /* a line feed now would be of the same line end */
    int escape;    /* where in a sequence of the terminal's we are */
    int parameter; /* and the number in it */
} text_box;

/* Takes the next byte of what the keyboard sent. */
void text_box_key(text_box *box, unsigned char key);

/* The first character and its bytes; 1 byte and U+FFFD where it is none.  Lone
 * surrogates count as characters. */
size_t text_decode(const char *text, size_t length, uint32_t *code);

/* The bytes of a character, at most 4. */
size_t text_encode(uint32_t code, char *out);

/* How much of UTF-8 text is whole characters. */
size_t text_whole(const char *text, size_t length);

/*
 * Rewrites text for a terminal: control characters become symbols.  Stops
 * where out is full.  Returns the bytes in out; used gets those of text.
 */
size_t text_show(const char *text, size_t length, char *out, size_t room,
                 size_t *used);

/* The same for one line of output: line ends become symbols, too. */
size_t text_show_line(const char *text, size_t length, char *out, size_t room,
                      size_t *used);

/* So many columns that line takes where fonts are as Unicode wants them. */
int text_columns(const char *text, size_t length);

/* The same for one row of so many columns: of a text that is too long only the
 * end is shown. */
size_t text_show_row(const char *text, size_t length, int columns, char *out,
                     size_t room);

#endif
