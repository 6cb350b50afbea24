/* SPDX-License-Identifier: MIT */
/*
 * Waiting for another process to go on with what it does to a word: at first
 * without giving up the processor, then with pauses that grow, and not for ever.
 * Not here: what the word means.
 */
#ifndef MMF_PATIENCE_H
#define MMF_PATIENCE_H

#include <stdint.h>

/* How long others are waited for. */
typedef struct mmf_patience {
    int32_t wait_ms;     /* in all; -1 = no longer than a write takes */
    int32_t takeover_ms; /* for a writer that does nothing any more */
} mmf_patience;

/* Somebody who waits for the word to change.  Begin with {.patience = ...,
 * .last = ...}. */
typedef struct mmf_waiter {
    const mmf_patience *patience;
    unsigned char *last; /* the byte that goes first where a map is shortened */
    int64_t began;       /* ms */
    int64_t changed;     /* ms, when seen was seen first */
    uint32_t seen;
    uint32_t spins;
    uint32_t pause_us; /* 0 = the clock was not read yet */
} mmf_waiter;

enum mmf_waited {
    MMF_WAITED_TRY_AGAIN,
    MMF_WAITED_NOTHING_HAPPENS, /* the same word for takeover_ms */
    MMF_WAITED_TOO_LONG
};

/* Checks what a caller asks for, and puts in the defaults for zeros. */
int mmf_patience_take(const char *operation, int32_t wait_ms,
                      int32_t takeover_ms, mmf_patience *out);

/* Waits a little, as a word was met that does not let us go on.  Somebody may
 * shorten the map meanwhile, which is too long as well: then the word must not
 * be looked at again. */
enum mmf_waited mmf_waiter_wait(mmf_waiter *self, uint32_t word);

#endif
