/* SPDX-License-Identifier: MIT */
/*
 * What the section "maps" asks of the system, beside its peers.
 */
#ifndef MMF_BENCH_MAPS_OS_H
#define MMF_BENCH_MAPS_OS_H

#include <stdbool.h>
#include <stdint.h>

/* The number of this process, for names that nobody else has. */
long maps_os_process(void);

/* Lets this process have more than MAPS_MOST files open. */
void maps_os_allow_files(void);

/* An object as any program makes it, with a number in its first bytes. */
void maps_os_make(const char *name, uint64_t size, int32_t first);

/* Whether an object has storage for all of its bytes; no where only its maker
 * knows how to find it. */
bool maps_os_is_stored(const char *name, uint64_t size);

/* Removes the name of an object that outlives its handles. */
void maps_os_remove(const char *name);

#endif
