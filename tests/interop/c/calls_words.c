/* SPDX-License-Identifier: MIT */
/*
 * Words in, answers out; see calls.h.
 */
#include "calls.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *rest;
static char said[1 << 18];
static size_t length;

_Noreturn void words_refuse(const char *what, const char *word)
{
    fprintf(stderr, "the table: %s: %s\n", what, word);
    exit(2);
}

void words_begin(char *line)
{
    rest = line;
}

const char *words_word(void)
{
    char *word;

    rest += strspn(rest, " ");
    word = rest;
    rest += strcspn(rest, " ");
    if (rest == word)
        words_refuse("a word is missing", "");
    if (*rest != '\0')
        *rest++ = '\0';
    return word;
}

int64_t words_number(void)
{
    const char *word = words_word();
    char *end;
    const int64_t number = strtoll(word, &end, 10);

    if (*end != '\0')
        words_refuse("no number", word);
    return number;
}

static unsigned char byte_of(const char *digits)
{
    const char pair[3] = {digits[0], digits[0] == '\0' ? '\0' : digits[1],
                          '\0'};
    char *end;
    const unsigned long byte = strtoul(pair, &end, 16);

    if (end != pair + 2)
        words_refuse("no hexadecimal digits", digits);
    return (unsigned char)byte;
}

const char *words_text(void)
{
    static char texts[2][1 << 16];
    static int turn;
    const char *word = words_word();
    char *text = texts[turn = !turn];
    char *to = text;

    if (strcmp(word, "-") == 0)
        return NULL;
    if (strcmp(word, "''") == 0)
        return "";
    for (; *word != '\0'; word++)
        if (*word == '%') {
            *to++ = (char)byte_of(word + 1);
            word += 2;
        } else {
            *to++ = *word;
        }
    *to = '\0';
    return text;
}

size_t words_bytes(unsigned char *out, size_t room)
{
    const char *word = words_word();
    size_t count = 0;

    if (strcmp(word, "-") == 0)
        return 0;
    for (; *word != '\0'; word += 2) {
        if (count == room)
            words_refuse("too many bytes", word);
        out[count++] = byte_of(word);
    }
    return count;
}

void answer_begin(void)
{
    length = 0;
    said[0] = '\0';
}

static void put(const char *text)
{
    length += (size_t)snprintf(said + length, sizeof said - length, "%s", text);
    if (length >= sizeof said)
        words_refuse("an answer is too long", "");
}

void answer_number(int64_t number)
{
    char text[24];

    (void)snprintf(text, sizeof text, " %" PRId64, number);
    put(text);
}

void answer_bytes(const void *bytes, size_t count)
{
    put(" ");
    for (size_t i = 0; i < count; i++) {
        char digits[3];

        (void)snprintf(digits, sizeof digits, "%02x",
                       ((const unsigned char *)bytes)[i]);
        put(digits);
    }
}

void answer_text(const char *text)
{
    put(" ");
    put(text);
}

const char *answer_said(void)
{
    return said;
}
