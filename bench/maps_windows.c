/* SPDX-License-Identifier: MIT */
/*
 * The floor on Windows: the system's own calls.  The kernel itself keeps a name
 * as long as its handles, so that there is little to add.
 */
#include "maps.h"
#include <windows.h>

static bool map(HANDLE section, maps_handle *out)
{
    MEMORY_BASIC_INFORMATION facts;

    out->own[0] = section;
    out->bytes = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (out->bytes == NULL)
        return false;
    /* A section does not tell its size, its view does: in whole pages. */
    VirtualQuery((const void *)(uintptr_t)out->bytes, &facts, sizeof facts);
    out->size = facts.RegionSize;
    return true;
}

static bool make(const char *name, const char *kind, uint64_t size,
                 maps_handle *out)
{
    HANDLE section;

    (void)kind;
    SetLastError(ERROR_SUCCESS);
    section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
                                 (DWORD)(size >> 32), (DWORD)size, name);
    return section != NULL && GetLastError() != ERROR_ALREADY_EXISTS &&
           map(section, out);
}

static bool open_it(const char *name, maps_handle *out)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, name);

    return section != NULL && map(section, out);
}

static void close_it(maps_handle *handle)
{
    UnmapViewOfFile((const void *)(uintptr_t)handle->bytes);
    CloseHandle(handle->own[0]);
}

int main(void)
{
    static const maps_peer peer = {"bare system calls", make, open_it, close_it,
                                   NULL};

    return maps_main(&peer);
}
