/* SPDX-License-Identifier: MIT */
/*
 * Hints for people: what a status means for a name, or for a file.
 */
#ifndef MMF_EXPLAIN_H
#define MMF_EXPLAIN_H

#include "os.h"

/* Puts a hint to the failure recorded last and returns its status.  name and
 * os_name are NULL for an anonymous map; asked is what the system was asked
 * for, with a size only where a map was to be made, or NULL. */
int mmf_explain_name(int status, const char *name, const char *os_name,
                     const mmf_os_wish *asked);

/* The same for a protection that the system did not give to an open map. */
int mmf_explain_protection(int status, const mmf_os_section *section,
                           const mmf_os_protection *asked);

/* The same for a file; path is NULL where the user opened it, and asked is the
 * capacity of the map. */
int mmf_explain_file(int status, const char *path, int64_t asked);

#endif
