/* SPDX-License-Identifier: MIT */
/*
 * CRC-32C (Castagnoli): reflected polynomial 0x82F63B78, all ones before and
 * inverted behind; of "123456789" it is 0xE3069283.
 */
#ifndef MMF_CRC32C_H
#define MMF_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* The checksum of what was summed up before, followed by length bytes.  Begin
 * with 0.  By the processor's instruction where it has one. */
uint32_t mmf_crc32c(uint32_t before, const void *bytes, size_t length);

/* The same without the instruction, on any processor. */
uint32_t mmf_crc32c_by_table(uint32_t before, const void *bytes, size_t length);

#endif
