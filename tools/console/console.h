/* SPDX-License-Identifier: MIT */
/*
 * What our programs need of a console: arguments and output in UTF-8, and the
 * user's text while it is typed.  It works as well where input or output is a
 * pipe or a file.  It knows nothing of maps.
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

/* To be called first: the program's arguments, in UTF-8 on every system. */
char **console_arguments(int *argc, char **argv);

/*
 * Output in UTF-8, to standard output and, for complaints, to standard error.
 * A pipe or a file gets the very bytes.  A terminal gets control characters
 * (but line ends and tabs) and what is not UTF-8 as symbols: text that another
 * process wrote must not drive it.
 */
void console_print(const char *format, ...);
void console_print_text(const char *text, size_t length);
void console_complain(const char *format, ...);

/* The exit status, or another one if output was lost (a full disk). */
int console_status(int status);

/* Whether output was lost. */
bool console_has_lost(void);

/*
 * From here on a signal, or a closed window, no longer ends the process: it
 * ends console_next().  stay: so does a signal only, and not the end of the
 * input, unless a user at a terminal typed it.
 */
void console_begin(bool stay);

/* No line is edited on a terminal; each is taken when it is whole. */
void console_take_lines(void);

/* Waits for a signal, whatever becomes of the input. */
void console_wait(void);

/*
 * Waits for the user's next text: on a terminal all of a line that is being
 * edited, after every key; otherwise the next line of the input.  The text is
 * valid until the next call.  False when it is time to leave.
 */
bool console_next(const char **text, size_t *length);

/* Tells the user what became of it. */
void console_published(long long units, long long room);
void console_refused(const char *why);

/* Gives the terminal back as it was.  Returns 0, or 128 and the signal. */
int console_end(void);

#endif
