/* SPDX-License-Identifier: MIT */
/*
 * What other parts of the library need of views.
 */
#ifndef MMF_VIEW_PRIVATE_H
#define MMF_VIEW_PRIVATE_H

#include "mmf/view.h"
#include <stddef.h>

/* Each records why a view refuses an access: it is missing or closed; it does
 * not allow this access; the bytes lie outside. */
int mmf_view_fail_closed(const char *operation, const mmf_view *view);
int mmf_view_fail_access(const char *operation, uint32_t access);
int mmf_view_fail_range(const char *operation, int64_t position, int64_t length,
                        int64_t size);

/* Finds bytes of a view, as mmf_view_span() does, for another operation: it
 * leaves out alone on failure. */
int mmf_view_find(const char *operation, const mmf_view *view, int64_t position,
                  int64_t length, uint32_t access, unsigned char **out);

/* Makes sure that mapped bytes are still there to be read: MMF_EIO, recorded,
 * where somebody shortened the map. */
int mmf_view_touch(const char *operation, void *bytes, size_t length);

/* The final name of the map that a view was opened from; NULL where it has none
 * or the view has no bytes. */
const char *mmf_view_os_name(const mmf_view *view);

/* Where in its map a byte of a view is that has bytes. */
int64_t mmf_view_place(const mmf_view *view, const void *at);

#endif
