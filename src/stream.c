/* SPDX-License-Identifier: MIT */
/*
 * Streams: how a position moves over a view, and what ends it.  Which wrong
 * argument wins, and by which status, follows .NET's UnmanagedMemoryStream.
 */
#include "mmf/stream.h"
#include "range.h"
#include "status.h"
#include "view.h"
#include <string.h>

static int fail_closed(const char *operation, const mmf_stream *stream)
{
    if (stream == NULL)
        return mmf_fail(MMF_EINVAL, operation, "stream is NULL");
    return mmf_fail(MMF_EINVAL, operation, "the stream%s is closed",
                    stream->view == NULL ? "" : "'s view");
}

int mmf_stream_open(const mmf_view *view, mmf_stream *out)
{
    static const char operation[] = "mmf_stream_open";

    if (out == NULL)
        return mmf_fail(MMF_EINVAL, operation, "out is NULL");
    memset(out, 0, sizeof *out);
    if (view == NULL || view->bytes == NULL)
        return mmf_view_fail_closed(operation, view);
    out->view = view;
    return MMF_OK;
}

int mmf_stream_close(mmf_stream *stream)
{
    if (stream == NULL)
        return fail_closed("mmf_stream_close", NULL);
    memset(stream, 0, sizeof *stream);
    return MMF_OK;
}

int mmf_stream_set_position(mmf_stream *stream, int64_t position)
{
    static const char operation[] = "mmf_stream_set_position";

    /* Before the look at the stream, as in .NET. */
    if (position < 0)
        return mmf_fail(MMF_ERANGE, operation, "position %lld is negative",
                        (long long)position);
    if (!mmf_stream_is_open(stream))
        return fail_closed(operation, stream);
    stream->position = position;
    return MMF_OK;
}

int mmf_stream_seek(mmf_stream *stream, int64_t offset, int origin,
                    int64_t *position)
{
    static const char operation[] = "mmf_stream_seek";
    int64_t from = 0;

    if (!mmf_stream_is_open(stream))
        return fail_closed(operation, stream);
    if (origin < MMF_SEEK_BEGIN || origin > MMF_SEEK_END)
        return mmf_fail(MMF_EINVAL, operation, "origin %d is no mmf_seek",
                        origin);
    if (origin == MMF_SEEK_CURRENT)
        from = stream->position;
    if (origin == MMF_SEEK_END)
        from = stream->view->size;
    if (!mmf_range_moves(from, offset))
        return mmf_fail(MMF_EIO, operation,
                        "offset %lld from position %lld leads %s",
                        (long long)offset, (long long)from,
                        offset < 0 ? "before the beginning"
                                   : "beyond what a position can be");
    stream->position = mmf_range_moved(from, offset);
    if (position != NULL)
        *position = stream->position;
    return MMF_OK;
}

/* What both ways to read ask first. */
static int check_reading(const char *operation, const mmf_stream *stream)
{
    if (!mmf_stream_is_open(stream))
        return fail_closed(operation, stream);
    if (!mmf_view_can_read(stream->view))
        return mmf_view_fail_access(operation, MMF_ACCESS_READ);
    return MMF_OK;
}

/* What both ways to write ask, length not being negative. */
static int check_writing(const char *operation, const mmf_stream *stream,
                         int64_t length)
{
    if (!mmf_stream_is_open(stream))
        return fail_closed(operation, stream);
    if (!mmf_view_can_write(stream->view))
        return mmf_view_fail_access(operation, MMF_ACCESS_WRITE);
    if (!mmf_range_moves(stream->position, length))
        return mmf_fail(MMF_ETOOBIG, operation,
                        "%lld bytes from position %lld on end beyond what a "
                        "position can be",
                        (long long)length, (long long)stream->position);
    if (!mmf_range_fits(stream->position, length, stream->view->size))
        return mmf_fail(MMF_ENOTSUP, operation,
                        "%lld bytes from position %lld on end beyond the %lld "
                        "bytes of the view, which cannot grow",
                        (long long)length, (long long)stream->position,
                        (long long)stream->view->size);
    return MMF_OK;
}

static int check_buffer(const char *operation, const void *buffer,
                        int64_t length)
{
    if (buffer == NULL)
        return mmf_fail(MMF_EINVAL, operation, "buffer is NULL");
    if (length < 0)
        return mmf_fail(MMF_ERANGE, operation, "length %lld is negative",
                        (long long)length);
    return MMF_OK;
}

/* Reads what there is, of length bytes at most; returns how many. */
static int64_t take(mmf_stream *stream, void *buffer, int64_t length)
{
    const mmf_view *const view = stream->view;
    const int64_t rest = mmf_range_rest(stream->position, view->size);
    const int64_t taken = length < rest ? length : rest;

    /* Beyond the end there is no address either. */
    if (taken == 0)
        return 0;
    MMF_COMPILER_BARRIER();
    memcpy(buffer, view->bytes + stream->position, (size_t)taken);
    MMF_COMPILER_BARRIER();
    stream->position = mmf_range_moved(stream->position, taken);
    return taken;
}

/* Writes what fits. */
static void put(mmf_stream *stream, const void *buffer, int64_t length)
{
    MMF_COMPILER_BARRIER();
    memcpy(stream->view->bytes + stream->position, buffer, (size_t)length);
    MMF_COMPILER_BARRIER();
    stream->position = mmf_range_moved(stream->position, length);
}

int mmf_stream_read(mmf_stream *stream, void *buffer, int64_t length,
                    int64_t *read)
{
    static const char operation[] = "mmf_stream_read";
    int rc;

    if (read == NULL)
        return mmf_fail(MMF_EINVAL, operation, "read is NULL");
    *read = 0;
    rc = check_buffer(operation, buffer, length);
    if (rc == MMF_OK)
        rc = check_reading(operation, stream);
    if (rc == MMF_OK)
        *read = take(stream, buffer, length);
    return rc;
}

int mmf_stream_write(mmf_stream *stream, const void *buffer, int64_t length)
{
    static const char operation[] = "mmf_stream_write";
    int rc = check_buffer(operation, buffer, length);

    if (rc == MMF_OK)
        rc = check_writing(operation, stream, length);
    if (rc == MMF_OK)
        put(stream, buffer, length);
    return rc;
}

int mmf_stream_read_byte(mmf_stream *stream, int *out)
{
    static const char operation[] = "mmf_stream_read_byte";
    unsigned char byte;
    int rc;

    if (out == NULL)
        return mmf_fail(MMF_EINVAL, operation, "out is NULL");
    *out = MMF_STREAM_END;
    rc = check_reading(operation, stream);
    if (rc == MMF_OK && take(stream, &byte, 1) == 1)
        *out = byte;
    return rc;
}

int mmf_stream_write_byte(mmf_stream *stream, uint8_t value)
{
    const int rc = check_writing("mmf_stream_write_byte", stream, 1);

    if (rc == MMF_OK)
        put(stream, &value, 1);
    return rc;
}

int mmf_stream_flush(const mmf_stream *stream)
{
    if (!mmf_stream_is_open(stream))
        return fail_closed("mmf_stream_flush", stream);
    return mmf_view_flush(stream->view);
}

int mmf_stream_set_length(const mmf_stream *stream, int64_t length)
{
    static const char operation[] = "mmf_stream_set_length";

    if (stream == NULL)
        return fail_closed(operation, NULL);
    if (length < 0)
        return mmf_fail(MMF_ERANGE, operation, "length %lld is negative",
                        (long long)length);
    return mmf_fail(MMF_ENOTSUP, operation,
                    "a view has the size it was opened with");
}
