/* SPDX-License-Identifier: MIT */
/*
 * Layouts and options of texts.  Not here: what is done with them (text.c).
 */
#include "text_place.h"
#include "range.h"
#include "sized.h"
#include "status.h"
#include "view.h"

enum {
    COUNT_SIZE = 4,
    UNIT_SIZE = 2,
    WORD_SIZE = 4,
    CHECK_SIZE = 2,
    NOWHERE = -1,
    PARTS = 4,
    KNOWN_FLAGS = MMF_TEXT_SEQUENCED | MMF_TEXT_BEST_EFFORT | MMF_TEXT_QUIET
};

/* One of the things that a layout places; of the units, the first. */
typedef struct part {
    const char *name;
    int64_t at;
    int64_t size;
} part;

/* How many there are: without word and check, two. */
static int parts_of(const mmf_text_layout *layout, part parts[PARTS])
{
    const part all[PARTS] = {{"units", layout->units_at, UNIT_SIZE},
                             {"count", layout->count_at, COUNT_SIZE},
                             {"word", layout->word_at, WORD_SIZE},
                             {"check", layout->check_at, CHECK_SIZE}};

    for (int i = 0; i < PARTS; i++)
        parts[i] = all[i];
    return layout->word_at == NOWHERE ? 2 : PARTS;
}

static int fail_reserved(const char *operation, const char *what,
                         uint32_t reserved)
{
    return mmf_fail(MMF_EINVAL, operation, "reserved of the %s is %lu, not 0",
                    what, (unsigned long)reserved);
}

static int check_known(const char *operation, const mmf_text_layout *layout)
{
    const int rc = mmf_sized_check(operation, "layout", layout, sizeof *layout);

    if (rc != MMF_OK)
        return rc;
    if (layout->reserved != 0)
        return fail_reserved(operation, "layout", layout->reserved);
    if ((layout->word_at == NOWHERE) != (layout->check_at == NOWHERE))
        return mmf_fail(MMF_EINVAL, operation,
                        "word at %lld and check at %lld: both or neither",
                        (long long)layout->word_at,
                        (long long)layout->check_at);
    return MMF_OK;
}

static int check_inside(const char *operation, const part *parts, int count,
                        int64_t view_size)
{
    for (int i = 0; i < count; i++) {
        /* There may be no room for any unit. */
        const int64_t size = i == 0 ? 0 : parts[i].size;

        if (!mmf_range_fits(parts[i].at, size, view_size))
            return mmf_fail(MMF_ERANGE, operation,
                            "%s at %lld does not lie inside the view's %lld "
                            "bytes",
                            parts[i].name, (long long)parts[i].at,
                            (long long)view_size);
    }
    return MMF_OK;
}

static int check_apart(const char *operation, const part *parts, int count)
{
    for (int i = 1; i < count; i++)
        for (int j = 0; j < i; j++)
            if (mmf_range_overlaps(parts[i].at, parts[i].size, parts[j].at,
                                   parts[j].size))
                return mmf_fail(MMF_EINVAL, operation,
                                "%s at %lld lies on the %s at %lld",
                                parts[i].name, (long long)parts[i].at,
                                parts[j].name, (long long)parts[j].at);
    return MMF_OK;
}

/* Units run up to what stands behind them. */
static int64_t end_of_units(const part *parts, int count, int64_t view_size)
{
    int64_t end = view_size;

    for (int i = 1; i < count; i++)
        if (parts[i].at > parts[0].at && parts[i].at < end)
            end = parts[i].at;
    return end;
}

static void place(const mmf_view *view, const mmf_text_layout *layout,
                  int64_t end, mmf_sequence *out)
{
    out->count = view->bytes + layout->count_at;
    out->units = view->bytes + layout->units_at;
    out->room = mmf_range_rest(layout->units_at, end) / UNIT_SIZE;
    out->word = NULL;
    out->check = NULL;
    if (layout->word_at != NOWHERE) {
        unsigned char *word = view->bytes + layout->word_at;

        if ((uintptr_t)word % WORD_SIZE == 0)
            out->word = (uint32_t *)(void *)word;
        out->check = view->bytes + layout->check_at;
    }
}

int mmf_text_locate(const char *operation, const mmf_view *view,
                    const mmf_text_layout *layout, uint32_t access,
                    mmf_sequence *out)
{
    static const mmf_text_layout article = MMF_TEXT_LAYOUT_ARTICLE;
    part parts[PARTS];
    int count;
    int rc;

    if (view == NULL || view->bytes == NULL)
        return mmf_fail(MMF_EINVAL, operation, "the view is %s",
                        view == NULL ? "NULL" : "closed");
    if (access == MMF_ACCESS_READ ? !mmf_view_can_read(view)
                                  : !mmf_view_can_write(view))
        return mmf_fail(MMF_EACCES, operation, "the view cannot be %s",
                        access == MMF_ACCESS_READ ? "read" : "written");
    if (layout == NULL && view->size >= article.units_at) {
        /* All that follows is known of this one. */
        place(view, &article, view->size, out);
        return MMF_OK;
    }
    if (layout == NULL)
        layout = &article;
    rc = check_known(operation, layout);
    if (rc != MMF_OK)
        return rc;
    count = parts_of(layout, parts);
    rc = check_inside(operation, parts, count, view->size);
    if (rc == MMF_OK)
        rc = check_apart(operation, parts, count);
    if (rc == MMF_OK)
        place(view, layout, end_of_units(parts, count, view->size), out);
    return rc;
}

mmf_os_word mmf_text_word(const mmf_view *view, const mmf_sequence *at)
{
    const mmf_os_word made = {at->word, mmf_view_os_name(view), -1};

    return made;
}

int mmf_text_check_there(const char *operation, const mmf_sequence *at)
{
    return mmf_view_touch(operation, mmf_sequence_last(at), 1);
}

int mmf_text_take_options(const char *operation, const mmf_text_options *given,
                          mmf_text_options *out)
{
    static const mmf_text_options none = {0};
    mmf_patience patience;
    int rc;

    if (given == NULL)
        given = &none;
    rc = mmf_sized_check(operation, "options", given, sizeof *given);
    if (rc != MMF_OK)
        return rc;
    if (given->reserved != 0)
        return fail_reserved(operation, "options", given->reserved);
    if (given->policy > MMF_TEXT_LOSSLESS)
        return mmf_fail(MMF_EINVAL, operation,
                        "policy %lu is no mmf_text_policy",
                        (unsigned long)given->policy);
    if ((given->flags & ~(uint32_t)KNOWN_FLAGS) != 0)
        return mmf_fail(MMF_EINVAL, operation, "flags 0x%lX has unknown bits",
                        (unsigned long)given->flags);
    rc = mmf_patience_take(operation, given->wait_ms, given->takeover_ms,
                           &patience);
    if (rc != MMF_OK)
        return rc;
    *out = *given;
    out->wait_ms = patience.wait_ms;
    out->takeover_ms = patience.takeover_ms;
    return MMF_OK;
}
