/* SPDX-License-Identifier: MIT */
/*
 * Where console.c meets the system: console_posix.c or console_win32.c, chosen
 * by the build.  Streams are 0, 1 and 2.  All text is UTF-8, keys included:
 * Enter is CR, Backspace is DEL, Ctrl-D is 4.
 */
#ifndef CONSOLE_OS_H
#define CONSOLE_OS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    CONSOLE_CHUNK = 4096, /* most bytes of one read or write */
    CONSOLE_HANGUP = 1    /* the "signal" of a closed window */
};

enum console_event {
    CONSOLE_BYTES,  /* there is input */
    CONSOLE_END,    /* there will be none any more */
    CONSOLE_REDRAW, /* somebody else may have drawn on the terminal */
    CONSOLE_SIGNAL  /* it is time to leave */
};

char **console_os_arguments(int *argc, char **argv);
bool console_os_is_terminal(int stream);

/* Whole characters only, CONSOLE_CHUNK bytes at most.  False: they are lost. */
bool console_os_write(int stream, const char *bytes, size_t length);

/* Catches the signals that end a program. */
void console_os_begin(void);

/* The number of the signal that was caught, or 0. */
int console_os_signal(void);

/* Waits for input; keys: every key for itself, unechoed. */
void console_os_keys(bool on);
enum console_event console_os_read(char *buffer, size_t room, size_t *length);

/* Waits for a signal. */
void console_os_wait(void);

/* Of the terminal: its width; clear the cursor's row and so many above it, and
 * go to where they began. */
int console_os_columns(void);
void console_os_clear(int rows_above);

#endif
