/* SPDX-License-Identifier: MIT */
/*
 * Where the tests of life happen: a memory file system of their own where the
 * system allows one, other users, and what is left over.  Not here: what a map
 * promises.
 */
#ifndef WORLD_H
#define WORLD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    EXIT_SKIPPED = 77,
    STRANGER = 65534 /* a user that owns nothing */
};

/* What is in use of the memory file system. */
typedef struct usage {
    uint64_t blocks;
    uint64_t files;
    int names; /* entries of the folder */
} usage;

/* Ends the program, with the reason, where a system call that cannot fail
 * does. */
void must(bool well, const char *what);

/* Puts a memory file system of this process and its children over /dev/shm;
 * options as mount takes them.  False: the system does not allow it. */
bool own_mount(const char *options);

/* Whether that would be allowed; changes nothing. */
bool mount_is_possible(void);

/* The same over any folder, with flags as mount takes them. */
bool own_mount_over(const char *folder, unsigned long flags,
                    const char *options);

/* Opens the folder, counts, closes. */
usage measure(void);

/* Becomes another user for good. */
void become_stranger(void);

/* Makes the kernel refuse both ways to give a finished object its name, so that
 * the library creates it in place.  For good, children included. */
void forbid_publication(void);

/* The path of a name's object. */
const char *path_of(const char *name);

/* Prints why there is nothing to test; the exit code for it. */
int skip(const char *reason);

#endif
