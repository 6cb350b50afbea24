/* SPDX-License-Identifier: MIT */
/*
 * Sections on POSIX: shared memory objects, named or not.  When a name begins
 * and ends is the business of os_life.c.
 */
#include "posix.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

void mmf_os_query_caps(mmf_os_caps *out)
{
    out->granularity = sysconf(_SC_PAGESIZE);
    out->section_max = (int64_t)1 << 47; /* what x86-64 can address */
    out->name_max = MMF_NAME_MAX;
    out->flat_names = true;
    out->lifetime = mmf_life_is_kept;
    out->persistence = true;
    out->reservation = mmf_storage_is_reserved;
    out->wakes = mmf_wake_is_known;
    out->wakes_named = false;
    out->descriptors = false;
    out->named_files = false; /* /dev/shm holds objects, and no others */
    out->loose_files = true;
}

unsigned long mmf_os_storage(bool named, int64_t *total, int64_t *available)
{
    struct statvfs shm;

    if (!named)
        return mmf_storage_query(total, available);
    if (statvfs(MMF_SHM_FOLDER, &shm) != 0)
        return mmf_posix_error();
    *total = (int64_t)shm.f_blocks * (int64_t)shm.f_frsize;
    *available = (int64_t)shm.f_bavail * (int64_t)shm.f_frsize;
    return 0;
}

void mmf_posix_path(const char *name, char *path)
{
    static const size_t folder = sizeof MMF_SHM_FOLDER - 1;

    memcpy(path, MMF_SHM_FOLDER, folder);
    memcpy(path + folder, name, strlen(name) + 1);
}

void mmf_posix_note(int fd, int64_t size, const mmf_os_wish *wish,
                    mmf_os_section *out)
{
    out->handle = fd;
    out->legacy = MMF_OS_NONE;
    out->size = size;
    out->holder = getpid();
    out->state = 0;
    out->identity = 0;
    out->wait_ms = wish->wait_ms;
}

int mmf_posix_reopen(intptr_t fd, int flags)
{
    char link[32];
    int opened;

    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", (int)fd);
    do {
        opened = open(link, flags);
    } while (opened < 0 && errno == EINTR);
    return opened;
}

int mmf_posix_access(intptr_t fd)
{
    int flags;

    do {
        flags = fcntl((int)fd, F_GETFL);
    } while (flags < 0 && errno == EINTR);
    return flags < 0 ? -1 : flags & O_ACCMODE;
}

/* An anonymous section needs no second description: there is no name that a
 * lock could keep. */
static unsigned long create_anonymous(const mmf_os_wish *wish,
                                      mmf_os_section *out)
{
    int fd = -1;
    unsigned long error = mmf_storage_open(&fd);

    if (error != 0)
        return error;
    /* Without a name it still has a path, in /proc. */
    error =
        mmf_posix_protect(fd, &wish->protection, (mode_t)wish->protection.mode);
    if (error == 0)
        error = mmf_storage_reserve(fd, wish);
    if (error == 0 && wish->inherit && fcntl(fd, F_SETFD, 0) != 0)
        error = mmf_posix_error();
    if (error != 0) {
        (void)close(fd);
        return error;
    }
    mmf_posix_note(fd, wish->size, wish, out);
    return 0;
}

unsigned long mmf_os_section_create(const char *name, const mmf_os_wish *wish,
                                    mmf_os_section *out)
{
    return name == NULL ? create_anonymous(wish, out)
                        : mmf_life_create(name, wish, out);
}

unsigned long mmf_os_section_open(const char *name, const mmf_os_wish *wish,
                                  mmf_os_section *out)
{
    return mmf_life_open(name, wish, out);
}

unsigned long mmf_os_section_adopt(intptr_t handle, const mmf_os_wish *wish,
                                   mmf_os_section *out, char *name, size_t room)
{
    return mmf_life_adopt(handle, wish, out, name, room);
}

unsigned long mmf_os_section_renew(const char *name, mmf_os_section *section)
{
    return name == NULL ? 0 : mmf_life_renew(name, section);
}

void mmf_os_section_close(const char *name, const mmf_os_section *section)
{
    if ((section->state & MMF_STATE_OF_FILE) != 0) {
        if (section->legacy != MMF_OS_NONE)
            (void)close((int)section->legacy);
    } else if (name == NULL)
        (void)close((int)section->handle);
    else
        mmf_life_close(name, section);
}

/* A shared memory object of this user or of root; anything else, such as a pipe
 * laid into the folder, is not what the caller expects to share. */
static unsigned long inspect(int fd, const mmf_os_wish *wish,
                             struct stat *object)
{
    if (fstat(fd, object) != 0)
        return mmf_posix_error();
    if (!S_ISREG(object->st_mode))
        return ENODEV;
    if (!wish->strangers && object->st_uid != geteuid() && object->st_uid != 0)
        return EPERM;
    return 0;
}

/* For writing where that is allowed, also for those who only read: the locks
 * that keep a name alive want it. */
static int open_object(const char *name, const mmf_os_wish *wish,
                       uint32_t *state)
{
    /* O_NONBLOCK: opening a pipe would wait for its other end. */
    const int fd = shm_open(name, O_RDWR | O_NONBLOCK, 0);

    *state = 0;
    if (fd >= 0 || errno != EACCES || (wish->access & MMF_OS_WRITE) != 0)
        return fd;
    *state = MMF_STATE_READ_ONLY;
    return shm_open(name, O_RDONLY | O_NONBLOCK, 0);
}

unsigned long mmf_posix_open(const char *name, const mmf_os_wish *wish,
                             mmf_os_section *out, struct stat *object)
{
    uint32_t state;
    unsigned long error;
    int fd;

    do {
        fd = open_object(name, wish, &state);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) /* of a folder, C libraries say EINVAL; the name is valid */
        return errno == EINVAL ? EISDIR : mmf_posix_error();
    error = inspect(fd, wish, object);
    if (error != 0) {
        (void)close(fd);
        return error;
    }
    mmf_posix_note(fd, (int64_t)object->st_size, wish, out);
    out->state = state;
    return 0;
}
