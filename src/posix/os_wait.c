/* SPDX-License-Identifier: MIT */
/*
 * Time and waiting on POSIX.  How one is woken is the business of os_wake.c.
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

bool mmf_os_word_wait(const mmf_os_word *word, uint32_t seen,
                      uint32_t milliseconds)
{
    return mmf_wake_wait(word->at, seen, milliseconds);
}

void mmf_os_word_wake(const mmf_os_word *word, uint32_t seen)
{
    (void)seen;
    mmf_wake_all(word->at);
}

intptr_t mmf_os_names_open(void)
{
    return mmf_wake_names_open();
}

void mmf_os_names_wait(intptr_t names, const char *name, uint32_t milliseconds)
{
    mmf_wake_names_wait(names, name, milliseconds);
}

void mmf_os_names_close(intptr_t names)
{
    mmf_wake_names_close(names);
}
