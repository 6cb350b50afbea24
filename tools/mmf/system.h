/* SPDX-License-Identifier: MIT */
/*
 * What the tool asks of the system past the library: system_posix.c or
 * system_win32.c, chosen by the build.  All text is UTF-8.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* To be called first.  From here on a write to a closed pipe is an error. */
void system_begin(void);

/* Milliseconds since 1970, UTC. */
int64_t system_now_ms(void);

/* A number that no other living process has. */
unsigned long system_process(void);

/* Whether standard output is a terminal that knows the usual sequences. */
bool system_shows_colours(void);

/* The name of a user; false if the system knows none. */
bool system_user(int64_t number, char *out, size_t room);

/* A file, or a standard stream for "-".  All return false on failure, and then
 * system_error() says why, in one line. */
typedef struct system_file {
    intptr_t handle;
    char *made;   /* what is written, to take the target's place; or NULL */
    char *target; /* NULL as well then */
    int64_t size; /* of a plain file that is read; -1 for all others */
    bool is_standard;
} system_file;

bool system_open(const char *path, bool to_write, system_file *file);
bool system_read(system_file *file, void *buffer, size_t room, size_t *length);
bool system_write(system_file *file, const void *bytes, size_t length);

/* keep: what was written is put in its place.  Otherwise what was there before
 * is there still, unless it is no plain file, or one of somebody else's. */
bool system_close(system_file *file, bool keep);

const char *system_error(void);

/* From here on a signal that would end the process ends what is read instead:
 * whoever has something unfinished that would stay removes it first.  Where
 * nothing stays, signals end the process as ever. */
void system_hold_signals(void);

/* The one that came since, or 0. */
int system_signal(void);

#endif
