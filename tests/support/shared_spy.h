/* SPDX-License-Identifier: MIT */
/*
 * A stand-in for src/shared.c that keeps a list of what is copied, and lets
 * another writer in after each copy out of shared memory.  Link it INSTEAD_OF
 * shared.c.
 */
#ifndef MMF_SHARED_SPY_H
#define MMF_SHARED_SPY_H

#include "shared.h"

enum spy_kind {
    SPY_READ = 'r',
    SPY_WRITE = 'w',
    SPY_EQUALS = 'e'
};

typedef struct spy_copy {
    int kind;
    const unsigned char *at; /* in shared memory */
    size_t length;
} spy_copy;

/* Forgets the list and the writer. */
void spy_reset(void);

/* How many copies there were; the first thousand are listed. */
int spy_length(void);
const spy_copy *spy_copies(void);

/* Runs a writer after each copy out of shared memory. */
void spy_after_read(void (*writer)(void));

/* Runs another writer after each copy into shared memory. */
void spy_after_write(void (*writer)(void));

#endif
