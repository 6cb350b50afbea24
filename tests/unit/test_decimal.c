/* SPDX-License-Identifier: MIT */
/*
 * Decimals in a view: both layouts, and which flags are those of none.  Their
 * text is in test_decimal_text.c.
 */
#include "fake_test.h"

enum {
    SIZE = 40,
    BYTES = 16
};

/* -7922816251426433759354395033.4 and what .NET's accessor stores of it, the
 * machine's byte order aside. */
static const mmf_decimal sample = {MMF_DECIMAL_NEGATIVE | 1u << 16, 0xFFFFFFFE,
                                   0xFEDCBA9876543210};
static const uint32_t sample_stored[] = {0x76543210, 0xFEDCBA98, 0xFFFFFFFE,
                                         0x80010000};

static mmf_view view;

static int view_setup(void **state)
{
    (void)fake_setup(state);
    view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    return 0;
}

static int view_teardown(void **state)
{
    assert_status(mmf_view_close(&view), MMF_OK);
    return fake_teardown(state);
}

static void assert_decimal(const mmf_decimal *seen, const mmf_decimal *expected)
{
    assert_int_equal(seen->flags, expected->flags);
    assert_int_equal(seen->hi, expected->hi);
    assert_true(seen->lo == expected->lo);
}

static void the_accessors_store_low_middle_high_flags(void **state)
{
    (void)state;
    for (int64_t at = 0; at <= SIZE - BYTES; at++) {
        mmf_decimal seen = {0};

        fake_fill(&view, POISON_BYTE);
        assert_status(mmf_view_write_decimal(&view, at, &sample), MMF_OK);
        assert_memory_equal(view.bytes + at, sample_stored, BYTES);
        assert_int_equal(fake_run(&view, 0, POISON_BYTE), at);
        assert_int_equal(fake_run(&view, at + BYTES, POISON_BYTE),
                         SIZE - BYTES - at);
        assert_status(mmf_view_read_decimal(&view, at, &seen), MMF_OK);
        assert_decimal(&seen, &sample);
    }
}

static void a_struct_holds_flags_high_low(void **state)
{
    const uint32_t head[] = {sample.flags, sample.hi};
    mmf_decimal seen = {0};

    (void)state;
    assert_status(mmf_view_write_struct(&view, 5, &sample, sizeof sample),
                  MMF_OK);
    assert_memory_equal(view.bytes + 5, head, sizeof head);
    assert_memory_equal(view.bytes + 13, &sample.lo, sizeof sample.lo);
    assert_status(mmf_view_read_struct(&view, 5, &seen, sizeof seen), MMF_OK);
    assert_decimal(&seen, &sample);
    assert_int_equal(mmf_view_stride(sizeof sample), BYTES);
}

static void a_decimal_outside_is_refused(void **state)
{
    static const int64_t wrong[] = {
        INT64_MIN, -1, SIZE - BYTES + 1, SIZE - 1, SIZE, SIZE + 1, INT64_MAX};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        mmf_decimal seen = sample;

        assert_status(mmf_view_read_decimal(&view, wrong[i], &seen),
                      MMF_ERANGE);
        assert_decimal(&seen, &sample);
        assert_status(mmf_view_write_decimal(&view, wrong[i], &sample),
                      MMF_ERANGE);
        assert_int_equal(fake_run(&view, 0, 0), SIZE);
    }
}

/* Flags, and whether they are a decimal's. */
static const struct {
    uint32_t flags;
    bool valid;
} rows[] = {{0, true},           {0x80000000, true},  {0x001C0000, true},
            {0x801C0000, true},  {0x001D0000, false}, {0x00FF0000, false},
            {0x00000001, false}, {0x00008000, false}, {0x01000000, false},
            {0x40000000, false}, {0xFFFFFFFF, false}, {0x801D0000, false}};

static void flags_of_no_decimal_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const uint32_t stored[] = {1, 2, 3, rows[i].flags};
        const mmf_decimal given = {rows[i].flags, 3, 0x200000001};
        mmf_decimal seen = sample;

        assert_true(mmf_decimal_is_valid(&given) == rows[i].valid);
        memcpy(view.bytes + 3, stored, sizeof stored);
        assert_status(mmf_view_read_decimal(&view, 3, &seen),
                      rows[i].valid ? MMF_OK : MMF_ECORRUPT);
        assert_decimal(&seen, rows[i].valid ? &given : &sample);
        fake_fill(&view, 0);
        assert_status(mmf_view_write_decimal(&view, 3, &given),
                      rows[i].valid ? MMF_OK : MMF_EINVAL);
        assert_true((fake_run(&view, 0, 0) == SIZE) == !rows[i].valid);
        assert_status(mmf_view_write_struct(&view, 3, &given, sizeof given),
                      MMF_OK);
    }
    assert_false(mmf_decimal_is_valid(NULL));
}

static void a_refusal_names_the_flags(void **state)
{
    const mmf_decimal wrong = {0x1D0001, 0, 0};
    mmf_decimal seen;

    (void)state;
    fake_fill(&view, 0xFF);
    assert_status(mmf_view_read_decimal(&view, 0, &seen), MMF_ECORRUPT);
    assert_detail(MMF_ECORRUPT, "mmf_view_read_decimal",
                  "no decimal has the flags 0xFFFFFFFF");
    assert_status(mmf_view_write_decimal(&view, 0, &wrong), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_view_write_decimal", "flags 0x001D0001");
}

static void the_view_must_allow_it(void **state)
{
    mmf_view reader = fake_view(SIZE, MMF_ACCESS_READ);
    mmf_view writer = fake_view(SIZE, MMF_ACCESS_WRITE);
    mmf_decimal seen = sample;

    (void)state;
    /* The access comes before the position, as for numbers. */
    assert_status(mmf_view_read_decimal(&writer, -1, &seen), MMF_EACCES);
    assert_status(mmf_view_write_decimal(&reader, -1, &sample), MMF_EACCES);
    assert_status(mmf_view_read_decimal(&reader, 0, NULL), MMF_EINVAL);
    assert_status(mmf_view_write_decimal(&writer, 0, NULL), MMF_EINVAL);
    assert_status(mmf_view_close(&reader), MMF_OK);
    assert_status(mmf_view_close(&writer), MMF_OK);
    assert_status(mmf_view_read_decimal(&reader, 0, &seen), MMF_EINVAL);
    assert_status(mmf_view_write_decimal(NULL, 0, &sample), MMF_EINVAL);
    assert_decimal(&seen, &sample);
}

#define view_test(name) \
    cmocka_unit_test_setup_teardown(name, view_setup, view_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        view_test(the_accessors_store_low_middle_high_flags),
        view_test(a_struct_holds_flags_high_low),
        view_test(a_decimal_outside_is_refused),
        view_test(flags_of_no_decimal_are_refused),
        view_test(a_refusal_names_the_flags),
        view_test(the_view_must_allow_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
