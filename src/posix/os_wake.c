/* SPDX-License-Identifier: MIT */
/*
 * Waking on Linux: futexes for words, inotify for names.  No failure matters:
 * who waits looks again anyway, and only later.
 */
#include "posix.h"
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    BATCH_US = 10000,
    REFUSED_US = 10000
};

const bool mmf_wake_is_known = true;

/* Not FUTEX_PRIVATE: the kernel finds the word by its object, so that processes
 * meet wherever each has mapped it, for reading only too.  A page that was
 * copied on write is another object: nobody wakes who waits there. */
bool mmf_wake_wait(const uint32_t *word, uint32_t seen, uint32_t milliseconds)
{
    /* This call's own form of a time, whatever the C library's is. */
    const long pause[2] = {(long)(milliseconds / 1000),
                           (long)(milliseconds % 1000) * 1000000};

    if (syscall(SYS_futex, word, FUTEX_WAIT, seen, pause, NULL, 0) == 0 ||
        errno == EAGAIN)
        return true;
    /* The word's page may be gone, which is for others to find out. */
    if (errno != ETIMEDOUT && errno != EINTR)
        mmf_os_pause(REFUSED_US);
    return false;
}

void mmf_wake_all(const uint32_t *word)
{
    (void)syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

intptr_t mmf_wake_names_open(void)
{
    const int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (fd < 0)
        return MMF_OS_NONE;
    /* A creator that cannot publish whole gives the size last: a change. */
    if (inotify_add_watch(fd, MMF_SHM_FOLDER,
                          IN_CREATE | IN_MOVED_TO | IN_MODIFY) < 0) {
        (void)close(fd);
        return MMF_OS_NONE;
    }
    return fd;
}

/* Takes what has happened so far; true: also to the name, or too much of it. */
static bool has_happened(int fd, const char *name)
{
    union {
        struct inotify_event first;
        char bytes[4096];
    } room;
    const ssize_t got = read(fd, &room, sizeof room);
    bool found = false;

    for (ssize_t at = 0; at < got;) {
        const struct inotify_event *event = (const void *)(room.bytes + at);

        found = found || (event->mask & IN_Q_OVERFLOW) != 0 ||
                (event->len > 0 && strcmp(event->name, name + 1) == 0);
        at += (ssize_t)(sizeof *event + event->len);
    }
    return found;
}

void mmf_wake_names_wait(intptr_t names, const char *name,
                         uint32_t milliseconds)
{
    const int64_t end = mmf_os_clock_ms() + milliseconds;
    struct pollfd one = {.fd = (int)names, .events = POLLIN};

    for (;;) {
        const int64_t left = end - mmf_os_clock_ms();

        if (left <= 0 || poll(&one, 1, (int)left) <= 0 ||
            has_happened(one.fd, name))
            return;
        /* Where names come and go all the time, take many at once. */
        mmf_os_pause(BATCH_US);
    }
}

void mmf_wake_names_close(intptr_t names)
{
    (void)close((int)names);
}
