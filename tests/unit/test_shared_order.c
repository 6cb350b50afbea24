/* SPDX-License-Identifier: MIT */
/*
 * In which order and in what widths src/shared.c touches shared memory: each
 * byte once, ascending, UTF-16 units and words whole where they are aligned.
 * The file is compiled here once more, with loads and stores that keep a list.
 */
#include "test.h"

/* In the place of src/compiler.h. */
#define MMF_COMPILER_H

enum {
    MAX_TOUCHES = 64
};

static struct {
    uintptr_t at;
    size_t width;
} touches[MAX_TOUCHES];

static int touched;

static void note(const void *at, size_t width)
{
    assert_true(touched < MAX_TOUCHES);
    touches[touched].at = (uintptr_t)at;
    touches[touched].width = width;
    touched++;
}

#define NOTED(suffix, type)                                   \
    static type mmf_load_##suffix(const type *address)        \
    {                                                         \
        note(address, sizeof *address);                       \
        return *address;                                      \
    }                                                         \
    static void mmf_store_##suffix(type *address, type value) \
    {                                                         \
        note(address, sizeof *address);                       \
        *address = value;                                     \
    }

NOTED(u8, uint8_t)
NOTED(u16, uint16_t)
NOTED(u32, uint32_t)
NOTED(word, uintptr_t)

#define mmf_shared_read   noted_read
#define mmf_shared_write  noted_write
#define mmf_shared_equals noted_equals
#include "../../src/shared.c"

static union {
    uintptr_t align;
    unsigned char bytes[80];
} memory;

static unsigned char own[80];

/* The widest access that an address and a length allow. */
static size_t widest(uintptr_t at, size_t length)
{
    size_t width = sizeof(uintptr_t);

    while (width > length || at % width != 0)
        width /= 2;
    return width;
}

/* What was touched is [at, at + length): each byte once, from low to high, and
 * nothing in smaller pieces than necessary. */
static void check(const unsigned char *at, size_t length)
{
    uintptr_t next = (uintptr_t)at;

    for (int i = 0; i < touched; i++) {
        assert_true(length > 0);
        assert_int_equal(touches[i].at, next);
        assert_int_equal(touches[i].width, widest(next, length));
        next += touches[i].width;
        length -= touches[i].width;
    }
    assert_int_equal(length, 0);
    touched = 0;
}

static void reads_ascend(void **state)
{
    (void)state;
    for (size_t at = 0; at < 16; at++)
        for (size_t length = 0; length <= 40; length++) {
            noted_read(own + 1, memory.bytes + at, length);
            check(memory.bytes + at, length);
        }
}

static void writes_ascend(void **state)
{
    (void)state;
    for (size_t at = 0; at < 16; at++)
        for (size_t length = 0; length <= 40; length++) {
            noted_write(memory.bytes + at, own + 1, length);
            check(memory.bytes + at, length);
        }
}

static void comparisons_ascend(void **state)
{
    (void)state;
    memset(own, 3, sizeof own);
    memset(memory.bytes, 3, sizeof memory.bytes);
    for (size_t at = 0; at < 16; at++)
        for (size_t length = 0; length <= 40; length++) {
            assert_true(noted_equals(own + 1, memory.bytes + at, length));
            check(memory.bytes + at, length);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_ascend),
        cmocka_unit_test(writes_ascend),
        cmocka_unit_test(comparisons_ascend),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
