/* SPDX-License-Identifier: MIT */
/*
 * The two locks on an object, on Linux.  Not here: what follows from them.
 */
#include "lock.h"
#include "posix.h"
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#define GATE_BYTE (INT64_MAX - 1)

void mmf_lock_back_off(unsigned int tries)
{
    const unsigned int doublings = tries / 32 < 5 ? tries / 32 : 5;
    struct timespec now = {0, 0};
    uint32_t pause;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    pause = 20 + ((uint32_t)now.tv_nsec ^ (uint32_t)getpid()) % 121;
    mmf_os_pause(pause << doublings);
}

bool mmf_lock_hold(int fd, int lock)
{
    while (flock(fd, lock | LOCK_NB) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

static unsigned long gate_set(int fd, short type)
{
    struct flock lock = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = GATE_BYTE, .l_len = 1};

    while (fcntl(fd, F_OFD_SETLK, &lock) != 0)
        if (errno != EINTR)
            return errno == EACCES ? MMF_AGAIN : mmf_posix_error();
    return 0;
}

unsigned long mmf_lock_enter(int fd, bool read_only, int64_t deadline)
{
    const short type = read_only ? F_RDLCK : F_WRLCK;
    unsigned long error = gate_set(fd, type);

    /* A yield first: it is held for microseconds. */
    if (error == MMF_AGAIN) {
        (void)sched_yield();
        error = gate_set(fd, type);
    }
    for (unsigned int tries = 0; error == MMF_AGAIN; tries++) {
        if (mmf_os_clock_ms() >= deadline)
            return EBUSY;
        mmf_lock_back_off(tries);
        error = gate_set(fd, type);
    }
    return error;
}

void mmf_lock_leave(int fd)
{
    (void)gate_set(fd, F_UNLCK);
}

bool mmf_lock_is_shared(int fd)
{
    struct flock lock = {.l_type = F_WRLCK,
                         .l_whence = SEEK_SET,
                         .l_start = GATE_BYTE,
                         .l_len = 1};

    return fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

enum verdict mmf_lock_judge(int fd)
{
    if (mmf_lock_hold(fd, LOCK_EX))
        return FREE;
    if (!mmf_lock_hold(fd, LOCK_SH))
        return UNCLEAR;
    /* Once more: of a killed prober the kernel drops the gate before the hold,
     * so for a moment it looked like a holder. */
    return mmf_lock_hold(fd, LOCK_EX) ? FREE : HELD;
}

/* How many descriptors hold the object, as the kernel lists them: "1: FLOCK
 * ADVISORY READ 4711 00:1a:55 0 EOF". */
static int64_t count_once(const struct stat *object)
{
    FILE *locks = fopen("/proc/locks", "re");
    char line[160];
    int64_t count = 0;

    if (locks == NULL)
        return -1;
    while (fgets(line, sizeof line, locks) != NULL) {
        char kind[16] = "";
        unsigned int high = 0;
        unsigned int low = 0;
        unsigned long long inode = 0;

        (void)sscanf(line, "%*s %15s %*s %*s %*d %x:%x:%llu", kind, &high, &low,
                     &inode);
        count += strcmp(kind, "FLOCK") == 0 && inode == object->st_ino &&
                 makedev(high, low) == object->st_dev;
    }
    (void)fclose(locks);
    return count;
}

/* The kernel writes its list in pieces: while others lock and unlock, a line
 * may stand in two of them or in none. */
int64_t mmf_lock_count(const struct stat *object)
{
    int64_t before = -1;
    int64_t now = count_once(object);

    for (int tries = 0; tries < 8 && now != before; tries++) {
        before = now;
        now = count_once(object);
    }
    return now;
}

void mmf_lock_let_go(int fd)
{
    /* The hold first: without the gate, a child that wants to become a holder
     * would meet it.  Neither is left to close(): a child forked just now, or a
     * mapping, keeps the description. */
    (void)mmf_lock_hold(fd, LOCK_UN);
    mmf_lock_leave(fd);
    (void)close(fd);
}
