/* SPDX-License-Identifier: MIT */
/*
 * The accessors: every type at every kind of position.  Who may read and write
 * is in test_accessor_access.c.
 */
#include "fake_test.h"
#include <float.h>

enum {
    SIZE = 40
};

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

/* At every position where the type fits, aligned or not: what is written is
 * read again, lies there as the machine holds it, and touches nothing else. */
#define ROUND_TRIP(name, type, given)                                       \
    static void name##_goes_everywhere(void **state)                        \
    {                                                                       \
        const type value = (type)(given);                                   \
        const int64_t last = SIZE - (int64_t)sizeof(type);                  \
                                                                            \
        (void)state;                                                        \
        for (int64_t at = 0; at <= last; at++) {                            \
            type seen;                                                      \
                                                                            \
            memset(&seen, 0, sizeof seen);                                  \
            fake_fill(&view, POISON_BYTE);                                  \
            assert_status(mmf_view_write_##name(&view, at, value), MMF_OK); \
            assert_memory_equal(view.bytes + at, &value, sizeof value);     \
            assert_int_equal(fake_run(&view, 0, POISON_BYTE), at);          \
            assert_int_equal(                                               \
                fake_run(&view, at + (int64_t)sizeof(type), POISON_BYTE),   \
                last - at);                                                 \
            assert_status(mmf_view_read_##name(&view, at, &seen), MMF_OK);  \
            assert_memory_equal(&seen, &value, sizeof value);               \
        }                                                                   \
    }

/* At no other position: nothing is read, nothing is written. */
#define OUTSIDE(name, type, given)                                        \
    static void name##_is_refused_outside(void **state)                   \
    {                                                                     \
        const int64_t wrong[] = {INT64_MIN,                               \
                                 -(int64_t)sizeof(type),                  \
                                 -1,                                      \
                                 SIZE - (int64_t)sizeof(type) + 1,        \
                                 SIZE - 1 + (sizeof(type) == 1),          \
                                 SIZE,                                    \
                                 SIZE + 1,                                \
                                 INT64_MAX - (int64_t)sizeof(type) + 1,   \
                                 INT64_MAX};                              \
                                                                          \
        (void)state;                                                      \
        for (size_t i = 0; i < LENGTH_OF(wrong); i++) {                   \
            const type value = (type)(given);                             \
            type seen = value;                                            \
                                                                          \
            fake_fill(&view, POISON_BYTE);                                \
            assert_status(mmf_view_read_##name(&view, wrong[i], &seen),   \
                          MMF_ERANGE);                                    \
            assert_memory_equal(&seen, &value, sizeof seen);              \
            assert_status(mmf_view_write_##name(&view, wrong[i], value),  \
                          MMF_ERANGE);                                    \
            assert_int_equal(fake_run(&view, 0, POISON_BYTE), SIZE);      \
        }                                                                 \
        assert_status(mmf_view_read_##name(&view, 0, NULL), MMF_EINVAL);  \
        assert_status(mmf_view_read_##name(&view, -1, NULL), MMF_EINVAL); \
    }

/* Values whose bytes all differ, and none of them from another type's. */
#define ALL_TYPES(X)                      \
    X(bool, bool, true)                   \
    X(u8, uint8_t, 0xFE)                  \
    X(i8, int8_t, -2)                     \
    X(u16, uint16_t, 0xFEDC)              \
    X(i16, int16_t, -12345)               \
    X(u32, uint32_t, 0xFEDCBA98)          \
    X(i32, int32_t, -1234567890)          \
    X(u64, uint64_t, 0xFEDCBA9876543210)  \
    X(i64, int64_t, -1234567890123456789) \
    X(f32, float, -FLT_MIN)               \
    X(f64, double, DBL_MAX)

ALL_TYPES(ROUND_TRIP)
ALL_TYPES(OUTSIDE)

static void any_byte_but_0_is_true(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        bool seen = byte == 0;

        view.bytes[5] = (unsigned char)byte;
        assert_status(mmf_view_read_bool(&view, 5, &seen), MMF_OK);
        assert_true(seen == (byte != 0));
    }
}

static void true_is_stored_as_1(void **state)
{
    (void)state;
    assert_status(mmf_view_write_bool(&view, 0, true), MMF_OK);
    assert_int_equal(view.bytes[0], 1);
    assert_status(mmf_view_write_bool(&view, 0, false), MMF_OK);
    assert_int_equal(view.bytes[0], 0);
}

static void bits_of_a_number_that_is_none_are_kept(void **state)
{
    static const unsigned char nan[8] = {1, 2, 3, 4, 5, 6, 0xF0, 0x7F};
    double seen = 0;

    (void)state;
    memcpy(view.bytes + 3, nan, sizeof nan);
    assert_status(mmf_view_read_f64(&view, 3, &seen), MMF_OK);
    assert_status(mmf_view_write_f64(&view, 17, seen), MMF_OK);
    assert_int_equal(view.bytes[17], 1);
    assert_int_equal(view.bytes[24], 0x7F);
}

#define view_test(name) \
    cmocka_unit_test_setup_teardown(name, view_setup, view_teardown)
#define TYPE_TESTS(name, type, given) \
    view_test(name##_goes_everywhere), view_test(name##_is_refused_outside),

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALL_TYPES(TYPE_TESTS) view_test(any_byte_but_0_is_true),
        view_test(true_is_stored_as_1),
        view_test(bits_of_a_number_that_is_none_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
