/* SPDX-License-Identifier: MIT */
/*
 * The clock of peer.h where there is POSIX.
 */
#include "peer.h"
#include <time.h>

int64_t peer_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
