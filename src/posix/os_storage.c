/* SPDX-License-Identifier: MIT */
/*
 * Memory for sections, as Linux gives it.
 */
#include "posix.h"
#include <fcntl.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/* Up to here the question costs more than it is worth. */
#define ALWAYS_BEARABLE ((int64_t)64 << 20)

const bool mmf_storage_is_reserved = true;

/* What the kernel believes it could hand out without swapping, or -1. */
static int64_t memory_available(void)
{
    FILE *facts = fopen("/proc/meminfo", "re");
    char line[128];
    long long kilobytes = -1;

    if (facts == NULL)
        return -1;
    while (kilobytes < 0 && fgets(line, sizeof line, facts) != NULL)
        (void)sscanf(line, "MemAvailable: %lld", &kilobytes);
    (void)fclose(facts);
    return kilobytes < 0 ? -1 : (int64_t)kilobytes * 1024;
}

/* Whether so much memory can be taken at all.  Without the question the kernel
 * takes pages for a large object until it has to kill processes, of whatever
 * kind: a memory file has no limit, and a mount may have one of all memory. */
static bool is_bearable(int64_t size)
{
    int64_t total;
    int64_t available;

    if (size < ALWAYS_BEARABLE || mmf_storage_query(&total, &available) != 0)
        return true;
    return size < available;
}

unsigned long mmf_storage_reserve(int fd, const mmf_os_wish *wish)
{
    int error;

    if (!wish->sparse && !is_bearable(wish->size))
        return ENOSPC;
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

/* Asked first: a file system that is being filled slows down everybody, and one
 * in memory takes pages until the kernel kills processes. */
static bool has_room(int fd, int64_t size)
{
    struct statvfs room;
    struct statfs kind;

    if (fstatvfs(fd, &room) != 0 || fstatfs(fd, &kind) != 0)
        return true; /* the growing itself will tell */
    if ((uint64_t)size / room.f_frsize > room.f_bavail)
        return false;
    return kind.f_type != TMPFS_MAGIC || is_bearable(size);
}

unsigned long mmf_storage_grow(const mmf_os_file *file, int64_t size,
                               bool sparse)
{
    const int fd = (int)file->handle;
    const off_t more = (off_t)(size - file->size);
    bool reserved = !sparse;

    if (reserved && !has_room(fd, more))
        return ENOSPC;
    /* Not posix_fallocate: where the file system cannot reserve, it writes into
     * each block, beside what others write. */
    while (reserved && fallocate(fd, 0, (off_t)file->size, more) != 0) {
        if (errno != EINTR && errno != EOPNOTSUPP && errno != ENOSYS)
            return mmf_posix_error();
        reserved = errno == EINTR;
    }
    while (!reserved && ftruncate(fd, (off_t)size) != 0)
        if (errno != EINTR)
            return mmf_posix_error();
    return 0;
}

/* flock there is a lock of the server, which forbids writes under a shared one:
 * .NET takes none on these either. */
bool mmf_storage_is_remote(int fd)
{
    static const uint32_t remote[] = {NFS_SUPER_MAGIC, CIFS_SUPER_MAGIC,
                                      SMB_SUPER_MAGIC, SMB2_SUPER_MAGIC};
    struct statfs kind;

    if (fstatfs(fd, &kind) != 0)
        return false;
    for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++)
        if ((uint32_t)kind.f_type == remote[i])
            return true;
    return false;
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
    *available = memory_available();
    if (*available < 0)
        *available =
            (int64_t)(memory.freeram + memory.bufferram) * memory.mem_unit;
    *available += (int64_t)memory.freeswap * memory.mem_unit;
    return 0;
}

/* Asks for a part of one page, by the cheapest call that reads from an address
 * and answers EFAULT instead of raising SIGBUS: it takes a mask from there, and
 * then refuses to do anything unknown with it. */
static bool is_there(uintptr_t address)
{
    enum {
        MASK = _NSIG / 8,
        UNKNOWN = -1
    };

    return syscall(SYS_rt_sigprocmask, UNKNOWN, address - address % MASK, NULL,
                   MASK) == 0 ||
           errno != EFAULT;
}

/* Whether the bytes lie in one page, for which it need not be known how large a
 * page is: each is at least so large. */
static bool is_one_page(uintptr_t address, size_t size)
{
    enum {
        SMALLEST_PAGE = 4096
    };

    return size <= SMALLEST_PAGE - address % SMALLEST_PAGE;
}

unsigned long mmf_storage_touch(const void *address, size_t size)
{
    uintptr_t excess;

    if (is_one_page((uintptr_t)address, size))
        return is_there((uintptr_t)address) ? 0 : EIO;
    /* Reading all pages in, at once.  Kernels before 5.14 do not know the
     * advice: there, nobody can tell. */
    excess = (uintptr_t)address % (uintptr_t)sysconf(_SC_PAGESIZE);
    if (madvise((void *)((uintptr_t)address - excess), size + excess,
                MADV_POPULATE_READ) == 0)
        return 0;
    return errno == EFAULT ? EIO : 0;
}
