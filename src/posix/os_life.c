/* SPDX-License-Identifier: MIT */
/*
 * The life of named objects on Linux: a name exists while any handle to it is
 * open in any process and is gone with the last, however the processes end.
 * Three things on the object itself make it so, and nothing beside it: the hold
 * and the gate (lock.h), and
 *
 *   mark  the sticky bit of the object's mode: "removed with its last holder".
 *         Objects without it (shm_open, Python, .NET, and our own that persist)
 *         are joined, never removed.  Nothing hangs on who holds them, so they
 *         are joined and left without the gate.
 *
 * The kernel drops both locks when a process dies.  What it leaves is an object
 * with the mark and no holder: stale, unlinked by whoever meets it next.  The
 * library unlinks a name only while it holds the gate of the very object that
 * the name refers to.
 *
 * The order of the steps is what was proved; each that looks idle has a comment
 * that says who would lose without it.
 */
#include "life.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* What decide functions say when they have done their work and the handle is
 * not wanted: never leaves this file. */
#define DONE ((unsigned long)EALREADY)

const bool mmf_life_is_kept = true;

static bool is_stale(const struct stat *object, enum verdict verdict)
{
    return verdict == FREE && !mmf_stays(object);
}

/* Removes a stale object.  Who only reads must not; then it stays stale, and in
 * the way of a create. */
static unsigned long reap(const mmf_target *to, const mmf_os_section *section)
{
    if ((section->state & MMF_STATE_READ_ONLY) != 0)
        return EACCES;
    return shm_unlink(to->name) == 0 || errno == ENOENT ? ENOENT : EACCES;
}

static unsigned long decide_open(const mmf_target *to, mmf_os_section *section,
                                 const struct stat *object,
                                 enum verdict verdict)
{
    if (is_stale(object, verdict)) {
        (void)reap(to, section);
        return ENOENT;
    }
    /* Size 0 is a creator's first moment, where it could not publish whole. */
    if (object->st_size == 0 || !mmf_lock_hold((int)section->handle, LOCK_SH))
        return MMF_AGAIN;
    section->size = (int64_t)object->st_size;
    section->state |= mmf_stays(object) ? MMF_STATE_STAYS : 0;
    return 0;
}

/* Who watches is no holder, in nobody's way once the gate is free again, and
 * has nothing to give up when it closes. */
static unsigned long decide_watch(const mmf_target *to, mmf_os_section *section,
                                  const struct stat *object,
                                  enum verdict verdict)
{
    if (is_stale(object, verdict)) {
        (void)reap(to, section);
        return ENOENT;
    }
    if (object->st_size == 0)
        return MMF_AGAIN;
    (void)mmf_lock_hold((int)section->handle, LOCK_UN);
    section->size = (int64_t)object->st_size;
    section->identity = object->st_ino;
    section->holder = 0;
    return 0;
}

/* A creator that met a name only wants it gone. */
static unsigned long decide_create(const mmf_target *to,
                                   mmf_os_section *section,
                                   const struct stat *object,
                                   enum verdict verdict)
{
    return is_stale(object, verdict) ? reap(to, section) : EEXIST;
}

static unsigned long decide_remove(const mmf_target *to,
                                   mmf_os_section *section,
                                   const struct stat *object,
                                   enum verdict verdict)
{
    if (is_stale(object, verdict))
        return reap(to, section);
    return shm_unlink(to->name) == 0 ? DONE : mmf_posix_error();
}

static unsigned long decide_look(const mmf_target *to, mmf_os_section *section,
                                 const struct stat *object,
                                 enum verdict verdict)
{
    mmf_os_facts *facts = to->facts;

    /* Our own exclusive hold would be counted. */
    (void)mmf_lock_hold((int)section->handle, LOCK_UN);
    facts->size = (int64_t)object->st_size;
    facts->owner = (int64_t)object->st_uid;
    facts->mode = (uint32_t)object->st_mode & 0777U;
    facts->managed = (object->st_mode & MMF_MARK) != 0;
    facts->stale = is_stale(object, verdict);
    facts->holders = mmf_lock_count(object);
    return DONE;
}

/* An object of size 0 will have its size in a moment: not there yet. */
static unsigned long decide_probe(const mmf_target *to, mmf_os_section *section,
                                  const struct stat *object,
                                  enum verdict verdict)
{
    (void)section;
    if (is_stale(object, verdict) || object->st_size == 0)
        return ENOENT;
    *to->identity = object->st_ino;
    return DONE;
}

/* Leaves an object: the last holder takes its name along. */
static void leave(const mmf_target *to, int fd)
{
    struct stat object;

    /* No gate to be had in time: the object becomes stale, and the next one
     * who meets it removes it. */
    if (mmf_lock_enter(fd, false, to->deadline) == 0 &&
        mmf_lock_hold(fd, LOCK_EX) && mmf_target_refers(to, fd, &object) &&
        !mmf_stays(&object)) /* the mark may be gone by now */
        (void)shm_unlink(to->name);
    mmf_lock_let_go(fd);
}

static unsigned long create_once(const mmf_target *to, const mmf_os_wish *wish,
                                 mmf_os_section *out)
{
    struct stat present;
    unsigned long error = EEXIST;
    int fd = -1;

    /* Looking first: building an object that cannot get its name costs ten
     * times as much. */
    if (lstat(to->path, &present) != 0)
        error = mmf_make(to, wish, &fd);
    if (error == EEXIST)
        return mmf_meet(to, wish, out);
    if (error == 0) {
        mmf_posix_note(fd, wish->size, wish, out);
        out->state = wish->persist ? MMF_STATE_STAYS : 0;
    } else if (fd >= 0) {
        leave(to, fd);
    }
    return error;
}

static unsigned long create(const char *name, const mmf_os_wish *wish,
                            mmf_os_section *out)
{
    const mmf_target to = mmf_target_of(name, wish->wait_ms, decide_create);

    for (;;) {
        const unsigned long error = create_once(&to, wish, out);

        if (error != ENOENT && error != MMF_AGAIN)
            return error;
        /* What was in the way is gone. */
        if (mmf_os_clock_ms() > to.deadline)
            return EBUSY;
    }
}

/* A description of its own, because who shares ours shares its locks, and we
 * will end them when we close. */
unsigned long mmf_life_bequeath(int fd, int flags, bool lock, intptr_t *out)
{
    const int opened = mmf_posix_reopen(fd, flags);

    if (opened < 0)
        return mmf_posix_error();
    if (lock && !mmf_lock_hold(opened, LOCK_SH)) {
        (void)close(opened);
        return EBUSY;
    }
    *out = opened;
    return 0;
}

static unsigned long add_legacy(const mmf_os_wish *wish,
                                mmf_os_section *section)
{
    return wish->inherit ? mmf_life_bequeath((int)section->handle, O_RDWR, true,
                                             &section->legacy)
                         : 0;
}

/* Adds what child processes inherit to a new handle, or gives it up. */
static unsigned long complete(const char *name, const mmf_os_wish *wish,
                              mmf_os_section *section)
{
    const unsigned long error = add_legacy(wish, section);

    if (error != 0)
        mmf_life_close(name, section);
    return error;
}

unsigned long mmf_life_create(const char *name, const mmf_os_wish *wish,
                              mmf_os_section *out)
{
    mmf_os_section section;
    unsigned long error = create(name, wish, &section);

    if (error != 0)
        return error;
    error = complete(name, wish, &section);
    if (error == 0)
        *out = section;
    else if (wish->persist)
        (void)mmf_life_remove(name, wish); /* it would stay */
    return error;
}

unsigned long mmf_life_open(const char *name, const mmf_os_wish *wish,
                            mmf_os_section *out)
{
    const mmf_target to = mmf_target_of(
        name, wish->wait_ms, wish->watch ? decide_watch : decide_open);
    mmf_os_section section;
    unsigned long error = mmf_meet(&to, wish, &section);

    if (error == 0)
        error = complete(name, wish, &section);
    if (error == 0)
        *out = section;
    return error;
}

/* Holds an object that is open, unless somebody else does so exclusively. */
static unsigned long join_once(int fd, bool read_only, int64_t deadline)
{
    unsigned long error = mmf_lock_enter(fd, read_only, deadline);

    if (error != 0)
        return error;
    if (!mmf_lock_hold(fd, LOCK_SH))
        error = mmf_os_clock_ms() < deadline ? MMF_AGAIN : EBUSY;
    mmf_lock_leave(fd);
    return error;
}

static unsigned long join(int fd, bool read_only, int32_t wait_ms)
{
    const int64_t deadline = mmf_os_clock_ms() + wait_ms;
    unsigned long error;

    for (unsigned int tries = 0;; tries++) {
        error = join_once(fd, read_only, deadline);
        if (error != MMF_AGAIN)
            return error;
        mmf_lock_back_off(tries);
    }
}

/* Makes a description of our own for an object that somebody else holds for us,
 * so that it never is without a holder.  A file may be open for reading
 * alone. */
static unsigned long take_over(intptr_t handle, int64_t size,
                               const mmf_os_wish *wish, mmf_os_section *out)
{
    const int access = mmf_posix_access(handle);
    const bool read_only = access == O_RDONLY;
    unsigned long error;
    int fd;

    if (access < 0)
        return mmf_posix_error();
    fd = mmf_posix_reopen(handle, access | O_CLOEXEC);
    if (fd < 0)
        return mmf_posix_error();
    error = join(fd, read_only, wish->wait_ms);
    if (error != 0) {
        mmf_lock_let_go(fd);
        return error;
    }
    mmf_posix_note(fd, size, wish, out);
    out->state = read_only ? MMF_STATE_READ_ONLY : 0;
    return 0;
}

/* Finds which name an open object has: "/X", or "" for none.  By its number:
 * the link in /proc still shows that the object began without a name. */
static void name_of(const struct stat *object, char *name, size_t room)
{
    DIR *folder = opendir(MMF_SHM_FOLDER);
    const struct dirent *entry;

    name[0] = '\0';
    if (folder == NULL)
        return;
    while (name[0] == '\0' && (entry = readdir(folder)) != NULL) {
        struct stat named;

        if (entry->d_ino == object->st_ino &&
            fstatat(dirfd(folder), entry->d_name, &named,
                    AT_SYMLINK_NOFOLLOW) == 0 &&
            named.st_dev == object->st_dev && named.st_ino == object->st_ino)
            (void)snprintf(name, room, "/%s", entry->d_name);
    }
    (void)closedir(folder);
}

unsigned long mmf_life_adopt(intptr_t handle, const mmf_os_wish *wish,
                             mmf_os_section *out, char *name, size_t room)
{
    struct stat object;
    unsigned long error;

    if (fstat((int)handle, &object) != 0)
        return mmf_posix_error();
    if (!S_ISREG(object.st_mode))
        return ENODEV;
    error = take_over(handle, (int64_t)object.st_size, wish, out);
    if (error != 0)
        return error;
    out->state |= mmf_stays(&object) ? MMF_STATE_STAYS : 0;
    name_of(&object, name, room);
    (void)close((int)handle);
    return 0;
}

unsigned long mmf_life_renew(const char *name, mmf_os_section *section)
{
    const mmf_os_wish wish = {.wait_ms = section->wait_ms,
                              .inherit = section->legacy != MMF_OS_NONE};
    mmf_os_section renewed;
    unsigned long error;

    (void)name;
    if (section->holder == getpid())
        return 0;
    error = take_over(section->handle, section->size, &wish, &renewed);
    if (error != 0)
        return error;
    renewed.state |= section->state & MMF_STATE_STAYS;
    error = add_legacy(&wish, &renewed);
    if (error != 0) {
        mmf_lock_let_go((int)renewed.handle);
        return error;
    }
    mmf_life_close(name, section); /* the copies: closed, not unlocked */
    *section = renewed;
    return 0;
}

static void leave_name(const char *name, const mmf_os_section *section)
{
    const mmf_target to = mmf_target_of(name, section->wait_ms, NULL);

    leave(&to, (int)section->handle);
}

void mmf_life_close(const char *name, const mmf_os_section *section)
{
    const int fd = (int)section->handle;

    /* A child that inherited it goes on holding: only the copy is closed. */
    if (section->legacy != MMF_OS_NONE)
        (void)close((int)section->legacy);
    /* What stays is left as any file is.  A forked child shares the locks with
     * its parent and must not end them.  Who only reads cannot take the gate
     * for writing and removes nothing. */
    if ((section->state & MMF_STATE_STAYS) != 0 || section->holder != getpid())
        (void)close(fd);
    else if ((section->state & MMF_STATE_READ_ONLY) != 0)
        mmf_lock_let_go(fd);
    else
        leave_name(name, section);
}

static unsigned long meet_briefly(mmf_target *to, const mmf_os_wish *wish)
{
    mmf_os_section section;
    const unsigned long error = mmf_meet(to, wish, &section);

    return error == DONE ? 0 : error;
}

unsigned long mmf_life_remove(const char *name, const mmf_os_wish *wish)
{
    mmf_target to = mmf_target_of(name, wish->wait_ms, decide_remove);

    to.removes = true;
    return meet_briefly(&to, wish);
}

unsigned long mmf_life_look(const char *name, int32_t wait_ms,
                            mmf_os_facts *out)
{
    const mmf_os_wish wish = {
        .access = MMF_OS_READ, .wait_ms = wait_ms, .strangers = true};
    mmf_target to = mmf_target_of(name, wait_ms, decide_look);

    to.facts = out;
    return meet_briefly(&to, &wish);
}

unsigned long mmf_life_probe(const char *name, int32_t wait_ms,
                             uint64_t *identity)
{
    const mmf_os_wish wish = {
        .access = MMF_OS_READ, .wait_ms = wait_ms, .strangers = true};
    mmf_target to = mmf_target_of(name, wait_ms, decide_probe);

    to.identity = identity;
    return meet_briefly(&to, &wish);
}
