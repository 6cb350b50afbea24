/* SPDX-License-Identifier: MIT */
/*
 * Hints for people: what a status means for a name.
 */
#ifndef MMF_EXPLAIN_H
#define MMF_EXPLAIN_H

#include <stdint.h>

/* Puts a hint to the failure recorded last and returns its status.  name and
 * os_name are NULL for an anonymous map; asked is the capacity of a map to be
 * made, else 0. */
int mmf_explain_name(int status, const char *name, const char *os_name,
                     int64_t asked);

#endif
