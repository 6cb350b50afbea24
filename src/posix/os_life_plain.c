/* SPDX-License-Identifier: MIT */
/*
 * The life of named objects on POSIX systems without the locks that os_life.c
 * needs: a name stays until it is removed, and a creator that is killed while
 * it creates leaves an object of size 0 behind.
 */
#include "posix.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    POLL_US = 500
};

const bool mmf_life_is_kept = false;

unsigned long mmf_life_create(const char *name, const mmf_os_wish *wish,
                              mmf_os_section *out)
{
    const int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    unsigned long error;

    if (fd < 0)
        return mmf_posix_error();
    error = mmf_storage_reserve(fd, wish);
    if (error != 0) {
        (void)shm_unlink(name);
        (void)close(fd);
        return error;
    }
    out->handle = fd;
    out->size = wish->size;
    out->holder = getpid();
    out->state = 0;
    out->wait_ms = wish->wait_ms;
    return 0;
}

/* Size 0 is what a creator leaves visible for a moment. */
unsigned long mmf_life_open(const char *name, uint32_t rights, int32_t wait_ms,
                            mmf_os_section *out)
{
    const int64_t deadline = mmf_os_clock_ms() + wait_ms;

    for (;;) {
        mmf_os_section section;
        const unsigned long error = mmf_posix_open(name, rights, &section);

        if (error != 0)
            return error;
        if (section.size != 0) {
            section.wait_ms = wait_ms;
            *out = section;
            return 0;
        }
        (void)close((int)section.handle);
        if (mmf_os_clock_ms() >= deadline)
            return EBUSY;
        mmf_os_pause(POLL_US);
    }
}

void mmf_life_close(const char *name, const mmf_os_section *section)
{
    (void)name;
    (void)close((int)section->handle);
}
