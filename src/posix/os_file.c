/* SPDX-License-Identifier: MIT */
/*
 * Files on POSIX: opened, locked as .NET locks them, sized and mapped.  Not
 * here: what is done with a file that was there before, and what becomes of it
 * on failure (file.c); how storage is taken (os_storage.c).
 */
#include "posix.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPEN_TRIES = 16,
    DEFAULT_MODE = 0666 /* less what the umask forbids */
};

/* The access for open().  Private changes ask for writing as well: .NET does,
 * so that a file is refused alike. */
static int open_access(uint32_t access)
{
    return (access & (MMF_OS_WRITE | MMF_OS_COPY)) != 0 ? O_RDWR : O_RDONLY;
}

/* Of a file that is made: nobody gets in before it has the mode, the owner and
 * the group that were asked for. */
static mode_t first_mode(const mmf_os_protection *asked)
{
    return asked->mode == 0 && (asked->parts & MMF_OS_ACCESS) == 0
               ? DEFAULT_MODE
               : S_IRUSR | S_IWUSR;
}

static int open_file(const char *path, int flags, const mmf_os_wish *wish)
{
    const mode_t mode = first_mode(&wish->protection);
    int fd;

    /* O_NONBLOCK: opening a pipe would wait for its other end. */
    do {
        fd = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, mode);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* Never O_CREAT without O_EXCL: only so is it known who made the file, and the
 * kernel refuses the other in folders like /tmp.  A link that leads nowhere is
 * there for the one and missing for the other, hence the end of tries. */
static unsigned long open_or_make(const char *path, uint32_t which,
                                  const mmf_os_wish *wish, mmf_os_file *out)
{
    const int access = open_access(wish->access);
    int fd = -1;

    errno = ENOENT;
    for (int i = 0; fd < 0 && errno == ENOENT && i < OPEN_TRIES; i++) {
        out->made = false;
        if ((which & MMF_OS_FILE_EXISTING) != 0)
            fd = open_file(path, access, wish);
        if (fd >= 0 || errno != ENOENT || (which & MMF_OS_FILE_MISSING) == 0)
            break;
        fd = open_file(path, access | O_CREAT | O_EXCL, wish);
        out->made = fd >= 0;
        if (fd < 0 && errno == EEXIST && (which & MMF_OS_FILE_EXISTING) != 0)
            errno = ENOENT; /* made by somebody else just now */
        else
            break;
    }
    if (fd < 0) /* EAGAIN: another process is to give up a lease first */
        return errno == EAGAIN ? EBUSY : mmf_posix_error();
    out->handle = fd;
    return 0;
}

/* The lock that .NET takes for FileShare.Read.  As there, it is a courtesy:
 * where a file system has none, the file is used without. */
static unsigned long lock(mmf_os_file *file, bool writes)
{
    const int fd = (int)file->handle;

    if (writes && mmf_storage_is_remote(fd))
        return 0;
    while (flock(fd, LOCK_SH | LOCK_NB) != 0)
        if (errno != EINTR)
            return errno == EWOULDBLOCK ? EBUSY : 0;
    file->locked = true;
    return 0;
}

static unsigned long inspect(mmf_os_file *file)
{
    struct stat object;

    if (fstat((int)file->handle, &object) != 0)
        return mmf_posix_error();
    file->device = S_ISCHR(object.st_mode) || S_ISBLK(object.st_mode);
    file->size = file->device ? 0 : (int64_t)object.st_size;
    if (S_ISREG(object.st_mode) || file->device)
        return 0;
    return S_ISDIR(object.st_mode) ? EISDIR : ENODEV;
}

/* What was asked for of a file that was made; the mode at least that it has. */
static unsigned long protect(int fd, const mmf_os_protection *to)
{
    mode_t mode = (mode_t)to->mode;
    struct stat object;

    if (to->parts == 0 && mode == 0)
        return 0;
    if ((to->parts & MMF_OS_ACCESS) == 0 && mode == 0) {
        if (fstat(fd, &object) != 0)
            return mmf_posix_error();
        mode = object.st_mode & 0777;
    }
    return mmf_posix_protect(fd, to, mode);
}

unsigned long mmf_os_file_open(const char *path, uint32_t which,
                               const mmf_os_wish *wish, mmf_os_file *out)
{
    const bool writes = open_access(wish->access) == O_RDWR;
    mmf_os_file file = {.holder = getpid()};
    unsigned long error = open_or_make(path, which, wish, &file);

    if (error != 0)
        return error;
    if (file.made)
        error = protect((int)file.handle, &wish->protection);
    if (error == 0)
        error = lock(&file, writes);
    if (error == 0) /* behind the lock: who writes has it exclusively */
        error = inspect(&file);
    if (error == 0)
        *out = file;
    else if (file.made)
        mmf_os_file_discard(path, &file);
    else
        mmf_os_file_close(&file);
    return error;
}

/* Whether a descriptor only says where a file is (Linux: O_PATH).  It can be
 * looked at, but neither be read nor mapped. */
static bool is_place_only(int fd)
{
    return lseek(fd, 0, SEEK_CUR) < 0 && errno == EBADF;
}

unsigned long mmf_os_file_look(intptr_t handle, mmf_os_file *out)
{
    mmf_os_file file = {.handle = handle, .holder = getpid()};
    unsigned long error;

    if ((int)handle != handle) /* cut to an int it would be another one */
        return EBADF;
    error = inspect(&file);
    if (error == 0 && is_place_only((int)handle))
        error = EBADF;
    if (error == 0)
        *out = file;
    return error;
}

static unsigned long cut(const mmf_os_file *file, int64_t size)
{
    while (ftruncate((int)file->handle, (off_t)size) != 0)
        if (errno != EINTR)
            return mmf_posix_error();
    return 0;
}

unsigned long mmf_os_file_resize(mmf_os_file *file, int64_t size, bool sparse)
{
    const int access = mmf_posix_access(file->handle);
    unsigned long error;

    if (access < 0)
        return mmf_posix_error();
    if (access == O_RDONLY)
        return EACCES; /* ftruncate says EINVAL, fallocate EBADF */
    if (size <= file->size) {
        error = cut(file, size);
    } else {
        error = mmf_storage_grow(file, size, sparse);
        if (error != 0)
            (void)cut(file, file->size);
    }
    if (error == 0)
        file->size = size;
    return error;
}

unsigned long mmf_os_file_section(const char *name, const mmf_os_file *file,
                                  const mmf_os_wish *wish, mmf_os_section *out)
{
    const int fd = (int)file->handle;
    intptr_t legacy = MMF_OS_NONE;
    unsigned long error = 0;

    (void)name;
    if (wish->inherit)
        error = mmf_life_bequeath(fd, open_access(wish->access), file->locked,
                                  &legacy);
    if (error != 0)
        return error;
    mmf_posix_note(fd, wish->size, wish, out);
    out->legacy = legacy;
    out->state = MMF_STATE_OF_FILE;
    return 0;
}

void mmf_os_file_close(const mmf_os_file *file)
{
    const int fd = (int)file->handle;

    /* A mapping keeps the description, and with it the lock.  A forked child
     * shares it with its parent and must not end it. */
    if (file->locked && file->holder == getpid())
        (void)flock(fd, LOCK_UN);
    (void)close(fd);
}

void mmf_os_file_discard(const char *path, const mmf_os_file *file)
{
    struct stat object;
    struct stat named;

    if (fstat((int)file->handle, &object) == 0 && lstat(path, &named) == 0 &&
        named.st_dev == object.st_dev && named.st_ino == object.st_ino)
        (void)unlink(path);
    mmf_os_file_close(file);
}
