/* SPDX-License-Identifier: MIT */
/*
 * What a system's codes are promised to mean, written down once more beside the
 * backend's own table: errmap_posix.c and errmap_win32.c, of which the build
 * takes one.
 */
#ifndef MMF_ERRMAP_H
#define MMF_ERRMAP_H

#include "os.h"

extern const mmf_os_err errmap_promised[];
extern const size_t errmap_promised_length;

/* A code of the system that has no status of its own. */
extern const unsigned long errmap_unlisted;

#endif
