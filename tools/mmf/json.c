/* SPDX-License-Identifier: MIT */
/*
 * Writes JSON, see json.h.  In an object each value stands on the object's
 * line, in an outermost array each on its own.
 */
#include "json.h"
#include "console_text.h"
#include "out.h"
#include <stdio.h>
#include <string.h>

static int depth;
static bool is_list;  /* the outermost is an array */
static bool is_first; /* of what is open */
static bool has_key;

static void separate(void)
{
    if (has_key) {
        has_key = false;
        return;
    }
    if (depth > 0 && !is_first)
        out_print(depth == 1 && is_list ? "," : ", ");
    if (depth == 1 && is_list)
        out_print("\n ");
    is_first = false;
}

void json_open(char bracket)
{
    separate();
    if (depth == 0)
        is_list = bracket == '[';
    depth++;
    is_first = true;
    out_print("%c", bracket);
}

void json_close(char bracket)
{
    depth--;
    if (depth == 0 && is_list && !is_first)
        out_print("\n");
    is_first = false;
    out_print("%c", bracket);
}

static void escape(uint32_t code)
{
    char bytes[4];

    if (code == '"' || code == '\\')
        out_print("\\%c", (int)code);
    else if (code == '\n')
        out_print("\\n");
    /* All controls, and what would drive a terminal. */
    else if (code < 0x20 || (code >= 0x7F && code < 0xA0) ||
             (code >= 0x2028 && code <= 0x202E) ||
             (code >= 0x2066 && code <= 0x2069) ||
             (code >= 0xD800 && code < 0xE000))
        out_print("\\u%04x", (unsigned)code);
    else
        out_bytes(bytes, text_encode(code, bytes));
}

void json_text(const char *text, size_t length)
{
    uint32_t code;

    separate();
    out_print("\"");
    for (size_t at = 0; at < length;) {
        at += text_decode(text + at, length - at, &code);
        escape(code);
    }
    out_print("\"");
}

void json_string(const char *text)
{
    json_text(text, strlen(text));
}

void json_key(const char *key)
{
    json_string(key);
    out_print(": ");
    has_key = true;
}

void json_made(const char *value)
{
    separate();
    out_print("%s", value);
}

void json_int(int64_t value)
{
    separate();
    out_print("%lld", (long long)value);
}

void json_unsigned(uint64_t value)
{
    separate();
    out_print("%llu", (unsigned long long)value);
}

void json_bool(bool value)
{
    json_made(value ? "true" : "false");
}

void json_null(void)
{
    json_made("null");
}

void json_field(const char *key, const char *text)
{
    json_key(key);
    json_string(text);
}

void json_field_int(const char *key, int64_t value)
{
    json_key(key);
    json_int(value);
}

void json_end(void)
{
    out_print("\n");
}
