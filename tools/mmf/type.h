/* SPDX-License-Identifier: MIT */
/*
 * The types of values in a map: how each is written by people and stored in
 * bytes, as .NET's accessors store it.
 */
#ifndef TYPE_H
#define TYPE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    VALUE_BYTES = 16, /* of the largest value */
    VALUE_ROOM = 64   /* of the longest value in words, with its NUL */
};

enum type_form {
    FORM_NUMBER, /* a JSON number, unless quoted says otherwise */
    FORM_UTF8,   /* text; the size is that of its units */
    FORM_UTF16
};

/* A list of them ends with a row whose name is NULL. */
typedef struct type {
    const char *name;
    const char *alias; /* what .NET calls it */
    size_t size;       /* bytes of one */
    enum type_form form;

    /* Of numbers.  parse: NULL, or what is wrong with the text.  print: false
     * when the bytes are no value of the type. */
    const char *(*parse)(const char *text, unsigned char *bytes);
    bool (*print)(const unsigned char *bytes, char *out);
} type;

const type *type_rows(void);

/* Whether two words are one but for the case of ASCII letters. */
bool type_is_same(const char *one, const char *other);

/* By its own or .NET's name in any case; NULL if there is none. */
const type *type_find(const char *name);

/* Whether a value in words is no JSON number: "NaN" and the like. */
bool type_is_quoted(const char *shown);

/* UTF-8 from UTF-16 units in the machine's byte order, with lone surrogates as
 * they come (WTF-8).  out: 3 bytes for each unit.  Returns the bytes in out. */
size_t type_from_utf16(const unsigned char *units, size_t count, char *out);

/* Whether a text is UTF-8 that may hold lone surrogates. */
bool type_is_utf8(const char *text, size_t length);

/* The other way; what is no UTF-8 becomes U+FFFD.  out: 2 bytes for each byte
 * of text.  Returns the units in out. */
size_t type_to_utf16(const char *text, size_t length, unsigned char *out);

#endif
