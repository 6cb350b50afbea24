/* SPDX-License-Identifier: MIT */
/*
 * The floor of the accessors: memcpy() of four bytes that is really done each
 * time, as memory that others change asks for, and no check.
 */
#include "access.h"
#include <string.h>
#include <sys/mman.h>

static unsigned char *bytes;

/* A compiler must not take several for one, or one for none. */
static void really(void)
{
    __asm__ __volatile__("" ::: "memory");
}

static unsigned char *open_bytes(size_t size)
{
    bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                 -1, 0);
    peer_require(bytes != MAP_FAILED, "there is no memory");
    return bytes;
}

static bool read_all(uint64_t count, int64_t *sum)
{
    const unsigned char *from = bytes;
    int64_t added = 0;

    for (uint64_t i = 0; i < count; i++) {
        int32_t value;

        memcpy(&value, from + 4 * i, sizeof value);
        really();
        added += value;
    }
    *sum = added;
    return true;
}

static bool write_all(uint64_t count)
{
    unsigned char *to = bytes;

    for (uint64_t i = 0; i < count; i++) {
        const int32_t value = (int32_t)(3 * i);

        memcpy(to + 4 * i, &value, sizeof value);
        really();
    }
    return true;
}

int main(void)
{
    static const access_peer peer = {"memcpy", open_bytes, read_all, write_all};

    return access_main(&peer);
}
