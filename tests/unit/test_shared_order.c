/* SPDX-License-Identifier: MIT */
/*
 * In which order and in what widths src/shared.c touches shared memory: each
 * byte once, ascending, UTF-16 units and words whole where they are aligned.
 * The file is compiled here once more, with loads and stores that keep a list.
 */
#include "test.h"

/* In the place of src/compiler.h and src/wide.h. */
#define MMF_COMPILER_H
#define MMF_WIDE_H

enum {
    MMF_WIDE = 32,
    LONGEST = 4 * MMF_WIDE + 2,
    MAX_TOUCHES = 2 * LONGEST
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

static bool wide_is_there;

#define MMF_WIDE_CODE
#define mmf_cpu_ask_once(known, ask) ((void)(known), wide_is_there)

static void mmf_wide_load(void *to, const void *shared)
{
    note(shared, MMF_WIDE);
    memcpy(to, shared, MMF_WIDE);
}

static void mmf_wide_store(void *shared, const void *from)
{
    note(shared, MMF_WIDE);
    memcpy(shared, from, MMF_WIDE);
}

#define mmf_shared_read   noted_read
#define mmf_shared_write  noted_write
#define mmf_shared_equals noted_equals
#include "../../src/shared.c"

static _Alignas(MMF_WIDE) unsigned char memory[MMF_WIDE + LONGEST];

static unsigned char own[1 + LONGEST];

/* The widest access that an address and a length allow. */
static size_t widest(uintptr_t at, size_t length, bool by_blocks)
{
    size_t width = sizeof(uintptr_t);

    if (by_blocks && length >= MMF_WIDE && at % MMF_WIDE == 0)
        return MMF_WIDE;
    while (width > length || at % width != 0)
        width /= 2;
    return width;
}

/* What was touched is [at, at + length): each byte once, from low to high, and
 * nothing in smaller pieces than necessary. */
static void check(const unsigned char *at, size_t length)
{
    const bool by_blocks = wide_is_there && length >= WORTH_BLOCKS;
    uintptr_t next = (uintptr_t)at;

    for (int i = 0; i < touched; i++) {
        assert_true(length > 0);
        assert_int_equal(touches[i].at, next);
        assert_int_equal(touches[i].width, widest(next, length, by_blocks));
        next += touches[i].width;
        length -= touches[i].width;
    }
    assert_int_equal(length, 0);
    touched = 0;
}

/* Calls a check for each alignment and each length, on processors with wide
 * accesses and without. */
static void each(void (*run)(unsigned char *at, size_t length))
{
    for (int there = 0; there < 2; there++) {
        wide_is_there = there != 0;
        for (size_t at = 0; at < MMF_WIDE; at++)
            for (size_t length = 0; length <= LONGEST; length++) {
                run(memory + at, length);
                check(memory + at, length);
            }
    }
}

static void read_one(unsigned char *at, size_t length)
{
    noted_read(own + 1, at, length);
}

static void write_one(unsigned char *at, size_t length)
{
    noted_write(at, own + 1, length);
}

/* Both sides are zeros still. */
static void compare_one(unsigned char *at, size_t length)
{
    assert_true(noted_equals(own + 1, at, length));
}

static void reads_ascend(void **state)
{
    (void)state;
    each(read_one);
}

static void writes_ascend(void **state)
{
    (void)state;
    each(write_one);
}

static void comparisons_ascend(void **state)
{
    (void)state;
    each(compare_one);
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
