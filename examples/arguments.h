/* SPDX-License-Identifier: MIT */
/*
 * The command lines of the examples.  Which words mean what is told by each
 * program's usage text; what is wrong with them is told to the user from here.
 */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

/* To be set to what is meant when nothing is given. */
typedef struct arguments {
    const char *name;
    int64_t capacity;
    int64_t least_capacity; /* 0: no capacity is taken, and no --exit-at-eof */
    bool exit_at_eof;
    bool takes_follow; /* whether --follow is an option */
    bool follow;
} arguments;

enum {
    GO_ON = -1,
    WRONG_USAGE = 2
};

/* GO_ON, or the exit status of a program that has nothing more to do. */
int arguments_read(int argc, char **argv, const char *usage, arguments *out);

#endif
