/* SPDX-License-Identifier: MIT */
/*
 * The section "access": numbers of four bytes, one after the other.
 *
 *     read int COUNT     add so many numbers up, from the first byte on
 *     write int COUNT    write so many, each three more than the one before
 */
#ifndef MMF_BENCH_ACCESS_H
#define MMF_BENCH_ACCESS_H

#include "peer.h"
#include <stdbool.h>

enum {
    ACCESS_VIEW = 8096,
    ACCESS_MOST = ACCESS_VIEW / 4
};

typedef struct access_peer {
    const char *version;
    /* Make shared memory; gives back its bytes, for looking at the result. */
    unsigned char *(*open)(size_t size);
    bool (*read)(uint64_t count, int64_t *sum);
    bool (*write)(uint64_t count);
} access_peer;

int access_main(const access_peer *peer);

#endif
