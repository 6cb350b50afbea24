/* SPDX-License-Identifier: MIT */
/*
 * Writing and reading by the sequenced protocol.
 *
 * The word: bit 0 a writer is at work; bits 1..15 the generation, 1 to 32767
 * and 1 again; bits 16..31 the upper half of the checksum, 0 while a writer is
 * at work.  A word of 0 was never written.  The check: the lower half.
 */
#include "sequence.h"
#include "compiler.h"
#include "crc32c.h"
#include "os.h"
#include "probe.h"
#include "shared.h"

enum {
    UNIT_SIZE = 2,
    BUSY = 1,
    GENERATIONS = 0x7fff,
    SPINS = 256, /* longer than a write of the article's size takes */
    PAUSE_MIN_US = 20,
    PAUSE_MAX_US = 1000
};

/* Somebody who waits for the word to change. */
typedef struct waiter {
    const mmf_patience *patience;
    int64_t began;   /* ms */
    int64_t changed; /* ms, when seen was seen first */
    uint32_t seen;
    uint32_t spins;
    uint32_t pause_us; /* 0 = the clock was not read yet */
} waiter;

enum waited {
    TRY_AGAIN,
    NOTHING_HAPPENS,
    TOO_LONG
};

/* Waits a little, as a word was met that does not let us go on.  Most writes
 * are over before the clock is needed. */
static enum waited wait_a_little(waiter *self, uint32_t word)
{
    int64_t now;

    if (self->spins < SPINS) {
        self->spins++;
        mmf_relax();
        return TRY_AGAIN;
    }
    now = mmf_os_clock_ms();
    if (self->pause_us == 0) {
        self->began = now;
        self->pause_us = PAUSE_MIN_US;
        self->seen = ~word;
    }
    if (self->seen != word) {
        self->seen = word;
        self->changed = now;
    }
    if (self->patience->wait_ms < 0)
        return TOO_LONG;
    if (now - self->changed >= self->patience->takeover_ms)
        return NOTHING_HAPPENS;
    if (now - self->began >= self->patience->wait_ms)
        return TOO_LONG;
    mmf_os_pause(self->pause_us);
    self->pause_us *= 2;
    if (self->pause_us > PAUSE_MAX_US)
        self->pause_us = PAUSE_MAX_US;
    return TRY_AGAIN;
}

static bool is_busy(uint32_t word)
{
    return (word & BUSY) != 0;
}

uint32_t mmf_sequence_next(uint32_t word)
{
    const uint32_t generation = word >> 1 & GENERATIONS;

    return (generation == GENERATIONS ? 1 : generation + 1) << 1 | BUSY;
}

/* The word of a finished write. */
static uint32_t settled(uint32_t mine, uint32_t hash)
{
    return (hash & 0xffff0000u) | (mine & ~(uint32_t)BUSY);
}

int64_t mmf_sequence_readable(const mmf_sequence *at, int32_t count)
{
    if (count < 0)
        return 0;
    return count < at->room ? count : at->room;
}

uint32_t mmf_sequence_hash(int32_t count, const uint16_t *units, int64_t length)
{
    const uint32_t hash = mmf_crc32c(0, &count, sizeof count);

    return length == 0 ? hash
                       : mmf_crc32c(hash, units, (size_t)length * UNIT_SIZE);
}

/* Makes the word ours.  False: too many others want it, or one that is dead
 * cannot be waited for. */
static bool take(const mmf_sequence *at, waiter *self, uint32_t *mine)
{
    for (;;) {
        const uint32_t word = mmf_load_u32(at->word);

        if (is_busy(word)) {
            const enum waited waited = wait_a_little(self, word);

            if (waited == TOO_LONG)
                return false;
            if (waited == TRY_AGAIN)
                continue;
        }
        *mine = mmf_sequence_next(word);
        MMF_STEP(TAKE);
        if (mmf_swap_acquire(at->word, word, *mine))
            return true;
    }
}

bool mmf_sequence_write(const mmf_sequence *at, const mmf_patience *patience,
                        const uint16_t *units, size_t count)
{
    const int32_t stored = (int32_t)count;
    const uint32_t hash = mmf_sequence_hash(stored, units, stored);
    const uint16_t check = (uint16_t)(hash & 0xffff);
    waiter self = {.patience = patience};
    uint32_t mine;

    while (take(at, &self, &mine)) {
        /* Who sees one of these stores must not see the word from before. */
        mmf_fence_release();
        mmf_shared_write(at->count, &stored, sizeof stored);
        mmf_shared_write(at->units, units, count * UNIT_SIZE);
        mmf_shared_write(at->check, &check, sizeof check);
        MMF_STEP(SETTLE);
        if (MMF_SETTLE(at->word, mine, settled(mine, hash)))
            return true;
        /* Another writer took over and its text may be mixed with ours now:
         * a plain store would have vouched for that. */
        MMF_STEP(DISPLACED);
    }
    return false;
}

/* Copies all that the word vouches for.  False: it has changed meanwhile. */
static bool copy_steady(const mmf_sequence *at, uint16_t *units, int64_t room,
                        mmf_sequence_copy *copy, uint16_t *check)
{
    mmf_shared_read(&copy->count, at->count, sizeof copy->count);
    copy->units = mmf_sequence_readable(at, copy->count);
    if (copy->units <= room)
        mmf_shared_read(units, at->units, (size_t)copy->units * UNIT_SIZE);
    mmf_shared_read(check, at->check, sizeof *check);
    mmf_fence_acquire();
    return MMF_IS_STEADY(mmf_load_u32(at->word), copy->word);
}

int mmf_sequence_read(const mmf_sequence *at, const mmf_patience *patience,
                      uint16_t *units, int64_t room, mmf_sequence_copy *copy)
{
    waiter self = {.patience = patience};
    uint16_t check = 0;

    copy->retries = 0;
    for (;; copy->retries++) {
        enum waited waited;

        copy->word = mmf_load_acquire_u32(at->word);
        if (copy->word == 0)
            return MMF_SEQUENCE_NOT_IN_USE;
        if (!is_busy(copy->word) && copy_steady(at, units, room, copy, &check))
            break;
        waited = wait_a_little(&self, mmf_load_u32(at->word));
        if (waited == NOTHING_HAPPENS && is_busy(self.seen))
            return MMF_SEQUENCE_DEAD;
        if (waited == TOO_LONG)
            return MMF_SEQUENCE_BUSY;
    }
    if (copy->units > room)
        return MMF_SEQUENCE_TOO_LONG;
    copy->hash = mmf_sequence_hash(copy->count, units, copy->units);
    return MMF_IS_WHOLE(copy->hash, (copy->word & 0xffff0000u) | check)
               ? MMF_SEQUENCE_VERIFIED
               : MMF_SEQUENCE_FOREIGN;
}
