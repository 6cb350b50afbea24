/* SPDX-License-Identifier: MIT */
/*
 * The life of named objects on POSIX systems without the locks that os_life.c
 * needs: a name stays until it is removed, and a creator that is killed while
 * it creates leaves an object of size 0 behind, which openers wait for and
 * then report as busy.
 */
#include "posix.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    POLL_US = 500
};

const bool mmf_life_is_kept = false;

unsigned long mmf_life_bequeath(int fd, int flags, bool lock, intptr_t *out)
{
    const int copy = dup(fd); /* a duplicate is inherited */

    (void)flags;
    (void)lock;
    if (copy < 0)
        return mmf_posix_error();
    *out = copy;
    return 0;
}

static unsigned long add_legacy(const mmf_os_wish *wish,
                                mmf_os_section *section)
{
    return wish->inherit ? mmf_life_bequeath((int)section->handle, O_RDWR, true,
                                             &section->legacy)
                         : 0;
}

/* Fills and describes an object that nobody else has yet. */
static unsigned long fill(int fd, const mmf_os_wish *wish,
                          mmf_os_section *section)
{
    unsigned long error =
        mmf_posix_protect(fd, &wish->protection, (mode_t)wish->protection.mode);

    if (error == 0)
        error = mmf_storage_reserve(fd, wish);
    mmf_posix_note(fd, wish->size, wish, section);
    return error == 0 ? add_legacy(wish, section) : error;
}

unsigned long mmf_life_create(const char *name, const mmf_os_wish *wish,
                              mmf_os_section *out)
{
    const int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    mmf_os_section section;
    unsigned long error;

    if (fd < 0)
        return mmf_posix_error();
    error = fill(fd, wish, &section);
    if (error != 0) {
        (void)shm_unlink(name);
        (void)close(fd);
        return error;
    }
    *out = section;
    return 0;
}

/* Size 0 is what a creator leaves visible for a moment. */
static unsigned long open_sized(const char *name, const mmf_os_wish *wish,
                                mmf_os_section *out)
{
    const int64_t deadline = mmf_os_clock_ms() + wish->wait_ms;

    for (;;) {
        struct stat object;
        const unsigned long error = mmf_posix_open(name, wish, out, &object);

        if (error != 0 || out->size != 0)
            return error;
        (void)close((int)out->handle);
        if (mmf_os_clock_ms() >= deadline)
            return EBUSY;
        mmf_os_pause(POLL_US);
    }
}

unsigned long mmf_life_open(const char *name, const mmf_os_wish *wish,
                            mmf_os_section *out)
{
    mmf_os_section section;
    unsigned long error = open_sized(name, wish, &section);

    if (error != 0)
        return error;
    error = add_legacy(wish, &section);
    if (error != 0)
        (void)close((int)section.handle);
    else
        *out = section;
    return error;
}

unsigned long mmf_life_adopt(intptr_t handle, const mmf_os_wish *wish,
                             mmf_os_section *out, char *name, size_t room)
{
    struct stat object;
    int fd;

    (void)room;
    if (fstat((int)handle, &object) != 0)
        return mmf_posix_error();
    fd = fcntl((int)handle, F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        return mmf_posix_error();
    (void)close((int)handle);
    name[0] = '\0'; /* nothing is done with a name at the end */
    mmf_posix_note(fd, (int64_t)object.st_size, wish, out);
    return 0;
}

unsigned long mmf_life_renew(const char *name, mmf_os_section *section)
{
    (void)name;
    section->holder = getpid();
    return 0;
}

void mmf_life_close(const char *name, const mmf_os_section *section)
{
    (void)name;
    if (section->legacy != MMF_OS_NONE)
        (void)close((int)section->legacy);
    (void)close((int)section->handle);
}

unsigned long mmf_life_remove(const char *name, const mmf_os_wish *wish)
{
    (void)wish;
    return shm_unlink(name) == 0 ? 0 : mmf_posix_error();
}

unsigned long mmf_life_look(const char *name, int32_t wait_ms,
                            mmf_os_facts *out)
{
    const int fd = shm_open(name, O_RDONLY | O_NONBLOCK, 0);
    struct stat object;
    int answer;

    (void)wait_ms;
    if (fd < 0)
        return mmf_posix_error();
    answer = fstat(fd, &object);
    (void)close(fd);
    if (answer != 0)
        return EIO;
    out->size = (int64_t)object.st_size;
    out->owner = (int64_t)object.st_uid;
    out->holders = -1;
    out->mode = (uint32_t)object.st_mode & 0777U;
    out->managed = false;
    out->stale = false;
    return 0;
}

unsigned long mmf_life_probe(const char *name, int32_t wait_ms,
                             uint64_t *identity)
{
    const int fd = shm_open(name, O_RDONLY | O_NONBLOCK, 0);
    struct stat object;
    int answer;

    (void)wait_ms;
    if (fd < 0)
        return mmf_posix_error();
    answer = fstat(fd, &object);
    (void)close(fd);
    if (answer != 0)
        return EIO;
    if (object.st_size == 0)
        return ENOENT; /* not there yet */
    *identity = 0;
    return 0;
}
