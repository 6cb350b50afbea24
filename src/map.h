/* SPDX-License-Identifier: MIT */
/*
 * What a map is inside the library.
 */
#ifndef MMF_MAP_PRIVATE_H
#define MMF_MAP_PRIVATE_H

#include "mmf/map.h"
#include "os.h"

struct mmf_map {
    mmf_os_section section;
    uint32_t rights; /* MMF_OS_ bits: what views of it may be */
    char *os_name;   /* NULL = anonymous */
};

/* The MMF_OS_ bits of an mmf_access, or 0 for a number that is none. */
uint32_t mmf_access_bits(uint32_t access);

#endif
