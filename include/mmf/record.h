/* SPDX-License-Identifier: MIT */
/*
 * Records in a map: a struct of a fixed size, such as measurements or settings,
 * of which every reader gets a whole copy or none.
 *
 *     typedef struct climate {
 *         double celsius, hectopascal;
 *     } climate;
 *
 *     mmf_record_write(&view, 0, NULL, &now, sizeof now);      // one program
 *     mmf_record_read(&view, 0, NULL, &now, sizeof now, NULL); // another one
 *
 * A header of MMF_RECORD_HEADER bytes stands before the record: what it is, how
 * long it is, a word that its writers take in turn, and a hash.  Writers need
 * not know of each other, may stall and may die: the next one takes over.  A
 * reader compares the hash, so that no mixture of two records is ever
 * delivered, whatever its writers do (but for a chance of 2 in 10^19, and for
 * programs that store a good hash on purpose).  docs/layout.md has every byte.
 *
 * The first write makes the header, in bytes that are zero as those of a new
 * map.  From then on the place belongs to records of this size.  Bytes are
 * stored as they are: programs of different compilers have to agree on the
 * layout of the struct, and pointers mean nothing to others.
 */
#ifndef MMF_RECORD_H
#define MMF_RECORD_H

#include "export.h"
#include "view.h"
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes that stand before a record. */
#define MMF_RECORD_HEADER 32

/** Bytes that a record takes in a view.  The next one may begin behind them,
    where the address is a multiple of 8. */
#define MMF_RECORD_ROOM(length) (MMF_RECORD_HEADER + (length))

/** What a writer may leave out. */
enum mmf_record_flags {
    MMF_RECORD_QUIET = 0x1 /**< writers: do not wake those who wait for the
                                next record; they see it later */
};

/** How to write or read; NULL or all zero are the defaults.  The same options
    will do for both. */
typedef struct mmf_record_options {
    uint32_t size;   /**< sizeof(mmf_record_options), or 0 for that of 0.1 */
    uint32_t flags;  /**< bits of mmf_record_flags */
    int32_t wait_ms; /**< longest wait for writers at work; 0 = 1000 ms, -1 =
                              no longer than a write takes */
    int32_t takeover_ms; /**< a writer that did nothing for so long is taken for
                              dead; 0 = 100 ms.  Too short a time costs work,
                              never a wrong answer */
} mmf_record_options;

/** What mmf_record_read() found. */
typedef struct mmf_record_result {
    uint32_t size;     /**< sizeof(mmf_record_result), or 0 for that of 0.1 */
    uint32_t sequence; /**< which write it was: 1, 2, ... 2147483647, and 1
                            again; a number may be missing.  Another record
                            has another one */
    uint32_t retries;  /**< copies thrown away because a writer was met */
    uint32_t token;    /**< for mmf_record_wait() */
    uint64_t hash;     /**< XXH64 of the record, seed 0 */
} mmf_record_result;

/**
 * Publishes a record.
 *
 * Any number of writers may publish at the same time; one that stalls in the
 * middle is overtaken, notices it, and publishes again.
 *
 * @param view     The view, writable.
 * @param position Where the header begins in the view, at an address that 8
 *                 divides: at a multiple of 8 in a view that begins at one in
 *                 its map.
 * @param options  NULL for the defaults.
 * @param data     The record.
 * @param length   Its size in bytes, always the same for this place; not 0.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, data is NULL, length is 0,
 *                      options are not valid, or the header's address is not a
 *                      multiple of 8;
 *         MMF_EACCES   the view cannot be written;
 *         MMF_ERANGE   header and record do not lie inside the view;
 *         MMF_ECORRUPT there is something else, or a record of another size;
 *                      no byte is changed;
 *         MMF_EBUSY    other writers were at work for wait_ms;
 *         MMF_EIO      the map was shortened while they were waited for.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.
 */
MMF_API int mmf_record_write(const mmf_view *view, int64_t position,
                             const mmf_record_options *options,
                             const void *data, size_t length);

/**
 * Reads a record, whole.
 *
 * @param view     The view, readable.
 * @param position Where the header begins in the view, as for
 *                 mmf_record_write().
 * @param options  NULL for the defaults.
 * @param data     Receives the record; all zero on failure.
 * @param length   Its size in bytes; not 0.
 * @param result   Receives what was found; all zero but its size on failure,
 *                 but for retries and token; as it was where its size is not
 *                 valid; NULL when that does not matter.  Set its size to 0 or
 *                 sizeof(mmf_record_result).
 * @return 0, or
 *         MMF_EINVAL     view is NULL or closed, data is NULL, length is 0,
 *                        options or result->size are not valid, or the
 *                        header's address is not a multiple of 8;
 *         MMF_EACCES     the view cannot be read;
 *         MMF_ERANGE     header and record do not lie inside the view;
 *         MMF_EIO        the map was shortened: its last bytes are gone, as
 *                        for mmf_view_copy();
 *         MMF_ENOENT     no record has been published here yet;
 *         MMF_ECORRUPT   there is something else, or a record of another size;
 *         MMF_EBUSY      writers were at work for wait_ms;
 *         MMF_EABANDONED a writer ended in the middle, or did nothing for
 *                        takeover_ms, or the record's bytes do not have its
 *                        hash for so long, as somebody changed them who is no
 *                        writer.  The next record that is published can be
 *                        read.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.
 */
MMF_API int mmf_record_read(const mmf_view *view, int64_t position,
                            const mmf_record_options *options, void *data,
                            size_t length, mmf_record_result *result);

/**
 * Waits for another record than the one that was read last.
 *
 * Writers wake those who wait, who sleep until then: on Linux, and on Windows
 * where the map has a name.  Where they cannot be woken, they look every 50 ms,
 * and every 250 ms where a writer is quiet (MMF_RECORD_QUIET) or was killed
 * before it could wake.  Records that came and went between two looks are one
 * change.
 *
 * A writer that died in the middle is a change, too, after the 100 ms in which
 * it does nothing: mmf_record_read() tells MMF_EABANDONED then, and its token
 * waits for the next record.
 *
 * @param view       The view, readable and not copy-on-write.
 * @param position   Where the header begins in the view, as for
 *                   mmf_record_read().
 * @param length     The record's size in bytes, as there.
 * @param seen       The token of the last mmf_record_read(), which there is also
 *                   where it failed; 0 for none: then the first record ends the
 *                   wait, at once where it is there already.
 * @param timeout_ms Milliseconds to wait at the longest; 0 = only look, -1 =
 *                   for ever.
 * @return 0 when there is another one, or
 *         MMF_EINVAL    view is NULL, closed or copy-on-write, which would not
 *                       see changes, length is 0, timeout_ms is less than -1,
 *                       or the header's address is not a multiple of 8;
 *         MMF_EACCES    the view cannot be read;
 *         MMF_ERANGE    header and record do not lie inside the view;
 *         MMF_EIO       the map was shortened: its last bytes are gone, as for
 *                       mmf_view_copy();
 *         MMF_ECORRUPT  there is something else, or a record of another size;
 *         MMF_ETIMEDOUT it is still the same, or none.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: Linux futex; Windows events as in docs/layout.md.
 */
MMF_API int mmf_record_wait(const mmf_view *view, int64_t position,
                            size_t length, uint32_t seen, int32_t timeout_ms);

#ifdef __cplusplus
}
#endif

#endif
