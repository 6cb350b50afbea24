/* SPDX-License-Identifier: MIT */
/*
 * maps_os.h on Windows, where every object lives as long as its handles: there
 * is none that a program could leave to others, and nothing to remove.
 */
#include "maps.h"
#include "maps_os.h"
#include <windows.h>

long maps_os_process(void)
{
    return (long)GetCurrentProcessId();
}

void maps_os_allow_files(void)
{
}

void maps_os_make(const char *name, uint64_t size, int32_t first)
{
    (void)name;
    (void)size;
    (void)first;
    peer_require(0, "no object outlives its handles here");
}

/* The system promises it for every section that no file is behind. */
bool maps_os_is_stored(const char *name, uint64_t size)
{
    (void)name;
    (void)size;
    return true;
}

void maps_os_remove(const char *name)
{
    (void)name;
}
