/* SPDX-License-Identifier: MIT */
/*
 * The verbs on a stream.
 */
#include "calls.h"
#include <string.h>

enum {
    ROOM = 1 << 16
};

static unsigned char bytes[ROOM];

static int read_some(mmf_stream *stream)
{
    const int64_t count = words_number();
    int64_t read = 0;
    int rc;

    if (count > ROOM)
        words_refuse("a read is too long", "");
    memset(bytes, 0xEE, ROOM);
    rc = mmf_stream_read(stream, bytes, count, &read);
    answer_number(read);
    if (rc == MMF_OK)
        answer_bytes(bytes, (size_t)count);
    return rc;
}

static int write_some(mmf_stream *stream)
{
    const size_t count = words_bytes(bytes, ROOM);

    return mmf_stream_write(stream, bytes, (int64_t)count);
}

static int read_byte(mmf_stream *stream)
{
    int byte = 0;
    const int rc = mmf_stream_read_byte(stream, &byte);

    answer_number(byte);
    return rc;
}

static int write_byte(mmf_stream *stream)
{
    return mmf_stream_write_byte(stream, (uint8_t)words_number());
}

static int seek(mmf_stream *stream)
{
    const int64_t offset = words_number();
    int64_t position = 0;
    const int rc =
        mmf_stream_seek(stream, offset, (int)words_number(), &position);

    answer_number(position);
    return rc;
}

/* A closed stream tells both as -1. */
static int tell(int64_t number)
{
    answer_number(number);
    return number < 0 ? MMF_EINVAL : MMF_OK;
}

static int tell_position(mmf_stream *stream)
{
    return tell(mmf_stream_position(stream));
}

static int tell_length(mmf_stream *stream)
{
    return tell(mmf_stream_length(stream));
}

static int set_position(mmf_stream *stream)
{
    return mmf_stream_set_position(stream, words_number());
}

static int set_length(mmf_stream *stream)
{
    return mmf_stream_set_length(stream, words_number());
}

static int flush(mmf_stream *stream)
{
    return mmf_stream_flush(stream);
}

static const struct verb {
    const char *name;
    int (*call)(mmf_stream *stream);
} verbs[] = {
    {"stream_read", read_some},
    {"stream_write", write_some},
    {"stream_read_byte", read_byte},
    {"stream_write_byte", write_byte},
    {"stream_seek", seek},
    {"stream_position", tell_position},
    {"stream_set_position", set_position},
    {"stream_length", tell_length},
    {"stream_set_length", set_length},
    {"stream_flush", flush},
};

int call_stream(const char *verb, mmf_stream *stream)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(verbs[i].name, verb) == 0)
            return verbs[i].call(stream);
    words_refuse("no such verb", verb);
}
