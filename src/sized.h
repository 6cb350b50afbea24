/* SPDX-License-Identifier: MIT */
/*
 * Public structs that start with their size: how one that was compiled with
 * another version of the headers is taken.
 */
#ifndef MMF_SIZED_H
#define MMF_SIZED_H

#include "status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Whether a struct, whose first member is a uint32_t size, is one that this
 * version can take whole: 0 and known are, and so is a longer one whose tail
 * is all zero, because it asks for nothing that is unknown here.
 */
static inline bool mmf_sized_is_known(const void *object, size_t known)
{
    const unsigned char *bytes = object;
    uint32_t size;

    memcpy(&size, object, sizeof size);
    if (size == 0 || size == known)
        return true;
    if (size < known)
        return false;
    for (size_t i = known; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

/* Records which struct it was that is not known.  what: "options". */
static inline int mmf_sized_check(const char *operation, const char *what,
                                  const void *object, size_t known)
{
    uint32_t size;

    if (mmf_sized_is_known(object, known))
        return MMF_OK;
    memcpy(&size, object, sizeof size);
    return mmf_fail(MMF_EINVAL, operation,
                    "size %lu of the %s: this version knows %lu bytes, and "
                    "more only where they are 0",
                    (unsigned long)size, what, (unsigned long)known);
}

/* Takes a struct that is handed out anew, all but its size. */
static inline void mmf_sized_clear(void *object, size_t known)
{
    memset((unsigned char *)object + sizeof(uint32_t), 0,
           known - sizeof(uint32_t));
}

#endif
