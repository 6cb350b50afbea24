/* SPDX-License-Identifier: MIT */
/*
 * The answers of the library: status numbers, their texts, and the detail of
 * the last failure.
 *
 * Every function that can fail returns an int: MMF_OK (0), or one of the
 * negative numbers below.  They are the library's own and the same on every
 * system; they are never errno or GetLastError() values, which the detail
 * carries.  A program decides by the status; the detail is for people.
 *
 *     if (mmf_open_existing("Demo", MMF_RIGHTS_READ, NULL, &map) != 0) {
 *         mmf_detail why = {0};
 *         mmf_last_detail(&why);
 *         fprintf(stderr, "%s: %s\n", mmf_status_text(why.status), why.hint);
 *     }
 */
#ifndef MMF_STATUS_H
#define MMF_STATUS_H

#include "export.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Numbers are part of the ABI: append, never renumber, never reuse.  In tens:
 * the call itself, names, storage, other processes, contents, the system.
 */
/* clang-format off */
#define MMF_STATUS_MAP(X)                                                      \
    X(EINVAL,     -1,  "invalid argument")                                     \
    X(ERANGE,     -2,  "number outside its allowed range")                     \
    X(ETOOBIG,    -3,  "does not fit")                                         \
    X(ENOTSUP,    -4,  "not supported here")                                   \
    X(ENAME,      -10, "name breaks a rule of this system")                    \
    X(EEXIST,     -11, "name already exists")                                  \
    X(ENOENT,     -12, "no such name")                                         \
    X(ETYPE,      -13, "name belongs to another kind of object")               \
    X(EACCES,     -14, "access denied")                                        \
    X(ENOMEM,     -20, "out of memory or of another resource")                 \
    X(ENOSPC,     -21, "no space left for the map")                            \
    X(EBUSY,      -30, "busy with another process for too long")               \
    X(ETIMEDOUT,  -31, "nothing happened in time")                             \
    X(EABANDONED, -32, "the writer died or stalled while writing")             \
    X(ECORRUPT,   -40, "the map holds a value that cannot be")                 \
    X(ETRUNCATED, -41, "the map promises more than it holds")                  \
    X(ETEXT,      -42, "text is not well-formed")                              \
    X(EIO,        -50, "input or output error")                                \
    X(EUNKNOWN,   -51, "unexpected answer of the system")
/* clang-format on */

enum mmf_status {
    MMF_OK = 0,
#define MMF_STATUS_ROW(name, value, text) MMF_##name = (value),
    MMF_STATUS_MAP(MMF_STATUS_ROW)
#undef MMF_STATUS_ROW
};

/** What is known of the last failure on a thread. */
typedef struct mmf_detail {
    uint32_t size;      /**< sizeof(mmf_detail) as the caller knows it, or 0 */
    int32_t status;     /**< the status that was returned; 0 = no failure yet */
    uint32_t native;    /**< errno or GetLastError(); 0 = not the system's */
    char operation[28]; /**< the function that failed, as "mmf_view_open" */
    char hint[216];     /**< what was wrong, with its value, and what to do */
} mmf_detail;

/**
 * Copies the detail of this thread's last failed call.
 *
 * Successful calls do not clear it, as with errno.
 *
 * @param out Receives the detail.  out->size may be 0 or sizeof(mmf_detail).
 * @return 0, or
 *         MMF_EINVAL  out is NULL, or out->size is neither 0 nor the size of
 *                     a layout that this version knows; this failure does not
 *                     replace the detail that is kept.
 *
 * Thread safety: any thread, any time; each thread has its own detail.
 * Since: 0.1.
 */
MMF_API int mmf_last_detail(mmf_detail *out);

/**
 * Gives the English sentence of a status, such as "no such name".
 *
 * @param status Any number.
 * @return a constant string; "unknown status" for a number not listed above.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.
 */
MMF_API const char *mmf_status_text(int status);

/**
 * Gives the identifier of a status, such as "MMF_ENOENT".
 *
 * @param status Any number.
 * @return a constant string; "MMF_?" for a number not listed above.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.
 */
MMF_API const char *mmf_status_name(int status);

#ifdef __cplusplus
}
#endif

#endif
