/* SPDX-License-Identifier: MIT */
/*
 * The copies of src/shared.c: every alignment of both sides and every length up
 * to some blocks, the bytes around untouched.  In which order and in what widths the
 * bytes go is in test_shared_order.c.
 */
#include "shared.h"
#include "test.h"
#include "wide.h"

enum {
    LONGEST = 4 * MMF_WIDE + 2,
    ALIGNMENTS = MMF_WIDE,
    ROOM = 16 + ALIGNMENTS + LONGEST + 16
};

/* The copies begin at 16 + alignment. */
static _Alignas(MMF_WIDE) unsigned char shared[ROOM];

static unsigned char own[ROOM];

static void fill(unsigned char *bytes, int first)
{
    for (int i = 0; i < ROOM; i++)
        bytes[i] = (unsigned char)(first + i);
}

/* Whether bytes[from..from+length) are what the other side had at `other` and
 * all else is poison. */
static void check(const unsigned char *bytes, int from, int length, int first,
                  int other)
{
    for (int i = 0; i < ROOM; i++) {
        const bool inside = i >= from && i < from + length;

        assert_int_equal(bytes[i],
                         inside ? (unsigned char)(first + other + i - from)
                                : POISON_BYTE);
    }
}

/* Calls a check for each alignment of both sides and each length. */
static void each(void (*run)(int shared_at, int own_at, int length))
{
    for (int shared_at = 16; shared_at < 16 + ALIGNMENTS; shared_at++)
        for (int own_at = 16; own_at < 16 + 8; own_at++)
            for (int length = 0; length <= LONGEST; length++)
                run(shared_at, own_at, length);
}

static void read_one(int shared_at, int own_at, int length)
{
    fill(shared, 1);
    memset(own, POISON_BYTE, sizeof own);
    mmf_shared_read(own + own_at, shared + shared_at, (size_t)length);
    check(own, own_at, length, 1, shared_at);
}

static void write_one(int shared_at, int own_at, int length)
{
    fill(own, 101);
    memset(shared, POISON_BYTE, sizeof shared);
    mmf_shared_write(shared + shared_at, own + own_at, (size_t)length);
    check(shared, shared_at, length, 101, own_at);
}

static void compare_one(int shared_at, int own_at, int length)
{
    fill(shared, 7);
    memset(own, POISON_BYTE, sizeof own);
    memcpy(own + own_at, shared + shared_at, (size_t)length);
    assert_true(
        mmf_shared_equals(own + own_at, shared + shared_at, (size_t)length));
    for (int i = 0; i < length; i++) {
        own[own_at + i] ^= 0x80;
        assert_false(mmf_shared_equals(own + own_at, shared + shared_at,
                                       (size_t)length));
        own[own_at + i] ^= 0x80;
    }
}

static void a_read_takes_its_bytes_and_no_more(void **state)
{
    (void)state;
    each(read_one);
}

static void a_write_changes_its_bytes_and_no_more(void **state)
{
    (void)state;
    each(write_one);
}

static void a_comparison_sees_every_byte_and_no_more(void **state)
{
    (void)state;
    each(compare_one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_read_takes_its_bytes_and_no_more),
        cmocka_unit_test(a_write_changes_its_bytes_and_no_more),
        cmocka_unit_test(a_comparison_sees_every_byte_and_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
