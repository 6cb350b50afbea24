/* SPDX-License-Identifier: MIT */
/*
 * The sequenced protocol: a word and a checksum beside a text, by which a
 * reader knows that its copy is whole, however its writers stall, die and
 * overtake each other, and although other writers know nothing of it.
 * docs/layout.md has every byte.
 *
 * Time only ever decides who gives up, never what is true.  Not here: where in
 * a view all this lies (text.c).
 */
#ifndef MMF_SEQUENCE_H
#define MMF_SEQUENCE_H

#include "patience.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The parts of a text in a view, held against its size. */
typedef struct mmf_sequence {
    uint32_t *word;       /* 4-aligned; NULL = there is none */
    unsigned char *check; /* 2 bytes; NULL = there is none */
    unsigned char *count; /* 4 bytes */
    unsigned char *units; /* of 2 bytes */
    int64_t room;         /* units that fit */
} mmf_sequence;

enum mmf_sequence_answer {
    MMF_SEQUENCE_VERIFIED,
    MMF_SEQUENCE_NOT_IN_USE,
    MMF_SEQUENCE_FOREIGN,  /* changed by somebody who knows no protocol */
    MMF_SEQUENCE_BUSY,     /* writers were at work all the time, or the map was
                            * shortened meanwhile */
    MMF_SEQUENCE_DEAD,     /* a writer ended in the middle */
    MMF_SEQUENCE_TOO_LONG, /* for the room; nothing is copied */
};

/* A copy and what is known of it. */
typedef struct mmf_sequence_copy {
    int32_t count;    /* as the text says */
    int64_t units;    /* that were copied */
    uint32_t word;    /* when the copy was made */
    uint32_t hash;    /* of the copy */
    uint32_t retries; /* how often a writer was met */
} mmf_sequence_copy;

/* The last byte of all parts. */
unsigned char *mmf_sequence_last(const mmf_sequence *at);

/* How many units a count that nobody vouches for allows to read. */
int64_t mmf_sequence_readable(const mmf_sequence *at, int32_t count);

/* CRC-32C over a count and units, as they are stored. */
uint32_t mmf_sequence_hash(int32_t count, const uint16_t *units,
                           int64_t length);

/* The next generation's word of a writer at work, after any word. */
uint32_t mmf_sequence_next(uint32_t word);

/* Stores a text; it fits.  before receives the word that its own took the place
 * of.  False: other writers were in the way for longer than the caller waits, or
 * the map was shortened meanwhile; and what is in the view may be a mixture,
 * which its checksum shows. */
bool mmf_sequence_write(const mmf_sequence *at, const mmf_patience *patience,
                        const uint16_t *units, size_t count, uint32_t *before);

/* Copies a text of up to room units; an mmf_sequence_answer.  Unless that is
 * VERIFIED the units are not to be used. */
int mmf_sequence_read(const mmf_sequence *at, const mmf_patience *patience,
                      uint16_t *units, int64_t room, mmf_sequence_copy *copy);

#endif
