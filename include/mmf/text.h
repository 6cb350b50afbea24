/* SPDX-License-Identifier: MIT */
/*
 * Text in a map: a count of UTF-16 units in one place, the units in another,
 * as .NET programs publish a String.
 *
 *     mmf_text_write(&view, NULL, MMF_TEXT_STRICT, "Hello", 5);
 *
 *     char text[MMF_TEXT_ROOM(4043)];
 *     mmf_text_result result = {0};
 *     mmf_text_read(&view, NULL, MMF_TEXT_REPLACE, text, sizeof text, &result);
 *
 * What is written is, byte for byte, what accessor.Write(0, length) and
 * accessor.WriteArray(10, chars, 0, length) store, in this order, and no other
 * byte is touched.  Units beyond the count are left over from longer texts and
 * mean nothing.
 *
 * A writer of this kind gives a reader no means to know that a text is whole.
 * The reader copies until two copies in a row agree: see `settled` below.  And
 * it trusts nothing: the count is read once and held against the view before a
 * unit is touched.
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

/**
 * Where a text lies in a view.  NULL stands for the layout of the article that
 * this library was written after: the count at 0, the units at 10.
 */
typedef struct mmf_text_layout {
    uint32_t size;     /**< sizeof(mmf_text_layout), or 0 for that of 0.1 */
    uint32_t reserved; /**< 0 */
    int64_t count_at;  /**< position of the int32 that counts the units */
    int64_t units_at;  /**< position of the first unit; they may run up to the
                            end of the view, or up to the count behind them */
} mmf_text_layout;

/** The article's layout, as an initialiser. */
#define MMF_TEXT_LAYOUT_ARTICLE \
    {                           \
        0, 0, 0, 10             \
    }

/** Bytes that always suffice to read a text of so many units as UTF-8. */
#define MMF_TEXT_ROOM(units) (3 * (units) + 1)

/** What mmf_text_read() found. */
typedef struct mmf_text_result {
    uint32_t size;    /**< sizeof(mmf_text_result), or 0 for that of 0.1 */
    uint32_t settled; /**< 1: two copies in a row agreed, which a torn text
                           rarely does; 0: the writer never paused for long
                           enough, and the text may be a mixture */
    int64_t count;    /**< units that the map promises, whatever it says */
    int64_t units;    /**< units that were read */
    int64_t length;   /**< bytes (or units) stored in the buffer; with
                           MMF_ETOOBIG what is needed, without the NUL */
    int64_t error_at; /**< with MMF_ETEXT, which unit is not well-formed */
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
 *                      has an unknown size, a reserved field that is not 0 or
 *                      a count that lies on the units;
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
 * @param view   The view, writable.
 * @param layout NULL for the article's.
 * @param policy An mmf_text_policy.
 * @param text   UTF-8; may hold NUL bytes; may be NULL if length is 0.
 * @param length Bytes in text.
 * @return 0, or
 *         MMF_EINVAL   view is NULL or closed, text is NULL, or policy or
 *                      layout is not valid;
 *         MMF_EACCES   the view cannot be written;
 *         MMF_ERANGE   the layout does not lie inside the view;
 *         MMF_ETEXT    the text is not well-formed; the detail says at which
 *                      byte;
 *         MMF_ETOOBIG  the text has more units than fit; the detail has both
 *                      numbers;
 *         MMF_ENOMEM   no memory for the conversion.
 *
 * Thread safety: any thread, while the view is not being closed; writers of
 * one text must take turns.
 * Since: 0.1.  Source: the bytes and their order are .NET's.
 */
MMF_API int mmf_text_write(const mmf_view *view, const mmf_text_layout *layout,
                           uint32_t policy, const char *text, size_t length);

/**
 * Publishes a text given as UTF-16 units, which are stored as they are.
 *
 * @param view   The view, writable.
 * @param layout NULL for the article's.
 * @param units  The units, in the machine's byte order; may be NULL if count
 *               is 0.
 * @param count  How many.
 * @return as mmf_text_write(), without MMF_ETEXT and MMF_ENOMEM.
 *
 * Thread safety: as mmf_text_write().
 * Since: 0.1.  Source: the bytes and their order are .NET's.
 */
MMF_API int mmf_text_write_utf16(const mmf_view *view,
                                 const mmf_text_layout *layout,
                                 const uint16_t *units, size_t count);

/**
 * Reads the text as UTF-8 with a NUL behind it.
 *
 * @param view   The view, readable.
 * @param layout NULL for the article's.
 * @param policy An mmf_text_policy.
 * @param buffer Receives the text and a NUL.
 * @param room   Size of buffer in bytes; MMF_TEXT_ROOM() of the capacity is
 *               always enough.
 * @param result Receives what was found, also with the failures from
 *               MMF_ECORRUPT on; NULL when that does not matter.  Set its size
 *               to 0 or sizeof(mmf_text_result).
 * @return 0, or
 *         MMF_EINVAL     view is NULL or closed, buffer is NULL, or policy,
 *                        layout or result->size is not valid;
 *         MMF_EACCES     the view cannot be read;
 *         MMF_ERANGE     the layout does not lie inside the view;
 *         MMF_ENOMEM     no memory for the conversion;
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
                          uint32_t policy, char *buffer, size_t room,
                          mmf_text_result *result);

/**
 * Reads the text as UTF-16 units, as they are; no NUL is added.
 *
 * @param view   The view, readable.
 * @param layout NULL for the article's.
 * @param buffer Receives the units, in the machine's byte order; may be NULL
 *               if room is 0.
 * @param room   Size of buffer in units.
 * @param result as mmf_text_read().
 * @return as mmf_text_read(), without MMF_ETEXT and MMF_ENOMEM; with
 *         MMF_ETOOBIG nothing is stored.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: as mmf_text_read().
 */
MMF_API int mmf_text_read_utf16(const mmf_view *view,
                                const mmf_text_layout *layout, uint16_t *buffer,
                                size_t room, mmf_text_result *result);

#ifdef __cplusplus
}
#endif

#endif
