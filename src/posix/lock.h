/* SPDX-License-Identifier: MIT */
/*
 * The two locks on an object that keep its name alive; os_life.c says what they
 * mean together.
 *
 *   hold  a shared flock on the descriptor of every handle.  It is the lock
 *         that .NET takes on a file, so .NET programs count as holders.
 *   gate  an open-file-description lock on one byte that no data reaches, held
 *         for microseconds around a change of state: for writing, or for
 *         reading by those who cannot write.
 */
#ifndef MMF_LOCK_H
#define MMF_LOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* "Start over": what is in the way goes away by itself. */
#define MMF_AGAIN ((unsigned long)EAGAIN)

/* What the hold says of an object. */
enum verdict {
    FREE,   /* nobody holds it; we do, exclusively */
    HELD,   /* somebody does; we do not */
    UNCLEAR /* somebody holds it exclusively, for a moment or for good */
};

/* Changes the hold to LOCK_SH, LOCK_EX or LOCK_UN, without waiting.  A change
 * drops what was held before, also when it is refused. */
bool mmf_lock_hold(int fd, int lock);

/* Waits for the gate; EBUSY at the deadline. */
unsigned long mmf_lock_enter(int fd, bool read_only, int64_t deadline);

/* Leaves the gate. */
void mmf_lock_leave(int fd);

/* Whether another one has the gate too, as those who read may. */
bool mmf_lock_is_shared(int fd);

/* Asks, inside the gate, who holds the object. */
enum verdict mmf_lock_judge(int fd);

/* How many descriptors hold an object; -1 where the kernel does not tell. */
int64_t mmf_lock_count(const struct stat *object);

/* Gives hold, gate and descriptor up, in this order. */
void mmf_lock_let_go(int fd);

/* Waits a random moment, because two that back off must not do so in step; a
 * longer one after many tries. */
void mmf_lock_back_off(unsigned int tries);

#endif
