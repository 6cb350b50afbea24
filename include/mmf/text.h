/* SPDX-License-Identifier: MIT */
/*
 * Text in a map: a count of UTF-16 units in one place, the units in another,
 * as .NET programs publish a String.
 *
 *     mmf_text_write(&view, NULL, NULL, "Hello", 5);
 *
 *     char text[MMF_TEXT_ROOM(4043)];
 *     mmf_text_result result = {0};
 *     mmf_text_read(&view, NULL, NULL, text, sizeof text, &result);
 *
 * What is written is, byte for byte, what accessor.Write(0, length) and
 * accessor.WriteArray(10, chars, 0, length) store, in this order, and no other
 * byte is touched.  Units beyond the count are left over from longer texts and
 * mean nothing.
 *
 * Such a writer gives a reader no means to know that a text is whole.  The
 * reader copies until two copies in a row agree, which a mixture of two texts
 * can do.  A writer that sets MMF_TEXT_SEQUENCED also keeps a word and a
 * checksum between the count and the units, where a .NET program neither sees
 * nor disturbs them.  A reader then knows: result.guarantee says what it knows,
 * result.reason why it is no more.  docs/layout.md has every byte, for those
 * who write a peer.
 *
 * A reader trusts nothing: the count is read once and held against the view
 * before a unit is touched.  None of this protects against a program that wants
 * to deceive: whoever may write the map can also write a good checksum.
 */
#ifndef MMF_TEXT_H
#define MMF_TEXT_H

#include "export.h"
#include "view.h"
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What happens to text that is not well-formed. */
enum mmf_text_policy {
    MMF_TEXT_STRICT = 0,  /**< it is refused with MMF_ETEXT */
    MMF_TEXT_REPLACE = 1, /**< U+FFFD stands in, once per maximal subpart, as
                               in .NET's Encoding.UTF8 */
    MMF_TEXT_LOSSLESS = 2 /**< lone surrogates, which .NET strings may hold,
                               pass as WTF-8; bytes that are no text at all
                               are refused with MMF_ETEXT */
};

/** What a writer does beyond .NET, and what a reader puts up with. */
enum mmf_text_flags {
    MMF_TEXT_SEQUENCED = 0x1,   /**< writers: let readers know that their copy
                                     is whole; writers need not take turns */
    MMF_TEXT_BEST_EFFORT = 0x2, /**< readers: where a sequenced writer is at
                                     work for too long or died, take what is
                                     there, instead of MMF_EBUSY and
                                     MMF_EABANDONED */
    MMF_TEXT_QUIET = 0x4        /**< sequenced writers: do not wake those who
                                     wait for a change; they see it later */
};

/** How to write or read; NULL or all zero are the defaults.  The same options
    will do for both. */
typedef struct mmf_text_options {
    uint32_t size;       /**< sizeof(mmf_text_options), or 0 for that of 0.1 */
    uint32_t policy;     /**< an mmf_text_policy; units do without */
    uint32_t flags;      /**< bits of mmf_text_flags */
    int32_t wait_ms;     /**< longest wait for sequenced writers at work; 0 =
                              1000 ms, -1 = no longer than a write takes */
    int32_t takeover_ms; /**< a sequenced writer that did nothing for so long is
                              taken for dead; 0 = 100 ms.  Too short a time
                              costs work, never a wrong answer */
    uint32_t reserved;   /**< 0 */
} mmf_text_options;

/**
 * Where a text lies in a view.  NULL stands for the layout of the article that
 * this library was written after: the count at 0, the units at 10; the word at
 * 4 and the check at 8, which the article's programs never touch.  Where other
 * programs keep something of their own in those six bytes, say -1 for both: a
 * reader would take it for a writer's word.
 */
typedef struct mmf_text_layout {
    uint32_t size;     /**< sizeof(mmf_text_layout), or 0 for that of 0.1 */
    uint32_t reserved; /**< 0 */
    int64_t count_at;  /**< position of the int32 that counts the units */
    int64_t units_at;  /**< position of the first unit; they may run up to the
                            end of the view, or up to what stands behind them
                            of count, word and check */
    int64_t word_at;   /**< position of the uint32 that sequenced writers use,
                            at an address that 4 divides; -1 = none */
    int64_t check_at;  /**< position of two more bytes of theirs; -1 = none, and
                            then neither is there a word */
} mmf_text_layout;

/** The article's layout, as an initialiser. */
#define MMF_TEXT_LAYOUT_ARTICLE \
    {                           \
        0, 0, 0, 10, 4, 8       \
    }

/** Bytes that always suffice to read a text of so many units as UTF-8. */
#define MMF_TEXT_ROOM(units) (3 * (units) + 1)

/** What a reader knows of a text. */
enum mmf_text_guarantee {
    MMF_TEXT_UNSETTLED = 0, /**< nothing: it changed all the time and may be a
                                 mixture */
    MMF_TEXT_SETTLED = 1,   /**< two copies in a row agreed; a mixture rarely
                                 does that */
    MMF_TEXT_VERIFIED = 2   /**< one sequenced writer wrote all of it */
};

/** Why a text is not verified. */
enum mmf_text_reason {
    MMF_TEXT_NOT_IN_USE = 1,    /**< no sequenced writer has written here, or
                                     the layout has no place for its word */
    MMF_TEXT_FOREIGN_WRITE = 2, /**< another writer changed it since, or two
                                     sequenced ones are mixed for a moment */
    MMF_TEXT_WRITER_BUSY = 3,   /**< sequenced writers were at work all the time
                                     (MMF_EBUSY) */
    MMF_TEXT_WRITER_DEAD = 4    /**< one ended in the middle (MMF_EABANDONED) */
};

/** What tells a text from another one, for waiting until it has changed. */
typedef struct mmf_text_token {
    uint32_t word; /**< of the sequenced writers */
    uint32_t hash; /**< CRC-32C of count and units */
} mmf_text_token;

/** What mmf_text_read() found. */
typedef struct mmf_text_result {
    uint32_t size;        /**< sizeof(mmf_text_result), or 0 for that of 0.1 */
    uint32_t guarantee;   /**< an mmf_text_guarantee */
    uint32_t reason;      /**< an mmf_text_reason; 0 when verified */
    uint32_t retries;     /**< copies thrown away because a writer was met */
    int64_t count;        /**< units that the map promises, whatever it says */
    int64_t units;        /**< units that were read */
    int64_t length;       /**< bytes (or units) stored in the buffer; with
                               MMF_ETOOBIG what is needed, without the NUL */
    int64_t error_at;     /**< with MMF_ETEXT, which unit is not well-formed */
    mmf_text_token token; /**< of what was read */
} mmf_text_result;

/**
 * Tells how many UTF-16 units fit: 4043 in a view of 8096 bytes and the
 * article's layout.
 *
 * @param view   The view.
 * @param layout NULL for the article's.
 * @param units  Receives the number; 0 on failure.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, units is NULL, or the layout
 *                      has an unknown size, a reserved field that is not 0,
 *                      only one of word and check, or parts that lie on each
 *                      other;
 *         MMF_ERANGE   the layout does not lie inside the view.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.
 */
MMF_API int mmf_text_capacity(const mmf_view *view,
                              const mmf_text_layout *layout, int64_t *units);

/**
 * Publishes a text given as UTF-8.
 *
 * The text is checked and measured before the first byte of the map changes:
 * a text that is refused leaves the one before whole.
 *
 * With MMF_TEXT_SEQUENCED any number of writers may publish at the same time;
 * one that stalls in the middle is overtaken, notices it, and publishes again.
 * The text of one that died stays unreadable until the next one is published.
 *
 * @param view    The view, writable.
 * @param layout  NULL for the article's.
 * @param options NULL for the defaults: MMF_TEXT_STRICT, as .NET writes.
 * @param text    UTF-8; may hold NUL bytes; may be NULL if length is 0.
 * @param length  Bytes in text.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, text is NULL, options or layout
 *                      are not valid, or sequenced writing is asked for where
 *                      the layout has no word or its address is not a multiple
 *                      of 4;
 *         MMF_EACCES   the view cannot be written;
 *         MMF_ERANGE   the layout does not lie inside the view;
 *         MMF_ETEXT    the text is not well-formed; the detail says at which
 *                      byte;
 *         MMF_ETOOBIG  the text has more units than fit; the detail has both
 *                      numbers;
 *         MMF_ENOMEM   no memory for the conversion;
 *         MMF_EBUSY    other sequenced writers were at work for wait_ms;
 *         MMF_EIO      the map was shortened while they were waited for.
 *
 * Thread safety: any thread, while the view is not being closed; writers of
 * one text that are not sequenced must take turns.
 * Since: 0.1.  Source: the bytes and their order are .NET's; the word and the
 * check are in docs/layout.md.
 */
MMF_API int mmf_text_write(const mmf_view *view, const mmf_text_layout *layout,
                           const mmf_text_options *options, const char *text,
                           size_t length);

/**
 * Publishes a text given as UTF-16 units, which are stored as they are.
 *
 * @param view    The view, writable.
 * @param layout  NULL for the article's.
 * @param options NULL for the defaults: as .NET writes.
 * @param units   The units, in the machine's byte order; may be NULL if count
 *                is 0.
 * @param count   How many.
 * @return as mmf_text_write(), without MMF_ETEXT and MMF_ENOMEM.
 *
 * Thread safety: as mmf_text_write().
 * Since: 0.1.  Source: as mmf_text_write().
 */
MMF_API int mmf_text_write_utf16(const mmf_view *view,
                                 const mmf_text_layout *layout,
                                 const mmf_text_options *options,
                                 const uint16_t *units, size_t count);

/**
 * Reads the text as UTF-8 with a NUL behind it.
 *
 * @param view    The view, readable.
 * @param layout  NULL for the article's.
 * @param options NULL for the defaults: MMF_TEXT_STRICT, no best effort where
 *                sequenced writers are in the way.
 * @param buffer  Receives the text and a NUL.
 * @param room    Size of buffer in bytes; MMF_TEXT_ROOM() of the capacity is
 *                always enough.
 * @param result  Receives what was found, also with the failures from
 *                MMF_EBUSY on; NULL when that does not matter.  Set its size
 *                to 0 or sizeof(mmf_text_result).
 * @return 0, or
 *         MMF_EINVAL     view is NULL or closed, buffer is NULL, or options,
 *                        layout or result->size are not valid;
 *         MMF_EACCES     the view cannot be read;
 *         MMF_ERANGE     the layout does not lie inside the view;
 *         MMF_EIO        the map was shortened: its last bytes are gone, as for
 *                        mmf_view_copy();
 *         MMF_ENOMEM     no memory for the conversion;
 *         MMF_EBUSY      sequenced writers were at work for wait_ms; nothing is
 *                        stored but a NUL;
 *         MMF_EABANDONED a sequenced writer ended in the middle, or did nothing
 *                        for takeover_ms; nothing is stored but a NUL.  The
 *                        next text that is published can be read;
 *         MMF_ECORRUPT   the count is negative; nothing is stored but a NUL;
 *         MMF_ETRUNCATED the count is more than the view holds: the units that
 *                        fit are stored, result->count is the true count;
 *         MMF_ETEXT      the text is not well-formed at result->error_at; what
 *                        stands before is stored;
 *         MMF_ETOOBIG    room is too small: nothing is stored but a NUL (if
 *                        room is not 0), result->length is what it takes.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: the bytes are .NET's; a count that is too large is
 * answered as the article's client shows it.
 */
MMF_API int mmf_text_read(const mmf_view *view, const mmf_text_layout *layout,
                          const mmf_text_options *options, char *buffer,
                          size_t room, mmf_text_result *result);

/**
 * Reads the text as UTF-16 units, as they are; no NUL is added.
 *
 * @param view    The view, readable.
 * @param layout  NULL for the article's.
 * @param options NULL for the defaults, as mmf_text_read().
 * @param buffer  Receives the units, in the machine's byte order; may be NULL
 *                if room is 0.
 * @param room    Size of buffer in units.
 * @param result  as mmf_text_read().
 * @return as mmf_text_read(), without MMF_ETEXT and MMF_ENOMEM; with
 *         MMF_ETOOBIG  the text has more units than room, and what is stored
 *                      means nothing.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: as mmf_text_read().
 */
MMF_API int mmf_text_read_utf16(const mmf_view *view,
                                const mmf_text_layout *layout,
                                const mmf_text_options *options,
                                uint16_t *buffer, size_t room,
                                mmf_text_result *result);

#ifdef __cplusplus
}
#endif

#endif
