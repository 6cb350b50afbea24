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
#include "probe.h"
#include "shared.h"

enum {
    UNIT_SIZE = 2,
    BUSY = 1,
    GENERATIONS = 0x7fff
};

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

unsigned char *mmf_sequence_last(const mmf_sequence *at)
{
    return at->room > 0 && at->units > at->count
               ? at->units + at->room * UNIT_SIZE - 1
               : at->count + sizeof(int32_t) - 1;
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
static bool take(const mmf_sequence *at, mmf_waiter *self, uint32_t *mine,
                 uint32_t *before)
{
    for (;;) {
        const uint32_t word = mmf_load_u32(at->word);

        if (is_busy(word)) {
            const enum mmf_waited waited = mmf_waiter_wait(self, word);

            if (waited == MMF_WAITED_TOO_LONG)
                return false;
            if (waited == MMF_WAITED_TRY_AGAIN)
                continue;
        }
        *mine = mmf_sequence_next(word);
        *before = word;
        MMF_STEP(TAKE);
        if (mmf_swap_acquire(at->word, word, *mine))
            return true;
    }
}

bool mmf_sequence_write(const mmf_sequence *at, const mmf_patience *patience,
                        const uint16_t *units, size_t count, uint32_t *before)
{
    const int32_t stored = (int32_t)count;
    const uint32_t hash = mmf_sequence_hash(stored, units, stored);
    const uint16_t check = (uint16_t)(hash & 0xffff);
    mmf_waiter self = {.patience = patience, .last = mmf_sequence_last(at)};
    uint32_t mine;

    while (take(at, &self, &mine, before)) {
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
    mmf_waiter self = {.patience = patience, .last = mmf_sequence_last(at)};
    uint16_t check = 0;

    copy->retries = 0;
    for (;; copy->retries++) {
        enum mmf_waited waited;

        copy->word = mmf_load_acquire_u32(at->word);
        if (copy->word == 0)
            return MMF_SEQUENCE_NOT_IN_USE;
        if (!is_busy(copy->word) && copy_steady(at, units, room, copy, &check))
            break;
        waited = mmf_waiter_wait(&self, mmf_load_u32(at->word));
        if (waited == MMF_WAITED_NOTHING_HAPPENS && is_busy(self.seen))
            return MMF_SEQUENCE_DEAD;
        if (waited == MMF_WAITED_TOO_LONG)
            return MMF_SEQUENCE_BUSY;
    }
    if (copy->units > room)
        return MMF_SEQUENCE_TOO_LONG;
    copy->hash = mmf_sequence_hash(copy->count, units, copy->units);
    return MMF_IS_WHOLE(copy->hash, (copy->word & 0xffff0000u) | check)
               ? MMF_SEQUENCE_VERIFIED
               : MMF_SEQUENCE_FOREIGN;
}
