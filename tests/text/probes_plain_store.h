/* SPDX-License-Identifier: MIT */
/* The protocol broken on purpose: a writer ends with a plain store, whoever has
 * taken over. */
#include "probes.h"
#undef MMF_SETTLE
#define MMF_SETTLE(word, mine, done) \
    ((void)(mine), mmf_store_u32((word), (done)), true)
