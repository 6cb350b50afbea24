/* SPDX-License-Identifier: MIT */
/*
 * Mappings on POSIX.
 */
#include "posix.h"
#include <sys/mman.h>

static int protection(uint32_t access)
{
    int bits = PROT_NONE;

    if ((access & MMF_OS_COPY) != 0)
        return PROT_READ | PROT_WRITE;
    if ((access & MMF_OS_READ) != 0)
        bits |= PROT_READ;
    if ((access & MMF_OS_WRITE) != 0)
        bits |= PROT_WRITE;
    if ((access & MMF_OS_EXECUTE) != 0)
        bits |= PROT_EXEC;
    return bits;
}

unsigned long mmf_os_map(const mmf_os_section *section, int64_t offset,
                         size_t size, uint32_t access, void **out)
{
    const int sharing = (access & MMF_OS_COPY) != 0 ? MAP_PRIVATE : MAP_SHARED;
    void *address = mmap(NULL, size, protection(access), sharing,
                         (int)section->handle, (off_t)offset);

    if (address == MAP_FAILED)
        return mmf_posix_error();
    *out = address;
    return 0;
}

unsigned long mmf_os_unmap(void *address, size_t size)
{
    return munmap(address, size) == 0 ? 0 : mmf_posix_error();
}

unsigned long mmf_os_flush(void *address, size_t size)
{
    return msync(address, size, MS_SYNC) == 0 ? 0 : mmf_posix_error();
}

unsigned long mmf_os_touch(const void *address, size_t size)
{
    return mmf_storage_touch(address, size);
}
