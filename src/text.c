/* SPDX-License-Identifier: MIT */
/*
 * Text in a view: publishing it as .NET does or by the sequenced protocol, and
 * reading it with the best guarantee that can be had.  Not here: the protocol
 * (sequence.c), what callers may ask for (text_place.c), the encodings (utf.c)
 * and how bytes are copied while others write them (shared.c).
 */
#include "compiler.h"
#include "shared.h"
#include "sized.h"
#include "status.h"
#include "text_place.h"
#include "utf.h"
#include "view.h"
#include "wait.h"
#include <stdlib.h>
#include <string.h>

enum {
    UNIT_SIZE = 2,
    LOCAL_UNITS = 4096, /* the article's texts need no heap */
    MAX_COPIES = 64
};

int mmf_text_capacity(const mmf_view *view, const mmf_text_layout *layout,
                      int64_t *units)
{
    static const char operation[] = "mmf_text_capacity";
    mmf_sequence at = {0};
    uint32_t access;
    int rc;

    if (units == NULL)
        return mmf_fail(MMF_EINVAL, operation, "units is NULL");
    *units = 0;
    access = mmf_view_can_read(view) ? MMF_ACCESS_READ : MMF_ACCESS_WRITE;
    rc = mmf_text_locate(operation, view, layout, access, &at);
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

/* What both writers and both readers are asked to do, checked. */
typedef struct job {
    const char *operation;
    mmf_sequence at;
    mmf_text_options how;
    mmf_patience patience;
    mmf_os_word word;
} job;

static int begin(job *self, const mmf_view *view, const mmf_text_layout *layout,
                 const mmf_text_options *options, uint32_t access)
{
    int rc = mmf_text_take_options(self->operation, options, &self->how);

    if (rc == MMF_OK)
        rc = mmf_text_locate(self->operation, view, layout, access, &self->at);
    self->patience.wait_ms = self->how.wait_ms;
    self->patience.takeover_ms = self->how.takeover_ms;
    if (rc == MMF_OK)
        self->word = mmf_text_word(view, &self->at);
    return rc;
}

static int begin_write(job *self, const mmf_view *view,
                       const mmf_text_layout *layout,
                       const mmf_text_options *options)
{
    const int rc = begin(self, view, layout, options, MMF_ACCESS_WRITE);

    if (rc != MMF_OK || (self->how.flags & MMF_TEXT_SEQUENCED) == 0 ||
        self->at.word != NULL)
        return rc;
    return mmf_fail(MMF_EINVAL, self->operation,
                    self->at.check == NULL
                        ? "the layout has no word for sequenced writing"
                        : "the word's address is not a multiple of 4");
}

static int check_fits(const job *self, size_t count)
{
    if (count <= (uint64_t)self->at.room && count <= INT32_MAX)
        return MMF_OK;
    return mmf_fail(MMF_ETOOBIG, self->operation,
                    "text of %llu UTF-16 units, the view has room for %lld",
                    (unsigned long long)count, (long long)self->at.room);
}

static int publish(const job *self, const uint16_t *units, size_t count)
{
    const int32_t stored = (int32_t)count;
    uint32_t before;
    int rc;

    if ((self->how.flags & MMF_TEXT_SEQUENCED) == 0) {
        /* The count first, then the units: .NET's order. */
        mmf_shared_write(self->at.count, &stored, sizeof stored);
        mmf_shared_write(self->at.units, units, count * UNIT_SIZE);
        return MMF_OK;
    }
    if (mmf_sequence_write(&self->at, &self->patience, units, count, &before)) {
        if ((self->how.flags & MMF_TEXT_QUIET) == 0)
            mmf_wait_wake(&self->word, before);
        return MMF_OK;
    }
    rc = mmf_text_check_there(self->operation, &self->at);
    return rc != MMF_OK
               ? rc
               : mmf_fail(MMF_EBUSY, self->operation,
                          "other writers were at work for wait_ms, %ld ms",
                          (long)self->how.wait_ms);
}

int mmf_text_write_utf16(const mmf_view *view, const mmf_text_layout *layout,
                         const mmf_text_options *options, const uint16_t *units,
                         size_t count)
{
    job self = {.operation = "mmf_text_write_utf16"};
    int rc;

    if (units == NULL && count != 0)
        return mmf_fail(MMF_EINVAL, self.operation, "units is NULL");
    rc = begin_write(&self, view, layout, options);
    if (rc == MMF_OK)
        rc = check_fits(&self, count);
    if (rc == MMF_OK)
        rc = publish(&self, units, count);
    return rc;
}

static int fail_text(const job *self, const char *text,
                     const mmf_utf_result *seen)
{
    return mmf_fail(MMF_ETEXT, self->operation,
                    "text is not UTF-8 at byte %llu (0x%02X)",
                    (unsigned long long)seen->used,
                    (unsigned)(unsigned char)text[seen->used]);
}

/* Converts a text that is short enough for the stack without measuring it
 * first: there are never more units than bytes. */
static int convert_short(const job *self, const char *text, size_t length,
                         scratch *buffer, size_t *count)
{
    mmf_utf_result done = {0, 0};

    buffer->units = buffer->local;
    if (mmf_utf8_to_utf16(text, length, self->how.policy, buffer->units,
                          LOCAL_UNITS, &done) != MMF_OK)
        return fail_text(self, text, &done);
    *count = done.made;
    return check_fits(self, done.made);
}

/* Measures first, so that a text that does not fit takes no memory. */
static int convert_long(const job *self, const char *text, size_t length,
                        scratch *buffer, size_t *count)
{
    mmf_utf_result done = {0, 0};
    int rc;

    if (mmf_utf8_units(text, length, self->how.policy, &done) != MMF_OK)
        return fail_text(self, text, &done);
    *count = done.made;
    rc = check_fits(self, done.made);
    if (rc == MMF_OK)
        rc = scratch_open(self->operation, buffer, (int64_t)done.made);
    if (rc == MMF_OK)
        (void)mmf_utf8_to_utf16(text, length, self->how.policy, buffer->units,
                                *count, &done);
    return rc;
}

int mmf_text_write(const mmf_view *view, const mmf_text_layout *layout,
                   const mmf_text_options *options, const char *text,
                   size_t length)
{
    job self = {.operation = "mmf_text_write"};
    size_t count = 0;
    scratch buffer;
    int rc;

    if (text == NULL && length != 0)
        return mmf_fail(MMF_EINVAL, self.operation, "text is NULL");
    rc = begin_write(&self, view, layout, options);
    if (rc != MMF_OK)
        return rc;
    rc = length <= LOCAL_UNITS
             ? convert_short(&self, text, length, &buffer, &count)
             : convert_long(&self, text, length, &buffer, &count);
    if (rc != MMF_OK)
        return rc;
    rc = publish(&self, buffer.units, count);
    scratch_close(&buffer);
    return rc;
}

/* Two copies that agree, for texts that nobody vouches for.  False: the text
 * has more units than room, and nothing was copied. */
static bool copy_settled(const mmf_sequence *at, uint16_t *units, int64_t room,
                         mmf_text_result *found)
{
    for (int i = 0; i < MAX_COPIES; i++) {
        int32_t count;
        size_t size;

        mmf_shared_read(&count, at->count, sizeof count);
        found->count = count;
        found->units = mmf_sequence_readable(at, count);
        if (found->units > room)
            return false;
        size = (size_t)found->units * UNIT_SIZE;
        mmf_shared_read(units, at->units, size);
        /* Neither half of the second look may move before the first copy. */
        mmf_fence();
        mmf_shared_read(&count, at->count, sizeof count);
        if (count == found->count &&
            mmf_shared_equals(units, at->units, size)) {
            found->guarantee = MMF_TEXT_SETTLED;
            break;
        }
        found->retries++;
    }
    found->token.hash =
        mmf_sequence_hash((int32_t)found->count, units, found->units);
    return true;
}

static int fail_room(const job *self, mmf_text_result *found, int64_t needed,
                     size_t room)
{
    found->length = needed;
    return mmf_fail(MMF_ETOOBIG, self->operation,
                    "the text takes %lld, the buffer has room for %llu",
                    (long long)needed, (unsigned long long)room);
}

/* A sequenced writer is in the way, and the caller did not say that the text
 * may then be what it may; or the map was shortened while it was waited for. */
static int check_writer(const job *self, const mmf_text_result *found)
{
    const int rc = mmf_text_check_there(self->operation, &self->at);

    if (rc != MMF_OK || (self->how.flags & MMF_TEXT_BEST_EFFORT) != 0)
        return rc;
    if (found->reason == MMF_TEXT_WRITER_DEAD)
        return mmf_fail(MMF_EABANDONED, self->operation,
                        "a writer ended in the middle of a text, or stands "
                        "still for takeover_ms, %ld ms",
                        (long)self->how.takeover_ms);
    return mmf_fail(MMF_EBUSY, self->operation,
                    "writers were at work for wait_ms, %ld ms",
                    (long)self->how.wait_ms);
}

/* Asks the sequenced protocol; 0 where the text is in units and verified, else
 * the reason why not. */
static uint32_t read_sequenced(const job *self, uint16_t *units, int64_t room,
                               mmf_text_result *found)
{
    static const uint32_t reasons[] = {
        [MMF_SEQUENCE_VERIFIED] = 0,
        [MMF_SEQUENCE_TOO_LONG] = 0,
        [MMF_SEQUENCE_NOT_IN_USE] = MMF_TEXT_NOT_IN_USE,
        [MMF_SEQUENCE_FOREIGN] = MMF_TEXT_FOREIGN_WRITE,
        [MMF_SEQUENCE_BUSY] = MMF_TEXT_WRITER_BUSY,
        [MMF_SEQUENCE_DEAD] = MMF_TEXT_WRITER_DEAD};
    mmf_sequence_copy copy = {0};
    int answer;

    if (self->at.word == NULL)
        return MMF_TEXT_NOT_IN_USE;
    answer = mmf_sequence_read(&self->at, &self->patience, units, room, &copy);
    found->retries = copy.retries;
    found->token.word = copy.word;
    found->token.hash = copy.hash;
    found->count = copy.count;
    found->units = copy.units;
    if (answer == MMF_SEQUENCE_VERIFIED)
        found->guarantee = MMF_TEXT_VERIFIED;
    return reasons[answer];
}

/* Copies the text.  *fits false: it has more units than room. */
static int copy_text(const job *self, uint16_t *units, int64_t room,
                     mmf_text_result *found, bool *fits)
{
    int rc;

    found->reason = read_sequenced(self, units, room, found);
    *fits = found->units <= room;
    if (found->reason == 0)
        return MMF_OK;
    rc = found->reason >= MMF_TEXT_WRITER_BUSY ? check_writer(self, found)
                                               : MMF_OK;
    if (rc != MMF_OK) {
        found->count = 0;
        found->units = 0;
        return rc;
    }
    *fits = copy_settled(&self->at, units, room, found);
    return MMF_OK;
}

/* The status of what was found, with its numbers. */
static int verdict(const job *self, const mmf_text_result *found)
{
    if (found->count < 0)
        return mmf_fail(MMF_ECORRUPT, self->operation,
                        "the map's count is %lld", (long long)found->count);
    if (found->count > found->units)
        return mmf_fail(MMF_ETRUNCATED, self->operation,
                        "the map's count is %lld, the view holds %lld units",
                        (long long)found->count, (long long)found->units);
    return MMF_OK;
}

/* Checks what both readers are given. */
static int begin_read(job *self, const mmf_view *view,
                      const mmf_text_layout *layout,
                      const mmf_text_options *options,
                      const mmf_text_result *result)
{
    int rc;

    rc = result == NULL ? MMF_OK
                        : mmf_sized_check(self->operation, "result", result,
                                          sizeof *result);
    if (rc != MMF_OK)
        return rc;
    rc = begin(self, view, layout, options, MMF_ACCESS_READ);
    return rc == MMF_OK ? mmf_text_check_there(self->operation, &self->at) : rc;
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
                        const mmf_text_options *options, uint16_t *buffer,
                        size_t room, mmf_text_result *result)
{
    job self = {.operation = "mmf_text_read_utf16"};
    mmf_text_result found = {0};
    bool fits = true;
    int rc;

    if (buffer == NULL && room != 0)
        return mmf_fail(MMF_EINVAL, self.operation, "buffer is NULL");
    rc = begin_read(&self, view, layout, options, result);
    if (rc != MMF_OK)
        return rc;
    rc = copy_text(&self, buffer, room > INT32_MAX ? INT32_MAX : (int64_t)room,
                   &found, &fits);
    if (rc == MMF_OK && !fits)
        rc = fail_room(&self, &found, found.units, room);
    else if (rc == MMF_OK) {
        found.length = found.units;
        rc = verdict(&self, &found);
    }
    end_read(&found, result);
    return rc;
}

/* Nothing is stored but a NUL. */
static int fail_size(const job *self, const uint16_t *units, char *buffer,
                     size_t room, mmf_text_result *found)
{
    mmf_utf_result whole = {0, 0};

    (void)mmf_utf16_bytes(units, (size_t)found->units, self->how.policy,
                          &whole);
    if (room > 0)
        buffer[0] = '\0';
    return fail_room(self, found, (int64_t)whole.made, room);
}

/* Converts what was copied. */
static int deliver(const job *self, const uint16_t *units, char *buffer,
                   size_t room, mmf_text_result *found)
{
    const size_t count = (size_t)found->units;
    const uint32_t policy = self->how.policy;
    mmf_utf_result done = {0, 0};
    int rc = MMF_ETOOBIG;

    if (room > 0)
        rc = mmf_utf16_to_utf8(units, count, policy, buffer, room - 1, &done);
    if (rc == MMF_ETOOBIG)
        return fail_size(self, units, buffer, room, found);
    buffer[done.made] = '\0';
    found->length = (int64_t)done.made;
    if (rc == MMF_ETEXT) {
        found->error_at = (int64_t)done.used;
        return mmf_fail(MMF_ETEXT, self->operation,
                        "text is not UTF-16 at unit %llu (0x%04X)",
                        (unsigned long long)done.used,
                        (unsigned)units[done.used]);
    }
    return verdict(self, found);
}

int mmf_text_read(const mmf_view *view, const mmf_text_layout *layout,
                  const mmf_text_options *options, char *buffer, size_t room,
                  mmf_text_result *result)
{
    job self = {.operation = "mmf_text_read"};
    mmf_text_result found = {0};
    bool fits = true;
    scratch copy;
    int rc;

    if (buffer == NULL)
        return mmf_fail(MMF_EINVAL, self.operation, "buffer is NULL");
    if (room > 0)
        buffer[0] = '\0';
    rc = begin_read(&self, view, layout, options, result);
    if (rc == MMF_OK)
        rc = scratch_open(self.operation, &copy, self.at.room);
    if (rc != MMF_OK)
        return rc;
    rc = copy_text(&self, copy.units, self.at.room, &found, &fits);
    if (rc == MMF_OK)
        rc = deliver(&self, copy.units, buffer, room, &found);
    scratch_close(&copy);
    end_read(&found, result);
    return rc;
}
