/* SPDX-License-Identifier: MIT */
/*
 * Waiting for texts and for names, and for texts by name.  Not here: how one
 * waits (wait.c), how one is woken (the backend).
 */
#include "mmf/watch.h"
#include "explain.h"
#include "map.h"
#include "name.h"
#include "os.h"
#include "probe.h"
#include "sized.h"
#include "status.h"
#include "text_place.h"
#include "view.h"
#include "wait.h"
#include <stdlib.h>
#include <string.h>

enum {
    PROBE_WAIT_MS = 100, /* for a transition of the name */
    POLL_MS = 50,        /* for a name that nobody tells of; and later, */
    LATER_POLL_MS = 200, /* when who waits is used to it */
    LATER_MS = 1000,
    AGAIN_MS = 10,
    REVISIT_MS = 250 /* how soon the end of a map is noticed */
};

/* What is to be waited for in a view. */
static int place(const char *operation, const mmf_view *view,
                 const mmf_text_layout *layout, const mmf_text_token *seen,
                 mmf_wait *out)
{
    const int rc =
        mmf_text_locate(operation, view, layout, MMF_ACCESS_READ, &out->at);

    if (rc != MMF_OK)
        return rc;
    if (view->access == MMF_ACCESS_COPY_ON_WRITE)
        return mmf_wait_fail_private(operation);
    out->seen = *seen;
    out->word = mmf_text_word(view, &out->at);
    return MMF_OK;
}

int mmf_text_wait(const mmf_view *view, const mmf_text_layout *layout,
                  const mmf_text_token *seen, int32_t timeout_ms)
{
    static const char operation[] = "mmf_text_wait";
    mmf_wait_end end;
    mmf_wait wait = {0};
    int rc;

    if (seen == NULL)
        return mmf_fail(MMF_EINVAL, operation, "seen is NULL");
    rc = mmf_wait_begin(operation, timeout_ms, &end);
    if (rc == MMF_OK)
        rc = place(operation, view, layout, seen, &wait);
    while (rc == MMF_OK) {
        rc = mmf_text_check_there(operation, &wait.at);
        if (rc != MMF_OK || mmf_wait_is_over(&wait, &end))
            return rc;
        if (mmf_wait_left(&end, 1) == 0)
            return mmf_wait_fail(operation);
        mmf_wait_sleep(&wait, &end);
    }
    return rc;
}

/* A map that others keep busy may be there in a moment, so that MMF_EBUSY says
 * as little as MMF_ENOENT. */
static bool is_absent(int rc)
{
    return rc == MMF_ENOENT || rc == MMF_EBUSY;
}

/* Whether there is such a map. */
static int probe(const char *operation, const char *name, const char *os_name,
                 uint64_t *identity)
{
    const int rc = mmf_check_os(
        operation, mmf_os_name_probe(os_name, PROBE_WAIT_MS, identity));

    return rc == MMF_OK || is_absent(rc)
               ? rc
               : mmf_explain_name(rc, name, os_name, NULL);
}

/* A look costs a call of the system, or several where that is emulated. */
static uint32_t time_to_look(int64_t began)
{
    return mmf_os_clock_ms() - began < LATER_MS ? POLL_MS : LATER_POLL_MS;
}

static int await_new_name(const char *operation, const char *name,
                          const char *os_name, const mmf_wait_end *end,
                          intptr_t names)
{
    const int64_t began = mmf_os_clock_ms();

    for (;;) {
        uint64_t identity;
        const int rc = probe(operation, name, os_name, &identity);

        if (!is_absent(rc))
            return rc;
        if (mmf_wait_left(end, 1) == 0)
            return mmf_wait_fail(operation);
        if (names == MMF_OS_NONE)
            mmf_wait_pause(end, time_to_look(began));
        else
            mmf_os_names_wait(names, os_name, mmf_wait_left(end, MMF_SLICE_MS));
    }
}

static int await_name(const char *operation, const char *name,
                      const char *os_name, const mmf_wait_end *end)
{
    uint64_t identity;
    intptr_t names;
    int rc = probe(operation, name, os_name, &identity);

    if (!is_absent(rc))
        return rc;
    /* Names are noticed first and looked at then: none can slip through. */
    names = mmf_os_names_open();
    rc = await_new_name(operation, name, os_name, end, names);
    if (names != MMF_OS_NONE)
        mmf_os_names_close(names);
    return rc;
}

int mmf_name_wait(const char *name, int32_t timeout_ms)
{
    static const char operation[] = "mmf_name_wait";
    char *os_name = NULL;
    mmf_wait_end end;
    int rc;

    if (name == NULL)
        return mmf_fail(MMF_EINVAL, operation, "name is NULL");
    rc = mmf_wait_begin(operation, timeout_ms, &end);
    if (rc == MMF_OK)
        rc = mmf_name_to_os(operation, name, &os_name);
    if (rc == MMF_OK)
        rc = await_name(operation, name, os_name, &end);
    free(os_name);
    return rc;
}

/* One call of mmf_text_watch(). */
typedef struct watch {
    const char *operation;
    mmf_text_watcher *watcher;
    const char *name;
    char *os_name;
    const mmf_text_layout *layout;
    const mmf_text_options *options;
    char *buffer;
    size_t room;
    mmf_text_result *result;
    mmf_wait_end end;
    mmf_view view; /* of the map that was opened last, which is closed */
} watch;

/* Opens a view of what the name refers to now, and nothing else stays open: the
 * name does not live on because of us. */
static int visit(const watch *self, uint64_t *identity, mmf_view *out)
{
    const mmf_os_wish wish = {.access = MMF_OS_READ,
                              .wait_ms = PROBE_WAIT_MS,
                              .watch = true,
                              .strangers =
                                  (self->watcher->flags & MMF_ANY_OWNER) != 0};
    const int64_t wanted = self->watcher->view_size;
    mmf_map map = {.rights = MMF_OS_READ, .os_name = self->os_name};
    int rc =
        mmf_check_os(self->operation,
                     mmf_os_section_open(self->os_name, &wish, &map.section));

    if (rc != MMF_OK)
        return mmf_explain_name(rc, self->name, self->os_name, 0);
    *identity = map.section.identity;
    rc = mmf_view_open(&map, 0, wanted < map.section.size ? wanted : 0,
                       MMF_ACCESS_READ, out);
    mmf_os_section_close(self->os_name, &map.section);
    return rc;
}

/* Whether the name still refers to the map of the view: MMF_ENOENT if not.
 * Where maps have no identity, the view becomes one of what is there now. */
static int revisit(watch *self)
{
    mmf_view now;
    uint64_t identity;
    int rc = probe(self->operation, self->name, self->os_name, &identity);

    if (rc == MMF_OK && identity != 0)
        return identity == self->watcher->identity ? MMF_OK : MMF_ENOENT;
    if (rc == MMF_OK)
        rc = visit(self, &identity, &now);
    if (rc != MMF_OK)
        return rc == MMF_EBUSY ? MMF_OK : rc;
    (void)mmf_view_close(&self->view);
    self->view = now;
    return MMF_OK;
}

/* Waits for another text in the view: MMF_ENOENT when the map is gone, and has
 * left no text that was not read. */
static int await_text(watch *self)
{
    int64_t visited = mmf_os_clock_ms();
    mmf_wait wait = {0};

    for (;;) {
        int there = MMF_OK;
        int rc;

        if (mmf_os_clock_ms() - visited >= REVISIT_MS) {
            there = revisit(self);
            visited = mmf_os_clock_ms();
        }
        rc = place(self->operation, &self->view, self->layout,
                   &self->watcher->token, &wait);
        if (rc == MMF_OK)
            rc = mmf_text_check_there(self->operation, &wait.at);
        if (rc != MMF_OK || mmf_wait_is_over(&wait, &self->end))
            return rc;
        if (there != MMF_OK)
            return there;
        if (mmf_wait_left(&self->end, 1) == 0)
            return mmf_wait_fail(self->operation);
        mmf_wait_sleep(&wait, &self->end);
    }
}

/* Waits for what watcher->event tells then. */
static int await_event(watch *self)
{
    mmf_text_watcher *watcher = self->watcher;
    uint64_t identity = 0;
    int rc;

    for (;;) {
        rc = watcher->present != 0 ? MMF_OK
                                   : await_name(self->operation, self->name,
                                                self->os_name, &self->end);
        if (rc == MMF_OK)
            rc = visit(self, &identity, &self->view);
        if (!is_absent(rc) || (rc == MMF_ENOENT && watcher->present != 0))
            break;
        if (mmf_wait_left(&self->end, 1) == 0)
            return mmf_wait_fail(self->operation);
        mmf_wait_pause(&self->end, AGAIN_MS);
    }
    if (rc == MMF_OK && watcher->present == 0) {
        watcher->event = MMF_TEXT_APPEARED;
        watcher->present = 1;
        watcher->identity = identity;
        return MMF_OK;
    }
    if (rc == MMF_OK)
        rc = identity == watcher->identity ? await_text(self) : MMF_ENOENT;
    if (rc == MMF_OK)
        watcher->event = MMF_TEXT_CHANGED;
    if (rc != MMF_ENOENT)
        return rc;
    watcher->event = MMF_TEXT_GONE;
    watcher->present = 0;
    return MMF_OK;
}

/* Nothing is told yet. */
static void clear(const watch *self)
{
    self->watcher->event = MMF_TEXT_NOTHING;
    if (self->room > 0)
        self->buffer[0] = '\0';
    mmf_sized_clear(self->result, sizeof *self->result);
}

/* Waits for something to tell, and reads it. */
static int await_news(watch *self)
{
    int rc = await_event(self);

    if (rc == MMF_OK && self->watcher->event != MMF_TEXT_GONE) {
        rc = mmf_text_read(&self->view, self->layout, self->options,
                           self->buffer, self->room, self->result);
        self->watcher->token = self->result->token;
    }
    (void)mmf_view_close(&self->view);
    return rc;
}

/* Gives up a map that was shortened: what is left of it is another one.  False:
 * it was never told of, so that there is nothing to be told yet. */
static bool lose(const watch *self)
{
    const bool was_told = self->watcher->event != MMF_TEXT_APPEARED;

    clear(self);
    self->watcher->event = was_told ? MMF_TEXT_GONE : MMF_TEXT_NOTHING;
    self->watcher->present = 0;
    return was_told;
}

/* The same for as long as it takes, though maps are shortened meanwhile. */
static int await_whole_news(watch *self)
{
    for (;;) {
        const int rc = await_news(self);

        if (rc != MMF_EIO || self->watcher->present == 0)
            return rc;
        if (lose(self))
            return MMF_OK;
        if (mmf_wait_left(&self->end, 1) == 0)
            return mmf_wait_fail(self->operation);
        mmf_wait_pause(&self->end, AGAIN_MS);
    }
}

static int check_watcher(const char *operation, const mmf_text_watcher *watcher,
                         const mmf_text_result *result)
{
    const int rc =
        mmf_sized_check(operation, "watcher", watcher, sizeof *watcher);

    if (rc != MMF_OK)
        return rc;
    if ((watcher->flags & ~(uint32_t)MMF_ANY_OWNER) != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "flags 0x%lX has bits that are not for a watcher",
                        (unsigned long)watcher->flags);
    if (watcher->view_size < 0)
        return mmf_fail(MMF_EINVAL, operation, "view_size %lld is negative",
                        (long long)watcher->view_size);
    return result == NULL
               ? MMF_OK
               : mmf_sized_check(operation, "result", result, sizeof *result);
}

int mmf_text_watch(mmf_text_watcher *watcher, const char *name,
                   const mmf_text_layout *layout,
                   const mmf_text_options *options, int32_t timeout_ms,
                   char *buffer, size_t room, mmf_text_result *result)
{
    mmf_text_result own = {0};
    watch self = {.operation = "mmf_text_watch",
                  .watcher = watcher,
                  .name = name,
                  .layout = layout,
                  .options = options,
                  .buffer = buffer,
                  .room = room,
                  .result = result == NULL ? &own : result};
    mmf_text_options known;
    int rc;

    if (watcher == NULL || name == NULL || buffer == NULL)
        return mmf_fail(MMF_EINVAL, self.operation, "%s is NULL",
                        watcher == NULL ? "watcher"
                        : name == NULL  ? "name"
                                        : "buffer");
    rc = check_watcher(self.operation, watcher, result);
    if (rc == MMF_OK)
        rc = mmf_wait_begin(self.operation, timeout_ms, &self.end);
    if (rc == MMF_OK)
        rc = mmf_text_take_options(self.operation, options, &known);
    if (rc != MMF_OK)
        return rc;
    clear(&self);
    rc = mmf_name_to_os(self.operation, name, &self.os_name);
    if (rc == MMF_OK)
        rc = await_whole_news(&self);
    free(self.os_name);
    return rc;
}
