/* SPDX-License-Identifier: MIT */
/*
 * Streams: a view that is read and written from a position on, which moves
 * along, as .NET's MemoryMappedViewStream does.
 *
 *     mmf_view view;                               // CreateViewStream(0, 8096)
 *     mmf_stream stream;
 *     int64_t read;
 *     mmf_view_open(map, 0, 8096, MMF_ACCESS_READ_WRITE, &view);
 *     mmf_stream_open(&view, &stream);
 *     mmf_stream_write(&stream, "abc", 3);
 *     mmf_stream_seek(&stream, -3, MMF_SEEK_CURRENT, NULL);
 *     mmf_stream_read(&stream, buffer, 3, &read);
 *     mmf_stream_close(&stream);
 *     mmf_view_close(&view);
 *
 * A stream is a position and no more: opening one costs nothing, a view can
 * have several, and its accessors go on working.  The length is the size of the
 * view and never changes.  The position may lie beyond it: reads find the end
 * there, and writes are refused, whole.
 *
 * Bytes are copied as the accessors copy them: really, in no order that another
 * process could rely on, and without a look whether somebody shortened the map.
 */
#ifndef MMF_STREAM_H
#define MMF_STREAM_H

#include "export.h"
#include "view.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** From where a seek counts; the numbers of SeekOrigin, and of SEEK_SET,
    SEEK_CUR and SEEK_END. */
enum mmf_seek {
    MMF_SEEK_BEGIN = 0,
    MMF_SEEK_CURRENT = 1,
    MMF_SEEK_END = 2
};

/** What mmf_stream_read_byte() gives at the end. */
#define MMF_STREAM_END (-1)

/**
 * A stream.  Its members may be read, never written.  All zero is a closed
 * stream, and every use of one is MMF_EINVAL; so it is of a stream whose view
 * was closed.  A copy is a stream with a position of its own.
 */
typedef struct mmf_stream {
    const mmf_view *view; /**< what is read and written */
    int64_t position;     /**< of the next byte; may lie beyond the end */
} mmf_stream;

/**
 * Opens a stream over a view, at its first byte.  With mmf_view_open() before
 * it, it is CreateViewStream.
 *
 * @param view The view.  The stream keeps the address: the view must stay where
 *             it is, and closing it ends the stream.
 * @param out  Receives the stream; all zero on failure.
 * @return 0, or
 *         MMF_EINVAL  out is NULL, or view is NULL or closed.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET CreateViewStream.
 */
MMF_API int mmf_stream_open(const mmf_view *view, mmf_stream *out);

/**
 * Closes a stream and makes it all zero.  Closing it again does nothing.
 *
 * The view stays open, and nothing is flushed; .NET's Dispose closes the view
 * and flushes it first.
 *
 * @param stream The stream.
 * @return 0, or
 *         MMF_EINVAL  stream is NULL.
 *
 * Thread safety: no other call may use the same stream meanwhile.
 * Since: 0.1.  Source: .NET Dispose.
 */
MMF_API int mmf_stream_close(mmf_stream *stream);

/** Whether a stream is open, and its view too (.NET: CanSeek). */
static inline bool mmf_stream_is_open(const mmf_stream *stream)
{
    return stream != NULL && stream->view != NULL &&
           stream->view->bytes != NULL;
}

/** Whether reads of the stream are allowed (.NET: CanRead). */
static inline bool mmf_stream_can_read(const mmf_stream *stream)
{
    return mmf_stream_is_open(stream) && mmf_view_can_read(stream->view);
}

/** Whether writes to the stream are allowed (.NET: CanWrite). */
static inline bool mmf_stream_can_write(const mmf_stream *stream)
{
    return mmf_stream_is_open(stream) && mmf_view_can_write(stream->view);
}

/** How many bytes the stream has (.NET: Length); -1 = it is closed. */
static inline int64_t mmf_stream_length(const mmf_stream *stream)
{
    return mmf_stream_is_open(stream) ? stream->view->size : -1;
}

/** The position of the next byte (.NET: Position); -1 = it is closed. */
static inline int64_t mmf_stream_position(const mmf_stream *stream)
{
    return mmf_stream_is_open(stream) ? stream->position : -1;
}

/**
 * Sets the position, as .NET's Position does; it may lie beyond the end.
 *
 * @param stream   The stream.
 * @param position The new position.
 * @return 0, or
 *         MMF_ERANGE  position is negative (ArgumentOutOfRangeException);
 *         MMF_EINVAL  stream is NULL or closed.
 *
 * Thread safety: no other call may use the same stream meanwhile.
 * Since: 0.1.  Source: .NET UnmanagedMemoryStream.Position.
 */
MMF_API int mmf_stream_set_position(mmf_stream *stream, int64_t position);

/**
 * Moves the position, as Seek does; it may come to lie beyond the end.
 *
 * @param stream   The stream.
 * @param offset   How far from the origin, also backwards.
 * @param origin   An mmf_seek.
 * @param position Receives the new position, as it was on failure; NULL when
 *                 that does not matter.
 * @return 0, or
 *         MMF_EINVAL  stream is NULL or closed, or origin is no mmf_seek
 *                     (ArgumentException);
 *         MMF_EIO     the new position would lie before the beginning, or
 *                     beyond what a position can be (IOException).
 *
 * Thread safety: no other call may use the same stream meanwhile.
 * Since: 0.1.  Source: .NET UnmanagedMemoryStream.Seek.
 */
MMF_API int mmf_stream_seek(mmf_stream *stream, int64_t offset, int origin,
                            int64_t *position);

/**
 * Reads bytes from the position on, as many as there are, and moves it behind
 * them.
 *
 * @param stream The stream.
 * @param buffer Receives the bytes; what was not read stays as it was.
 * @param length How many are wanted.
 * @param read   Receives how many were read: fewer where the stream ends, none
 *               at the end and beyond, and on failure.
 * @return 0, or
 *         MMF_EINVAL  stream is NULL or closed, or buffer or read is NULL;
 *         MMF_ERANGE  length is negative;
 *         MMF_EACCES  the view cannot be read (NotSupportedException).
 *
 * Thread safety: no other call may use the same stream meanwhile.
 * Since: 0.1.  Source: .NET UnmanagedMemoryStream.Read.
 */
MMF_API int mmf_stream_read(mmf_stream *stream, void *buffer, int64_t length,
                            int64_t *read);

/**
 * Writes bytes from the position on, all of them, and moves it behind them.
 *
 * @param stream The stream.
 * @param buffer The bytes.
 * @param length How many.
 * @return 0, or
 *         MMF_EINVAL  stream is NULL or closed, or buffer is NULL;
 *         MMF_ERANGE  length is negative;
 *         MMF_EACCES  the view cannot be written (NotSupportedException);
 *         MMF_ETOOBIG they would end beyond what a position can be
 *                     (IOException);
 *         MMF_ENOTSUP they would end beyond the end, which cannot be moved
 *                     (NotSupportedException); also for no bytes, where the
 *                     position lies beyond it.
 *         No byte is changed then, nor the position.
 *
 * Thread safety: no other call may use the same stream meanwhile.
 * Since: 0.1.  Source: .NET UnmanagedMemoryStream.Write.
 */
MMF_API int mmf_stream_write(mmf_stream *stream, const void *buffer,
                             int64_t length);

/**
 * Reads the byte at the position, and moves it behind it.
 *
 * @param stream The stream.
 * @param out    Receives 0 to 255; MMF_STREAM_END at the end and beyond, and on
 *               failure.
 * @return 0, or
 *         MMF_EINVAL  stream is NULL or closed, or out is NULL;
 *         MMF_EACCES  the view cannot be read (NotSupportedException).
 *
 * Thread safety: no other call may use the same stream meanwhile.
 * Since: 0.1.  Source: .NET UnmanagedMemoryStream.ReadByte.
 */
MMF_API int mmf_stream_read_byte(mmf_stream *stream, int *out);

/**
 * Writes a byte at the position, and moves it behind it.
 *
 * @param stream The stream.
 * @param value  The byte.
 * @return as mmf_stream_write(), without MMF_ERANGE.
 *
 * Thread safety: no other call may use the same stream meanwhile.
 * Since: 0.1.  Source: .NET UnmanagedMemoryStream.WriteByte.
 */
MMF_API int mmf_stream_write_byte(mmf_stream *stream, uint8_t value);

/**
 * Hands the changes of the stream's view to the system, as Flush does; see
 * mmf_view_flush().
 *
 * @param stream The stream, of any access.
 * @return 0, or
 *         MMF_EINVAL  stream is NULL or closed;
 *         MMF_EIO, MMF_EBUSY, MMF_EUNKNOWN  the system's answer is in the
 *                     detail.
 *
 * Thread safety: any thread, while neither stream nor view is being closed.
 * Since: 0.1.  Source: .NET MemoryMappedViewStream.Flush.
 */
MMF_API int mmf_stream_flush(const mmf_stream *stream);

/**
 * Refuses to set the length, as SetLength does: a view has the size it was
 * opened with.
 *
 * @param stream The stream, open or closed.
 * @param length The length that is wanted, also that which it has.
 * @return MMF_EINVAL   stream is NULL;
 *         MMF_ERANGE   length is negative (ArgumentOutOfRangeException);
 *         MMF_ENOTSUP  it is not (NotSupportedException).
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET MemoryMappedViewStream.SetLength.
 */
MMF_API int mmf_stream_set_length(const mmf_stream *stream, int64_t length);

#ifdef __cplusplus
}
#endif

#endif
