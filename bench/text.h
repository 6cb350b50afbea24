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

/* At the same place of a page in all programs: how fast bytes are copied depends
 * on where they lie more than on who copies them.  A copy to a place just behind
 * its source's, modulo the page, is many times slower: hence the gap. */
#define PEER_PLACED _Alignas(4096)

typedef struct peer_text {
    size_t count;
    PEER_PLACED char gap[2048];
    uint16_t units[PEER_UNITS];
    size_t length;
    char bytes[PEER_BYTES];
} peer_text;

/* The text that is asked for; NULL where none is, or one that is too long. */
const peer_text *peer_text_of(const peer_order *order);

#endif
