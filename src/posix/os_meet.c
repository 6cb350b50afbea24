/* SPDX-License-Identifier: MIT */
/*
 * Meeting an object that exists, on Linux: it is opened, its gate entered where
 * anything hangs on who holds it, and what comes of it decided there.
 */
#include "life.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

bool mmf_stays(const struct stat *object)
{
    return (object->st_mode & MMF_MARK) == 0;
}

mmf_target mmf_target_of(const char *name, int32_t wait_ms, mmf_decision decide)
{
    mmf_target made = {.name = name, .decide = decide};

    made.deadline = mmf_os_clock_ms() + wait_ms;
    mmf_posix_path(name, made.path);
    return made;
}

/* Whether the name refers to an object that was looked at before; tells what it
 * has become.  One look instead of two: the name shows the same object. */
static bool is_named(const mmf_target *to, struct stat *object)
{
    struct stat named;
    const bool same = lstat(to->path, &named) == 0 &&
                      named.st_dev == object->st_dev &&
                      named.st_ino == object->st_ino;

    if (same)
        *object = named;
    return same;
}

bool mmf_target_refers(const mmf_target *to, int fd, struct stat *object)
{
    return fstat(fd, object) == 0 && is_named(to, object);
}

/* Who has an object that stays is nobody's business.  Who tried the hold would
 * have it for a moment, and .NET, which asks for it just once, would not
 * start. */
static unsigned long decide_unasked(const mmf_target *to,
                                    mmf_os_section *section,
                                    const struct stat *object)
{
    return to->decide(to, section, object, HELD);
}

/* Finds out, inside the gate, who has the object, and lets it be decided. */
static unsigned long consider(const mmf_target *to, mmf_os_section *section,
                              struct stat *object)
{
    const int fd = (int)section->handle;
    enum verdict verdict;

    if (!is_named(to, object))
        return MMF_AGAIN;
    if (mmf_stays(object))
        return decide_unasked(to, section, object);
    /* Another reader inside the gate, which tries the hold, would look like a
     * holder. */
    if ((section->state & MMF_STATE_READ_ONLY) != 0 && mmf_lock_is_shared(fd))
        return MMF_AGAIN;
    verdict = mmf_lock_judge(fd);
    return verdict == UNCLEAR ? MMF_AGAIN
                              : to->decide(to, section, object, verdict);
}

static unsigned long meet_in_gate(const mmf_target *to, mmf_os_section *section,
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
static unsigned long meet_outside(const mmf_target *to, mmf_os_section *section,
                                  const struct stat *object)
{
    const unsigned long error = decide_unasked(to, section, object);

    if (error != 0)
        (void)close((int)section->handle);
    return error;
}

static unsigned long meet_once(const mmf_target *to, const mmf_os_wish *wish,
                               mmf_os_section *out)
{
    struct stat object;
    const unsigned long error = mmf_posix_open(to->name, wish, out, &object);

    if (error != 0)
        return error;
    return mmf_stays(&object) && !to->removes ? meet_outside(to, out, &object)
                                              : meet_in_gate(to, out, &object);
}

unsigned long mmf_meet(const mmf_target *to, const mmf_os_wish *wish,
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
