/* SPDX-License-Identifier: MIT */
/*
 * What a map is inside the library.
 */
#ifndef MMF_MAP_PRIVATE_H
#define MMF_MAP_PRIVATE_H

#include "mmf/map.h"
#include "os.h"

struct mmf_map {
    mmf_os_section section;
    mmf_os_file file; /* what closing the map closes too, or none */
    uint32_t rights;  /* MMF_OS_ bits: what views of it may be */
    char *os_name;    /* NULL = anonymous */
};

/* What a call that makes a map takes. */
typedef struct mmf_map_rules {
    const char *operation;
    int64_t least;  /* capacity */
    uint32_t flags; /* of options */
    uint32_t mode;  /* where options says 0 */
} mmf_map_rules;

/* Checks what such a call was given, in .NET's order, and makes the wish. */
int mmf_map_read_wish(const mmf_map_rules *rules, int64_t capacity,
                      const mmf_options *options, mmf_os_wish *out);

/* Whether the system has sections of wish->size, and names that persist. */
int mmf_map_check_caps(const char *operation, const mmf_os_wish *wish);

/* Refuses the access that is for views alone. */
int mmf_map_check_access(const char *operation, const mmf_os_wish *wish);

/* Makes the handle that the user gets, but for the section.  All memory comes
 * first: once the system has made something, nothing here may fail. */
int mmf_map_begin(const char *operation, const char *name, mmf_map **out);

/* Hands the map out, or what was begun of it back. */
int mmf_map_end(int rc, mmf_map *map, uint32_t rights, mmf_map **out);

/* The MMF_OS_ bits of an mmf_access, or 0 for a number that is none. */
uint32_t mmf_access_bits(uint32_t access);

#endif
