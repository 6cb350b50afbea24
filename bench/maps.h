/* SPDX-License-Identifier: MIT */
/*
 * The section "maps": named shared memory made, opened and given up, the same
 * work for all peers.  A peer is told by the four functions below; what is done
 * with them, and in which order, is maps.c's.
 *
 *     cycle KIND SIZE   make, touch the first bytes, close, remove
 *     open KIND SIZE    open what is there, read the first bytes, close
 *     many KIND COUNT   make so many of 8 KiB, then close and remove them all
 *
 * KIND is "reserved" where the storage is taken at once, "sparse" where it is
 * taken at the first touch; "persist" and "sparse-persist" are the library's
 * objects that outlive their handles, and "foreign" those of plain shm_open().
 */
#ifndef MMF_BENCH_MAPS_H
#define MMF_BENCH_MAPS_H

#include "peer.h"
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A handle and what it shows. */
typedef struct maps_handle {
    void *own[8];    /* the peer's */
    intptr_t number; /* the peer's */
    volatile unsigned char *bytes;
    uint64_t size;
} maps_handle;

typedef struct maps_peer {
    const char *version;
    /* Make what nobody has made, with all of it mapped for writing. */
    bool (*make)(const char *name, const char *kind, uint64_t size,
                 maps_handle *out);
    /* Open what is there, for reading and writing, and map all of it. */
    bool (*open)(const char *name, maps_handle *out);
    void (*close)(maps_handle *handle);
    /* After the last close; NULL = that is enough. */
    void (*remove)(const char *name, const char *kind);
} maps_peer;

int maps_main(const maps_peer *peer);

/* How many maps "many" may ask for. */
enum {
    MAPS_MOST = 10000
};

#ifdef __cplusplus
}
#endif

#endif
