/* SPDX-License-Identifier: MIT */
/*
 * What the program says when something goes wrong, one line on standard error,
 * and the status that it ends with.
 */
#ifndef FAIL_H
#define FAIL_H

/* Part of the interface: append, never renumber. */
/* clang-format off */
#define EXIT_MAP(X)                                                           \
    X(DONE,        0, "it is done")                                           \
    X(NO,          1, "no: there is no such map, or the doctor found a fault") \
    X(WRONG_USAGE, 2, "the command line is wrong; nothing was done")          \
    X(FAILED,      3, "the system refuses; the message says why")             \
    X(LATE,        4, "what was waited for did not happen in time")           \
    X(EXISTS,      5, "the name exists already")                              \
    X(CONTENTS,    6, "what the map holds is not what was asked for")         \
    X(OUTPUT_LOST, 7, "the output cannot be written: disk full, pipe closed") \
    X(SIGNALLED, 128, "plus the number of the signal that ended it (not on Windows)")
/* clang-format on */

enum exit_status {
#define EXIT_ROW(name, value, text) EXIT_##name = (value),
    EXIT_MAP(EXIT_ROW)
#undef EXIT_ROW
};

/* The command that messages begin with. */
void fail_in(const char *command);

/* What the library's detail says, until the next call. */
const char *fail_words(void);

/* Says it; the exit status that belongs to it. */
int fail_library(void);

/* The same of something that the library was not asked for. */
int fail_with(int status, const char *format, ...);

/* Says what is wrong with a word of the command line. */
int fail_usage(const char *word, const char *why);

/* Says something that is no failure. */
void fail_note(const char *format, ...);

#endif
