/* SPDX-License-Identifier: MIT */
/*
 * What the parts of the caller (calls.c) share: the words of a call, what calls
 * have made, and the answer.
 */
#ifndef MMF_CALLS_H
#define MMF_CALLS_H

#include <mmf/mmf.h>

enum kind {
    NOTHING,
    MAP,
    VIEW,
    STREAM,
    DESCRIPTOR
};

/* What a call made, under the name that the table has for it.  A closed map is
 * one of NULL. */
typedef struct kept {
    char name[16];
    enum kind kind;
    mmf_map *map;
    mmf_view view; /* also that of a stream, which is closed with it */
    mmf_stream stream;
    intptr_t handle; /* of a descriptor; -1 = a map has taken it */
} kept;

/* The words of the call, taken one after the other.  A mistake in the table
 * ends the program. */
void words_begin(char *line);
const char *words_word(void);
int64_t words_number(void);

/* A name or path: "-" is NULL, and %XX stands for a byte. */
const char *words_text(void);

/* Bytes as hexadecimal digits; "-" is none. */
size_t words_bytes(unsigned char *out, size_t room);

/* Says what is wrong with the table, and ends the program. */
_Noreturn void words_refuse(const char *what, const char *word);

/* What a call answers besides its status. */
void answer_begin(void);
void answer_number(int64_t number);
void answer_bytes(const void *bytes, size_t length);
void answer_text(const char *text);
const char *answer_said(void);

/* The verbs on nothing: a decimal of a text, and the text of one. */
int call_parse(void);
int call_format(void);

/* The verbs on a path, and what is made of one. */
int call_file(const char *verb);
int make_file(kept *one);
int open_descriptor(kept *one);
int make_of_handle(kept *one, kept *of);

/* The verbs on a view, and on a stream. */
int call_view(const char *verb, const mmf_view *view);
int call_stream(const char *verb, mmf_stream *stream);

#endif
