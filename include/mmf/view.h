/* SPDX-License-Identifier: MIT */
/*
 * Views: the bytes of a map, and checked reads and writes of them.
 *
 *     mmf_view view;
 *     int32_t count;
 *     mmf_view_open(map, 0, 8096, MMF_ACCESS_READ_WRITE, &view);
 *     mmf_view_read_i32(&view, 0, &count);         // accessor.ReadInt32(0)
 *     mmf_view_write_f64(&view, 13, 2.5);          // any position will do
 *     mmf_view_write_array(&view, 21, units, sizeof *units, 4043);
 *     mmf_view_close(&view);
 *
 * The accessors are inline: a checked read costs two comparisons more than the
 * bare load.  Numbers are stored as the machine holds them, as .NET does, and
 * need no alignment.  Each read is a real read of memory and each write a real
 * write, but none of them orders memory between threads or processes, and one
 * that is not aligned may be seen half done; nor do .NET's.
 */
#ifndef MMF_VIEW_H
#define MMF_VIEW_H

#include "export.h"
#include "map.h"
#include "status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A view.  Its members may be read, never written; a copy of it owns nothing.
 * All zero is a closed view, and every use of one is MMF_EINVAL.  The layout
 * is frozen for the major version.
 */
typedef struct mmf_view {
    unsigned char *bytes;    /**< the first byte of the view */
    int64_t size;            /**< how many bytes follow (.NET: Capacity) */
    int64_t readable;        /**< how many may be read: all or none */
    int64_t writable;        /**< how many may be written: all or none */
    uint32_t access;         /**< the mmf_access it was opened with */
    uint32_t pointer_offset; /**< from the start of the mapping to bytes */
    void *os[2];             /**< the library's */
} mmf_view;

/**
 * Opens a view, as CreateViewAccessor does.
 *
 * Any offset will do; the system's granularity (4096 or 65536 bytes) shows in
 * pointer_offset only.  The view needs neither its map nor the map's name to
 * stay open.
 *
 * @param map    The map; its access must include the view's.
 * @param offset First byte of the view within the map.
 * @param size   Bytes in the view; 0 = up to the end of the map, which on
 *               Windows is the end of its last page, and at the very end means
 *               a view of no bytes.  Only an explicit size
 *               means the same on every system.
 * @param access An mmf_access.  Copy-on-write lets the view be written and
 *               keeps what is written to itself.
 * @param out    Receives the view, to be released by mmf_view_close(); all
 *               zero on failure.
 * @return 0, or
 *         MMF_EINVAL   map or out is NULL, or access is unknown;
 *         MMF_ERANGE   offset or size is negative, or the view would end
 *                      beyond the map;
 *         MMF_ETOOBIG  the view is larger than the address space;
 *         MMF_EACCES   the map does not allow this access, or the system
 *                      forbids execution there;
 *         MMF_ENOMEM   no address space or memory for it;
 *         MMF_EIO, MMF_ENOTSUP, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread, while the map is not being closed.
 * Since: 0.1.  Source: .NET CreateViewAccessor; Win32 MapViewOfFile; POSIX
 * mmap.
 */
MMF_API int mmf_view_open(const mmf_map *map, int64_t offset, int64_t size,
                          uint32_t access, mmf_view *out);

/**
 * Hands the view's changes to the system, as Flush does.
 *
 * Other processes see changes without it.  It matters to maps of files only:
 * on POSIX they are on the disk when it returns, on Windows on their way there,
 * as with .NET.
 *
 * @param view The view, of any access.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed;
 *         MMF_EBUSY    another process had a part of the file locked for 5
 *                      seconds (Windows);
 *         MMF_EIO, MMF_ENOMEM, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET Flush; Win32 FlushViewOfFile; POSIX msync.
 */
MMF_API int mmf_view_flush(const mmf_view *view);

/**
 * Closes a view and makes it all zero.  Closing it again does nothing.
 *
 * It does not flush.  .NET's Dispose does, which makes it slow on large files;
 * call mmf_view_flush() where that is wanted.
 *
 * @param view The view, the one that mmf_view_open() filled and no copy.
 * @return 0, or
 *         MMF_EINVAL   view is NULL;
 *         MMF_EIO, MMF_EUNKNOWN  the system refused; the view is closed all the
 *                      same.
 *
 * Thread safety: no other call may use the same view meanwhile.
 * Since: 0.1.  Source: .NET Dispose; Win32 UnmapViewOfFile; POSIX munmap.
 */
MMF_API int mmf_view_close(mmf_view *view);

/**
 * Says why a view refuses an access; the accessors below call it once they
 * know that it does.  Not for users.
 *
 * @param view     The view or NULL.
 * @param position First byte that was to be used.
 * @param length   How many bytes were to be used.
 * @param access   MMF_ACCESS_READ, MMF_ACCESS_WRITE or MMF_ACCESS_READ_WRITE.
 * @return MMF_EINVAL, MMF_EACCES or MMF_ERANGE, checked in this order.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.
 */
MMF_API int mmf_view_refuse(const mmf_view *view, int64_t position,
                            int64_t length, uint32_t access);

/** Whether reads of the view are allowed (.NET: CanRead). */
static inline bool mmf_view_can_read(const mmf_view *view)
{
    return view != NULL && view->bytes != NULL &&
           view->access != MMF_ACCESS_WRITE;
}

/* Whether an mmf_access lets a view be written. */
static inline bool mmf_view_access_writes(uint32_t access)
{
    return access == MMF_ACCESS_READ_WRITE || access == MMF_ACCESS_WRITE ||
           access == MMF_ACCESS_COPY_ON_WRITE ||
           access == MMF_ACCESS_READ_WRITE_EXECUTE;
}

/** Whether writes to the view are allowed (.NET: CanWrite). */
static inline bool mmf_view_can_write(const mmf_view *view)
{
    return view != NULL && view->bytes != NULL &&
           mmf_view_access_writes(view->access);
}

/* Whether length > 0 bytes at position lie below an end >= 0: that of what may
 * be read, or written, so that no access has to be looked at. */
static inline bool mmf_view_holds(int64_t end, int64_t position, int64_t length)
{
    return MMF_CAST(uint64_t, position) < MMF_CAST(uint64_t, end) &&
           length <= end - position;
}

/**
 * Checks once, then hands out a pointer: for copying arrays, and for code that
 * does its own arithmetic.
 *
 * @param view     The view.
 * @param position First byte within the view.
 * @param length   Bytes that will be used; 0 is allowed up to the very end.
 * @param access   MMF_ACCESS_READ, MMF_ACCESS_WRITE or MMF_ACCESS_READ_WRITE.
 * @param out      Receives the address, valid until the view is closed; NULL
 *                 on failure.
 * @return 0, or
 *         MMF_EINVAL   out is NULL, view is NULL or closed, or access is none
 *                      of the three;
 *         MMF_EACCES   the view does not allow this access;
 *         MMF_ERANGE   position or length is negative, or the bytes end
 *                      beyond the view.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET SafeMemoryMappedViewHandle.AcquirePointer.
 */
MMF_API int mmf_view_span(const mmf_view *view, int64_t position,
                          int64_t length, uint32_t access, unsigned char **out);

/**
 * Copies bytes out of a view, and looks first whether they are still there.
 *
 * On POSIX whoever may write a map can shorten it, and reading the lost bytes
 * through a pointer or an accessor ends the process with SIGBUS.  This call
 * does not, if the map was shortened before it (Linux 5.14 and later).  Nor does
 * it where the map takes its storage late (MMF_DELAY_ALLOCATE_PAGES) and there is
 * none left.
 *
 * @param view     The view.
 * @param position First byte within the view.
 * @param buffer   Receives the bytes; may be NULL if length is 0.
 * @param length   How many.
 * @return 0, or
 *         MMF_EINVAL   buffer is NULL, or view is NULL or closed;
 *         MMF_EACCES   the view cannot be read;
 *         MMF_ERANGE   position or length is negative, or the bytes end
 *                      beyond the view;
 *         MMF_EIO      the map was shortened, or there is no storage left.
 *         Nothing is stored then.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.
 */
MMF_API int mmf_view_copy(const mmf_view *view, int64_t position, void *buffer,
                          int64_t length);

/* As mmf_view_refuse(), in a way that shows the compiler that it is never
 * success: a loop that ends with a refusal then keeps nothing for a next turn. */
static inline MMF_COLD int mmf_view_refused(const mmf_view *view,
                                            int64_t position, size_t length,
                                            uint32_t access)
{
    const int rc =
        mmf_view_refuse(view, position, MMF_CAST(int64_t, length), access);

    return rc != MMF_OK ? rc : MMF_EINVAL;
}

/* Copies an object of at least one byte out of the view, once, or refuses.  Of
 * a closed view nothing can be read. */
static inline int mmf_view_load(const mmf_view *view, int64_t position,
                                void *out, size_t length)
{
    if (MMF_UNLIKELY(out == NULL || view == NULL ||
                     !mmf_view_holds(view->readable, position,
                                     MMF_CAST(int64_t, length))))
        return mmf_view_refused(out == NULL ? NULL : view, position, length,
                                MMF_ACCESS_READ);
    MMF_COMPILER_BARRIER();
    memcpy(out, view->bytes + position, length);
    MMF_COMPILER_BARRIER();
    return MMF_OK;
}

/* Copies an object of at least one byte into the view, or refuses. */
static inline int mmf_view_store(const mmf_view *view, int64_t position,
                                 const void *value, size_t length)
{
    if (MMF_UNLIKELY(view == NULL ||
                     !mmf_view_holds(view->writable, position,
                                     MMF_CAST(int64_t, length))))
        return mmf_view_refused(view, position, length, MMF_ACCESS_WRITE);
    MMF_COMPILER_BARRIER();
    memcpy(view->bytes + position, value, length);
    MMF_COMPILER_BARRIER();
    return MMF_OK;
}

/**
 * The accessors, one pair for each row:
 *
 *     int mmf_view_read_NAME(const mmf_view *view, int64_t position,
 *                            TYPE *out);
 *     int mmf_view_write_NAME(const mmf_view *view, int64_t position,
 *                             TYPE value);
 *
 * |  NAME  |   TYPE    | bytes | .NET                               |
 * |--------|-----------|-------|------------------------------------|
 * | `bool` | bool      |   1   | Boolean: stored as 0 or 1; any     |
 * |        |           |       | byte but 0 reads as true           |
 * | `u8`   | uint8_t   |   1   | Byte                               |
 * | `i8`   | int8_t    |   1   | SByte                              |
 * | `u16`  | uint16_t  |   2   | UInt16, and Char: one UTF-16 unit  |
 * | `i16`  | int16_t   |   2   | Int16                              |
 * | `u32`  | uint32_t  |   4   | UInt32                             |
 * | `i32`  | int32_t   |   4   | Int32                              |
 * | `u64`  | uint64_t  |   8   | UInt64                             |
 * | `i64`  | int64_t   |   8   | Int64                              |
 * | `f32`  | float     |   4   | Single                             |
 * | `f64`  | double    |   8   | Double                             |
 *
 * They return 0, or
 *         MMF_EINVAL   view is NULL or closed, or out is NULL;
 *         MMF_EACCES   the view does not allow reading or writing
 *                      (NotSupportedException);
 *         MMF_ERANGE   position is negative, at or beyond the end, or too
 *                      near to the end for the type (in .NET the last is an
 *                      ArgumentException).
 * A refused read leaves *out as it was; a refused write changes no byte.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.
 */
#define MMF_VIEW_TYPES(X) \
    X(u8, uint8_t)        \
    X(i8, int8_t)         \
    X(u16, uint16_t)      \
    X(i16, int16_t)       \
    X(u32, uint32_t)      \
    X(i32, int32_t)       \
    X(u64, uint64_t)      \
    X(i64, int64_t)       \
    X(f32, float)         \
    X(f64, double)

#define MMF_VIEW_ACCESSORS(name, type)                                    \
    static inline int mmf_view_read_##name(const mmf_view *view,          \
                                           int64_t position, type *out)   \
    {                                                                     \
        return mmf_view_load(view, position, out, sizeof *out);           \
    }                                                                     \
    static inline int mmf_view_write_##name(const mmf_view *view,         \
                                            int64_t position, type value) \
    {                                                                     \
        return mmf_view_store(view, position, &value, sizeof value);      \
    }
MMF_VIEW_TYPES(MMF_VIEW_ACCESSORS)
#undef MMF_VIEW_ACCESSORS

static inline int mmf_view_read_bool(const mmf_view *view, int64_t position,
                                     bool *out)
{
    uint8_t byte = 0;
    const int rc =
        mmf_view_load(out == NULL ? NULL : view, position, &byte, sizeof byte);

    if (rc == MMF_OK)
        *out = byte != 0;
    return rc;
}

static inline int mmf_view_write_bool(const mmf_view *view, int64_t position,
                                      bool value)
{
    return mmf_view_write_u8(view, position, value ? 1 : 0);
}

/**
 * Says why a view refuses a struct, as mmf_view_refuse() does.  Not for users.
 *
 * @param view      The view or NULL.
 * @param position  First byte that was to be used.
 * @param structure The struct or NULL.
 * @param size      Its size.
 * @param access    MMF_ACCESS_READ or MMF_ACCESS_WRITE.
 * @return MMF_EINVAL, MMF_ERANGE for a negative position, MMF_EACCES or
 *         MMF_ERANGE, checked in this order.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.
 */
MMF_API int mmf_view_refuse_struct(const mmf_view *view, int64_t position,
                                   const void *structure, size_t size,
                                   uint32_t access);

/* Whether a struct of size bytes lies below an end. */
static inline bool mmf_view_holds_struct(int64_t end, int64_t position,
                                         size_t size)
{
    return position >= 0 && position < end && size != 0 &&
           size <= MMF_CAST(uint64_t, end - position);
}

/**
 * Reads the bytes of a struct, as Read<T> does.
 *
 * Bytes are taken as they are: no member is checked, and both programs have to
 * agree on the layout.  .NET's structs have bool in one byte and char in two;
 * let C's have uint8_t and uint16_t there, because a bool that holds another
 * byte than 0 or 1 is not defined in C.
 *
 * @param view     The view.
 * @param position First byte within the view; any alignment.
 * @param out      Receives the struct; as it was on failure.
 * @param size     Its size in bytes.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, out is NULL, or size is 0;
 *         MMF_EACCES   the view cannot be read (NotSupportedException);
 *         MMF_ERANGE   position is negative, at or beyond the end, or too
 *                      near to the end (in .NET an ArgumentException).
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.Read<T>.
 */
static inline int mmf_view_read_struct(const mmf_view *view, int64_t position,
                                       void *out, size_t size)
{
    if (MMF_UNLIKELY(out == NULL || view == NULL ||
                     !mmf_view_holds_struct(view->readable, position, size)))
        return mmf_view_refuse_struct(view, position, out, size,
                                      MMF_ACCESS_READ);
    MMF_COMPILER_BARRIER();
    memcpy(out, view->bytes + position, size);
    MMF_COMPILER_BARRIER();
    return MMF_OK;
}

/**
 * Writes the bytes of a struct, as Write<T> does: padding too.
 *
 * @param view      The view.
 * @param position  First byte within the view; any alignment.
 * @param structure The struct.
 * @param size      Its size in bytes.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, structure is NULL, or size is 0;
 *         MMF_EACCES   the view cannot be written (NotSupportedException);
 *         MMF_ERANGE   position is negative, at or beyond the end, or too
 *                      near to the end (in .NET an ArgumentException).
 *         No byte is changed then.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.Write<T>.
 */
static inline int mmf_view_write_struct(const mmf_view *view, int64_t position,
                                        const void *structure, size_t size)
{
    if (MMF_UNLIKELY(structure == NULL || view == NULL ||
                     !mmf_view_holds_struct(view->writable, position, size)))
        return mmf_view_refuse_struct(view, position, structure, size,
                                      MMF_ACCESS_WRITE);
    MMF_COMPILER_BARRIER();
    memcpy(view->bytes + position, structure, size);
    MMF_COMPILER_BARRIER();
    return MMF_OK;
}

/**
 * How far the elements of an array lie apart in a view.  It is not sizeof:
 * .NET has frozen it, as the format of the files that are out there.
 *
 * @param size Size of an element in bytes.
 * @return 1 and 2 for these sizes, otherwise size rounded up to a multiple of
 *         4: 8 for a struct of 6 bytes; 0 for a size that no element can have.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: .NET SafeBuffer.ReadArray, WriteArray.
 */
static inline int64_t mmf_view_stride(size_t size)
{
    const uint64_t aligned =
        (MMF_CAST(uint64_t, size) + 3) & ~MMF_CAST(uint64_t, 3);

    if (size <= 2)
        return MMF_CAST(int64_t, size);
    return aligned > INT64_MAX ? 0 : MMF_CAST(int64_t, aligned);
}

/**
 * Reads an array, as ReadArray<T> does: as many elements as there are.
 *
 * In the view the elements lie mmf_view_stride(size) bytes apart, and the last
 * one needs as much; in the array they follow each other as in C.  Bytes are
 * taken as they are; read .NET's bool[] into an array of uint8_t, where every
 * byte but 0 means true, and its char[] into one of uint16_t.
 *
 * @param view     The view.
 * @param position First byte within the view; any alignment.
 * @param array    Receives the elements; what was not read stays as it was.
 * @param size     Size of an element: sizeof *array.
 * @param count    How many elements are wanted.
 * @param read     Receives how many were read: fewer where the view ends, also
 *                 none; 0 on failure.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, array or read is NULL, or size
 *                      is that of no element;
 *         MMF_EACCES   the view cannot be read (NotSupportedException);
 *         MMF_ERANGE   count is negative, or position is negative, at or
 *                      beyond the end, even if count is 0.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.ReadArray<T>.
 */
MMF_API int mmf_view_read_array(const mmf_view *view, int64_t position,
                                void *array, size_t size, int64_t count,
                                int64_t *read);

/**
 * Writes an array, as WriteArray<T> does: all of it or nothing.
 *
 * In the view the elements lie mmf_view_stride(size) bytes apart, and the last
 * one needs as much.  The bytes between them stay as they were.
 *
 * @param view     The view.
 * @param position First byte within the view; any alignment.
 * @param array    The elements, one behind the other as in C.
 * @param size     Size of an element: sizeof *array.
 * @param count    How many.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, array is NULL, or size is that
 *                      of no element;
 *         MMF_EACCES   the view cannot be written (NotSupportedException);
 *         MMF_ERANGE   count is negative; position is negative, at or beyond
 *                      the end, even if count is 0; or the elements do not fit
 *                      behind it (in .NET an ArgumentException).
 *         No byte is changed then.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET UnmanagedMemoryAccessor.WriteArray<T>.
 */
MMF_API int mmf_view_write_array(const mmf_view *view, int64_t position,
                                 const void *array, size_t size, int64_t count);

#ifdef __cplusplus
}
#endif

#endif
