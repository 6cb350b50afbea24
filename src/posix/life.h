/* SPDX-License-Identifier: MIT */
/*
 * What the files that keep a name alive share.  os_meet.c meets an object that
 * exists, os_make.c makes one, both by the locks of os_lock.c; os_life.c decides
 * what comes of it, and says how all of this keeps a name alive.
 */
#ifndef MMF_LIFE_H
#define MMF_LIFE_H

#include "lock.h"
#include "posix.h"

/* The mark. */
#define MMF_MARK S_ISVTX

typedef struct mmf_target mmf_target;

/* What comes of meeting an object that exists: decided inside the gate, where
 * the object has the mark.  0 keeps the handle, MMF_AGAIN starts over, anything
 * else lets it go. */
typedef unsigned long (*mmf_decision)(const mmf_target *to,
                                      mmf_os_section *section,
                                      const struct stat *object,
                                      enum verdict verdict);

/* A name on its way through the steps. */
struct mmf_target {
    const char *name; /* as shm_open takes it: "/X" */
    char path[MMF_PATH_ROOM];
    int64_t deadline;
    mmf_decision decide;
    bool removes;        /* also what has no mark */
    mmf_os_facts *facts; /* for who looks */
    uint64_t *identity;  /* for who probes */
};

/* Whether an object outlives its holders. */
bool mmf_stays(const struct stat *object);

mmf_target mmf_target_of(const char *name, int32_t wait_ms,
                         mmf_decision decide);

/* Whether the name still refers to the open object; tells what it is. */
bool mmf_target_refers(const mmf_target *to, int fd, struct stat *object);

/* Meets an object that exists, until its decision stands. */
unsigned long mmf_meet(const mmf_target *to, const mmf_os_wish *wish,
                       mmf_os_section *out);

/* Makes an object by a name that is free.  *out receives it, and where that
 * failed -1, or what others see already: to be left as by its last holder. */
unsigned long mmf_make(const mmf_target *to, const mmf_os_wish *wish, int *out);

#endif
