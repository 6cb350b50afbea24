/* SPDX-License-Identifier: MIT */
/*
 * CRC-32C by the instruction and by tables, held against its definition.
 */
#include "crc32c.h"
#include "crc32c_tables.h"
#include "test.h"

/* Zero bytes go through the register, one bit at a time. */
static uint32_t shift(uint32_t sum, int bytes)
{
    for (int bit = 0; bit < 8 * bytes; bit++)
        sum = sum >> 1 ^ ((sum & 1) != 0 ? 0x82F63B78u : 0);
    return sum;
}

static uint32_t by_definition(const unsigned char *bytes, size_t length)
{
    uint32_t sum = UINT32_MAX;

    for (size_t i = 0; i < length; i++)
        sum = shift(sum ^ bytes[i], 1);
    return ~sum;
}

static void check_table(const mmf_crc32c_shift table, int bytes)
{
    for (int place = 0; place < 8; place++)
        for (uint32_t value = 0; value < 16; value++)
            assert_int_equal(table[place][value],
                             shift(value << 4 * place, bytes));
}

static void the_tables_are_what_they_say(void **state)
{
    (void)state;
    check_table(mmf_crc32c_after_4, 4);
    check_table(mmf_crc32c_after_8, 8);
    check_table(mmf_crc32c_after_256, 256);
    check_table(mmf_crc32c_after_512, 512);
}

/* The vectors of RFC 3720, B.4, and the usual one. */
static void known_sums_come_out(void **state)
{
    unsigned char bytes[32] = {0};

    (void)state;
    assert_int_equal(mmf_crc32c(0, "123456789", 9), 0xE3069283);
    assert_int_equal(mmf_crc32c_by_table(0, "123456789", 9), 0xE3069283);
    assert_int_equal(mmf_crc32c(0, "", 0), 0);
    assert_int_equal(mmf_crc32c(0, bytes, 32), 0x8A9136AA);
    memset(bytes, 0xFF, 32);
    assert_int_equal(mmf_crc32c(0, bytes, 32), 0x62A8AB43);
    for (unsigned char i = 0; i < 32; i++)
        bytes[i] = i;
    assert_int_equal(mmf_crc32c(0, bytes, 32), 0x46DD794E);
    for (unsigned char i = 0; i < 32; i++)
        bytes[i] = (unsigned char)(31 - i);
    assert_int_equal(mmf_crc32c(0, bytes, 32), 0x113FDB5C);
}

static uint32_t next_random(void)
{
    static uint32_t seed = 1;

    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

/* Any length, any alignment; long enough for the three parts at a time. */
static void instruction_and_table_agree(void **state)
{
    static unsigned char bytes[4096];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)next_random();
    for (int i = 0; i < 3000; i++) {
        const size_t start = next_random() % 64;
        const size_t length = next_random() % (sizeof bytes - start);
        const size_t first = next_random() % (length + 1);
        const uint32_t sum = mmf_crc32c(0, bytes + start, length);

        assert_int_equal(mmf_crc32c_by_table(0, bytes + start, length), sum);
        assert_int_equal(mmf_crc32c(mmf_crc32c(0, bytes + start, first),
                                    bytes + start + first, length - first),
                         sum);
        if (i < 100)
            assert_int_equal(by_definition(bytes + start, length), sum);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_are_what_they_say),
        cmocka_unit_test(known_sums_come_out),
        cmocka_unit_test(instruction_and_table_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
