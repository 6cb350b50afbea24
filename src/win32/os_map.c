/* SPDX-License-Identifier: MIT */
/*
 * Mappings on Windows.
 */
#include "win32.h"

static DWORD view_access(uint32_t access)
{
    DWORD bits = 0;

    if ((access & MMF_OS_COPY) != 0)
        return FILE_MAP_COPY;
    if ((access & MMF_OS_READ) != 0)
        bits |= FILE_MAP_READ;
    if ((access & MMF_OS_WRITE) != 0)
        bits |= FILE_MAP_WRITE;
    if ((access & MMF_OS_EXECUTE) != 0)
        bits |= FILE_MAP_EXECUTE;
    return bits;
}

unsigned long mmf_win32_map(HANDLE section, int64_t offset, size_t length,
                            uint32_t access, void **out)
{
    void *address =
        MapViewOfFile(section, view_access(access), (DWORD)(offset >> 32),
                      (DWORD)(offset & 0xFFFFFFFF), length);

    if (address != NULL) {
        *out = address;
        return 0;
    }
    /* The core asks for nothing invalid: so Windows calls a view that is wider
     * than the protection of the section itself. */
    return GetLastError() == ERROR_INVALID_PARAMETER ? ERROR_ACCESS_DENIED
                                                     : mmf_win32_error();
}

/* The pages of a section with SEC_RESERVE have no storage until somebody
 * commits them; touching them before is an access violation.  Committing what
 * is committed already changes nothing. */
static unsigned long commit_reserved(void *address, size_t size)
{
    MEMORY_BASIC_INFORMATION region;

    if (VirtualQuery(address, &region, sizeof region) == 0)
        return mmf_win32_error();
    if (region.State != MEM_RESERVE && region.RegionSize >= size)
        return 0;
    if (VirtualAlloc(address, size, MEM_COMMIT, region.AllocationProtect) ==
        NULL)
        return mmf_win32_error();
    return 0;
}

unsigned long mmf_os_map(const mmf_os_section *section, int64_t offset,
                         size_t size, uint32_t access, void **out)
{
    void *address = NULL;
    unsigned long error =
        mmf_win32_map((HANDLE)section->handle, offset, size, access, &address);

    if (error == 0) {
        error = commit_reserved(address, size);
        if (error != 0)
            (void)UnmapViewOfFile(address);
    }
    if (error == 0)
        *out = address;
    return error;
}

unsigned long mmf_os_unmap(void *address, size_t size)
{
    (void)size;
    return UnmapViewOfFile(address) ? 0 : mmf_win32_error();
}

unsigned long mmf_os_flush(void *address, size_t size)
{
    return FlushViewOfFile(address, size) ? 0 : mmf_win32_error();
}

unsigned long mmf_os_touch(const void *address, size_t size)
{
    (void)address;
    (void)size;
    return 0; /* nobody can shorten a section */
}
