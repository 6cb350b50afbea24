/* SPDX-License-Identifier: MIT */
/*
 * Streams over maps of the real system, in each of the ways to have a map, as
 * the fixtures of Microsoft's stream tests make them.
 */
#ifndef MMF_STREAM_SAMPLE_H
#define MMF_STREAM_SAMPLE_H

#include "real.h"

/* A stream and what it stands on. */
typedef struct stream_sample {
    int sample;
    mmf_map *map;
    mmf_view view;
    mmf_stream stream;
} stream_sample;

/* Byte number i of the data that streams begin with. */
unsigned char stream_byte(int64_t i);

/* A new map of so many bytes with the data in it, and a stream at its start.
 * The address must not change. */
void stream_begin(stream_sample *self, int sample, int64_t size,
                  uint32_t access);

void stream_end(stream_sample *self);

/* The ways of Microsoft's tests to go to a position. */
enum {
    STREAM_SET,
    STREAM_FROM_BEGIN,
    STREAM_FROM_CURRENT,
    STREAM_FROM_END,
    STREAM_WAYS
};

/* Goes there in one of them; the position is checked. */
void stream_go(mmf_stream *stream, int way, int64_t position);

/* Reads a byte; the test fails where that fails. */
int stream_get(mmf_stream *stream);

#endif
