/* SPDX-License-Identifier: MIT */
/*
 * The steps of waiting, see wait.h.
 */
#include "wait.h"
#include "compiler.h"
#include "crc32c.h"
#include "os.h"
#include "probe.h"
#include "shared.h"
#include "status.h"

enum {
    UNIT_SIZE = 2,
    BUSY = 1,
    HASH_PART = 1024, /* bytes */
    POLL_MS = 50,     /* where nobody wakes */
    SPINS = 256,      /* longer than a write of the article's size takes */
    WRITER_PAUSE_US = 200,
    TAKEOVER_MS = 100
};

int mmf_wait_begin(const char *operation, int32_t timeout_ms, mmf_wait_end *out)
{
    if (timeout_ms < -1)
        return mmf_fail(MMF_EINVAL, operation,
                        "timeout_ms is %ld; -1 is the least, and for ever",
                        (long)timeout_ms);
    out->never = timeout_ms < 0;
    out->at = mmf_os_clock_ms() + timeout_ms;
    return MMF_OK;
}

uint32_t mmf_wait_left(const mmf_wait_end *end, uint32_t most)
{
    const int64_t left = end->at - mmf_os_clock_ms();

    if (end->never || left > (int64_t)most)
        return most;
    return left > 0 ? (uint32_t)left : 0;
}

int mmf_wait_fail(const char *operation)
{
    return mmf_fail(MMF_ETIMEDOUT, operation, "nothing happened in time");
}

int mmf_wait_fail_private(const char *operation)
{
    return mmf_fail(MMF_EINVAL, operation,
                    "a copy-on-write view does not see changes");
}

void mmf_wait_pause(const mmf_wait_end *end, uint32_t milliseconds)
{
    mmf_os_pause(mmf_wait_left(end, milliseconds) * 1000);
}

/* The hash of what is there now, whole or not. */
static uint32_t hash_of(const mmf_sequence *at)
{
    const unsigned char *from = at->units;
    unsigned char part[HASH_PART];
    int32_t count;
    uint32_t hash;
    size_t left;

    mmf_shared_read(&count, at->count, sizeof count);
    hash = mmf_crc32c(0, &count, sizeof count);
    left = (size_t)mmf_sequence_readable(at, count) * UNIT_SIZE;
    while (left > 0) {
        const size_t step = left < sizeof part ? left : sizeof part;

        mmf_shared_read(part, from, step);
        hash = mmf_crc32c(hash, part, step);
        from += step;
        left -= step;
    }
    return hash;
}

/* Waits for a writer at work, most of which are done before the clock is
 * needed.  False: it is still at work, and the wait is over.  A map that was
 * shortened meanwhile is another text, which cannot be read. */
static bool outlast(const uint32_t *word, uint32_t busy,
                    const mmf_wait_end *end)
{
    const int64_t began = mmf_os_clock_ms();

    for (int i = 0; i < SPINS; i++) {
        if (mmf_load_u32(word) != busy)
            return true;
        mmf_relax();
    }
    while (mmf_load_u32(word) == busy &&
           mmf_os_clock_ms() - began < TAKEOVER_MS) {
        if (mmf_wait_left(end, 1) == 0)
            return false;
        mmf_os_pause(WRITER_PAUSE_US);
        if (mmf_os_touch(word, sizeof *word) != 0)
            return true;
    }
    return true;
}

bool mmf_wait_word_is_over(const mmf_os_word *word, uint32_t seen,
                           const mmf_wait_end *end)
{
    const uint32_t now = mmf_load_acquire_u32(word->at);

    return now != seen && ((now & BUSY) == 0 || outlast(word->at, now, end));
}

static bool can_be_woken(const mmf_os_word *word)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    return caps.wakes && (word->name != NULL || !caps.wakes_named);
}

void mmf_wait_word_sleep(const mmf_os_word *word, uint32_t seen,
                         const mmf_wait_end *end, bool *told)
{
    if (!can_be_woken(word)) {
        mmf_wait_pause(end, POLL_MS);
    } else if (*told) {
        /* And yet the word is what it was: a sleep that ends at once, again and
         * again, must not become a spin.  Another text of the map had the same
         * word, say. */
        *told = false;
        mmf_wait_pause(end, MMF_EARLY_MS);
    } else {
        *told = mmf_os_word_wait(word, seen, mmf_wait_left(end, MMF_SLICE_MS));
    }
}

bool mmf_wait_is_over(const mmf_wait *self, const mmf_wait_end *end)
{
    const uint32_t *at = self->at.word;
    const uint32_t word = at == NULL ? 0 : mmf_load_acquire_u32(at);

    if (word != self->seen.word)
        return at == NULL ||
               mmf_wait_word_is_over(&self->word, self->seen.word, end);
    /* Who saw a word and could not read the text waits for another word. */
    if (self->seen.hash == 0)
        return word == 0;
    return hash_of(&self->at) != self->seen.hash;
}

/* Whether the text that was seen is a sequenced writer's: then the next one will
 * probably change the word, too. */
static bool is_sequenced(const mmf_text_token *seen)
{
    return seen->word != 0 && (seen->word & BUSY) == 0 &&
           (seen->hash == 0 || seen->word >> 16 == seen->hash >> 16);
}

void mmf_wait_sleep(mmf_wait *self, const mmf_wait_end *end)
{
    if (self->at.word != NULL && is_sequenced(&self->seen))
        mmf_wait_word_sleep(&self->word, self->seen.word, end, &self->told);
    else
        mmf_wait_pause(end, POLL_MS);
}

void mmf_wait_wake(const mmf_os_word *word, uint32_t before)
{
    if (!can_be_woken(word))
        return;
    /* Who goes to sleep looks at the word after it has said so; we say so after
     * the word has changed.  One of us sees the other. */
    mmf_fence();
    mmf_os_word_wake(word, before);
}
