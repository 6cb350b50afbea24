/* SPDX-License-Identifier: MIT */
/*
 * A loop that polls a view, compiled by itself with all optimisations whatever
 * the build.
 */
#ifndef MMF_POLLING_H
#define MMF_POLLING_H

#include "mmf/mmf.h"

/* Reads the number at the start until it is the wanted one, so many times at
 * most; returns how often it was not. */
int64_t poll_for(const mmf_view *view, int32_t wanted, int64_t most);

#endif
