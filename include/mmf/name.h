/* SPDX-License-Identifier: MIT */
/*
 * Names seen from outside: what one stands for, which there are, what can be
 * told of one, and removing one that stays.  What a name may be and how long it
 * lives is told in mmf.h.
 */
#ifndef MMF_NAME_H
#define MMF_NAME_H

#include "export.h"
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Shows which object of the system a name stands for: "/X" for X, Local\X and
 * Global\X on POSIX (the file /dev/shm/X on Linux), the name itself on
 * Windows.
 *
 * @param name   Name in UTF-8.
 * @param buffer Receives the result and a NUL; may be NULL if room is 0.
 * @param room   Size of buffer in bytes.
 * @param needed Receives the length of the result without its NUL, also with
 *               MMF_ETOOBIG; NULL when that does not matter.
 * @return 0, or
 *         MMF_EINVAL   name is NULL, or buffer is NULL and room is not 0;
 *         MMF_ENAME    the name breaks a rule; the detail says which;
 *         MMF_ETOOBIG  room is too small; nothing but needed is stored;
 *         MMF_ENOMEM   out of memory.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.
 */
MMF_API int mmf_name_resolve(const char *name, char *buffer, size_t room,
                             size_t *needed);

/** What mmf_name_stat() tells. */
typedef struct mmf_name_info {
    uint32_t size;   /**< sizeof(mmf_name_info), or 0 for that of 0.1 */
    uint32_t flags;  /**< mmf_name_flags */
    int64_t bytes;   /**< size of the map */
    int64_t owner;   /**< number of the user who owns it, or -1 */
    int64_t holders; /**< open handles that keep the name, or -1 = not known;
                          of other PID namespaces on Linux not all are seen,
                          an inheritable map counts twice, and what persists
                          has its holder until its views are closed too */
    uint32_t mode;   /**< POSIX permission bits, or 0 */
    uint32_t reserved;
} mmf_name_info;

/** What mmf_name_stat() tells in flags. */
enum mmf_name_flags {
    MMF_NAME_MANAGED = 0x1, /**< ends with its last handle; not set for what
                                 persists and for what other programs made */
    MMF_NAME_STALE = 0x2    /**< its handles have died, the next call that
                                 opens or creates the name removes it */
};

/**
 * Tells what can be seen of a map by its name, and changes nothing.
 *
 * A stale name, which mmf_open_existing() answers with MMF_ENOENT, is told
 * with MMF_NAME_STALE.
 *
 * @param name Name in UTF-8.
 * @param out  Receives the answer.  Set out->size to 0 or
 *             sizeof(mmf_name_info); the rest is all zero on failure.
 * @return 0, or
 *         MMF_EINVAL   name or out is NULL, or out->size is unknown;
 *         MMF_ENAME    the name breaks a rule; the detail says which;
 *         MMF_ENOENT   no such name;
 *         MMF_ETYPE    the name belongs to another kind of object;
 *         MMF_EACCES   the object may not be read;
 *         MMF_EBUSY    a transition of the name did not end in 5 seconds;
 *         MMF_ENOMEM, MMF_EIO, MMF_ENOTSUP, MMF_EUNKNOWN  the system's answer
 *                      is in the detail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.
 */
MMF_API int mmf_name_stat(const char *name, mmf_name_info *out);

/**
 * Called with each name of mmf_list().
 *
 * @param name    Name, as mmf_open_existing() takes it; not to be kept.
 * @param context What was given to mmf_list().
 * @return 0 to go on, anything else to end the list.
 */
typedef int (*mmf_list_visit)(const char *name, void *context);

/**
 * Lists the names that the system shows, in no order: on Linux all shared
 * memory objects of all users, on Windows the sections of this session and,
 * with `Global\` before them, those of all sessions.
 *
 * A name that is there all the while is listed, and none twice.  One that comes
 * or goes meanwhile may be listed or not.
 *
 * @param visit   Called with each name; it may use the library.
 * @param context Handed through.
 * @return 0, also when visit ended the list, or
 *         MMF_EINVAL   visit is NULL;
 *         MMF_ENOTSUP  this system shows no names (macOS);
 *         MMF_EACCES, MMF_ENOMEM, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.
 */
MMF_API int mmf_list(mmf_list_visit visit, void *context);

/**
 * Removes a name: one made with MMF_PERSIST, one that another program left, or
 * any other.  Who has the map open keeps it, and no one finds it any more.
 *
 * @param name Name in UTF-8.
 * @return 0, or
 *         MMF_EINVAL   name is NULL;
 *         MMF_ENAME    the name breaks a rule; the detail says which;
 *         MMF_ENOENT   no such name, or only a stale one, which is gone now;
 *         MMF_ETYPE    the name belongs to another kind of object;
 *         MMF_EACCES   it is another user's;
 *         MMF_ENOTSUP  Windows: names there end with their last handle only;
 *         MMF_EBUSY    a transition of the name did not end in 5 seconds;
 *         MMF_ENOMEM, MMF_EIO, MMF_EUNKNOWN  the system's answer is in the
 *                      detail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.  Source: POSIX shm_unlink.
 */
MMF_API int mmf_remove(const char *name);

#ifdef __cplusplus
}
#endif

#endif
