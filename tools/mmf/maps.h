/* SPDX-License-Identifier: MIT */
/*
 * A map seen through one view, as most commands want it: opened by its name,
 * and closed again but for the view.
 */
#ifndef MAPS_H
#define MAPS_H

#include "command.h"
#include <mmf/mmf.h>

#define ARTICLE_NAME "EMoreauSharedDemo"

enum {
    ARTICLE_SIZE = 8096,
    PIECE = 1 << 20 /* bytes that are copied at once */
};

/* A stretch of a map, as --at and --size say it. */
typedef struct stretch {
    int64_t at;
    int64_t size;
    int64_t map_size;
} stretch;

/* The exit status; where it is not 0, the failure has been told.  size: 0 is up
 * to the end.  what gets where the view lies. */
int maps_view(const request *given, uint32_t rights, int64_t at, int64_t size,
              mmf_view *view, stretch *what);

/* The same for --at and --size. */
int maps_view_stretch(const request *given, uint32_t rights, mmf_view *view,
                      stretch *what);

/* Writes bytes into a view.  A map that was shortened, or finds no storage for
 * them, is a failure that is told, and not a signal. */
int maps_store(const mmf_view *view, int64_t at, const unsigned char *bytes,
               size_t length);

#endif
