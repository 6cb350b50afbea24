/* SPDX-License-Identifier: MIT */
/*
 * What the contract tests share: names of their own, and the seam's calls with
 * the usual arguments.  Nothing here knows which backend is linked.
 */
#ifndef MMF_SEAM_H
#define MMF_SEAM_H

#include "os.h"
#include "test.h"

enum {
    SEAM_NAME_ROOM = 320,
    SEAM_WAIT_MS = 2000
};

/* Before and after a group of tests: seam_fake.c or seam_system.c, whichever
 * belongs to the backend that is linked. */
int seam_setup(void **state);
int seam_teardown(void **state);

/* A name in its final form that no other process and no other call has. */
const char *seam_name(void);

/* The same, of exactly so many bytes without the slash of flat names; filler
 * stands behind what makes it unique. */
const char *seam_name_of(size_t bytes, const char *filler);

/* A path that no other process and no other call has; and a file laid there, of
 * so many equal bytes, and removed. */
const char *seam_path(void);
void seam_lay(const char *path, int64_t size, int byte);
void seam_unlay(const char *path);

/* What the system's answer means. */
int seam_status(unsigned long native);

/* Creates and opens for reading and writing; answers as a status. */
int seam_create(const char *name, int64_t size, mmf_os_section *out);
int seam_open(const char *name, mmf_os_section *out);
int seam_open_for(const char *name, uint32_t access, mmf_os_section *out);

/* Maps all of a section; the test fails where that fails. */
unsigned char *seam_map(const mmf_os_section *section, uint32_t access);

void seam_unmap(void *address, const mmf_os_section *section);

/* A poisoned section, and whether it still is. */
mmf_os_section seam_poison(void);
bool seam_is_poison(const mmf_os_section *section);

/* Closes the last handle of a name.  Where names do not end by that
 * (caps.lifetime), it is removed by hand. */
void seam_end(const char *name, const mmf_os_section *section);

/* Whether a name is in use. */
bool seam_exists(const char *name);

#define SEAM_READ_WRITE ((uint32_t)(MMF_OS_READ | MMF_OS_WRITE))

#endif
