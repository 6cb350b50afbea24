/* SPDX-License-Identifier: MIT */
/*
 * Atomic numbers in a view, for programs that agree on something through it:
 *
 *     uint32_t before;
 *     mmf_atomic_add_u32(&view, 64, 1, &before);           // a counter
 *     mmf_atomic_compare_exchange_u32(&view, 68, 0, 1, &before);
 *     if (before == 0) ...                                 // it is ours
 *
 * They work between threads, between processes, and with any program that uses
 * its system's own: .NET's Interlocked and Volatile, C's <stdatomic.h>, C++'s
 * std::atomic_ref.  Numbers are in the machine's byte order.  The address must
 * be a multiple of the number's size; a view that begins at a multiple of 8
 * in its map, and a position that is one too, see to that.
 */
#ifndef MMF_ATOMIC_H
#define MMF_ATOMIC_H

#include "export.h"
#include "view.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Reads a number.  What its writer stored before it with
 * mmf_atomic_store_release_u32() or one of the others is then visible too.
 *
 * @param view     The view, readable.
 * @param position First byte of the number within the view.
 * @param out      Receives the number; as it was on failure.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, out is NULL, or the address is
 *                      not a multiple of the number's size;
 *         MMF_EACCES   the view cannot be read;
 *         MMF_ERANGE   the number does not lie inside the view.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET Volatile.Read.
 */
MMF_API int mmf_atomic_load_acquire_u32(const mmf_view *view, int64_t position,
                                        uint32_t *out);

/** As mmf_atomic_load_acquire_u32(), for 64 bits. */
MMF_API int mmf_atomic_load_acquire_u64(const mmf_view *view, int64_t position,
                                        uint64_t *out);

/**
 * Stores a number.  Who reads it with mmf_atomic_load_acquire_u32() also sees
 * what was stored before it.
 *
 * @param view     The view, writable.
 * @param position First byte of the number within the view.
 * @param value    The number.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, or the address is not a
 *                      multiple of the number's size;
 *         MMF_EACCES   the view cannot be written;
 *         MMF_ERANGE   the number does not lie inside the view.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET Volatile.Write.
 */
MMF_API int mmf_atomic_store_release_u32(const mmf_view *view, int64_t position,
                                         uint32_t value);

/** As mmf_atomic_store_release_u32(), for 64 bits. */
MMF_API int mmf_atomic_store_release_u64(const mmf_view *view, int64_t position,
                                         uint64_t value);

/**
 * Stores a number and tells what was there, in one step that all see in the
 * same order.
 *
 * @param view     The view, readable and writable.
 * @param position First byte of the number within the view.
 * @param value    The number.
 * @param before   Receives what was there; NULL when that does not matter.
 * @return as mmf_atomic_store_release_u32(); MMF_EACCES also where the view
 *         cannot be read.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET Interlocked.Exchange.
 */
MMF_API int mmf_atomic_exchange_u32(const mmf_view *view, int64_t position,
                                    uint32_t value, uint32_t *before);

/** As mmf_atomic_exchange_u32(), for 64 bits. */
MMF_API int mmf_atomic_exchange_u64(const mmf_view *view, int64_t position,
                                    uint64_t value, uint64_t *before);

/**
 * Stores a number if another one is there, in one step.  It was stored if
 * *before is expected.
 *
 * @param view     The view, readable and writable.
 * @param position First byte of the number within the view.
 * @param expected What has to be there.
 * @param value    What is stored in its place.
 * @param before   Receives what was there.
 * @return as mmf_atomic_exchange_u32(); MMF_EINVAL also where before is NULL.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET Interlocked.CompareExchange.
 */
MMF_API int mmf_atomic_compare_exchange_u32(const mmf_view *view,
                                            int64_t position, uint32_t expected,
                                            uint32_t value, uint32_t *before);

/** As mmf_atomic_compare_exchange_u32(), for 64 bits. */
MMF_API int mmf_atomic_compare_exchange_u64(const mmf_view *view,
                                            int64_t position, uint64_t expected,
                                            uint64_t value, uint64_t *before);

/**
 * Adds to a number, in one step; behind the largest comes 0.
 *
 * @param view     The view, readable and writable.
 * @param position First byte of the number within the view.
 * @param value    What is added; to take away, its complement (0 - value).
 * @param before   Receives what was there; NULL when that does not matter.
 * @return as mmf_atomic_exchange_u32().
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: .NET Interlocked.Add, which tells the sum instead.
 */
MMF_API int mmf_atomic_add_u32(const mmf_view *view, int64_t position,
                               uint32_t value, uint32_t *before);

/** As mmf_atomic_add_u32(), for 64 bits. */
MMF_API int mmf_atomic_add_u64(const mmf_view *view, int64_t position,
                               uint64_t value, uint64_t *before);

#ifdef __cplusplus
}
#endif

#endif
