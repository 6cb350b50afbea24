/* SPDX-License-Identifier: MIT */
/*
 * The copies of shared_spy.h: plain ones, since nobody else runs meanwhile.
 */
#include "shared_spy.h"
#include <string.h>

enum {
    MAX_COPIES = 1000
};

static spy_copy copies[MAX_COPIES];
static int length_seen;
static void (*between)(void);
static void (*behind)(void);

static void note(int kind, const unsigned char *at, size_t length)
{
    if (length_seen < MAX_COPIES) {
        copies[length_seen].kind = kind;
        copies[length_seen].at = at;
        copies[length_seen].length = length;
    }
    length_seen++;
}

void mmf_shared_read(void *to, const unsigned char *from, size_t length)
{
    note(SPY_READ, from, length);
    memcpy(to, from, length);
    if (between != NULL)
        between();
}

void mmf_shared_write(unsigned char *to, const void *from, size_t length)
{
    note(SPY_WRITE, to, length);
    if (length != 0)
        memcpy(to, from, length);
    if (behind != NULL)
        behind();
}

bool mmf_shared_equals(const void *copy, const unsigned char *shared,
                       size_t length)
{
    note(SPY_EQUALS, shared, length);
    return memcmp(copy, shared, length) == 0;
}

void spy_reset(void)
{
    length_seen = 0;
    between = NULL;
    behind = NULL;
}

int spy_length(void)
{
    return length_seen;
}

const spy_copy *spy_copies(void)
{
    return copies;
}

void spy_after_read(void (*writer)(void))
{
    between = writer;
}

void spy_after_write(void (*writer)(void))
{
    behind = writer;
}
