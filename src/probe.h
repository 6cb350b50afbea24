/* SPDX-License-Identifier: MIT */
/*
 * Where a test can put its hand into the sequenced protocol.  In the product
 * each of these is what it says here; a test that counts stores, stops or kills
 * a writer between them, breaks the protocol to see that it is noticed, or lets
 * nobody look without being woken, compiles what is concerned with a header of
 * its own before this one (tests/text/probes.h, tests/watch/slices.h), which has
 * the same guard.
 */
#ifndef MMF_PROBE_H
#define MMF_PROBE_H

/* A step that others can see or disturb, before it is taken: LOAD, STORE, TAKE,
 * SETTLE; and DISPLACED where SETTLE has failed. */
#define MMF_STEP(step) ((void)0)

/* Whether the word is after the copy what it was before. */
#define MMF_IS_STEADY(now, before) ((now) == (before))

/* Whether a copy has the checksum that its writer gave it. */
#define MMF_IS_WHOLE(hash, told) ((hash) == (told))

/* How long the longest sleep is of those who wait to be woken: a writer may die
 * between its last store and waking them, and some wake nobody. */
#define MMF_SLICE_MS 250

/* How long the pause is after a sleep that ended for no reason. */
#define MMF_EARLY_MS 10

/* Ends a write, unless another writer took over. */
#define MMF_SETTLE(word, mine, done) mmf_swap_release((word), (mine), (done))

#endif
