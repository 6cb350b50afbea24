/* SPDX-License-Identifier: MIT */
/*
 * The sequenced protocol as one would write it for this one layout and this one
 * processor (x86-64 with SSE4.2): no checks of arguments, no waiting, no other
 * layouts, one stream of CRC instructions, copies of 8 bytes at a time.
 */
#include "text.h"
#include <nmmintrin.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>

enum {
    WORD_AT = 4,
    CHECK_AT = 8,
    UNITS_AT = 10,
    HEAD = 3 /* units before an address that 8 divides */
};

static unsigned char *view;
static PEER_PLACED uint16_t units[PEER_UNITS];

static uint32_t sum_of(int32_t count, const uint16_t *of)
{
    uint64_t sum = _mm_crc32_u32(UINT32_MAX, (uint32_t)count);
    int32_t i = 0;

    for (; i + 4 <= count; i += 4) {
        uint64_t four;

        memcpy(&four, of + i, sizeof four);
        sum = _mm_crc32_u64(sum, four);
    }
    for (; i < count; i++)
        sum = _mm_crc32_u16((uint32_t)sum, of[i]);
    return ~(uint32_t)sum;
}

static uint16_t *unit_at(int32_t i)
{
    return (uint16_t *)(void *)(view + UNITS_AT + 2 * (size_t)i);
}

static void store_units(const uint16_t *from, int32_t count)
{
    int32_t i = 0;

    for (; i < count && i < HEAD; i++)
        __atomic_store_n(unit_at(i), from[i], __ATOMIC_RELAXED);
    for (; i + 4 <= count; i += 4) {
        uint64_t four;

        memcpy(&four, from + i, sizeof four);
        __atomic_store_n((uint64_t *)(void *)unit_at(i), four,
                         __ATOMIC_RELAXED);
    }
    for (; i < count; i++)
        __atomic_store_n(unit_at(i), from[i], __ATOMIC_RELAXED);
}

static void load_units(uint16_t *to, int32_t count)
{
    int32_t i = 0;

    for (; i < count && i < HEAD; i++)
        to[i] = __atomic_load_n(unit_at(i), __ATOMIC_RELAXED);
    for (; i + 4 <= count; i += 4) {
        const uint64_t four = __atomic_load_n(
            (const uint64_t *)(const void *)unit_at(i), __ATOMIC_RELAXED);

        memcpy(to + i, &four, sizeof four);
    }
    for (; i < count; i++)
        to[i] = __atomic_load_n(unit_at(i), __ATOMIC_RELAXED);
}

static void publish(const peer_order *order)
{
    uint32_t *word = (uint32_t *)(void *)(view + WORD_AT);
    const int32_t count = (int32_t)order->text->count;
    const uint32_t sum = sum_of(count, order->text->units);
    uint32_t before = __atomic_load_n(word, __ATOMIC_RELAXED);
    uint32_t mine = ((before & 0xfffe) + 2) % 0xfffe | 1;

    peer_require(__atomic_compare_exchange_n(word, &before, mine, false,
                                             __ATOMIC_ACQUIRE,
                                             __ATOMIC_RELAXED),
                 "there is another writer");
    __atomic_thread_fence(__ATOMIC_RELEASE);
    __atomic_store_n((int32_t *)(void *)view, count, __ATOMIC_RELAXED);
    store_units(order->text->units, count);
    __atomic_store_n((uint16_t *)(void *)(view + CHECK_AT), (uint16_t)sum,
                     __ATOMIC_RELAXED);
    peer_require(__atomic_compare_exchange_n(
                     word, &mine, (sum & 0xffff0000u) | (mine & 0xfffe), false,
                     __ATOMIC_RELEASE, __ATOMIC_RELAXED),
                 "there is another writer");
}

static void read_text(const peer_order *order)
{
    const uint32_t *word = (const uint32_t *)(const void *)(view + WORD_AT);
    const uint32_t before = __atomic_load_n(word, __ATOMIC_ACQUIRE);
    const int32_t count =
        __atomic_load_n((const int32_t *)(const void *)view, __ATOMIC_RELAXED);
    uint16_t check;

    peer_require((size_t)count == order->text->count, "the count is wrong");
    load_units(units, count);
    check = __atomic_load_n((const uint16_t *)(const void *)(view + CHECK_AT),
                            __ATOMIC_RELAXED);
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    peer_require(__atomic_load_n(word, __ATOMIC_RELAXED) == before &&
                     sum_of(count, units) == ((before & 0xffff0000u) | check),
                 "the copy is not whole");
}

static const void *stored(const peer_order *order, size_t *size)
{
    static unsigned char copy[PEER_VIEW];

    *size = UNITS_AT + 2 * order->text->count;
    memcpy(copy, view, *size);
    memset(copy + WORD_AT, 0, UNITS_AT - WORD_AT);
    return copy;
}

static const void *units_read(const peer_order *order, size_t *size)
{
    *size = 2 * order->text->count;
    return units;
}

int main(void)
{
    static const peer_task tasks[] = {
        {.name = "publish", .run = publish, .result = stored},
        {.name = "read",
         .prepare = publish,
         .run = read_text,
         .result = units_read},
        {0}};

    view = mmap(NULL, PEER_VIEW, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    peer_require(view != MAP_FAILED, "there is no memory");
    return peer_main("by hand", tasks);
}
