/* SPDX-License-Identifier: MIT */
/*
 * XXH64 after its published description: four lanes of 8 bytes while there are
 * 32, then what is left by 8, 4 and 1, then a last mixing of all bits.
 */
#include "hash64.h"

#define PRIME_1 0x9E3779B185EBCA87u
#define PRIME_2 0xC2B2AE3D27D4EB4Fu
#define PRIME_3 0x165667B19E3779F9u
#define PRIME_4 0x85EBCA77C2B2AE63u
#define PRIME_5 0x27D4EB2F165667C5u

enum {
    LANES = 4,
    LANE = 8,
    STRIPE = LANES * LANE
};

static uint64_t turned(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

/* The first byte is the lowest on every machine; compilers know this for one
 * load where the machine has the same order. */
static uint64_t load_u32(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
           (uint64_t)at[3] << 24;
}

static uint64_t load_u64(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
           (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
           (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

static uint64_t mixed(uint64_t lane, uint64_t value)
{
    return turned(lane + value * PRIME_2, 31) * PRIME_1;
}

/* The whole stripes; moves *next behind them. */
static uint64_t hash_stripes(const unsigned char **next, size_t stripes)
{
    uint64_t a = PRIME_1 + PRIME_2;
    uint64_t b = PRIME_2;
    uint64_t c = 0;
    uint64_t d = 0 - PRIME_1;
    uint64_t sum;

    for (; stripes > 0; stripes--, *next += STRIPE) {
        a = mixed(a, load_u64(*next));
        b = mixed(b, load_u64(*next + LANE));
        c = mixed(c, load_u64(*next + 2 * LANE));
        d = mixed(d, load_u64(*next + 3 * LANE));
    }
    sum = turned(a, 1) + turned(b, 7) + turned(c, 12) + turned(d, 18);
    sum = (sum ^ mixed(0, a)) * PRIME_1 + PRIME_4;
    sum = (sum ^ mixed(0, b)) * PRIME_1 + PRIME_4;
    sum = (sum ^ mixed(0, c)) * PRIME_1 + PRIME_4;
    return (sum ^ mixed(0, d)) * PRIME_1 + PRIME_4;
}

uint64_t mmf_hash64(const void *bytes, size_t length)
{
    const unsigned char *next = bytes;
    size_t left = length % STRIPE;
    uint64_t sum = PRIME_5;

    if (length >= STRIPE)
        sum = hash_stripes(&next, length / STRIPE);
    sum += length;
    for (; left >= LANE; left -= LANE, next += LANE)
        sum = turned(sum ^ mixed(0, load_u64(next)), 27) * PRIME_1 + PRIME_4;
    if (left >= 4) {
        sum = turned(sum ^ load_u32(next) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        left -= 4;
        next += 4;
    }
    for (; left > 0; left--, next++)
        sum = turned(sum ^ *next * PRIME_5, 11) * PRIME_1;
    sum = (sum ^ sum >> 33) * PRIME_2;
    sum = (sum ^ sum >> 29) * PRIME_3;
    return sum ^ sum >> 32;
}
