/* SPDX-License-Identifier: MIT */
/*
 * Puppets (puppet.c): started, told a line, and ended.
 * puppets_posix.c and puppets_win32.c do it, of which the build takes one.
 */
#ifndef PUPPETS_H
#define PUPPETS_H

#include <stdbool.h>

typedef struct puppet puppet;

/* Starts a puppet with all inheritable handles of this process.
 * handle: what it shall adopt, or NULL. */
puppet *puppet_start(const char *program, const char *name, const char *handle);

/* Tells it a line, unless NULL, and returns its answer; false: none came in
 * time. */
bool puppet_tell(puppet *to, const char *line, long long *answer);

/* Kills it, or lets it end by itself, and waits for that. */
void puppet_end(puppet *of, bool kill);

/* A number that no other test of this machine has at the same time. */
unsigned long puppets_process(void);

#endif
