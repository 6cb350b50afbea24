/* SPDX-License-Identifier: MIT */
/*
 * JSON on standard output (RFC 8259), in UTF-8 and valid whatever it is made
 * of: half a surrogate pair, which a .NET string may hold, becomes its escape
 * (\ud83d), which the grammar allows; a byte that is no UTF-8 becomes U+FFFD,
 * and who needs the byte shows it elsewhere.  There is one document at a time.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* '{' or '['; what belongs to an open one is separated by itself. */
void json_open(char bracket);
void json_close(char bracket);

/* Before each value in an object. */
void json_key(const char *key);

void json_text(const char *text, size_t length);
void json_string(const char *text);
void json_int(int64_t value);
void json_unsigned(uint64_t value);
void json_bool(bool value);
void json_null(void);

/* A value that is made already, as a number is. */
void json_made(const char *value);

/* Key and value in one. */
void json_field(const char *key, const char *text);
void json_field_int(const char *key, int64_t value);

/* The line end behind a document. */
void json_end(void);

#endif
