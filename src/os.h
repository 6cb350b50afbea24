/* SPDX-License-Identifier: MIT */
/*
 * The seam: all that the library asks of a system.  src/posix and src/win32
 * answer it, and tests/support/os_fake.c for tests; one contract test runs over
 * all three.  It is the smallest thing that the systems can do honestly, not
 * one system's interface.
 *
 * The law
 *
 * - The caller has validated.  Every pointer is non-NULL unless marked; sizes
 *   are > 0 and no sum of them overflows; offsets into a section are multiples
 *   of caps.granularity; bits are only those listed; names are in their final
 *   form (see name.c).
 * - A function returns 0 or the system's error code, read before any clean-up
 *   call.  On failure outputs are untouched and nothing is left open, named or
 *   mapped.
 * - No allocation outlives a call; no logging, no static state, no policy.
 *   Interrupted calls are restarted inside.
 * - A named section exists while any handle to it is open anywhere, and is gone
 *   with the last one, however its processes end.  Windows does it by itself;
 *   on POSIX the backend has to (caps.lifetime says whether it can).
 * - A named section appears complete: sized, zeroed, reserved, in one step.
 */
#ifndef MMF_OS_H
#define MMF_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MMF_OS_NONE ((intptr_t)-1)

/*
 * What a section or a mapping allows.  The numbers are those of Win32 section
 * rights, so that rights pass through; others of its bits may be set where
 * "rights" are asked for.  COPY alone means private changes.
 */
enum {
    MMF_OS_COPY = 0x1,
    MMF_OS_WRITE = 0x2,
    MMF_OS_READ = 0x4,
    MMF_OS_EXECUTE = 0x8
};

/* Facts about the system, as data. */
typedef struct mmf_os_caps {
    int64_t granularity; /* of offsets into a section, in bytes */
    int64_t section_max; /* no section is ever larger, in bytes */
    uint32_t name_max;   /* longest final name in bytes; 0 = no limit here */
    bool flat_names;     /* names are files of one folder: "/X", no prefixes */
    bool lifetime;       /* names end with the last handle, also by crashes */
    bool persistence;    /* names can stay without any handle */
    bool reservation;    /* storage is taken at creation, and can be told */
    bool wakes;          /* who waits for a word can be woken, and sleeps */
    bool wakes_named;    /* ... but only in a section that has a name */
    bool descriptors;    /* sections are protected by security descriptors, not
                            by mode, owner and group */
    bool named_files;    /* a section of a file can have a name */
    bool loose_files;    /* a file can be shortened while it has a section */
} mmf_os_caps;

/* An open section.  The core reads handle and size; the rest is the backend's
 * and travels with it. */
typedef struct mmf_os_section {
    intptr_t handle;   /* descriptor or HANDLE; MMF_OS_NONE = none */
    intptr_t legacy;   /* what child processes inherit; MMF_OS_NONE = nothing */
    int64_t size;      /* bytes that can be mapped */
    int64_t holder;    /* the process whose handle it is */
    uint32_t state;    /* flags of the backend */
    int32_t wait_ms;   /* bound for closing, as it was for opening */
    uint64_t identity; /* of what is watched: see mmf_os_name_probe() */
} mmf_os_section;

/* Parts of a protection; the numbers of .NET's AccessControlSections. */
enum {
    MMF_OS_AUDIT = 0x1,
    MMF_OS_ACCESS = 0x2,
    MMF_OS_OWNER = 0x4,
    MMF_OS_GROUP = 0x8
};

/* Who may use a section: numbers, or where caps.descriptors a text. */
typedef struct mmf_os_protection {
    uint32_t parts;   /* which of the numbers are meant */
    uint32_t mode;    /* permission bits */
    uint32_t owner;   /* a user */
    uint32_t group;   /* a group */
    const char *sddl; /* a security descriptor, UTF-8; NULL = none */
} mmf_os_protection;

/* What a section is created or opened with. */
typedef struct mmf_os_wish {
    int64_t size;    /* creating: bytes */
    uint32_t access; /* MMF_OS_ bits */
    int32_t wait_ms; /* longest wait for other processes; 0 = do not wait */
    bool sparse;     /* creating: take storage at the first touch, not now */
    bool persist;    /* creating: the name stays until it is removed */
    bool inherit;    /* child processes get a handle of their own */
    bool strangers;  /* also what another user owns */
    bool watch; /* opening: the handle is only to be mapped and closed; where
                        the system allows it, it does not keep the name */
    mmf_os_protection protection; /* creating: from the first moment on; its
                                     mode always counts where there are modes */
} mmf_os_wish;

/* A mapped word that others sleep on. */
typedef struct mmf_os_word {
    const uint32_t *at;
    const char *name; /* of its section; NULL = none */
    int64_t place;    /* in the section; -1 = no other word of the section has
                         the same values */
} mmf_os_word;

/* Which files an opening takes; both bits: whichever it is. */
enum {
    MMF_OS_FILE_EXISTING = 0x1,
    MMF_OS_FILE_MISSING = 0x2 /* it is made then, and empty */
};

/* An open file, or a device whose bytes can be mapped as those of a file. */
typedef struct mmf_os_file {
    intptr_t handle; /* descriptor or HANDLE; MMF_OS_NONE = none */
    int64_t size;    /* bytes; 0 of a device, which has no end of its own */
    int64_t holder;  /* the process that opened it */
    bool device;
    bool made;   /* by this opening */
    bool locked; /* with a lock that closing has to give back */
} mmf_os_file;

/* What can be seen of a name. */
typedef struct mmf_os_facts {
    int64_t size;    /* bytes */
    int64_t owner;   /* user, or -1 where the system has no numbers for them */
    int64_t holders; /* handles that keep the name, or -1 = not known */
    uint32_t mode;   /* permission bits, or 0 */
    bool managed;    /* the name ends with the last handle */
    bool stale;      /* ... which is gone: for openers it is not there */
} mmf_os_facts;

/* One row of a backend's table of error codes. */
typedef struct mmf_os_err {
    unsigned long native;
    int status;
} mmf_os_err;

/* The table: every code that has a status of its own.  Others are EUNKNOWN. */
extern const mmf_os_err mmf_os_errmap[];
extern const size_t mmf_os_errmap_length;

/* os_section.c */

/* Tells the facts.  The same at every call of a process; cannot fail. */
void mmf_os_query_caps(mmf_os_caps *out);

/* Tells how much memory all sections may take and how much of it is free, in
 * bytes: what a person needs to know after "no space".  named: of sections with
 * a name. */
unsigned long mmf_os_storage(bool named, int64_t *total, int64_t *available);

/* Creates a section that does not exist.  name NULL = anonymous.  out->size
 * may be larger than wish->size (whole pages). */
unsigned long mmf_os_section_create(const char *name, const mmf_os_wish *wish,
                                    mmf_os_section *out);

/* Opens a section that exists, and never creates one.  wish->access may have
 * further bits of section rights. */
unsigned long mmf_os_section_open(const char *name, const mmf_os_wish *wish,
                                  mmf_os_section *out);

/* Takes over a handle that this process inherited; the handle is gone then.
 * name receives the section's name, or "" where it has none or needs none. */
unsigned long mmf_os_section_adopt(intptr_t handle, const mmf_os_wish *wish,
                                   mmf_os_section *out, char *name,
                                   size_t room);

/* In a forked child: makes the child's copy a handle of its own.  Elsewhere it
 * changes nothing.  name as for closing. */
unsigned long mmf_os_section_renew(const char *name, mmf_os_section *section);

/* Gives the handle back.  name is that of creating or opening, NULL for an
 * anonymous section.  In a forked child it closes the child's copy only. */
void mmf_os_section_close(const char *name, const mmf_os_section *section);

/* os_file.c */

/* Opens a file for what wish->access needs, and keeps others from writing it as
 * .NET does with FileShare.Read.  which: MMF_OS_FILE_ bits; a file that is made
 * gets wish->mode, or what the system gives by default where that is 0.  The
 * path is UTF-8, not empty, and otherwise as the user gave it.  What is neither
 * a file nor a device that can be mapped is refused, and never waited for. */
unsigned long mmf_os_file_open(const char *path, uint32_t which,
                               const mmf_os_wish *wish, mmf_os_file *out);

/* Tells of a handle that the user has opened, and refuses what cannot be
 * mapped.  It stays the user's. */
unsigned long mmf_os_file_look(intptr_t handle, mmf_os_file *out);

/* Makes a file longer or shorter and notes it in file->size; what is added is
 * zero, and takes storage now unless sparse.  On failure the length is what it
 * was. */
unsigned long mmf_os_file_resize(mmf_os_file *file, int64_t size, bool sparse);

/* Makes a section of the first wish->size bytes of an open file, which has as
 * many.  It lives no longer than the file is open.  name NULL = none, as where
 * caps.named_files is not. */
unsigned long mmf_os_file_section(const char *name, const mmf_os_file *file,
                                  const mmf_os_wish *wish, mmf_os_section *out);

/* Gives the file back.  In a forked child it closes the child's copy only. */
void mmf_os_file_close(const mmf_os_file *file);

/* Closes a file that was made a moment ago and deletes it, unless the path has
 * become another's. */
void mmf_os_file_discard(const char *path, const mmf_os_file *file);

/* os_name.c */

/* Removes a name that no handle or a crash ends; who has the section open
 * keeps it, without a name. */
unsigned long mmf_os_name_remove(const char *name, const mmf_os_wish *wish);

/* Tells what can be seen of a name, and changes nothing. */
unsigned long mmf_os_name_look(const char *name, int32_t wait_ms,
                               mmf_os_facts *out);

/* Tells whether a name is in use, and never keeps it so, not for a moment: who
 * asks is in nobody's way.  A stale name is not there.  identity receives what
 * no other object has while this one is mapped, or 0 where that cannot be
 * told. */
unsigned long mmf_os_name_probe(const char *name, int32_t wait_ms,
                                uint64_t *identity);

/* Tells which user owns the object of a name, also of one that cannot be
 * opened: for the hint of a refusal. */
unsigned long mmf_os_name_owner(const char *name, int64_t *owner);

/* Calls visit with each name, without the form of the system ("X"), until it
 * returns false.  A name that is there all the while is shown once, one that
 * comes or goes meanwhile at most once. */
unsigned long mmf_os_name_list(bool (*visit)(void *context, const char *name),
                               void *context);

/* os_map.c */

/* Maps size bytes at offset.  They lie inside the section. */
unsigned long mmf_os_map(const mmf_os_section *section, int64_t offset,
                         size_t size, uint32_t access, void **out);

/* Unmaps exactly what was mapped. */
unsigned long mmf_os_unmap(void *address, size_t size);

/* Starts writing changes to where they belong. */
unsigned long mmf_os_flush(void *address, size_t size);

/* Whether these mapped bytes can be read now: on some systems whoever may write
 * a section can shorten it under its readers. */
unsigned long mmf_os_touch(const void *address, size_t size);

/* os_protect.c */

/* Changes the parts of a protection that are meant. */
unsigned long mmf_os_protect(const mmf_os_section *section,
                             const mmf_os_protection *to);

/* Tells mode, owner and group; only where the system has them. */
unsigned long mmf_os_protection_read(const mmf_os_section *section,
                                     mmf_os_protection *out);

/* Tells these parts of a security descriptor; only where the system has them.
 * needed receives the length of the text, which is written, with a NUL, if that
 * is less than room. */
unsigned long mmf_os_protection_text(const mmf_os_section *section,
                                     uint32_t parts, char *text, size_t room,
                                     size_t *needed);

/* os_wait.c */

/* A clock that never runs backwards, in milliseconds. */
int64_t mmf_os_clock_ms(void);

/* Lets others run: about so many microseconds, or a little more. */
void mmf_os_pause(uint32_t microseconds);

/* Sleeps while a word is what was seen, for so many milliseconds at the longest;
 * may return early for no reason.  True: somebody said that it is another one,
 * or it was to begin with.  Only where caps.wakes. */
bool mmf_os_word_wait(const mmf_os_word *word, uint32_t seen,
                      uint32_t milliseconds);

/* Wakes all who sleep because a word was this; it is another now, and a full
 * fence lies between the change and this call.  Only where caps.wakes. */
void mmf_os_word_wake(const mmf_os_word *word, uint32_t seen);

/* Begins to notice new names; MMF_OS_NONE: this system tells nothing, or not
 * now.  What is opened has to be closed. */
intptr_t mmf_os_names_open(void);

/* Sleeps until a name may have appeared since the last such wait or the
 * opening, or so many milliseconds; may return early for no reason. */
void mmf_os_names_wait(intptr_t names, const char *name, uint32_t milliseconds);

void mmf_os_names_close(intptr_t names);

#endif
