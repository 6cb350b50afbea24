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
#include "lock.h"
#include "posix.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define MARK S_ISVTX

/* What decide functions say when they have done their work and the handle is
 * not wanted: never leaves this file. */
#define DONE ((unsigned long)EALREADY)

const bool mmf_life_is_kept = true;

typedef struct target target;

/* What comes of meeting an object that exists: decided inside the gate, where
 * the object has the mark.  0 keeps the handle, MMF_AGAIN starts over, anything
 * else lets it go. */
typedef unsigned long (*decision)(const target *to, mmf_os_section *section,
                                  const struct stat *object,
                                  enum verdict verdict);

/* A name on its way through the steps. */
struct target {
    const char *name; /* as shm_open takes it: "/X" */
    char path[MMF_PATH_ROOM];
    int64_t deadline;
    decision decide;
    bool removes;        /* also what has no mark */
    mmf_os_facts *facts; /* for decide_look */
    uint64_t *identity;  /* for decide_probe */
};

static target target_of(const char *name, int32_t wait_ms, decision decide)
{
    target made = {.name = name, .decide = decide};

    made.deadline = mmf_os_clock_ms() + wait_ms;
    mmf_posix_path(name, made.path);
    return made;
}

/* Whether the name refers to an object that was looked at before; tells what it
 * has become.  One look instead of two: the name shows the same object. */
static bool is_named(const target *to, struct stat *object)
{
    struct stat named;
    const bool same = lstat(to->path, &named) == 0 &&
                      named.st_dev == object->st_dev &&
                      named.st_ino == object->st_ino;

    if (same)
        *object = named;
    return same;
}

/* Whether the name still refers to the open object; tells what it is. */
static bool refers_to(const target *to, int fd, struct stat *object)
{
    return fstat(fd, object) == 0 && is_named(to, object);
}

static bool stays(const struct stat *object)
{
    return (object->st_mode & MARK) == 0;
}

static bool is_stale(const struct stat *object, enum verdict verdict)
{
    return verdict == FREE && !stays(object);
}

/* Removes a stale object.  Who only reads must not; then it stays stale, and in
 * the way of a create. */
static unsigned long reap(const target *to, const mmf_os_section *section)
{
    if ((section->state & MMF_STATE_READ_ONLY) != 0)
        return EACCES;
    return shm_unlink(to->name) == 0 || errno == ENOENT ? ENOENT : EACCES;
}

static unsigned long decide_open(const target *to, mmf_os_section *section,
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
    section->state |= stays(object) ? MMF_STATE_STAYS : 0;
    return 0;
}

/* Who watches is no holder, in nobody's way once the gate is free again, and
 * has nothing to give up when it closes. */
static unsigned long decide_watch(const target *to, mmf_os_section *section,
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
static unsigned long decide_create(const target *to, mmf_os_section *section,
                                   const struct stat *object,
                                   enum verdict verdict)
{
    return is_stale(object, verdict) ? reap(to, section) : EEXIST;
}

static unsigned long decide_remove(const target *to, mmf_os_section *section,
                                   const struct stat *object,
                                   enum verdict verdict)
{
    if (is_stale(object, verdict))
        return reap(to, section);
    return shm_unlink(to->name) == 0 ? DONE : mmf_posix_error();
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
static int64_t count_holders(const struct stat *object)
{
    int64_t before = -1;
    int64_t now = count_once(object);

    for (int tries = 0; tries < 8 && now != before; tries++) {
        before = now;
        now = count_once(object);
    }
    return now;
}

static unsigned long decide_look(const target *to, mmf_os_section *section,
                                 const struct stat *object,
                                 enum verdict verdict)
{
    mmf_os_facts *facts = to->facts;

    /* Our own exclusive hold would be counted. */
    (void)mmf_lock_hold((int)section->handle, LOCK_UN);
    facts->size = (int64_t)object->st_size;
    facts->owner = (int64_t)object->st_uid;
    facts->mode = (uint32_t)object->st_mode & 0777U;
    facts->managed = (object->st_mode & MARK) != 0;
    facts->stale = is_stale(object, verdict);
    facts->holders = count_holders(object);
    return DONE;
}

/* An object of size 0 will have its size in a moment: not there yet. */
static unsigned long decide_probe(const target *to, mmf_os_section *section,
                                  const struct stat *object,
                                  enum verdict verdict)
{
    (void)section;
    if (is_stale(object, verdict) || object->st_size == 0)
        return ENOENT;
    *to->identity = object->st_ino;
    return DONE;
}

/* Who has an object that stays is nobody's business.  Who tried the hold would
 * have it for a moment, and .NET, which asks for it just once, would not
 * start. */
static unsigned long decide_unasked(const target *to, mmf_os_section *section,
                                    const struct stat *object)
{
    return to->decide(to, section, object, HELD);
}

/* Finds out, inside the gate, who has the object, and lets it be decided. */
static unsigned long consider(const target *to, mmf_os_section *section,
                              struct stat *object)
{
    const int fd = (int)section->handle;
    enum verdict verdict;

    if (!is_named(to, object))
        return MMF_AGAIN;
    if (stays(object))
        return decide_unasked(to, section, object);
    /* Another reader inside the gate, which tries the hold, would look like a
     * holder. */
    if ((section->state & MMF_STATE_READ_ONLY) != 0 && mmf_lock_is_shared(fd))
        return MMF_AGAIN;
    verdict = mmf_lock_judge(fd);
    return verdict == UNCLEAR ? MMF_AGAIN
                              : to->decide(to, section, object, verdict);
}

static unsigned long meet_in_gate(const target *to, mmf_os_section *section,
                                  struct stat *object)
{
    const int fd = (int)section->handle;
    unsigned long error = mmf_lock_enter(
        fd, (section->state & MMF_STATE_READ_ONLY) != 0, to->deadline);

    if (error == 0)
        error = consider(to, section, object);
    if (error == 0)
        mmf_lock_leave(fd);
    else
        mmf_lock_let_go(fd);
    return error;
}

/* No look at the name either: it referred to the object when it was opened, and
 * who has the name taken away does so under its holders. */
static unsigned long meet_outside(const target *to, mmf_os_section *section,
                                  const struct stat *object)
{
    const unsigned long error = decide_unasked(to, section, object);

    if (error != 0)
        (void)close((int)section->handle);
    return error;
}

static unsigned long meet_once(const target *to, const mmf_os_wish *wish,
                               mmf_os_section *out)
{
    struct stat object;
    const unsigned long error = mmf_posix_open(to->name, wish, out, &object);

    if (error != 0)
        return error;
    return stays(&object) && !to->removes ? meet_outside(to, out, &object)
                                          : meet_in_gate(to, out, &object);
}

/* Meets an object that exists, until its decision stands. */
static unsigned long meet(const target *to, const mmf_os_wish *wish,
                          mmf_os_section *out)
{
    for (unsigned int tries = 0;; tries++) {
        const unsigned long error = meet_once(to, wish, out);

        if (error != MMF_AGAIN)
            return error;
        if (mmf_os_clock_ms() >= to->deadline)
            return EBUSY;
        mmf_lock_back_off(tries);
    }
}

static mode_t mode_of(const mmf_os_wish *wish)
{
    return (mode_t)wish->protection.mode | (wish->persist ? 0 : MARK);
}

/* Gives a complete object its name.  ENOTSUP: not in this way, here. */
static unsigned long give_name(const target *to, int fd)
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
static unsigned long publish(const target *to, const mmf_os_wish *wish,
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

/* Leaves an object: the last holder takes its name along. */
static void leave(const target *to, int fd)
{
    struct stat object;

    /* No gate to be had in time: the object becomes stale, and the next one
     * who meets it removes it. */
    if (mmf_lock_enter(fd, false, to->deadline) == 0 &&
        mmf_lock_hold(fd, LOCK_EX) && refers_to(to, fd, &object) &&
        !stays(&object)) /* the mark may be gone by now */
        (void)shm_unlink(to->name);
    mmf_lock_let_go(fd);
}

/* Fills an object that is visible already.  Storage comes last: until then its
 * size is 0, which joiners wait for. */
static unsigned long fill(const target *to, int fd, const mmf_os_wish *wish)
{
    unsigned long error;
    struct stat object;

    if (!refers_to(to, fd, &object) || !mmf_lock_hold(fd, LOCK_SH))
        return MMF_AGAIN; /* a prober met it without a holder */
    error = mmf_posix_protect(fd, &wish->protection,
                              (mode_t)wish->protection.mode | MARK);
    if (error == 0)
        error = mmf_storage_reserve(fd, wish);
    /* The mark goes last: without it nobody would clear up after a failure. */
    if (error == 0 && wish->persist && fchmod(fd, mode_of(wish)) != 0)
        error = mmf_posix_error();
    return error;
}

/* The way of systems that refuse O_TMPFILE, or linkat of a descriptor.  Marked
 * from the start, also what will persist: so far it may be abandoned. */
static unsigned long create_in_place(const target *to, const mmf_os_wish *wish,
                                     int *out)
{
    unsigned long error;
    int fd;

    do {
        fd = shm_open(to->name, O_RDWR | O_CREAT | O_EXCL,
                      MARK | S_IRUSR | S_IWUSR);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) /* no folder: this machine has no shared memory */
        return errno == ENOENT ? ENOSYS : mmf_posix_error();
    error = mmf_lock_enter(fd, false, to->deadline);
    if (error == 0)
        error = fill(to, fd, wish);
    if (error != 0) {
        leave(to, fd);
        return error;
    }
    mmf_lock_leave(fd);
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
        return meet(to, wish, out);
    if (error == 0) {
        mmf_posix_note(fd, wish->size, wish, out);
        out->state = wish->persist ? MMF_STATE_STAYS : 0;
    }
    return error;
}

static unsigned long create(const char *name, const mmf_os_wish *wish,
                            mmf_os_section *out)
{
    const target to = target_of(name, wish->wait_ms, decide_create);

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
    const target to = target_of(name, wish->wait_ms,
                                wish->watch ? decide_watch : decide_open);
    mmf_os_section section;
    unsigned long error = meet(&to, wish, &section);

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
    out->state |= stays(&object) ? MMF_STATE_STAYS : 0;
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
    const target to = target_of(name, section->wait_ms, NULL);

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

static unsigned long meet_briefly(target *to, const mmf_os_wish *wish)
{
    mmf_os_section section;
    const unsigned long error = meet(to, wish, &section);

    return error == DONE ? 0 : error;
}

unsigned long mmf_life_remove(const char *name, const mmf_os_wish *wish)
{
    target to = target_of(name, wish->wait_ms, decide_remove);

    to.removes = true;
    return meet_briefly(&to, wish);
}

unsigned long mmf_life_look(const char *name, int32_t wait_ms,
                            mmf_os_facts *out)
{
    const mmf_os_wish wish = {
        .access = MMF_OS_READ, .wait_ms = wait_ms, .strangers = true};
    target to = target_of(name, wait_ms, decide_look);

    to.facts = out;
    return meet_briefly(&to, &wish);
}

unsigned long mmf_life_probe(const char *name, int32_t wait_ms,
                             uint64_t *identity)
{
    const mmf_os_wish wish = {
        .access = MMF_OS_READ, .wait_ms = wait_ms, .strangers = true};
    target to = target_of(name, wait_ms, decide_probe);

    to.identity = identity;
    return meet_briefly(&to, &wish);
}
