/* SPDX-License-Identifier: MIT */
/*
 * The third backend: all of src/os.h in the memory of one process, and the
 * handles by which a test moves it.  It keeps the seam's law, complains (as a
 * failed test) when the core breaks its side of it, and does exactly what the
 * test says: which call fails, how late it is, what another process does
 * between two calls.  It says nothing about real systems; the contract test,
 * which also runs over it, does.  One thread at a time.
 */
#ifndef MMF_OS_FAKE_H
#define MMF_OS_FAKE_H

#include "os.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The calls of the seam that can fail; FAKE_ANY counts them all together. */
enum fake_function {
    FAKE_ANY,
    FAKE_STORAGE,
    FAKE_SECTION_CREATE,
    FAKE_SECTION_OPEN,
    FAKE_SECTION_ADOPT,
    FAKE_SECTION_RENEW,
    FAKE_FILE_OPEN,
    FAKE_FILE_LOOK,
    FAKE_FILE_RESIZE,
    FAKE_FILE_SECTION,
    FAKE_NAME_REMOVE,
    FAKE_NAME_LOOK,
    FAKE_NAME_OWNER,
    FAKE_NAME_LIST,
    FAKE_NAME_PROBE,
    FAKE_MAP,
    FAKE_UNMAP,
    FAKE_FLUSH,
    FAKE_TOUCH,
    FAKE_PROTECT,
    FAKE_PROTECTION_READ,
    FAKE_PROTECTION_TEXT,
    FAKE_PAUSE,     /* this one and the next cannot fail: for hooks alone */
    FAKE_WORD_WAIT, /* the hook may change the word: then it wakes at once */
    FAKE_WORD_WAKE,
    FAKE_NAMES_OPEN, /* its failure is MMF_OS_NONE */
    FAKE_NAMES_WAIT,
    FAKE_FUNCTIONS
};

/* Error codes that no real system has, so that none is taken for another. */
enum fake_error {
    FAKE_EINVAL = 7001,
    FAKE_ETOOBIG,
    FAKE_ENOTSUP,
    FAKE_ENAME,
    FAKE_EEXIST,
    FAKE_ENOENT,
    FAKE_ETYPE,
    FAKE_EACCES,
    FAKE_ENOMEM,
    FAKE_ENOSPC,
    FAKE_EBUSY,
    FAKE_EIO,
    FAKE_EODD /* stands in no table */
};

/* What the owner of every section is, and how much memory the fake tells of.
 * It has more: what is not sparse may take up to FAKE_MEMORY. */
enum {
    FAKE_OWNER = 4711,
    FAKE_FILE_ROOM = 1 << 16, /* of a file, so many bytes are kept */
    FAKE_LEGACY = 100000,     /* from a handle to what children inherit of it */
    FAKE_STORAGE_TOTAL = 900000,
    FAKE_STORAGE_FREE = 300000
};

/* What a section without a descriptor of its own tells. */
#define FAKE_SDDL "D:(A;;GA;;;SY)"

#define FAKE_MEMORY ((int64_t)1 << 40)

/* What can lie at a path. */
enum fake_kind {
    FAKE_NO_FILE,
    FAKE_FILE,
    FAKE_DEVICE,
    FAKE_PIPE
};

/* What a test does at a call, in the place of another process. */
typedef void (*fake_hook)(void *context);

/* Forgets everything: sections, faults, hooks, counts, settings, time.  The
 * granularity is 4096 or what MMF_FAKE_GRANULARITY says in the environment. */
void fake_os_reset(void);

/* The facts that the backend tells; a test may change them. */
mmf_os_caps *fake_os_caps(void);

/* From now on sizes of new sections grow to a multiple of page, as on Windows;
 * 1 = they stay. */
void fake_os_round_sizes(int64_t page);

/* Lets the nth call from now on of a function fail; 0 = every call. */
void fake_os_fail(int function, int nth, unsigned long code);

/* From now on nothing fails. */
void fake_os_heal(void);

/* Runs a hook before each call of a function; NULL = no more.  What the hook
 * itself calls neither fails, nor counts, nor runs hooks. */
void fake_os_before(int function, fake_hook hook, void *context);

/* How often a function was called, and how many calls were made to fail. */
int fake_os_calls(int function);
int fake_os_failures(void);

/* Sections, mappings and files that somebody still has. */
int fake_os_live_objects(void);

/* Whether a final name is in use. */
bool fake_os_name_exists(const char *name);

/* Lays something at a path; every byte of a file has one value. */
void fake_os_lay(const char *path, int kind, int64_t size, int byte);

/* Opens it as the user of the library may, and closes that again. */
intptr_t fake_os_file_handle(const char *path);
void fake_os_file_let_go(intptr_t handle);

/* How long the file at a path is, or -1 where there is none. */
int64_t fake_os_file_size(const char *path);

/* Whether so many bytes of it, which are less than FAKE_FILE_ROOM, are this. */
bool fake_os_file_holds(const char *path, int64_t count, int byte);

/* How many handles to files are open. */
int fake_os_open_files(void);

/* Whether names are said to be stale when they are looked at. */
void fake_os_let_go_stale(bool stale);

/* Whether sections can be told from each other; they can at first. */
void fake_os_hide_identity(bool hidden);

/* Whether sleeps end before their time, for no reason. */
void fake_os_sleep_badly(bool badly);

/* What the last sleep on a word, or waking, was asked for: the section's name,
 * "" for none; the place; the value; and of a sleep how long. */
typedef struct fake_wait {
    char name[300];
    int64_t place;
    uint32_t seen;
    uint32_t milliseconds;
} fake_wait;

const fake_wait *fake_os_last_wait(void);

/* What the last call that took a wish was asked for. */
const mmf_os_wish *fake_os_last_wish(void);

/* Time: it stands still but for mmf_os_pause() and this. */
void fake_os_advance_ms(int64_t milliseconds);
int64_t fake_os_now_ms(void);

#endif
