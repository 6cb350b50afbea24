/* SPDX-License-Identifier: MIT */
/*
 * The clock of peer.h on Windows.
 */
#include "peer.h"
#include <windows.h>

int64_t peer_now_ns(void)
{
    LARGE_INTEGER ticks, second;

    QueryPerformanceCounter(&ticks);
    QueryPerformanceFrequency(&second);
    return ticks.QuadPart / second.QuadPart * 1000000000 +
           ticks.QuadPart % second.QuadPart * 1000000000 / second.QuadPart;
}
