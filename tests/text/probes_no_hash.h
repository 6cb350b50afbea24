/* SPDX-License-Identifier: MIT */
/* The protocol broken on purpose: a reader does not compare the checksum. */
#include "probes.h"
#undef MMF_IS_WHOLE
#define MMF_IS_WHOLE(hash, told) ((void)(hash), (void)(told), true)
