/* SPDX-License-Identifier: MIT */
/*
 * What the files of this backend share.  Three of them come in two kinds, chosen
 * by the build: os_life.c (with what life.h names), os_storage.c and os_wake.c
 * for systems with Linux's locks, memory files and futexes, os_life_plain.c,
 * os_storage_plain.c and os_wake_plain.c for any other.
 */
#ifndef MMF_POSIX_H
#define MMF_POSIX_H

#include "os.h"
#include <errno.h>
#include <stdbool.h>
#include <sys/stat.h>

/* The folder in which Linux's C libraries keep what shm_open opens. */
#define MMF_SHM_FOLDER "/dev/shm"

/* Bytes for the path of any object of it. */
#define MMF_PATH_ROOM (sizeof MMF_SHM_FOLDER + 1 + MMF_NAME_MAX)

/* Flags in mmf_os_section.state. */
enum {
    MMF_STATE_READ_ONLY = 0x1, /* the descriptor cannot be written */
    MMF_STATE_OF_FILE = 0x2,   /* the descriptor is that of an open file */
    MMF_STATE_STAYS = 0x4      /* the object outlives its holders */
};

/* The last error as the seam carries it. */
static inline unsigned long mmf_posix_error(void)
{
    return (unsigned long)errno;
}

/* os_section.c */

/* Writes the path of a name's object, of MMF_PATH_ROOM bytes. */
void mmf_posix_path(const char *name, char *path);

/* Opens the shared memory object of a name, for writing where that is allowed
 * or asked for, and refuses what is none or is a stranger's.  object receives
 * what it is. */
unsigned long mmf_posix_open(const char *name, const mmf_os_wish *wish,
                             mmf_os_section *out, struct stat *object);

/* Notes a handle that this process has opened. */
void mmf_posix_note(int fd, int64_t size, const mmf_os_wish *wish,
                    mmf_os_section *out);

/* Opens the object of a descriptor once more, with flags for open().  It gets
 * locks of its own.  Returns -1 and errno on failure. */
int mmf_posix_reopen(intptr_t fd, int flags);

/* What a descriptor is open for, as in O_ACCMODE.  Returns -1 and errno on
 * failure. */
int mmf_posix_access(intptr_t fd);

/* os_protect.c */

/* Gives an object that nobody else has its group, mode and owner, as far as
 * they are meant; the mode, with the sticky bit or without, always is. */
unsigned long mmf_posix_protect(int fd, const mmf_os_protection *to,
                                mode_t mode);

/* os_storage.c or os_storage_plain.c */

/* Whether storage is taken at creation. */
extern const bool mmf_storage_is_reserved;

/* Gives a new object its size and, unless sparse, its storage. */
unsigned long mmf_storage_reserve(int fd, const mmf_os_wish *wish);

/* Makes a file longer and, unless sparse, takes the storage.  A failure may
 * leave it longer than it was. */
unsigned long mmf_storage_grow(const mmf_os_file *file, int64_t size,
                               bool sparse);

/* Whether a file lies on another machine, whose server would take our lock for
 * one against ourselves. */
bool mmf_storage_is_remote(int fd);

/* Opens a new object without a name and of size 0. */
unsigned long mmf_storage_open(int *fd);

/* How much memory objects without a name may take, and what is free of it. */
unsigned long mmf_storage_query(int64_t *total, int64_t *available);

/* Whether bytes of a mapping can be read without a signal. */
unsigned long mmf_storage_touch(const void *address, size_t size);

/* os_wake.c or os_wake_plain.c: as the functions of the seam. */

/* Whether there is a way to wake who waits for a word. */
extern const bool mmf_wake_is_known;

bool mmf_wake_wait(const uint32_t *word, uint32_t seen, uint32_t milliseconds);
void mmf_wake_all(const uint32_t *word);
intptr_t mmf_wake_names_open(void);
void mmf_wake_names_wait(intptr_t names, const char *name,
                         uint32_t milliseconds);
void mmf_wake_names_close(intptr_t names);

/* os_life.c or os_life_plain.c: named sections.  As the functions of the seam
 * with these names, but that names are never NULL. */

/* Whether names end with their last handle. */
extern const bool mmf_life_is_kept;

unsigned long mmf_life_create(const char *name, const mmf_os_wish *wish,
                              mmf_os_section *out);
unsigned long mmf_life_open(const char *name, const mmf_os_wish *wish,
                            mmf_os_section *out);
unsigned long mmf_life_adopt(intptr_t handle, const mmf_os_wish *wish,
                             mmf_os_section *out, char *name, size_t room);
unsigned long mmf_life_renew(const char *name, mmf_os_section *section);
void mmf_life_close(const char *name, const mmf_os_section *section);

/* Opens for child processes what fd is open for, with flags for open() where it
 * takes a new description; lock: with a shared lock. */
unsigned long mmf_life_bequeath(int fd, int flags, bool lock, intptr_t *out);
unsigned long mmf_life_remove(const char *name, const mmf_os_wish *wish);
unsigned long mmf_life_look(const char *name, int32_t wait_ms,
                            mmf_os_facts *out);
unsigned long mmf_life_probe(const char *name, int32_t wait_ms,
                             uint64_t *identity);

#endif
