/* SPDX-License-Identifier: MIT */
/*
 * The product, but that nobody who sleeps wakes up by himself to look: a wake
 * that is lost stays lost.  Included before src/probe.h, whose guard it has.
 */
#ifndef MMF_PROBE_H
#define MMF_PROBE_H

#define MMF_STEP(step)               ((void)0)
#define MMF_IS_STEADY(now, before)   ((now) == (before))
#define MMF_IS_WHOLE(hash, told)     ((hash) == (told))
#define MMF_SETTLE(word, mine, done) mmf_swap_release((word), (mine), (done))
#define MMF_SLICE_MS                 3600000
#define MMF_EARLY_MS                 0

#endif
