/* SPDX-License-Identifier: MIT */
/*
 * Sections on Windows: file mappings over the page file.  The kernel keeps
 * their names alive, for exactly as long as a handle is open.
 */
#include "mmf/text.h"
#include "utf.h"
#include "win32.h"
#include <string.h>

void mmf_os_query_caps(mmf_os_caps *out)
{
    SYSTEM_INFO system;

    GetSystemInfo(&system);
    out->granularity = (int64_t)system.dwAllocationGranularity;
    out->section_max = (int64_t)1 << 47; /* what x86-64 can address */
    out->name_max = 0;
    out->flat_names = false;
    out->lifetime = true;
}

unsigned long mmf_os_storage(bool named, int64_t *total, int64_t *available)
{
    MEMORYSTATUSEX memory;

    (void)named;
    memory.dwLength = sizeof memory;
    if (!GlobalMemoryStatusEx(&memory))
        return mmf_win32_error();
    /* All sections count against memory and page file together. */
    *total = (int64_t)memory.ullTotalPageFile;
    *available = (int64_t)memory.ullAvailPageFile;
    return 0;
}

/* The name in UTF-16, to be released by HeapFree(); NULL stays NULL. */
static unsigned long widen(const char *name, wchar_t **out)
{
    const size_t length = name == NULL ? 0 : strlen(name);
    mmf_utf_result made = {0, 0};
    wchar_t *wide;

    *out = NULL;
    if (name == NULL)
        return 0;
    wide = HeapAlloc(GetProcessHeap(), 0, (length + 1) * sizeof *wide);
    if (wide == NULL)
        return ERROR_NOT_ENOUGH_MEMORY;
    (void)mmf_utf8_to_utf16(name, length, MMF_TEXT_LOSSLESS, (uint16_t *)wide,
                            length, &made);
    wide[made.made] = L'\0';
    *out = wide;
    return 0;
}

static void forget(wchar_t *wide)
{
    if (wide != NULL)
        (void)HeapFree(GetProcessHeap(), 0, wide);
}

static DWORD page_protection(const mmf_os_wish *wish)
{
    const bool writes = (wish->access & MMF_OS_WRITE) != 0;
    const DWORD storage = wish->sparse ? SEC_RESERVE : 0;

    if ((wish->access & MMF_OS_COPY) != 0)
        return PAGE_WRITECOPY | storage;
    if ((wish->access & MMF_OS_EXECUTE) != 0)
        return (writes ? PAGE_EXECUTE_READWRITE : PAGE_EXECUTE_READ) | storage;
    return (writes ? PAGE_READWRITE : PAGE_READONLY) | storage;
}

static int64_t whole_pages(int64_t size)
{
    SYSTEM_INFO system;
    int64_t excess;

    GetSystemInfo(&system);
    excess = size % (int64_t)system.dwPageSize;
    return excess == 0 ? size : size - excess + (int64_t)system.dwPageSize;
}

static void fill(HANDLE handle, int64_t size, mmf_os_section *out)
{
    out->handle = (intptr_t)handle;
    out->size = size;
    out->holder = 0;
    out->state = 0;
    out->wait_ms = 0;
}

unsigned long mmf_os_section_create(const char *name, const mmf_os_wish *wish,
                                    mmf_os_section *out)
{
    /* All zero, as .NET passes it: the default security of the creator's
     * token, a handle that no child inherits. */
    SECURITY_ATTRIBUTES security;
    wchar_t *wide;
    HANDLE handle;
    unsigned long error = widen(name, &wide);

    if (error != 0)
        return error;
    memset(&security, 0, sizeof security);
    /* The call succeeds too when the name is taken: a handle to the existing
     * section comes back, and only the last error says so.  Cleared first,
     * because success does not clear it. */
    SetLastError(ERROR_SUCCESS);
    handle = CreateFileMappingW(
        INVALID_HANDLE_VALUE, &security, page_protection(wish),
        (DWORD)(wish->size >> 32), (DWORD)(wish->size & 0xFFFFFFFF), wide);
    error = handle == NULL ? mmf_win32_error() : GetLastError();
    forget(wide);
    if (error == ERROR_ALREADY_EXISTS && handle != NULL)
        (void)CloseHandle(handle);
    else if (handle != NULL)
        error = 0;
    if (error == 0)
        fill(handle, whole_pages(wish->size), out);
    return error;
}

/* Adds up the regions of a mapping: a section that is committed in part shows
 * as several. */
static int64_t mapped_size(const unsigned char *base)
{
    MEMORY_BASIC_INFORMATION region;
    const unsigned char *at = base;

    while (VirtualQuery(at, &region, sizeof region) != 0 &&
           region.AllocationBase == base)
        at += region.RegionSize;
    return at - base;
}

/* How large an opened section is, in whole pages: the kernel tells by mapping
 * all of it, which costs address space and no memory. */
static unsigned long measure(HANDLE handle, uint32_t rights, int64_t *size)
{
    uint32_t access = rights & (MMF_OS_READ | MMF_OS_WRITE);
    void *base = NULL;
    unsigned long error;

    if (access == 0 && (rights & MMF_OS_COPY) != 0)
        access = MMF_OS_READ;
    *size = 0;
    if (access == 0)
        return 0; /* nothing of it can be viewed */
    error = mmf_win32_map(handle, 0, 0, access, &base);
    if (error != 0)
        return error;
    *size = mapped_size(base);
    (void)UnmapViewOfFile(base);
    return 0;
}

unsigned long mmf_os_section_open(const char *name, uint32_t rights,
                                  int32_t wait_ms, mmf_os_section *out)
{
    wchar_t *wide;
    HANDLE handle;
    int64_t size = 0;
    unsigned long error = widen(name, &wide);

    (void)wait_ms;
    if (error != 0)
        return error;
    /* Not CreateFileMapping: that needs a privilege for Global\ names, and
     * makes what it does not find. */
    handle = OpenFileMappingW(rights, FALSE, wide);
    error = handle == NULL ? mmf_win32_error() : 0;
    forget(wide);
    if (error != 0)
        return error;
    error = measure(handle, rights, &size);
    if (error != 0)
        (void)CloseHandle(handle);
    else
        fill(handle, size, out);
    return error;
}

unsigned long mmf_os_section_owner(const char *name, int64_t *owner)
{
    (void)name;
    (void)owner;
    return ERROR_NOT_SUPPORTED;
}

void mmf_os_section_close(const char *name, const mmf_os_section *section)
{
    (void)name;
    (void)CloseHandle((HANDLE)section->handle);
}
