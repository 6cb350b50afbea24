/* SPDX-License-Identifier: MIT */
/*
 * Waiting for other processes, with two bounds.
 */
#include "patience.h"
#include "compiler.h"
#include "os.h"
#include "status.h"

enum {
    DEFAULT_WAIT_MS = 1000,
    DEFAULT_TAKEOVER_MS = 100,
    SPINS = 256, /* longer than a write of the article's size takes */
    PAUSE_MIN_US = 20,
    PAUSE_MAX_US = 1000
};

int mmf_patience_take(const char *operation, int32_t wait_ms,
                      int32_t takeover_ms, mmf_patience *out)
{
    if (wait_ms < -1 || takeover_ms < 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "wait_ms %ld is below -1, or takeover_ms %ld below 0",
                        (long)wait_ms, (long)takeover_ms);
    out->wait_ms = wait_ms == 0 ? DEFAULT_WAIT_MS : wait_ms;
    out->takeover_ms = takeover_ms == 0 ? DEFAULT_TAKEOVER_MS : takeover_ms;
    return MMF_OK;
}

/* Most writes are over before the clock is needed. */
enum mmf_waited mmf_waiter_wait(mmf_waiter *self, uint32_t word)
{
    int64_t now;

    if (self->spins < SPINS) {
        self->spins++;
        mmf_relax();
        return MMF_WAITED_TRY_AGAIN;
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
        return MMF_WAITED_TOO_LONG;
    if (now - self->changed >= self->patience->takeover_ms)
        return MMF_WAITED_NOTHING_HAPPENS;
    if (now - self->began >= self->patience->wait_ms)
        return MMF_WAITED_TOO_LONG;
    mmf_os_pause(self->pause_us);
    if (mmf_os_touch(self->last, 1) != 0)
        return MMF_WAITED_TOO_LONG;
    self->pause_us *= 2;
    if (self->pause_us > PAUSE_MAX_US)
        self->pause_us = PAUSE_MAX_US;
    return MMF_WAITED_TRY_AGAIN;
}
