/* SPDX-License-Identifier: MIT */
/*
 * XXH64 with the seed 0: 64 bits that differ for bytes that differ, as fast as
 * memory on any 64-bit processor.  Of "abc" it is 0x44BC2CF5AD770999.
 */
#ifndef MMF_HASH64_H
#define MMF_HASH64_H

#include <stddef.h>
#include <stdint.h>

uint64_t mmf_hash64(const void *bytes, size_t length);

#endif
