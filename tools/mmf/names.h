/* SPDX-License-Identifier: MIT */
/*
 * All names that the system shows, with what can be told of each.
 */
#ifndef NAMES_H
#define NAMES_H

#include <mmf/mmf.h>
#include <stddef.h>

typedef struct named {
    char *name;
    int status; /* of mmf_name_stat(); the rest means nothing if it is not 0 */
    mmf_name_info info;
} named;

typedef struct names {
    named *rows; /* sorted by name */
    size_t count;
} names;

/* As mmf_list(), less the names that go meanwhile; names_free() in any case. */
int names_gather(names *out);
void names_free(names *of);

/* "live", "stays" or "stale". */
const char *names_life(const mmf_name_info *info);

/* The permissions in octal digits, or "-" where a system has none. */
const char *names_mode(const mmf_name_info *info, char *buffer, size_t room);

/* The owner: a name, a number, or "-". */
const char *names_owner(const mmf_name_info *info, char *buffer, size_t room);

/* One object of JSON. */
void names_json(const named *row);

#endif
