/* SPDX-License-Identifier: MIT */
/*
 * Public structs that start with their size: how one that was compiled with
 * another version of the headers is taken.
 */
#ifndef MMF_SIZED_H
#define MMF_SIZED_H

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

#endif
