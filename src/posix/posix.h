/* SPDX-License-Identifier: MIT */
/*
 * What the files of this backend share.  Two of them come in two kinds, chosen
 * by the build: os_life.c and os_storage.c for systems with Linux's locks and
 * memory files, os_life_plain.c and os_storage_plain.c for any other.
 */
#ifndef MMF_POSIX_H
#define MMF_POSIX_H

#include "os.h"
#include <errno.h>
#include <stdbool.h>

/* The folder in which Linux's C libraries keep what shm_open opens. */
#define MMF_SHM_FOLDER "/dev/shm"

/* Bytes for the path of any object of it. */
#define MMF_PATH_ROOM (sizeof MMF_SHM_FOLDER + 1 + MMF_NAME_MAX)

/* Flags in mmf_os_section.state. */
enum {
    MMF_STATE_READ_ONLY = 0x1 /* the descriptor cannot be written */
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
 * or asked for, and refuses what is none or is a stranger's.  out gets handle,
 * state and size. */
unsigned long mmf_posix_open(const char *name, uint32_t rights,
                             mmf_os_section *out);

/* os_storage.c or os_storage_plain.c */

/* Gives a new object its size and, unless sparse, its storage. */
unsigned long mmf_storage_reserve(int fd, const mmf_os_wish *wish);

/* Opens a new object without a name and of size 0. */
unsigned long mmf_storage_open(int *fd);

/* How much memory objects without a name may take, and what is free of it. */
unsigned long mmf_storage_query(int64_t *total, int64_t *available);

/* os_life.c or os_life_plain.c */

/* Whether names end with their last handle. */
extern const bool mmf_life_is_kept;

unsigned long mmf_life_create(const char *name, const mmf_os_wish *wish,
                              mmf_os_section *out);
unsigned long mmf_life_open(const char *name, uint32_t rights, int32_t wait_ms,
                            mmf_os_section *out);
void mmf_life_close(const char *name, const mmf_os_section *section);

#endif
