/* SPDX-License-Identifier: MIT */
/*
 * Text in a view: the count, the units, and how a reader protects itself from
 * a writer that is at work.  Not here: the encodings (utf.c) and how bytes are
 * copied while others write them (shared.c).
 */
#include "mmf/text.h"
#include "compiler.h"
#include "range.h"
#include "shared.h"
#include "sized.h"
#include "status.h"
#include "utf.h"
#include <stdlib.h>
#include <string.h>

enum {
    COUNT_SIZE = 4,
    UNIT_SIZE = 2,
    LOCAL_UNITS = 4096, /* the article's texts need no heap */
    MAX_COPIES = 64
};

/* A layout that has been held against its view. */
typedef struct place {
    unsigned char *count;
    unsigned char *units;
    int64_t room; /* in units */
} place;

static int check_layout(const char *operation, const mmf_text_layout *layout,
                        int64_t view_size)
{
    if (!mmf_sized_is_known(layout, sizeof *layout) || layout->reserved != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "a layout of %u bytes asks for what this version does "
                        "not know",
                        (unsigned)layout->size);
    if (!mmf_range_fits(layout->count_at, COUNT_SIZE, view_size) ||
        !mmf_range_fits(layout->units_at, 0, view_size))
        return mmf_fail(MMF_ERANGE, operation,
                        "count at %lld and units at %lld do not lie inside the "
                        "view's %lld bytes",
                        (long long)layout->count_at,
                        (long long)layout->units_at, (long long)view_size);
    if (mmf_range_overlaps(layout->count_at, COUNT_SIZE, layout->units_at,
                           UNIT_SIZE))
        return mmf_fail(
            MMF_EINVAL, operation, "count at %lld lies on the units at %lld",
            (long long)layout->count_at, (long long)layout->units_at);
    return MMF_OK;
}

/* Finds the text.  access: what will be done with it. */
static int locate(const char *operation, const mmf_view *view,
                  const mmf_text_layout *layout, uint32_t access, place *out)
{
    static const mmf_text_layout article = MMF_TEXT_LAYOUT_ARTICLE;
    int64_t end;
    int rc;

    if (layout == NULL)
        layout = &article;
    if (view == NULL || view->bytes == NULL)
        return mmf_fail(MMF_EINVAL, operation, "the view is %s",
                        view == NULL ? "NULL" : "closed");
    if (access == MMF_ACCESS_READ ? !mmf_view_can_read(view)
                                  : !mmf_view_can_write(view))
        return mmf_fail(MMF_EACCES, operation, "the view cannot be %s",
                        access == MMF_ACCESS_READ ? "read" : "written");
    rc = check_layout(operation, layout, view->size);
    if (rc != MMF_OK)
        return rc;
    end = layout->count_at > layout->units_at ? layout->count_at : view->size;
    out->count = view->bytes + layout->count_at;
    out->units = view->bytes + layout->units_at;
    out->room = mmf_range_rest(layout->units_at, end) / UNIT_SIZE;
    return MMF_OK;
}

int mmf_text_capacity(const mmf_view *view, const mmf_text_layout *layout,
                      int64_t *units)
{
    static const char operation[] = "mmf_text_capacity";
    place at = {0};
    uint32_t access;
    int rc;

    if (units == NULL)
        return mmf_fail(MMF_EINVAL, operation, "units is NULL");
    *units = 0;
    access = mmf_view_can_read(view) ? MMF_ACCESS_READ : MMF_ACCESS_WRITE;
    rc = locate(operation, view, layout, access, &at);
    if (rc == MMF_OK)
        *units = at.room;
    return rc;
}

/* Units for a while: on the stack for common texts, else on the heap. */
typedef struct scratch {
    uint16_t *units;
    uint16_t local[LOCAL_UNITS];
} scratch;

static int scratch_open(const char *operation, scratch *buffer, int64_t units)
{
    buffer->units = buffer->local;
    if (units > LOCAL_UNITS)
        buffer->units = malloc((size_t)units * UNIT_SIZE);
    if (buffer->units == NULL)
        return mmf_fail(MMF_ENOMEM, operation, "no memory for %lld units",
                        (long long)units);
    return MMF_OK;
}

static void scratch_close(scratch *buffer)
{
    if (buffer->units != buffer->local)
        free(buffer->units);
}

static int check_policy(const char *operation, uint32_t policy)
{
    if (policy <= MMF_TEXT_LOSSLESS)
        return MMF_OK;
    return mmf_fail(MMF_EINVAL, operation, "policy %lu is no mmf_text_policy",
                    (unsigned long)policy);
}

static int check_fits(const char *operation, size_t count, const place *at)
{
    if (count <= (uint64_t)at->room && count <= INT32_MAX)
        return MMF_OK;
    return mmf_fail(MMF_ETOOBIG, operation,
                    "text of %llu UTF-16 units, the view has room for %lld",
                    (unsigned long long)count, (long long)at->room);
}

/* The count first, then the units: .NET's order. */
static void publish(const place *at, const uint16_t *units, size_t count)
{
    const int32_t stored = (int32_t)count;

    mmf_shared_write(at->count, &stored, sizeof stored);
    mmf_shared_write(at->units, units, count * UNIT_SIZE);
}

int mmf_text_write_utf16(const mmf_view *view, const mmf_text_layout *layout,
                         const uint16_t *units, size_t count)
{
    static const char operation[] = "mmf_text_write_utf16";
    place at = {0};
    int rc;

    if (units == NULL && count != 0)
        return mmf_fail(MMF_EINVAL, operation, "units is NULL");
    rc = locate(operation, view, layout, MMF_ACCESS_WRITE, &at);
    if (rc == MMF_OK)
        rc = check_fits(operation, count, &at);
    if (rc == MMF_OK)
        publish(&at, units, count);
    return rc;
}

/* Checks UTF-8 text and counts its units. */
static int measure(const char *operation, uint32_t policy, const char *text,
                   size_t length, size_t *units)
{
    mmf_utf_result seen = {0, 0};

    if (mmf_utf8_units(text, length, policy, &seen) != MMF_OK)
        return mmf_fail(MMF_ETEXT, operation,
                        "text is not UTF-8 at byte %llu (0x%02X)",
                        (unsigned long long)seen.used,
                        (unsigned)(unsigned char)text[seen.used]);
    *units = seen.made;
    return MMF_OK;
}

int mmf_text_write(const mmf_view *view, const mmf_text_layout *layout,
                   uint32_t policy, const char *text, size_t length)
{
    static const char operation[] = "mmf_text_write";
    mmf_utf_result done = {0, 0};
    size_t count = 0;
    scratch buffer;
    place at = {0};
    int rc;

    if (text == NULL && length != 0)
        return mmf_fail(MMF_EINVAL, operation, "text is NULL");
    rc = check_policy(operation, policy);
    if (rc == MMF_OK)
        rc = locate(operation, view, layout, MMF_ACCESS_WRITE, &at);
    if (rc == MMF_OK)
        rc = measure(operation, policy, text, length, &count);
    if (rc == MMF_OK)
        rc = check_fits(operation, count, &at);
    if (rc == MMF_OK)
        rc = scratch_open(operation, &buffer, (int64_t)count);
    if (rc != MMF_OK)
        return rc;
    (void)mmf_utf8_to_utf16(text, length, policy, buffer.units, count, &done);
    publish(&at, buffer.units, done.made);
    scratch_close(&buffer);
    return MMF_OK;
}

static int32_t load_count(const place *at)
{
    int32_t count;

    mmf_shared_read(&count, at->count, sizeof count);
    return count;
}

/* How many units a count that nobody vouches for allows to read. */
static int64_t readable_units(int32_t count, const place *at)
{
    if (count < 0)
        return 0;
    return count < at->room ? count : at->room;
}

static bool still_there(const place *at, const uint16_t *units,
                        const mmf_text_result *found)
{
    /* Neither half of the second look may move before the first copy. */
    mmf_fence();
    return load_count(at) == found->count &&
           mmf_shared_equals(units, at->units,
                             (size_t)found->units * UNIT_SIZE);
}

/* Copies until two copies in a row agree, into a buffer of at->room units or
 * of room.  False: the text has more units than room, and nothing was copied. */
static bool copy_settled(const place *at, uint16_t *units, int64_t room,
                         mmf_text_result *found)
{
    for (int i = 0; i < MAX_COPIES && found->settled == 0; i++) {
        found->count = load_count(at);
        found->units = readable_units((int32_t)found->count, at);
        if (found->units > room)
            return false;
        mmf_shared_read(units, at->units, (size_t)found->units * UNIT_SIZE);
        found->settled = still_there(at, units, found);
    }
    return true;
}

/* The status of what was found, with its numbers. */
static int verdict(const char *operation, const mmf_text_result *found)
{
    if (found->count < 0)
        return mmf_fail(MMF_ECORRUPT, operation, "the map's count is %lld",
                        (long long)found->count);
    if (found->count > found->units)
        return mmf_fail(MMF_ETRUNCATED, operation,
                        "the map's count is %lld, the view holds %lld units",
                        (long long)found->count, (long long)found->units);
    return MMF_OK;
}

static int fail_room(const char *operation, mmf_text_result *found,
                     int64_t needed, size_t room)
{
    found->length = needed;
    return mmf_fail(MMF_ETOOBIG, operation,
                    "the text takes %lld, the buffer has room for %llu",
                    (long long)needed, (unsigned long long)room);
}

/* Checks what both readers are given, and clears the result. */
static int begin_read(const char *operation, const mmf_view *view,
                      const mmf_text_layout *layout,
                      const mmf_text_result *result, mmf_text_result *found,
                      place *at)
{
    memset(found, 0, sizeof *found);
    if (result != NULL && !mmf_sized_is_known(result, sizeof *result))
        return mmf_fail(MMF_EINVAL, operation,
                        "a result of %u bytes is unknown to this version",
                        (unsigned)result->size);
    return locate(operation, view, layout, MMF_ACCESS_READ, at);
}

static void end_read(const mmf_text_result *found, mmf_text_result *result)
{
    if (result != NULL) {
        const uint32_t size = result->size;

        *result = *found;
        result->size = size;
    }
}

int mmf_text_read_utf16(const mmf_view *view, const mmf_text_layout *layout,
                        uint16_t *buffer, size_t room, mmf_text_result *result)
{
    static const char operation[] = "mmf_text_read_utf16";
    mmf_text_result found;
    place at = {0};
    int rc;

    if (buffer == NULL && room != 0)
        return mmf_fail(MMF_EINVAL, operation, "buffer is NULL");
    rc = begin_read(operation, view, layout, result, &found, &at);
    if (rc != MMF_OK)
        return rc;
    if (copy_settled(&at, buffer, room > INT32_MAX ? INT32_MAX : (int64_t)room,
                     &found)) {
        found.length = found.units;
        rc = verdict(operation, &found);
    } else {
        rc = fail_room(operation, &found, found.units, room);
    }
    end_read(&found, result);
    return rc;
}

/* Converts what was copied; room is more than 0. */
static int deliver(const char *operation, uint32_t policy,
                   const uint16_t *units, char *buffer, size_t room,
                   mmf_text_result *found)
{
    const size_t count = (size_t)found->units;
    mmf_utf_result done = {0, 0};
    int rc = mmf_utf16_to_utf8(units, count, policy, buffer, room - 1, &done);

    if (rc == MMF_ETOOBIG) {
        (void)mmf_utf16_bytes(units, count, policy, &done);
        buffer[0] = '\0';
        return fail_room(operation, found, (int64_t)done.made, room);
    }
    buffer[done.made] = '\0';
    found->length = (int64_t)done.made;
    if (rc == MMF_ETEXT) {
        found->error_at = (int64_t)done.used;
        return mmf_fail(
            MMF_ETEXT, operation, "text is not UTF-16 at unit %llu (0x%04X)",
            (unsigned long long)done.used, (unsigned)units[done.used]);
    }
    return verdict(operation, found);
}

int mmf_text_read(const mmf_view *view, const mmf_text_layout *layout,
                  uint32_t policy, char *buffer, size_t room,
                  mmf_text_result *result)
{
    static const char operation[] = "mmf_text_read";
    mmf_text_result found;
    scratch copy;
    place at = {0};
    int rc;

    if (buffer == NULL || room == 0)
        return mmf_fail(MMF_EINVAL, operation, "there is no buffer");
    buffer[0] = '\0';
    rc = check_policy(operation, policy);
    if (rc == MMF_OK)
        rc = begin_read(operation, view, layout, result, &found, &at);
    if (rc == MMF_OK)
        rc = scratch_open(operation, &copy, at.room);
    if (rc != MMF_OK)
        return rc;
    (void)copy_settled(&at, copy.units, at.room, &found);
    rc = deliver(operation, policy, copy.units, buffer, room, &found);
    scratch_close(&copy);
    end_read(&found, result);
    return rc;
}
