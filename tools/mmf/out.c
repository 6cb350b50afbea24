/* SPDX-License-Identifier: MIT */
/*
 * Output, see out.h.  What a stream is connected to is the console's to know.
 */
#include "out.h"
#include "console.h"
#include "console_os.h"
#include "console_text.h"
#include "system.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OUT = 1,
    ERR = 2,
    BUFFER_ROOM = 1 << 16
};

static struct {
    char buffer[BUFFER_ROOM];
    size_t filled;
    bool lost;
    enum out_style style;
    char complaint[CONSOLE_CHUNK];
    size_t complained;
} out;

/* The console takes whole characters, and so many bytes at once. */
static bool write_all(int stream, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t part = length;

        if (part > CONSOLE_CHUNK) {
            part = text_whole(bytes, CONSOLE_CHUNK);
            if (part == 0)
                part = CONSOLE_CHUNK;
        }
        if (!console_os_write(stream, bytes, part))
            return false;
        bytes += part;
        length -= part;
    }
    return true;
}

bool out_flush(void)
{
    if (!out.lost && !write_all(OUT, out.buffer, out.filled))
        out.lost = true;
    out.filled = 0;
    return !out.lost && !console_has_lost();
}

void out_bytes(const void *bytes, size_t length)
{
    const char *from = bytes;

    while (length > 0 && !out.lost) {
        size_t part = sizeof out.buffer - out.filled;

        if (part > length)
            part = length;
        memcpy(out.buffer + out.filled, from, part);
        out.filled += part;
        from += part;
        length -= part;
        if (out.filled == sizeof out.buffer)
            (void)out_flush();
    }
}

void out_print(const char *format, ...)
{
    char text[CONSOLE_CHUNK];
    va_list values;
    int made;

    va_start(values, format);
    made = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    if (made > 0)
        out_bytes(text,
                  (size_t)made < sizeof text ? (size_t)made : sizeof text - 1);
}

typedef size_t (*look)(const char *, size_t, char *, size_t, size_t *);

static void show(look as, const char *text, size_t length)
{
    while (length > 0) {
        char shown[CONSOLE_CHUNK];
        size_t used;

        out_bytes(shown, as(text, length, shown, sizeof shown, &used));
        text += used;
        length -= used;
    }
}

void out_text(const char *text, size_t length)
{
    if (console_os_is_terminal(OUT))
        show(text_show, text, length);
    else
        out_bytes(text, length);
}

void out_line_bytes(const char *text, size_t length)
{
    show(text_show_line, text, length);
}

void out_line(const char *text)
{
    out_line_bytes(text, strlen(text));
}

/* Asked once: NO_COLOR counts when it is there and not empty. */
static bool has_colours(void)
{
    static int known;
    const char *no = getenv("NO_COLOR");

    if (known == 0)
        known = (no == NULL || no[0] == '\0') && console_os_is_terminal(OUT) &&
                        system_shows_colours()
                    ? 1
                    : -1;
    return known > 0;
}

void out_set_style(enum out_style style)
{
    static const char *const sequences[] = {"\033[0m", "\033[1m", "\033[32m",
                                            "\033[33m", "\033[31m"};

    if (style != out.style && has_colours())
        out_bytes(sequences[style], strlen(sequences[style]));
    out.style = style;
}

int out_width(const char *text)
{
    return text_columns(text, strlen(text));
}

void out_cell(const char *text, int columns)
{
    const int missing = columns - out_width(text);

    out_line(text);
    if (missing > 0)
        out_print("%*s", missing, "");
}

void out_complain(const char *text)
{
    size_t used;

    out.complained +=
        text_show_line(text, strlen(text), out.complaint + out.complained,
                       sizeof out.complaint - 1 - out.complained, &used);
}

void out_complain_end(void)
{
    (void)out_flush(); /* what was said before stands before */
    out.complaint[out.complained] = '\n';
    (void)write_all(ERR, out.complaint, out.complained + 1);
    out.complained = 0;
}
