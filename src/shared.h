/* SPDX-License-Identifier: MIT */
/*
 * Copies between private memory and memory that other processes write at the
 * same time.  Each access is a relaxed atomic, so that the copy may be torn but
 * the program stays defined; aligned words and UTF-16 units are never torn.
 */
#ifndef MMF_SHARED_H
#define MMF_SHARED_H

#include <stdbool.h>
#include <stddef.h>

/* Copies out of shared memory, ascending. */
void mmf_shared_read(void *to, const unsigned char *from, size_t length);

/* Copies into shared memory, ascending. */
void mmf_shared_write(unsigned char *to, const void *from, size_t length);

/* Whether shared memory holds the bytes of a copy now. */
bool mmf_shared_equals(const void *copy, const unsigned char *shared,
                       size_t length);

#endif
