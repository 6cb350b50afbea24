/* SPDX-License-Identifier: MIT */
/*
 * The functions of stream_sample.h.
 */
#include "stream_sample.h"

unsigned char stream_byte(int64_t i)
{
    return (unsigned char)(i * 37 + i / 256 + 11);
}

void stream_begin(stream_sample *self, int sample, int64_t size,
                  uint32_t access)
{
    mmf_view filler;

    self->sample = sample;
    self->map = real_sample(sample, size, MMF_ACCESS_READ_WRITE);
    filler = real_view(self->map, 0, size, MMF_ACCESS_READ_WRITE);
    for (int64_t i = 0; i < size; i++)
        filler.bytes[i] = stream_byte(i);
    assert_status(mmf_view_close(&filler), MMF_OK);
    self->view = real_view(self->map, 0, size, access);
    memset(&self->stream, POISON_BYTE, sizeof self->stream);
    assert_status(mmf_stream_open(&self->view, &self->stream), MMF_OK);
}

void stream_end(stream_sample *self)
{
    assert_status(mmf_stream_close(&self->stream), MMF_OK);
    assert_status(mmf_view_close(&self->view), MMF_OK);
    real_sample_end(self->sample, self->map);
}

void stream_go(mmf_stream *stream, int way, int64_t position)
{
    const int64_t from[] = {0, 0, mmf_stream_position(stream),
                            mmf_stream_length(stream)};
    int64_t seen = -1;

    if (way == STREAM_SET) {
        assert_status(mmf_stream_set_position(stream, position), MMF_OK);
        seen = position;
    } else {
        assert_status(mmf_stream_seek(stream, position - from[way],
                                      MMF_SEEK_BEGIN + way - STREAM_FROM_BEGIN,
                                      &seen),
                      MMF_OK);
    }
    assert_int_equal(seen, position);
    assert_int_equal(mmf_stream_position(stream), position);
}

int stream_get(mmf_stream *stream)
{
    int byte = -2;

    assert_status(mmf_stream_read_byte(stream, &byte), MMF_OK);
    return byte;
}
