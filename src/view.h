/* SPDX-License-Identifier: MIT */
/*
 * What other parts of the library need of views.
 */
#ifndef MMF_VIEW_PRIVATE_H
#define MMF_VIEW_PRIVATE_H

#include <stddef.h>

/* Makes sure that mapped bytes are still there to be read: MMF_EIO, recorded,
 * where somebody shortened the map. */
int mmf_view_touch(const char *operation, void *bytes, size_t length);

#endif
