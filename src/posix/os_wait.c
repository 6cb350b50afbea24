/* SPDX-License-Identifier: MIT */
/*
 * Time on POSIX.
 */
#include "posix.h"
#include <time.h>

int64_t mmf_os_clock_ms(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void mmf_os_pause(uint32_t microseconds)
{
    const struct timespec pause = {(time_t)(microseconds / 1000000),
                                   (long)(microseconds % 1000000) * 1000};

    /* A signal may cut the pause short: it is only ever part of a loop. */
    (void)nanosleep(&pause, NULL);
}
