/* SPDX-License-Identifier: MIT */
/*
 * Who may use an object on POSIX: its mode, its owner and its group.  Of the
 * mode, the sticky bit belongs to os_life.c and is never touched here.
 */
#include "posix.h"
#include <sys/stat.h>
#include <unistd.h>

enum {
    ALL_BITS = 07777
};

/* The owner last: only an owner may set the mode. */
unsigned long mmf_posix_protect(int fd, const mmf_os_protection *to,
                                mode_t mode)
{
    if ((to->parts & MMF_OS_GROUP) != 0 &&
        fchown(fd, (uid_t)-1, (gid_t)to->group) != 0)
        return mmf_posix_error();
    if (fchmod(fd, mode) != 0)
        return mmf_posix_error();
    if ((to->parts & MMF_OS_OWNER) != 0 &&
        fchown(fd, (uid_t)to->owner, (gid_t)-1) != 0)
        return mmf_posix_error();
    return 0;
}

unsigned long mmf_os_protect(const mmf_os_section *section,
                             const mmf_os_protection *to)
{
    const int fd = (int)section->handle;
    struct stat now;
    unsigned long error;
    mode_t mode;

    if (fstat(fd, &now) != 0)
        return mmf_posix_error();
    mode = now.st_mode & ALL_BITS;
    if ((to->parts & MMF_OS_ACCESS) != 0)
        mode = (mode & S_ISVTX) | (mode_t)to->mode;
    /* What both modes allow, as long as the groups change: the new group must
     * not get the old mode, nor the old one the new. */
    if (fchmod(fd, now.st_mode & mode) != 0)
        return mmf_posix_error();
    error = mmf_posix_protect(fd, to, mode);
    if (error != 0 && fchown(fd, (uid_t)-1, now.st_gid) == 0)
        (void)fchmod(fd, now.st_mode & ALL_BITS);
    return error;
}

unsigned long mmf_os_protection_read(const mmf_os_section *section,
                                     mmf_os_protection *out)
{
    struct stat now;

    if (fstat((int)section->handle, &now) != 0)
        return mmf_posix_error();
    out->parts = MMF_OS_ACCESS | MMF_OS_OWNER | MMF_OS_GROUP;
    out->mode = (uint32_t)now.st_mode & 0777U;
    out->owner = (uint32_t)now.st_uid;
    out->group = (uint32_t)now.st_gid;
    out->sddl = NULL;
    return 0;
}

unsigned long mmf_os_protection_text(const mmf_os_section *section,
                                     uint32_t parts, char *text, size_t room,
                                     size_t *needed)
{
    (void)section;
    (void)parts;
    (void)text;
    (void)room;
    (void)needed;
    return ENOSYS;
}
