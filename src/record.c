/* SPDX-License-Identifier: MIT */
/*
 * Records: whole copies of a struct under a header of their own.
 *
 * The header: what it is and how long the record is (head), the word, four bytes
 * that are not used, and the hash.  The word: bit 0 a writer is at work; bits
 * 1..31 the generation, 1 to 2^31 - 1 and 1 again.  A word of 0 was never
 * written.  The hash that is stored is mixed with its word, so that what a
 * displaced writer stores late never passes for the record of who displaced it.
 */
#include "mmf/record.h"
#include "compiler.h"
#include "hash64.h"
#include "patience.h"
#include "probe.h"
#include "shared.h"
#include "sized.h"
#include "status.h"
#include "view.h"
#include "wait.h"
#include <string.h>

enum {
    BUSY = 1,
    MAGIC = 0x52464D4D, /* "MMFR" where the first byte is the lowest */
    VERSION = 1,
    ALIGNMENT = 8,
    WORD_AT = 16,
    HASH_AT = 24
};

/* The first 16 bytes of the header. */
typedef struct head {
    uint32_t magic;
    uint32_t version;
    uint64_t length;
} head;

/* A record in a view, and what is to be done with it, checked. */
typedef struct record {
    const char *operation;
    unsigned char *header;
    uint32_t *word;
    unsigned char *hash;
    unsigned char *bytes;
    size_t length;
    head head; /* as it ought to be */
    mmf_patience patience;
    uint32_t flags;
    mmf_os_word waited; /* the word, for those who sleep on it */
} record;

static int take_options(record *self, const mmf_record_options *given)
{
    static const mmf_record_options none = {0};
    int rc;

    if (given == NULL)
        given = &none;
    rc = mmf_sized_check(self->operation, "options", given, sizeof *given);
    if (rc != MMF_OK)
        return rc;
    if ((given->flags & ~(uint32_t)MMF_RECORD_QUIET) != 0)
        return mmf_fail(MMF_EINVAL, self->operation,
                        "flags 0x%lX has unknown bits",
                        (unsigned long)given->flags);
    self->flags = given->flags;
    return mmf_patience_take(self->operation, given->wait_ms,
                             given->takeover_ms, &self->patience);
}

static unsigned char *last_of(const record *self)
{
    return self->bytes + (self->length - 1);
}

/* Who shortens a map takes from its end. */
static int check_there(const record *self)
{
    return mmf_view_touch(self->operation, last_of(self), 1);
}

/* Finds header and record in the view. */
static int locate(record *self, const mmf_view *view, int64_t position,
                  size_t length, uint32_t access)
{
    int rc;

    if (length == 0)
        return mmf_fail(MMF_EINVAL, self->operation, "the record has no bytes");
    if (length > SIZE_MAX / 2 - MMF_RECORD_HEADER)
        return mmf_fail(MMF_ERANGE, self->operation,
                        "a record of %llu bytes lies in no view",
                        (unsigned long long)length);
    rc = mmf_view_find(self->operation, view, position,
                       MMF_RECORD_ROOM((int64_t)length), access, &self->header);
    if (rc != MMF_OK)
        return rc;
    if ((uintptr_t)self->header % ALIGNMENT != 0)
        return mmf_fail(MMF_EINVAL, self->operation,
                        "the address of position %lld is not a multiple of 8",
                        (long long)position);
    self->word = (uint32_t *)(void *)(self->header + WORD_AT);
    self->waited.at = self->word;
    self->waited.name = mmf_view_os_name(view);
    self->waited.place = mmf_view_place(view, self->word);
    self->hash = self->header + HASH_AT;
    self->bytes = self->header + MMF_RECORD_HEADER;
    self->length = length;
    self->head.magic = MAGIC;
    self->head.version = VERSION;
    self->head.length = length;
    return MMF_OK;
}

static int begin(record *self, const mmf_view *view, int64_t position,
                 const mmf_record_options *options, size_t length,
                 uint32_t access)
{
    const int rc = take_options(self, options);

    return rc == MMF_OK ? locate(self, view, position, length, access) : rc;
}

static bool is_busy(uint32_t word)
{
    return (word & BUSY) != 0;
}

/* The word of the writer that comes next. */
static uint32_t next(uint32_t word)
{
    const uint32_t generation = word >> 1;

    return (generation == UINT32_MAX >> 1 ? 1 : generation + 1) << 1 | BUSY;
}

/* Looks whether there can be such a record, where the word was loaded before.
 * While the first writer is at work, and when it has died, parts of the head
 * may still be zero. */
static int check_head(const record *self, uint32_t word)
{
    const head *due = &self->head;
    head is;

    mmf_shared_read(&is, self->header, sizeof is);
    if (is.magic == due->magic && is.version == due->version &&
        is.length == due->length)
        return MMF_OK;
    if ((word == 0 || is_busy(word)) &&
        (is.magic == 0 || is.magic == due->magic) &&
        (is.version == 0 || is.version == due->version) &&
        (is.length == 0 || is.length == due->length))
        return MMF_OK;
    if (is.magic != due->magic || is.version != due->version)
        return mmf_fail(MMF_ECORRUPT, self->operation,
                        "no record begins with 0x%08lX and version %lu",
                        (unsigned long)is.magic, (unsigned long)is.version);
    return mmf_fail(
        MMF_ECORRUPT, self->operation, "the record has %llu bytes, not %llu",
        (unsigned long long)is.length, (unsigned long long)due->length);
}

/* Writers were waited for too long, or in vain. */
static int fail_busy(const record *self)
{
    const int rc = check_there(self);

    if (rc != MMF_OK)
        return rc;
    return mmf_fail(MMF_EBUSY, self->operation,
                    "writers were at work for wait_ms, %ld ms",
                    (long)self->patience.wait_ms);
}

/* Makes the word ours; before receives what it was. */
static int take(const record *self, mmf_waiter *waiter, uint32_t *mine,
                uint32_t *before)
{
    for (;;) {
        const uint32_t word = mmf_load_acquire_u32(self->word);
        const int rc = check_head(self, word);

        if (rc != MMF_OK)
            return rc;
        if (is_busy(word)) {
            const enum mmf_waited waited = mmf_waiter_wait(waiter, word);

            if (waited == MMF_WAITED_TOO_LONG)
                return fail_busy(self);
            if (waited == MMF_WAITED_TRY_AGAIN)
                continue;
        }
        *mine = next(word);
        *before = word;
        MMF_STEP(TAKE);
        if (mmf_swap_acquire(self->word, word, *mine))
            return MMF_OK;
    }
}

int mmf_record_write(const mmf_view *view, int64_t position,
                     const mmf_record_options *options, const void *data,
                     size_t length)
{
    record self = {.operation = "mmf_record_write"};
    mmf_waiter waiter = {.patience = &self.patience};
    uint64_t hash;
    uint32_t mine = 0;
    uint32_t before = 0;
    int rc;

    if (data == NULL)
        return mmf_fail(MMF_EINVAL, self.operation, "data is NULL");
    rc = begin(&self, view, position, options, length, MMF_ACCESS_WRITE);
    if (rc != MMF_OK)
        return rc;
    hash = mmf_hash64(data, length);
    waiter.last = last_of(&self);
    while ((rc = take(&self, &waiter, &mine, &before)) == MMF_OK) {
        const uint32_t done = mine & ~(uint32_t)BUSY;
        const uint64_t stored = hash ^ done;

        /* Who sees one of these stores must not see the word from before. */
        mmf_fence_release();
        mmf_shared_write(self.header, &self.head, sizeof self.head);
        mmf_shared_write(self.bytes, data, length);
        mmf_shared_write(self.hash, &stored, sizeof stored);
        MMF_STEP(SETTLE);
        if (MMF_SETTLE(self.word, mine, done)) {
            if ((self.flags & MMF_RECORD_QUIET) == 0)
                mmf_wait_wake(&self.waited, before);
            return MMF_OK;
        }
        /* Another writer took over and its record may be mixed with ours now,
         * which its hash shows until one of us has published again. */
        MMF_STEP(DISPLACED);
    }
    return rc;
}

/* Copies record and hash.  True: one writer wrote all of it. */
static bool copy_whole(const record *self, uint32_t word, void *data,
                       uint64_t *hash)
{
    uint64_t stored;

    mmf_shared_read(data, self->bytes, self->length);
    mmf_shared_read(&stored, self->hash, sizeof stored);
    mmf_fence_acquire();
    if (!MMF_IS_STEADY(mmf_load_u32(self->word), word))
        return false;
    *hash = mmf_hash64(data, self->length);
    return MMF_IS_WHOLE(*hash ^ word, stored);
}

static int fail_abandoned(const record *self, uint32_t word)
{
    return mmf_fail(MMF_EABANDONED, self->operation,
                    is_busy(word)
                        ? "a writer ended in the middle of a record, or stands "
                          "still for takeover_ms, %ld ms"
                        : "the record does not have its hash for takeover_ms, "
                          "%ld ms: a displaced writer ended, or somebody else "
                          "changed it",
                    (long)self->patience.takeover_ms);
}

static int read_record(const record *self, void *data, mmf_record_result *found)
{
    mmf_waiter waiter = {.patience = &self->patience, .last = last_of(self)};

    for (;; found->retries++) {
        const uint32_t word = mmf_load_acquire_u32(self->word);
        const int rc = check_head(self, word);
        enum mmf_waited waited;

        if (rc != MMF_OK)
            return rc;
        found->token = word;
        if (word == 0)
            return mmf_fail(MMF_ENOENT, self->operation,
                            "no record has been published here yet");
        if (!is_busy(word) && copy_whole(self, word, data, &found->hash)) {
            found->sequence = word >> 1;
            return MMF_OK;
        }
        waited = mmf_waiter_wait(&waiter, mmf_load_u32(self->word));
        if (waited == MMF_WAITED_NOTHING_HAPPENS) {
            found->token = waiter.seen;
            return fail_abandoned(self, waiter.seen);
        }
        if (waited == MMF_WAITED_TOO_LONG)
            return fail_busy(self);
    }
}

int mmf_record_read(const mmf_view *view, int64_t position,
                    const mmf_record_options *options, void *data,
                    size_t length, mmf_record_result *result)
{
    record self = {.operation = "mmf_record_read"};
    mmf_record_result found = {0};
    int rc = result == NULL ? MMF_OK
                            : mmf_sized_check(self.operation, "result", result,
                                              sizeof *result);

    if (rc != MMF_OK)
        result = NULL; /* nobody knows where it ends */
    else if (data == NULL)
        rc = mmf_fail(MMF_EINVAL, self.operation, "data is NULL");
    else
        rc = begin(&self, view, position, options, length, MMF_ACCESS_READ);
    if (rc == MMF_OK)
        rc = check_there(&self);
    if (rc == MMF_OK)
        rc = read_record(&self, data, &found);
    if (rc != MMF_OK) {
        /* A mixture must not be taken for a record by who asks no status. */
        if (data != NULL)
            memset(data, 0, length);
        found.hash = 0;
    }
    if (result != NULL) {
        found.size = result->size;
        *result = found;
    }
    return rc;
}

/* Whether the record is another one than was seen; MMF_ETIMEDOUT: not yet. */
static int look(const record *self, uint32_t seen, const mmf_wait_end *end)
{
    int rc = check_there(self);

    if (rc == MMF_OK)
        rc = check_head(self, mmf_load_acquire_u32(self->word));
    if (rc == MMF_OK && !mmf_wait_word_is_over(&self->waited, seen, end))
        rc = MMF_ETIMEDOUT;
    return rc;
}

int mmf_record_wait(const mmf_view *view, int64_t position, size_t length,
                    uint32_t seen, int32_t timeout_ms)
{
    record self = {.operation = "mmf_record_wait"};
    mmf_wait_end end;
    bool told = false;
    int rc = mmf_wait_begin(self.operation, timeout_ms, &end);

    if (rc == MMF_OK)
        rc = locate(&self, view, position, length, MMF_ACCESS_READ);
    if (rc == MMF_OK && view->access == MMF_ACCESS_COPY_ON_WRITE)
        rc = mmf_wait_fail_private(self.operation);
    while (rc == MMF_OK) {
        rc = look(&self, seen, &end);
        if (rc != MMF_ETIMEDOUT)
            return rc;
        if (mmf_wait_left(&end, 1) == 0)
            return mmf_wait_fail(self.operation);
        mmf_wait_word_sleep(&self.waited, seen, &end, &told);
        rc = MMF_OK;
    }
    return rc;
}
