/* SPDX-License-Identifier: MIT */
/*
 * CRC-32C, with the processor's instruction and without it.  Which instruction
 * that is, and how a processor is asked for it, is in cpu.h.
 */
#include "crc32c.h"
#include "cpu.h"
#include "crc32c_tables.h"
#include <string.h>

typedef uintptr_t word;

enum {
    PART = 256 /* bytes that one of three parts has in each round */
};

static uint32_t shifted(const mmf_crc32c_shift by, uint32_t sum)
{
    return by[0][sum & 15] ^ by[1][sum >> 4 & 15] ^ by[2][sum >> 8 & 15] ^
           by[3][sum >> 12 & 15] ^ by[4][sum >> 16 & 15] ^
           by[5][sum >> 20 & 15] ^ by[6][sum >> 24 & 15] ^ by[7][sum >> 28];
}

/* Four bytes as the checksum takes them, the first one lowest. */
static uint32_t load_u32(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static uint32_t add_byte(uint32_t sum, unsigned char byte)
{
    sum ^= byte;
    for (int bit = 0; bit < 8; bit++)
        sum = sum >> 1 ^ (0x82F63B78u & (0u - (sum & 1)));
    return sum;
}

uint32_t mmf_crc32c_by_table(uint32_t before, const void *bytes, size_t length)
{
    const unsigned char *next = bytes;
    uint32_t sum = ~before;

    for (; length >= 8; length -= 8, next += 8)
        sum = shifted(mmf_crc32c_after_8, sum ^ load_u32(next)) ^
              shifted(mmf_crc32c_after_4, load_u32(next + 4));
    for (; length > 0; length--, next++)
        sum = add_byte(sum, *next);
    return ~sum;
}

/* The next word at an address of any alignment. */
static word load_word(const unsigned char *bytes)
{
    word value;

    memcpy(&value, bytes, sizeof value);
    return value;
}

/* The instruction takes three cycles but can start in each one: three parts at
 * a time keep it busy, joined as if they had been summed up in a row. */
MMF_CPU_CRC static uint32_t by_instruction(uint32_t before, const void *bytes,
                                           size_t length)
{
    const unsigned char *next = bytes;
    uint32_t sum = ~before;

    for (; length >= 3 * PART; length -= 3 * PART, next += 3 * PART) {
        uint32_t second = 0;
        uint32_t third = 0;

        for (size_t i = 0; i < PART; i += sizeof(word)) {
            sum = mmf_cpu_crc_word(sum, load_word(next + i));
            second = mmf_cpu_crc_word(second, load_word(next + PART + i));
            third = mmf_cpu_crc_word(third, load_word(next + 2 * PART + i));
        }
        sum = shifted(mmf_crc32c_after_512, sum) ^
              shifted(mmf_crc32c_after_256, second) ^ third;
    }
    for (; length >= sizeof(word); length -= sizeof(word), next += sizeof(word))
        sum = mmf_cpu_crc_word(sum, load_word(next));
    for (; length > 0; length--, next++)
        sum = mmf_cpu_crc_byte(sum, *next);
    return ~sum;
}

uint32_t mmf_crc32c(uint32_t before, const void *bytes, size_t length)
{
    static uint32_t known;

    return mmf_cpu_ask_once(&known, mmf_cpu_has_crc)
               ? by_instruction(before, bytes, length)
               : mmf_crc32c_by_table(before, bytes, length);
}
