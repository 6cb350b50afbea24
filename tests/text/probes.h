/* SPDX-License-Identifier: MIT */
/*
 * The protocol as it is, with a call before each step that others can see.
 * Included before src/probe.h, whose guard it has.
 */
#ifndef MMF_PROBE_H
#define MMF_PROBE_H

#include <stdbool.h>

enum probe {
    PROBE_LOAD,
    PROBE_STORE,
    PROBE_TAKE,
    PROBE_SETTLE,
    PROBE_DISPLACED
};

/* The test's. */
void probe_step(enum probe step);

#define MMF_STEP(step)               probe_step(PROBE_##step)
#define MMF_IS_STEADY(now, before)   ((now) == (before))
#define MMF_IS_WHOLE(hash, told)     ((hash) == (told))
#define MMF_SETTLE(word, mine, done) mmf_swap_release((word), (mine), (done))

#endif
