/* SPDX-License-Identifier: MIT */
/*
 * What a failed call could leave behind: descriptors, mappings, and the object
 * under the test's name.  Made and looked at by plain system calls.
 */
#ifndef MMF_PLACES_H
#define MMF_PLACES_H

#include <stdbool.h>

enum {
    PLACE_SIZE = 8096
};

/* What is under the name before a scenario. */
enum place {
    NOTHING,
    LIVING, /* an object that somebody else holds */
    STALE   /* what a killed process left */
};

/* The name, and that of its object in the file system. */
const char *place_name(void);

void place_prepare(enum place place);

/* What is under the name now; an object nobody holds is STALE. */
enum place place_look(void);

/* Whether the object that was prepared as LIVING is there and unchanged. */
bool place_is_untouched(void);

/* Removes what is left, and lets go of what was LIVING. */
void place_clear(void);

/* Open descriptors, and mappings of shared memory, of this process. */
int place_descriptors(void);
int place_mappings(void);

#endif
