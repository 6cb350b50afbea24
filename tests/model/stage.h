/* SPDX-License-Identifier: MIT */
/*
 * What the scenes of test_order have in common: markers in the record, and the
 * objects that an operation meets.
 */
#ifndef STAGE_H
#define STAGE_H

#include <mmf/mmf.h>

typedef struct stage {
    const char *name;
    char object[300]; /* the name as shm_open takes it */
    char path[320];
} stage;

/* The one name of this process. */
extern stage on;

void stage_set(const char *name);

/* Ends everything unless it holds. */
void must(int holds, const char *what);

/* Where a section of docs/model/steps.txt begins and ends in the record. */
void begin(const char *section);
void end(void);

/* Sections of one call, with the answer that it has to give.  Never waiting is
 * for what would try again and again. */
mmf_map *show_create(const char *section, const mmf_options *options,
                     int expected);
mmf_map *show_open(const char *section, uint32_t rights,
                   const mmf_options *options, int expected);
void show_close(const char *section, mmf_map *map);
extern const mmf_options never_waiting;

/* A map of ours, and objects whose only holder has died, or which another
 * library made, without the mark. */
mmf_map *made(void);
void leave_stale(void);
void leave_unmarked(int64_t size);

/* Does something in a child process that has a copy of a map. */
void in_child(void (*what)(mmf_map *map), mmf_map *map);

/* disturbed.c: operations that others get in the way of. */
void disturbed(void);

#endif
