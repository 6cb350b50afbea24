/* SPDX-License-Identifier: MIT */
/*
 * Making an object by a name that is free, on Linux: complete, and its name
 * last; or, where that cannot be had, in front of everybody.
 */
#include "life.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

static mode_t mode_of(const mmf_os_wish *wish)
{
    return (mode_t)wish->protection.mode | (wish->persist ? 0 : MMF_MARK);
}

/* Gives a complete object its name.  ENOTSUP: not in this way, here. */
static unsigned long give_name(const mmf_target *to, int fd)
{
    char link[32];

    /* By the descriptor itself is the shorter way; before Linux 6.10 it wants
     * a capability. */
    if (linkat(fd, "", AT_FDCWD, to->path, AT_EMPTY_PATH) == 0)
        return 0;
    if (errno == EEXIST)
        return EEXIST;
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (linkat(AT_FDCWD, link, AT_FDCWD, to->path, AT_SYMLINK_FOLLOW) == 0)
        return 0;
    return errno == EEXIST ? EEXIST : ENOTSUP;
}

/* Sees to the mode of a new object, which was made with it; but the mask of the
 * process, or a default of the folder, may have changed bits. */
static unsigned long give_protection(int fd, const mmf_os_wish *wish)
{
    const mode_t mode = mode_of(wish);
    struct stat object;

    if ((wish->protection.parts & (MMF_OS_OWNER | MMF_OS_GROUP)) == 0 &&
        fstat(fd, &object) == 0 && (object.st_mode & ALLPERMS) == mode)
        return 0;
    return mmf_posix_protect(fd, &wish->protection, mode);
}

/* Makes the object first and its name last: it appears complete, sized, marked
 * and held in one step, and a crash before leaves nothing. */
static unsigned long publish(const mmf_target *to, const mmf_os_wish *wish,
                             int *out)
{
    const int fd =
        open(MMF_SHM_FOLDER, O_TMPFILE | O_RDWR | O_CLOEXEC, mode_of(wish));
    unsigned long error;

    if (fd < 0)
        return ENOTSUP;
    error = mmf_storage_reserve(fd, wish);
    if (error == 0)
        error = give_protection(fd, wish);
    if (error == 0)
        error = mmf_lock_hold(fd, LOCK_SH) ? give_name(to, fd) : ENOTSUP;
    if (error != 0) {
        (void)close(fd);
        return error;
    }
    *out = fd;
    return 0;
}

/* Fills an object that is visible already.  Storage comes last: until then its
 * size is 0, which joiners wait for. */
static unsigned long fill(const mmf_target *to, int fd, const mmf_os_wish *wish)
{
    unsigned long error;
    struct stat object;

    if (!mmf_target_refers(to, fd, &object) || !mmf_lock_hold(fd, LOCK_SH))
        return MMF_AGAIN; /* a prober met it without a holder */
    error = mmf_posix_protect(fd, &wish->protection,
                              (mode_t)wish->protection.mode | MMF_MARK);
    if (error == 0)
        error = mmf_storage_reserve(fd, wish);
    /* The mark goes last: without it nobody would clear up after a failure. */
    if (error == 0 && wish->persist && fchmod(fd, mode_of(wish)) != 0)
        error = mmf_posix_error();
    return error;
}

/* The way of systems that refuse O_TMPFILE, or linkat of a descriptor.  Marked
 * from the start, also what will persist: so far it may be abandoned. */
static unsigned long create_in_place(const mmf_target *to,
                                     const mmf_os_wish *wish, int *out)
{
    unsigned long error;
    int fd;

    do {
        fd = shm_open(to->name, O_RDWR | O_CREAT | O_EXCL,
                      MMF_MARK | S_IRUSR | S_IWUSR);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) /* no folder: this machine has no shared memory */
        return errno == ENOENT ? ENOSYS : mmf_posix_error();
    *out = fd;
    error = mmf_lock_enter(fd, false, to->deadline);
    if (error == 0)
        error = fill(to, fd, wish);
    if (error == 0)
        mmf_lock_leave(fd);
    return error;
}

unsigned long mmf_make(const mmf_target *to, const mmf_os_wish *wish, int *out)
{
    unsigned long error;

    *out = -1;
    error = publish(to, wish, out);
    return error == ENOTSUP ? create_in_place(to, wish, out) : error;
}
