/* SPDX-License-Identifier: MIT */
/*
 * The part of console.h that is the same on every system: printing, lines of
 * the input, and the text box on a terminal.  One process has one console, so
 * its state stands here.
 */
#include "console.h"
#include "console_os.h"
#include "console_text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    IN = 0,
    OUT = 1,
    ERR = 2,
    TEXT_ROOM = 1 << 20, /* bytes of the longest text */
    OUTPUT_LOST = 3,     /* exit status */
    SIGNALLED = 128      /* exit status, and the signal */
};

static struct {
    char input[CONSOLE_CHUNK]; /* what was read and not yet looked at */
    size_t next;
    size_t filled;
    char text[TEXT_ROOM];
    text_box box;
    char status[256]; /* the row above the text */
    bool drawn;
    bool keys;  /* the text is edited on a terminal */
    bool lines; /* and must not be */
    bool stay;
    bool ended;
    bool hung_up;
    bool lost; /* some output */
} console;

char **console_arguments(int *argc, char **argv)
{
    return console_os_arguments(argc, argv);
}

static void write_out(int stream, const char *bytes, size_t length)
{
    if (!console_os_write(stream, bytes, length) && stream == OUT)
        console.lost = true;
}

static void print(int stream, const char *text, size_t length)
{
    const bool terminal = console_os_is_terminal(stream);

    while (length > 0) {
        char shown[CONSOLE_CHUNK];
        size_t used = length < CONSOLE_CHUNK ? length : CONSOLE_CHUNK;

        if (terminal)
            write_out(stream, shown,
                      text_show(text, length, shown, sizeof shown, &used));
        else
            write_out(stream, text, used);
        text += used;
        length -= used;
    }
}

static void print_list(int stream, const char *format, va_list values)
{
    char text[CONSOLE_CHUNK];
    const int wanted = vsnprintf(text, sizeof text, format, values);

    if (wanted > 0 && (size_t)wanted < sizeof text)
        print(stream, text, (size_t)wanted);
    else if (wanted > 0)
        print(stream, text, text_whole(text, sizeof text - 1));
}

void console_print(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    print_list(OUT, format, values);
    va_end(values);
}

void console_complain(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    print_list(ERR, format, values);
    va_end(values);
}

void console_print_text(const char *text, size_t length)
{
    print(OUT, text, length);
}

bool console_has_lost(void)
{
    return console.lost;
}

int console_status(int status)
{
    if (!console.lost || status != 0)
        return status;
    console_complain("Standard output cannot be written.\n");
    return OUTPUT_LOST;
}

/* A character in the last column makes some terminals start a new row.  Rows
 * have to fit into draw()'s buffer. */
static int usable_columns(void)
{
    const int columns = console_os_columns() - 1;

    return columns < 20 ? 20 : columns > 400 ? 400 : columns;
}

/* The two rows: what is known of the text, and the text or its end. */
static void draw(void)
{
    char rows[CONSOLE_CHUNK];
    const size_t half = sizeof rows / 2;
    const int columns = usable_columns();
    size_t made, used;

    console_os_clear(console.drawn ? 1 : 0);
    made = text_show(console.status, strlen(console.status), rows, half, &used);
    made = text_whole(rows, made < (size_t)columns ? made : (size_t)columns);
    memcpy(rows + made, "\n> ", 3);
    made += 3;
    made += text_show_row(console.text,
                          text_whole(console.text, console.box.length),
                          columns - 2, rows + made, half - 3);
    write_out(OUT, rows, made);
    console.drawn = true;
}

static void begin_keys(void)
{
    console.keys = true;
    console_os_keys(true);
    (void)snprintf(
        console.status, sizeof console.status,
        "Each key is published at once. Ctrl-U clears, Ctrl-D ends.");
    draw();
}

/* More input, or the reason why there is none. */
static enum console_event fill(void)
{
    enum console_event event;

    console.next = 0;
    console.filled = 0;
    for (;;) {
        event = console_os_read(console.input, sizeof console.input,
                                &console.filled);
        if (event != CONSOLE_REDRAW)
            return event;
        console.drawn = false;
        draw();
    }
}

/* Whether the box has something to publish, or says why not. */
static bool take_change(void)
{
    /* A paste is one change, as in any text box. */
    if (!console.box.changed || console.box.pasting)
        return false;
    console.box.changed = false;
    if (console.box.full)
        console_refused("the text is longer than this program takes");
    return !console.box.full;
}

static bool next_keys(void)
{
    for (;;) {
        while (console.next < console.filled && !console.box.ended) {
            text_box_key(&console.box,
                         (unsigned char)console.input[console.next]);
            console.next++;
        }
        if (take_change())
            return true;
        if (console.box.ended)
            return false;
        switch (fill()) {
        case CONSOLE_BYTES:
            break;
        case CONSOLE_END:
            console.hung_up = true;
            return false;
        default:
            return false;
        }
    }
}

/* Moves input to the text, up to the end of the line.  Whether that came. */
static bool take_line(void)
{
    const char *from = console.input + console.next;
    const size_t left = console.filled - console.next;
    const char *end = left == 0 ? NULL : memchr(from, '\n', left);
    const size_t length = end == NULL ? left : (size_t)(end - from);
    text_box *box = &console.box;

    if (length > box->room - box->length) {
        box->full = true;
    } else {
        memcpy(box->text + box->length, from, length);
        box->length += length;
    }
    console.next += length;
    if (end == NULL)
        return false;
    console.next++;
    if (box->length > 0 && box->text[box->length - 1] == '\r')
        box->length--;
    return true;
}

/* The next line, whatever its length; the last one may lack its end. */
static bool read_line(void)
{
    console.box.length = 0;
    console.box.full = false;
    if (console.ended)
        return false;
    while (!take_line()) {
        const enum console_event event = fill();

        if (event == CONSOLE_SIGNAL)
            return false;
        if (event == CONSOLE_END) {
            console.ended = true;
            return console.box.length > 0 || console.box.full;
        }
    }
    return true;
}

static bool next_line(void)
{
    while (read_line()) {
        if (!console.box.full)
            return true;
        console_complain("Not published: a line of more than %d bytes.\n",
                         TEXT_ROOM);
    }
    if (console.stay)
        console_os_wait();
    return false;
}

void console_begin(bool stay)
{
    console.stay = stay;
    console.box.text = console.text;
    console.box.room = sizeof console.text;
    console_os_begin();
}

void console_take_lines(void)
{
    console.lines = true;
}

void console_wait(void)
{
    console_os_wait();
}

bool console_next(const char **text, size_t *length)
{
    bool there;

    if (!console.keys && !console.lines && console_os_is_terminal(IN) &&
        console_os_is_terminal(OUT))
        begin_keys();
    there = console.keys ? next_keys() : next_line();
    *text = console.text;
    *length = console.keys ? text_whole(console.text, console.box.length)
                           : console.box.length;
    return there;
}

void console_published(long long units, long long room)
{
    if (!console.keys) {
        console_print("%lld characters published.\n", units);
        return;
    }
    (void)snprintf(console.status, sizeof console.status,
                   "%lld of %lld characters published.", units, room);
    draw();
}

void console_refused(const char *why)
{
    if (!console.keys) {
        console_complain("Not published: %s.\n", why);
        return;
    }
    (void)snprintf(console.status, sizeof console.status, "Not published: %s.",
                   why);
    draw();
}

int console_end(void)
{
    const int signal = console_os_signal();

    if (console.keys) {
        console_os_keys(false);
        write_out(OUT, "\n", 1);
        console.keys = false;
    }
    if (signal != 0)
        return SIGNALLED + signal;
    return console.hung_up ? SIGNALLED + CONSOLE_HANGUP : 0;
}
