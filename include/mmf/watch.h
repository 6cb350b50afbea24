/* SPDX-License-Identifier: MIT */
/*
 * Waiting: for a text to change, for a name to appear, and for either by name,
 * through all the restarts of a server.  For records: mmf_record_wait().
 *
 *     char text[MMF_TEXT_ROOM(4043)];
 *     mmf_text_watcher watcher = {0};
 *
 *     watcher.view_size = 8096;
 *     while (mmf_text_watch(&watcher, "Demo", NULL, NULL, -1, text,
 *                           sizeof text, NULL) == MMF_OK)
 *         puts(watcher.event == MMF_TEXT_GONE ? "(no server)" : text);
 *
 * Sequenced writers (MMF_TEXT_SEQUENCED) wake those who wait, who sleep until
 * then: on Linux, and on Windows where the map has a name.  All other changes
 * are noticed by looking: those of .NET programs and of strict writers within
 * 50 ms; within 250 ms where such a one follows a sequenced writer, or where a
 * sequenced one is quiet (MMF_TEXT_QUIET) or was killed before it could wake.
 * Looking costs less than a thousandth of a processor for a text of the
 * article's size.
 *
 * Timeouts are in milliseconds: 0 = look and do not wait, -1 = wait for ever.
 * A timeout is no error in the program, but it is a status, MMF_ETIMEDOUT.
 */
#ifndef MMF_WATCH_H
#define MMF_WATCH_H

#include "export.h"
#include "text.h"
#include "view.h"
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Waits until the text in a view is another one than the reader has seen.
 *
 * Changes that came and went between two looks are one change, and a text that
 * was replaced by the same text counts where a sequenced writer did it.  A
 * reader that could not read (MMF_EBUSY, MMF_EABANDONED) may wait with the
 * token that it was given all the same.
 *
 * A view shows what its map holds, also when all who could write it are gone
 * and a new map has its name: to wait for that use mmf_text_watch().
 *
 * @param view       The view, readable and not copy-on-write.
 * @param layout     NULL for the article's.
 * @param seen       The token of the text that was read; all zero for none, and
 *                   then the call returns at once.
 * @param timeout_ms Milliseconds to wait at the longest; 0 = only look, -1 =
 *                   for ever.
 * @return 0 when the text is another one, or
 *         MMF_EINVAL    view is NULL, closed or copy-on-write, which would not
 *                       see changes, seen is NULL, timeout_ms is less than -1,
 *                       or the layout is not valid;
 *         MMF_EACCES    the view cannot be read;
 *         MMF_ERANGE    the layout does not lie inside the view;
 *         MMF_EIO       the map was shortened: its last bytes are gone, as for
 *                       mmf_view_copy();
 *         MMF_ETIMEDOUT it is still the same.
 *
 * Thread safety: any thread, while the view is not being closed.
 * Since: 0.1.  Source: Linux futex; Windows events as in docs/layout.md.
 */
MMF_API int mmf_text_wait(const mmf_view *view, const mmf_text_layout *layout,
                          const mmf_text_token *seen, int32_t timeout_ms);

/**
 * Waits until a map of this name can be opened.
 *
 * A stale name, one whose handles have died, does not count.  Nothing is
 * opened, so that who waits is in no creator's way; the map may be gone again
 * when the caller opens it.
 *
 * @param name       Name in UTF-8.
 * @param timeout_ms Milliseconds to wait at the longest; 0 = only look, -1 =
 *                   for ever.
 * @return 0 when it is there, or
 *         MMF_EINVAL    name is NULL, or timeout_ms is less than -1;
 *         MMF_ENAME     the name breaks a rule; the detail says which;
 *         MMF_ETYPE     the name belongs to another kind of object;
 *         MMF_EACCES    the object may not be read;
 *         MMF_ETIMEDOUT it is not there;
 *         MMF_ENOMEM, MMF_EIO, MMF_EUNKNOWN  the system's answer is in the
 *                       detail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: Linux inotify; elsewhere a look every 50 ms, and every
 * 200 ms after the first second.
 */
MMF_API int mmf_name_wait(const char *name, int32_t timeout_ms);

/** What mmf_text_watch() has seen. */
enum mmf_text_event {
    MMF_TEXT_NOTHING = 0,  /**< nothing new */
    MMF_TEXT_APPEARED = 1, /**< there is a map; its text was read */
    MMF_TEXT_CHANGED = 2,  /**< another text was read */
    MMF_TEXT_GONE = 3      /**< the map is gone, or was shortened, as by a
                                server that begins anew.  Where there is one of
                                its name already, the next answer is
                                MMF_TEXT_APPEARED; on Windows, where maps have
                                no identity, a new one within 250 ms may be a
                                change instead */
};

/**
 * What a watcher remembers from one call to the next.  All zero is one that has
 * seen nothing.  It holds nothing open: there is nothing to release, and
 * nothing that a killed watcher leaves.
 */
typedef struct mmf_text_watcher {
    uint32_t size;        /**< sizeof(mmf_text_watcher), or 0 for that of 0.1 */
    uint32_t event;       /**< an mmf_text_event: the last call's answer */
    int64_t view_size;    /**< the caller's: bytes to view of each map; 0, or
                               more than there are, = all of it */
    mmf_text_token token; /**< the library's: of the text read last */
    uint64_t identity;    /**< the library's: of the map it was read from */
    uint32_t present;     /**< the library's: whether there was one */
    uint32_t flags;       /**< the caller's: 0, or MMF_ANY_OWNER to read maps
                               that other users own, too */
} mmf_text_watcher;

/**
 * Waits for news of a text by the name of its map, and reads it.
 *
 * The first call answers MMF_TEXT_APPEARED as soon as there is a map, also one
 * that was there before; each further call answers what has happened since the
 * one before.  Texts that come faster than they are read are skipped, the last
 * one never is.
 *
 * The map is opened to read it and closed at once, so that it never lives
 * longer because it is watched, and its server can be started again at any
 * time.
 *
 * @param watcher    What the call goes on from, and writes; watcher->event is
 *                   set on every path but MMF_EINVAL.
 * @param name       Name in UTF-8; the same as in the call before.
 * @param layout     NULL for the article's.
 * @param options    NULL for the defaults, as mmf_text_read().
 * @param timeout_ms Milliseconds to wait at the longest; 0 = only look, -1 =
 *                   for ever.
 * @param buffer     Receives the text and a NUL; a NUL alone where none was
 *                   read.
 * @param room       Size of buffer in bytes.
 * @param result     Receives what mmf_text_read() tells, all zero where no text
 *                   was read; NULL when that does not matter.  Set its size to
 *                   0 or sizeof(mmf_text_result).
 * @return 0 and the event, or
 *         MMF_EINVAL    watcher, name or buffer is NULL, timeout_ms is less
 *                       than -1, or watcher->size, watcher->view_size,
 *                       watcher->flags, options, layout or result->size are not
 *                       valid;
 *         MMF_ENAME     the name breaks a rule; the detail says which;
 *         MMF_ETYPE     the name belongs to another kind of object;
 *         MMF_ETIMEDOUT nothing new: no map as before, or the same text;
 *         MMF_EACCES    another user owns the map and watcher->flags does not say
 *                       MMF_ANY_OWNER, or the system refuses to read it;
 *         MMF_ENOMEM, MMF_EUNKNOWN  the system's answer is in the detail;
 *         or the other failures of mmf_text_read(), with the event that led to
 *         the reading: the next call waits for the next text.
 *
 * Thread safety: any thread, one at a time per watcher.
 * Since: 0.1.
 */
MMF_API int mmf_text_watch(mmf_text_watcher *watcher, const char *name,
                           const mmf_text_layout *layout,
                           const mmf_text_options *options, int32_t timeout_ms,
                           char *buffer, size_t room, mmf_text_result *result);

#ifdef __cplusplus
}
#endif

#endif
