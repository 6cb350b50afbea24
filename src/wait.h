/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a text or a record to become another one, step by step.  Who waits
 * looks, sleeps for a slice, and looks again: waking only makes it quick, and no
 * wait depends on it.  Not here: which texts and names users wait for (watch.c),
 * and how a system wakes (os.h).
 */
#ifndef MMF_WAIT_H
#define MMF_WAIT_H

#include "mmf/text.h"
#include "os.h"
#include "sequence.h"
#include <stdbool.h>
#include <stdint.h>

/* When a wait is over. */
typedef struct mmf_wait_end {
    int64_t at; /* ms */
    bool never;
} mmf_wait_end;

/* What is waited for. */
typedef struct mmf_wait {
    mmf_sequence at;
    mmf_text_token seen; /* the text is to be another */
    mmf_os_word word;
    bool told; /* as of the last sleep: that the word has changed */
} mmf_wait;

/* Starts the clock; -1 = for ever.  MMF_EINVAL, recorded, for what is less. */
int mmf_wait_begin(const char *operation, int32_t timeout_ms,
                   mmf_wait_end *out);

/* How many of at most most milliseconds are left; 0 = the wait is over. */
uint32_t mmf_wait_left(const mmf_wait_end *end, uint32_t most);

/* Records that a wait is over: MMF_ETIMEDOUT. */
int mmf_wait_fail(const char *operation);

/* Records that a copy-on-write view does not see changes: MMF_EINVAL. */
int mmf_wait_fail_private(const char *operation);

/* Lets others run for some milliseconds, no longer than the wait lasts. */
void mmf_wait_pause(const mmf_wait_end *end, uint32_t milliseconds);

/* Whether the text is another; a text that is just being written is, once it
 * is there or its writer is taken for dead. */
bool mmf_wait_is_over(const mmf_wait *self, const mmf_wait_end *end);

/* Sleeps until it may be. */
void mmf_wait_sleep(mmf_wait *self, const mmf_wait_end *end);

/* The same for a word alone, that all writers change: whether it is another one
 * than was seen, and no writer at work or it is taken for dead; and sleeping
 * until it may be.  What is asleep touches no memory: somebody may shorten the map
 * meanwhile.  told: what the last sleep has ended with, false at first. */
bool mmf_wait_word_is_over(const mmf_os_word *word, uint32_t seen,
                           const mmf_wait_end *end);
void mmf_wait_word_sleep(const mmf_os_word *word, uint32_t seen,
                         const mmf_wait_end *end, bool *told);

/* Wakes all who wait for a word to change that was this before. */
void mmf_wait_wake(const mmf_os_word *word, uint32_t before);

#endif
