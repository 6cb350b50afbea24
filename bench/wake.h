/* SPDX-License-Identifier: MIT */
/*
 * The section "wake": how long it takes until another process has a number that
 * was sent to it.  READERS processes wait at the same time.
 *
 *     spin any READERS     who looks all the time: from before it is sent until
 *                          it was received, the slowest reader's
 *     sleep any READERS    the same, of readers that sleep when it is sent
 *     writer any READERS   what sending takes the sender, while they wait
 *
 * With "together" instead of "any" all of them have one processor, and what is
 * measured is what each means makes the kernel do, not where it lets them run.
 * With "apart" the sender has a processor that no reader has: on a common one,
 * who looks all the time is in the way of what it waits for.
 */
#ifndef MMF_BENCH_WAKE_H
#define MMF_BENCH_WAKE_H

#include "peer.h"

enum {
    WAKE_READERS = 16
};

typedef struct wake_peer {
    const char *version;
    /* Before there are readers: those inherit what it makes. */
    void (*open)(void);
    void (*send)(uint32_t value);
    /* Wait for another number than was seen; NULL = not by this means. */
    uint32_t (*spin)(uint32_t seen);
    uint32_t (*sleep)(uint32_t seen);
} wake_peer;

int wake_main(const wake_peer *peer);

/* What belongs into a loop that looks all the time: lets others run who may be
 * in the way. */
void wake_pause(unsigned int turn);

#endif
