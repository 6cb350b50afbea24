/* SPDX-License-Identifier: MIT */
/*
 * The life of named objects on Linux: a name exists while any handle to it is
 * open in any process and is gone with the last, however the processes end.
 * Three things on the object itself make it so, and nothing beside it:
 *
 *   hold  a shared flock on the descriptor of every handle.  It is the lock
 *         that .NET takes on a file, so .NET programs count as holders.
 *   gate  an open-file-description write lock on one byte that no data reaches,
 *         held for microseconds around a change of state.
 *   mark  the sticky bit of the object's mode: "removed with its last holder".
 *         Objects without it (shm_open, Python, .NET) are joined, never
 *         removed.
 *
 * The kernel drops both locks when a process dies.  What it leaves is an object
 * with the mark and no holder: stale, unlinked by whoever meets it next.  The
 * library unlinks a name only while it holds the gate of the very object that
 * the name refers to.
 *
 * The order of the steps is what was proved; each that looks idle has a comment
 * that says who would lose without it.
 */
#include "posix.h"
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define GATE_BYTE   (INT64_MAX - 1)
#define OBJECT_MODE ((mode_t)(S_IRUSR | S_IWUSR | S_ISVTX))

/* "Start over": never leaves this file. */
#define AGAIN ((unsigned long)EAGAIN)

const bool mmf_life_is_kept = true;

/* A name on its way through the steps. */
typedef struct target {
    const char *name; /* as shm_open takes it: "/X" */
    char path[MMF_PATH_ROOM];
    int64_t deadline;
    bool creating; /* a create that met a name only wants it gone */
} target;

static target target_of(const char *name, int32_t wait_ms, bool creating)
{
    target made = {.name = name, .creating = creating};

    made.deadline = mmf_os_clock_ms() + wait_ms;
    mmf_posix_path(name, made.path);
    return made;
}

/* Two that back off from each other must not do so in step. */
static void pause_randomly(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    mmf_os_pause(20 + ((uint32_t)now.tv_nsec ^ (uint32_t)getpid()) % 121);
}

/* The hold: lock is LOCK_SH, LOCK_EX or LOCK_UN.  Converting one lock into
 * another drops the first, also when the second is refused. */
static bool hold(int fd, int lock)
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
            return errno == EACCES ? AGAIN : mmf_posix_error();
    return 0;
}

/* Waits for the gate: a yield first, since it is held for microseconds. */
static unsigned long gate_take(int fd, short type, int64_t deadline)
{
    unsigned long error = gate_set(fd, type);

    if (error == AGAIN) {
        (void)sched_yield();
        error = gate_set(fd, type);
    }
    while (error == AGAIN) {
        if (mmf_os_clock_ms() >= deadline)
            return EBUSY;
        pause_randomly();
        error = gate_set(fd, type);
    }
    return error;
}

/* Gives everything up, the hold first: without the gate, a closer would still
 * meet our hold, keep the name, and leave the next opener a dead object. */
static void let_go(int fd)
{
    (void)hold(fd, LOCK_UN);
    (void)gate_set(fd, F_UNLCK);
    (void)close(fd);
}

/* Whether the name still refers to the open object; tells what it is. */
static bool refers_to(const target *to, int fd, struct stat *object)
{
    struct stat named;

    return fstat(fd, object) == 0 && lstat(to->path, &named) == 0 &&
           named.st_dev == object->st_dev && named.st_ino == object->st_ino;
}

/* A gate taken for reading does not keep other readers out, and one of them
 * that tries the hold would look like a holder. */
static bool shares_gate(int fd)
{
    struct flock lock = {.l_type = F_WRLCK,
                         .l_whence = SEEK_SET,
                         .l_start = GATE_BYTE,
                         .l_len = 1};

    return fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

enum verdict {
    FREE,   /* nobody holds it; we do, exclusively */
    HELD,   /* somebody does; we do not */
    UNCLEAR /* somebody holds it exclusively, for a moment or for good */
};

static enum verdict judge(int fd)
{
    if (hold(fd, LOCK_EX))
        return FREE;
    if (!hold(fd, LOCK_SH))
        return UNCLEAR;
    /* Once more: of a killed prober the kernel drops the gate before the hold,
     * so for a moment it looked like a holder. */
    return hold(fd, LOCK_EX) ? FREE : HELD;
}

/* Removes a stale object.  That another user's cannot be removed is this
 * user's trouble only if the name is wanted for something new. */
static unsigned long reap(const target *to, bool read_only)
{
    if (!read_only && shm_unlink(to->name) != 0 && errno != ENOENT &&
        to->creating)
        return EACCES;
    return ENOENT;
}

/* Decides, with the gate held, what the object is to us: 0 when we joined it
 * and hold it, EEXIST for a creator that met a living one, ENOENT when it was
 * stale, AGAIN. */
static unsigned long decide(const target *to, mmf_os_section *section)
{
    const int fd = (int)section->handle;
    const bool read_only = (section->state & MMF_STATE_READ_ONLY) != 0;
    struct stat object;
    enum verdict verdict;

    if (!refers_to(to, fd, &object) || (read_only && shares_gate(fd)))
        return AGAIN;
    verdict = judge(fd);
    if (verdict == UNCLEAR)
        return AGAIN;
    if (verdict == FREE && (object.st_mode & S_ISVTX) != 0)
        return reap(to, read_only);
    if (to->creating)
        return EEXIST;
    /* Size 0 is a creator's first moment, where it could not publish whole. */
    if (!hold(fd, LOCK_SH) || object.st_size == 0)
        return AGAIN;
    section->size = (int64_t)object.st_size;
    return 0;
}

static unsigned long join_once(const target *to, uint32_t rights,
                               mmf_os_section *out)
{
    mmf_os_section section;
    unsigned long error = mmf_posix_open(to->name, rights, &section);
    int fd;

    if (error != 0)
        return error;
    fd = (int)section.handle;
    error = gate_take(
        fd, (section.state & MMF_STATE_READ_ONLY) != 0 ? F_RDLCK : F_WRLCK,
        to->deadline);
    if (error == 0)
        error = decide(to, &section);
    if (error != 0) {
        let_go(fd);
        return error;
    }
    (void)gate_set(fd, F_UNLCK);
    *out = section;
    return 0;
}

/* Meets an object that exists, see decide(). */
static unsigned long join(const target *to, uint32_t rights,
                          mmf_os_section *out)
{
    for (;;) {
        const unsigned long error = join_once(to, rights, out);

        if (error != AGAIN)
            return error;
        if (mmf_os_clock_ms() >= to->deadline)
            return EBUSY;
        pause_randomly();
    }
}

/* Gives a complete object its name.  ENOTSUP: not in this way, here. */
static unsigned long give_name(const target *to, int fd)
{
    char link[32];

    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (linkat(AT_FDCWD, link, AT_FDCWD, to->path, AT_SYMLINK_FOLLOW) == 0 ||
        (errno != EEXIST &&
         linkat(fd, "", AT_FDCWD, to->path, AT_EMPTY_PATH) == 0))
        return 0;
    return errno == EEXIST ? EEXIST : ENOTSUP;
}

/* Makes the object first and its name last: it appears complete, sized, marked
 * and held in one step, and a crash before leaves nothing. */
static unsigned long publish(const target *to, const mmf_os_wish *wish,
                             int *out)
{
    const int fd =
        open(MMF_SHM_FOLDER, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    unsigned long error;

    if (fd < 0)
        return ENOTSUP;
    error = mmf_storage_reserve(fd, wish);
    if (error == 0 && fchmod(fd, OBJECT_MODE) != 0)
        error = mmf_posix_error();
    if (error == 0)
        error = hold(fd, LOCK_SH) ? give_name(to, fd) : ENOTSUP;
    if (error != 0) {
        (void)close(fd);
        return error;
    }
    *out = fd;
    return 0;
}

/* Leaves an object: the last holder takes its name along. */
static void leave(const target *to, int fd)
{
    struct stat object;

    /* No gate to be had in time: the object becomes stale, and the next one
     * who meets it removes it. */
    if (gate_take(fd, F_WRLCK, to->deadline) == 0 && hold(fd, LOCK_EX) &&
        refers_to(to, fd, &object) && (object.st_mode & S_ISVTX) != 0)
        (void)shm_unlink(to->name);
    /* Not left to close(): a mapping keeps the description and its locks. */
    let_go(fd);
}

/* Fills an object that is visible already.  Storage comes last: until then its
 * size is 0, which joiners wait for. */
static unsigned long fill(const target *to, int fd, const mmf_os_wish *wish)
{
    struct stat object;

    if (!refers_to(to, fd, &object))
        return AGAIN; /* a prober met it without a holder */
    if (!hold(fd, LOCK_SH))
        return AGAIN;
    if (fchmod(fd, OBJECT_MODE) != 0)
        return mmf_posix_error();
    return mmf_storage_reserve(fd, wish);
}

/* The way of systems that refuse O_TMPFILE, or linkat of a descriptor. */
static unsigned long create_in_place(const target *to, const mmf_os_wish *wish,
                                     int *out)
{
    const int fd = shm_open(to->name, O_RDWR | O_CREAT | O_EXCL, OBJECT_MODE);
    unsigned long error;

    if (fd < 0) /* no folder: this machine has no shared memory */
        return errno == ENOENT ? ENOSYS : mmf_posix_error();
    error = gate_take(fd, F_WRLCK, to->deadline);
    if (error == 0)
        error = fill(to, fd, wish);
    if (error != 0) {
        leave(to, fd);
        return error;
    }
    (void)gate_set(fd, F_UNLCK);
    *out = fd;
    return 0;
}

static unsigned long create_once(const target *to, const mmf_os_wish *wish,
                                 mmf_os_section *out)
{
    struct stat present;
    unsigned long error = EEXIST;
    int fd = -1;

    /* Looking first: building an object that cannot get its name costs ten
     * times as much. */
    if (lstat(to->path, &present) != 0) {
        error = publish(to, wish, &fd);
        if (error == ENOTSUP)
            error = create_in_place(to, wish, &fd);
    }
    if (error == EEXIST)
        return join(to, MMF_OS_READ | MMF_OS_WRITE, out);
    if (error != 0)
        return error;
    out->handle = fd;
    out->size = wish->size;
    out->holder = getpid();
    out->state = 0;
    return 0;
}

unsigned long mmf_life_create(const char *name, const mmf_os_wish *wish,
                              mmf_os_section *out)
{
    const target to = target_of(name, wish->wait_ms, true);

    for (;;) {
        const unsigned long error = create_once(&to, wish, out);

        if (error == 0)
            out->wait_ms = wish->wait_ms;
        if (error != ENOENT && error != AGAIN)
            return error;
        /* What was in the way is gone. */
        if (mmf_os_clock_ms() > to.deadline)
            return EBUSY;
    }
}

unsigned long mmf_life_open(const char *name, uint32_t rights, int32_t wait_ms,
                            mmf_os_section *out)
{
    const target to = target_of(name, wait_ms, false);
    const unsigned long error = join(&to, rights, out);

    if (error == 0)
        out->wait_ms = wait_ms;
    return error;
}

void mmf_life_close(const char *name, const mmf_os_section *section)
{
    const int fd = (int)section->handle;
    const target to = target_of(name, section->wait_ms, false);

    /* A forked child shares the locks with its parent and must not end them.
     * Who only reads cannot take the gate for writing and removes nothing. */
    if (section->holder != getpid())
        (void)close(fd);
    else if ((section->state & MMF_STATE_READ_ONLY) != 0)
        let_go(fd);
    else
        leave(&to, fd);
}
