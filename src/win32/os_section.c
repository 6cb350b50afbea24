/* SPDX-License-Identifier: MIT */
/*
 * Sections on Windows: file mappings over the page file.  The kernel keeps
 * their names alive, for exactly as long as a handle is open.
 */
#include "win32.h"

void mmf_os_query_caps(mmf_os_caps *out)
{
    SYSTEM_INFO system;

    GetSystemInfo(&system);
    out->granularity = (int64_t)system.dwAllocationGranularity;
    out->section_max = (int64_t)1 << 47; /* what x86-64 can address */
    out->name_max = 0;
    out->flat_names = false;
    out->lifetime = true;
    out->persistence = false;
    out->reservation = true;
    out->wakes = true;
    out->wakes_named = true;
    out->descriptors = true;
    out->named_files = true;
    out->loose_files = false;
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

static DWORD page_protection(const mmf_os_wish *wish)
{
    const bool writes = (wish->access & MMF_OS_WRITE) != 0;

    if ((wish->access & MMF_OS_COPY) != 0)
        return PAGE_WRITECOPY;
    if ((wish->access & MMF_OS_EXECUTE) != 0)
        return writes ? PAGE_EXECUTE_READWRITE : PAGE_EXECUTE_READ;
    return writes ? PAGE_READWRITE : PAGE_READONLY;
}

/* When memory is taken; a file is sparse itself or not. */
static DWORD storage(HANDLE file, const mmf_os_wish *wish)
{
    return wish->sparse && file == INVALID_HANDLE_VALUE ? SEC_RESERVE : 0;
}

static int64_t whole_pages(int64_t size)
{
    SYSTEM_INFO system;
    int64_t excess;

    GetSystemInfo(&system);
    excess = size % (int64_t)system.dwPageSize;
    return excess == 0 ? size : size - excess + (int64_t)system.dwPageSize;
}

void mmf_win32_note(HANDLE handle, int64_t size, mmf_os_section *out)
{
    out->handle = (intptr_t)handle;
    out->legacy = MMF_OS_NONE;
    out->size = size;
    out->holder = 0;
    out->state = 0;
    out->identity = 0; /* the kernel tells none */
    out->wait_ms = 0;
}

/* Without a descriptor, as .NET does it: the default security of the creator's
 * token. */
static unsigned long make(HANDLE file, const wchar_t *name,
                          const mmf_os_wish *wish,
                          PSECURITY_DESCRIPTOR descriptor, HANDLE *out)
{
    SECURITY_ATTRIBUTES security = {sizeof security, descriptor, wish->inherit};
    unsigned long error;

    /* The call succeeds too when the name is taken: a handle to the existing
     * section comes back, and only the last error says so.  Cleared first,
     * because success does not clear it. */
    SetLastError(ERROR_SUCCESS);
    *out = CreateFileMappingW(
        file, &security, page_protection(wish) | storage(file, wish),
        (DWORD)(wish->size >> 32), (DWORD)(wish->size & 0xFFFFFFFF), name);
    error = *out == NULL ? mmf_win32_error() : GetLastError();
    if (*out == NULL || error != ERROR_ALREADY_EXISTS)
        return *out == NULL ? error : 0;
    (void)CloseHandle(*out);
    return error;
}

unsigned long mmf_win32_make(HANDLE file, const wchar_t *name,
                             const mmf_os_wish *wish, HANDLE *out)
{
    PSECURITY_DESCRIPTOR descriptor = NULL;
    unsigned long error =
        mmf_win32_descriptor(wish->protection.sddl, &descriptor);

    if (error == 0)
        error = make(file, name, wish, descriptor, out);
    if (descriptor != NULL)
        (void)LocalFree(descriptor);
    return error;
}

unsigned long mmf_os_section_create(const char *name, const mmf_os_wish *wish,
                                    mmf_os_section *out)
{
    wchar_t *wide;
    HANDLE handle;
    unsigned long error = mmf_win32_widen(name, &wide);

    if (error != 0)
        return error;
    error = mmf_win32_make(INVALID_HANDLE_VALUE, wide, wish, &handle);
    mmf_win32_forget(wide);
    if (error == 0)
        mmf_win32_note(handle, whole_pages(wish->size), out);
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

/* How much of a section lies behind an offset, in whole pages: the kernel tells
 * by mapping it, which costs address space and no memory. */
static unsigned long measure_rest(HANDLE handle, uint32_t access,
                                  int64_t offset, int64_t *size)
{
    void *base = NULL;
    const unsigned long error = mmf_win32_map(handle, offset, 0, access, &base);

    if (error != 0)
        return error;
    *size = mapped_size(base);
    (void)UnmapViewOfFile(base);
    return 0;
}

/* Whether there is a byte at an offset. */
static unsigned long look_at(HANDLE handle, uint32_t access, int64_t offset)
{
    void *base = NULL;
    const unsigned long error = mmf_win32_map(handle, offset, 1, access, &base);

    if (error == 0)
        (void)UnmapViewOfFile(base);
    return error;
}

/* Finds the last multiple of the granularity at which there is a byte. */
static unsigned long find_end(HANDLE handle, uint32_t access, int64_t *last)
{
    mmf_os_caps caps;
    int64_t outside;
    unsigned long error = look_at(handle, access, 0);

    mmf_os_query_caps(&caps);
    *last = 0;
    outside = caps.section_max;
    while (error == 0 && outside - *last > caps.granularity) {
        const int64_t half = (outside - *last) / caps.granularity / 2;
        const int64_t middle = *last + half * caps.granularity;

        error = look_at(handle, access, middle);
        if (error == 0)
            *last = middle;
        else
            outside = middle;
        error = error == ERROR_ACCESS_DENIED ? 0 : error; /* beyond the end */
    }
    return error;
}

/* Measures a section that is larger than the free address space, as in a 32-bit
 * process, by looking where it ends.  (NtQuerySection would tell, but wants a
 * right that .NET's openers do not have.) */
static unsigned long measure_by_parts(HANDLE handle, uint32_t access,
                                      int64_t *size)
{
    int64_t last = 0;
    unsigned long error = find_end(handle, access, &last);

    if (error == 0)
        error = measure_rest(handle, access, last, size);
    if (error == 0)
        *size += last;
    return error;
}

/* The right to copies is that to read.  OpenFileMapping knows it where nothing
 * stands beside it, and DuplicateHandle not at all: to the kernel its bit is the
 * right to query. */
static DWORD kernel_rights(uint32_t rights)
{
    if ((rights & MMF_OS_COPY) == 0 ||
        (rights & (MMF_OS_READ | MMF_OS_WRITE)) != 0)
        return rights;
    return (rights & ~(uint32_t)MMF_OS_COPY) | MMF_OS_READ;
}

/* How large an opened section is. */
static unsigned long measure(HANDLE handle, DWORD rights, int64_t *size)
{
    /* Reading, wherever it is allowed: a section that was made to be read can
     * be opened for writing, but not mapped so. */
    const uint32_t access = (rights & MMF_OS_READ) != 0    ? MMF_OS_READ
                            : (rights & MMF_OS_WRITE) != 0 ? MMF_OS_WRITE
                                                           : 0;

    *size = 0;
    if (access == 0)
        return 0; /* nothing of it can be viewed */
    return measure_rest(handle, access, 0, size) == 0
               ? 0
               : measure_by_parts(handle, access, size);
}

unsigned long mmf_os_section_open(const char *name, const mmf_os_wish *wish,
                                  mmf_os_section *out)
{
    const DWORD rights = kernel_rights(wish->access);
    wchar_t *wide;
    HANDLE handle;
    int64_t size = 0;
    unsigned long error = mmf_win32_widen(name, &wide);

    if (error != 0)
        return error;
    /* Not CreateFileMapping: that needs a privilege for Global\ names, and
     * makes what it does not find. */
    handle = OpenFileMappingW(rights, wish->inherit, wide);
    error = handle == NULL ? mmf_win32_error() : 0;
    mmf_win32_forget(wide);
    if (error != 0)
        return error;
    error = measure(handle, rights, &size);
    if (error != 0)
        (void)CloseHandle(handle);
    else
        mmf_win32_note(handle, size, out);
    return error;
}

unsigned long mmf_os_section_adopt(intptr_t handle, const mmf_os_wish *wish,
                                   mmf_os_section *out, char *name, size_t room)
{
    const DWORD rights = kernel_rights(wish->access);
    const HANDLE self = GetCurrentProcess();
    HANDLE own;
    int64_t size = 0;
    unsigned long error;

    (void)room;
    /* A duplicate, because this one is inheritable and may have more rights. */
    if (!DuplicateHandle(self, (HANDLE)handle, self, &own, rights,
                         wish->inherit, 0))
        return GetLastError() == ERROR_INVALID_HANDLE ? ERROR_INVALID_PARAMETER
                                                      : mmf_win32_error();
    error = measure(own, rights, &size);
    if (error != 0) {
        (void)CloseHandle(own);
        return error;
    }
    (void)CloseHandle((HANDLE)handle);
    name[0] = '\0'; /* the kernel needs none to close it */
    mmf_win32_note(own, size, out);
    return 0;
}

unsigned long mmf_os_section_renew(const char *name, mmf_os_section *section)
{
    (void)name;
    (void)section;
    return 0; /* there is no fork() */
}

void mmf_os_section_close(const char *name, const mmf_os_section *section)
{
    (void)name;
    (void)CloseHandle((HANDLE)section->handle);
}
