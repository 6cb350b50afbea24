/* SPDX-License-Identifier: MIT */
/*
 * The texts of the benchmark, the same for all peers, in both encodings.
 */
#ifndef MMF_BENCH_TEXT_H
#define MMF_BENCH_TEXT_H

#include "peer.h"

enum {
    PEER_UNITS = 4043, /* what fits into the article's map */
    PEER_BYTES = 3 * PEER_UNITS,
    PEER_VIEW = 8096
};

typedef struct peer_text {
    size_t count;
    uint16_t units[PEER_UNITS];
    size_t length;
    char bytes[PEER_BYTES];
} peer_text;

/* The text that is asked for; NULL where none is, or one that is too long. */
const peer_text *peer_text_of(const peer_order *order);

#endif
