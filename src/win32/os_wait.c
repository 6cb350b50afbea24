/* SPDX-License-Identifier: MIT */
/*
 * Time on Windows.
 */
#include "win32.h"

int64_t mmf_os_clock_ms(void)
{
    return (int64_t)GetTickCount64();
}

void mmf_os_pause(uint32_t microseconds)
{
    /* The scheduler counts in milliseconds at best. */
    Sleep((microseconds + 999) / 1000);
}
