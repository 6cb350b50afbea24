/* SPDX-License-Identifier: MIT */
/* The protocol broken on purpose: a reader does not look at the word again. */
#include "probes.h"
#undef MMF_IS_STEADY
#define MMF_IS_STEADY(now, before) ((void)(now), (void)(before), true)
