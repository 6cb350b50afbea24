/* SPDX-License-Identifier: MIT */
/*
 * What the conformance tests share: maps of the real system under names of
 * their own, and what .NET's tests look at in each map that they get.
 */
#ifndef MMF_REAL_H
#define MMF_REAL_H

#include "test.h"
#include <stdbool.h>

enum {
    REAL_NAME_ROOM = 1100,
    REAL_KINDS = 5,
    REAL_SAMPLES = 2,
    REAL_ACCESSES = MMF_ACCESS_READ_WRITE_EXECUTE + 1
};

/* Whether names are files of one folder, with their rules, and sizes exact; on
 * Windows neither. */
bool real_is_posix(void);

/* The smallest size of memory that the system hands out. */
int64_t real_page(void);

/* How large a map of such a capacity is here. */
int64_t real_size(int64_t capacity);

/* A name that no other process and no other call has. */
const char *real_name(void);

/* The same in one of the REAL_KINDS of names that .NET's tests try: plain,
 * white space alone, "local/..." and "global/..." with a slash that makes no
 * prefix, and one of more than 1000 bytes. */
const char *real_name_of(int kind);

/* Whether this system can have names of a kind, by the rules of mmf.h. */
bool real_takes(int kind);

/* Creates a map; the test fails where that fails. */
mmf_map *real_map(const char *name, int64_t capacity, uint32_t access);

/* A map in one of the REAL_SAMPLES ways to have one: without a name, and with.
 * To be closed by real_sample_end(). */
mmf_map *real_sample(int sample, int64_t capacity, uint32_t access);
void real_sample_end(int sample, mmf_map *map);

/* Opens a view; likewise. */
mmf_view real_view(const mmf_map *map, int64_t offset, int64_t size,
                   uint32_t access);

/* Closes the last handle of a map.  Where names do not end by that, it is
 * removed by hand. */
void real_end(const char *name, mmf_map *map);

/* Whether a map of one mmf_access can have a view of another. */
bool real_allows(uint32_t map, uint32_t view);

/* Whether a view was refused because nothing may be executed here, which is the
 * machine's right: a mount or a policy says so. */
bool real_forbids(int status, uint32_t access);

/* Looks at a new map of zeros as ValidateMemoryMappedFile does: its handle, and
 * the first and the last byte through each view that it allows. */
void real_validate(const mmf_map *map, int64_t capacity, uint32_t access,
                   bool inheritable);

/* The same of a map of a file, whose size is never rounded. */
void real_validate_file(const mmf_map *map, int64_t capacity, uint32_t access,
                        bool inheritable);

/* A path of its own with a file of so many zeros, or nothing for -1. */
const char *real_file(int64_t size);

/* Maps a file that is there; the test fails where that fails. */
mmf_map *real_file_map(const char *path, int64_t capacity, uint32_t access);

#endif
