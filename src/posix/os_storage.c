/* SPDX-License-Identifier: MIT */
/*
 * Memory for sections, as Linux gives it.
 */
#include "posix.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <unistd.h>

const bool mmf_storage_is_reserved = true;

unsigned long mmf_storage_reserve(int fd, const mmf_os_wish *wish)
{
    int error;

    /* A hole in a memory file system is a SIGBUS later.  posix_fallocate fills
     * it now or says ENOSPC; it reports by its result, not by errno. */
    do {
        if (wish->sparse)
            error = ftruncate(fd, (off_t)wish->size) == 0 ? 0 : errno;
        else
            error = posix_fallocate(fd, 0, (off_t)wish->size);
    } while (error == EINTR);
    return (unsigned long)error;
}

unsigned long mmf_storage_open(int *fd)
{
    const int opened = memfd_create("libmmf", MFD_CLOEXEC);

    if (opened < 0)
        return mmf_posix_error();
    *fd = opened;
    return 0;
}

unsigned long mmf_storage_query(int64_t *total, int64_t *available)
{
    struct sysinfo memory;

    if (sysinfo(&memory) != 0)
        return mmf_posix_error();
    *total = (int64_t)(memory.totalram + memory.totalswap) * memory.mem_unit;
    *available =
        (int64_t)(memory.freeram + memory.bufferram + memory.freeswap) *
        memory.mem_unit;
    return 0;
}

unsigned long mmf_storage_touch(void *address, size_t size)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t excess = (uintptr_t)address % page;

    /* Reading the pages in says EFAULT where touching them would raise SIGBUS.
     * Kernels before 5.14 do not know the advice: there, nobody can tell. */
    if (madvise((char *)address - excess, size + excess, MADV_POPULATE_READ) ==
        0)
        return 0;
    return errno == EFAULT ? EIO : 0;
}
