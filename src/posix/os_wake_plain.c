/* SPDX-License-Identifier: MIT */
/*
 * Waking on POSIX systems that have no way to: who waits looks again and again.
 */
#include "posix.h"

const bool mmf_wake_is_known = false;

bool mmf_wake_wait(const uint32_t *word, uint32_t seen, uint32_t milliseconds)
{
    (void)word;
    (void)seen;
    mmf_os_pause(milliseconds * 1000);
    return false;
}

void mmf_wake_all(const uint32_t *word)
{
    (void)word;
}

intptr_t mmf_wake_names_open(void)
{
    return MMF_OS_NONE;
}

void mmf_wake_names_wait(intptr_t names, const char *name,
                         uint32_t milliseconds)
{
    (void)names;
    (void)name;
    mmf_os_pause(milliseconds * 1000);
}

void mmf_wake_names_close(intptr_t names)
{
    (void)names;
}
