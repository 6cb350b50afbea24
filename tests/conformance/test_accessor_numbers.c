/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft's tests of UnmanagedMemoryAccessor check of numbers, over the
 * real system: each type at aligned and at odd positions, and what is refused.
 */
#include "real.h"

enum {
    SIZE = 199,
    SMALL = 99
};

static mmf_map *map;
static mmf_view view;

static int view_setup(void **state)
{
    (void)state;
    map = real_map(NULL, SIZE, MMF_ACCESS_READ_WRITE);
    view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);
    return 0;
}

static int view_teardown(void **state)
{
    (void)state;
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
    return 0;
}

static int64_t aligned(int64_t position, int64_t size)
{
    return (position + size - 1) / size * size;
}

static int64_t not_aligned(int64_t position, int64_t size)
{
    return position % size != 0 ? position : position + 1;
}

/* 1.1, as a literal makes it. */
static const mmf_decimal eleven_tenths = {1u << MMF_DECIMAL_SCALE_SHIFT, 0, 11};

#define TYPES(X)                \
    X(u16, uint16_t, 255)       \
    X(u16, uint16_t, 0)         \
    X(i16, int16_t, 32766)      \
    X(u32, uint32_t, 67890)     \
    X(i32, int32_t, INT32_MIN)  \
    X(f32, float, 0.000123f)    \
    X(u64, uint64_t, 0 - 12346) \
    X(i64, int64_t, 12345)      \
    X(f64, double, 1234567.890)

#define SIZE_OF(type) ((int64_t)sizeof(type))

#define WRITE(name, type, given)                                            \
    at = aligned(at, SIZE_OF(type));                                        \
    assert_status(mmf_view_write_##name(&view, at, (type)(given)), MMF_OK); \
    at = not_aligned(at + SIZE_OF(type), SIZE_OF(type));                    \
    assert_status(mmf_view_write_##name(&view, at, (type)(given)), MMF_OK); \
    at += SIZE_OF(type);

#define EXPECT(name, type, given)                                         \
    {                                                                     \
        const type value = (type)(given);                                 \
        type seen[2];                                                     \
                                                                          \
        at = aligned(at, SIZE_OF(type));                                  \
        assert_status(mmf_view_read_##name(&view, at, &seen[0]), MMF_OK); \
        at = not_aligned(at + SIZE_OF(type), SIZE_OF(type));              \
        assert_status(mmf_view_read_##name(&view, at, &seen[1]), MMF_OK); \
        at += SIZE_OF(type);                                              \
        assert_memory_equal(&seen[0], &value, sizeof value);              \
        assert_memory_equal(&seen[1], &value, sizeof value);              \
    }

static void write_all(void)
{
    int64_t at = 3;

    assert_status(mmf_view_write_bool(&view, 0, true), MMF_OK);
    assert_status(mmf_view_write_u8(&view, 1, 123), MMF_OK);
    assert_status(mmf_view_write_i8(&view, 2, -128), MMF_OK);
    TYPES(WRITE)
    at = aligned(at, 16);
    assert_status(mmf_view_write_decimal(&view, at, &eleven_tenths), MMF_OK);
    at = not_aligned(at + 16, 16);
    assert_status(mmf_view_write_decimal(&view, at, &eleven_tenths), MMF_OK);
}

/* UmaReadWrite */
static void every_type_goes_to_aligned_and_odd_positions(void **state)
{
    int64_t at = 3;
    bool truth = false;
    uint8_t byte = 0;
    int8_t small = 0;
    mmf_decimal number = {0};

    (void)state;
    write_all();
    assert_status(mmf_view_read_bool(&view, 0, &truth), MMF_OK);
    assert_status(mmf_view_read_u8(&view, 1, &byte), MMF_OK);
    assert_status(mmf_view_read_i8(&view, 2, &small), MMF_OK);
    assert_true(truth && byte == 123 && small == -128);
    TYPES(EXPECT)
    at = aligned(at, 16);
    assert_status(mmf_view_read_decimal(&view, at, &number), MMF_OK);
    assert_memory_equal(&number, &eleven_tenths, sizeof number);
    memset(&number, 0, sizeof number);
    at = not_aligned(at + 16, 16);
    assert_status(mmf_view_read_decimal(&view, at, &number), MMF_OK);
    assert_memory_equal(&number, &eleven_tenths, sizeof number);
}

/* UmaInvalidReadWrite */
static void numbers_are_refused_outside_closed_and_without_access(void **state)
{
    mmf_view part = real_view(map, 0, SMALL, MMF_ACCESS_READ_WRITE);
    mmf_view writer = real_view(map, 0, SMALL, MMF_ACCESS_WRITE);
    mmf_view reader = real_view(map, 0, SMALL, MMF_ACCESS_READ);
    mmf_decimal number;
    uint16_t unit;
    uint8_t byte;
    int16_t small;
    float real;

    (void)state;
    assert_status(mmf_view_read_u16(&part, -1, &unit), MMF_ERANGE);
    assert_status(mmf_view_read_decimal(&part, SMALL, &number), MMF_ERANGE);
    assert_status(mmf_view_read_f32(&part, SMALL - 1, &real), MMF_ERANGE);
    assert_status(mmf_view_write_bool(&part, -1, true), MMF_ERANGE);
    assert_status(mmf_view_write_i32(&part, SMALL, 12345), MMF_ERANGE);
    assert_status(mmf_view_write_f64(&part, SMALL - 1, 0.123), MMF_ERANGE);
    assert_status(mmf_view_close(&part), MMF_OK);
    assert_status(mmf_view_read_u8(&part, 0, &byte), MMF_EINVAL);
    assert_status(mmf_view_write_u8(&part, 0, 123), MMF_EINVAL);
    assert_status(mmf_view_read_i16(&writer, 0, &small), MMF_EACCES);
    assert_status(mmf_view_write_i32(&reader, 0, 123), MMF_EACCES);
    assert_status(mmf_view_close(&writer), MMF_OK);
    assert_status(mmf_view_close(&reader), MMF_OK);
}

/* UmaInvalidReadDecimal */
static void a_decimal_with_unknown_flags_is_not_read(void **state)
{
    mmf_decimal number = eleven_tenths;

    (void)state;
    assert_status(mmf_view_write_i32(&view, 0, 0), MMF_OK);
    assert_status(mmf_view_write_i32(&view, 4, 0), MMF_OK);
    assert_status(mmf_view_write_i32(&view, 8, 0), MMF_OK);
    assert_status(mmf_view_write_i32(&view, 12, -1), MMF_OK);
    assert_status(mmf_view_read_decimal(&view, 0, &number), MMF_ECORRUPT);
    assert_memory_equal(&number, &eleven_tenths, sizeof number);
}

/* AllReadWriteMethods, its rows of decimals */
static void a_decimal_fits_at_both_ends_of_a_view(void **state)
{
    static const int64_t places[][2] = {{0, 199}, {1, 198}, {17, 20}, {3, 16}};
    const int64_t length = SIZE_OF(mmf_decimal);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        mmf_view part =
            real_view(map, places[i][0], places[i][1], MMF_ACCESS_READ_WRITE);
        const int64_t last = part.size - length;
        mmf_decimal seen = {0};

        assert_status(mmf_view_write_decimal(&part, 0, &eleven_tenths), MMF_OK);
        assert_status(mmf_view_write_decimal(&part, last, &eleven_tenths),
                      MMF_OK);
        assert_status(mmf_view_read_decimal(&part, last, &seen), MMF_OK);
        assert_memory_equal(&seen, &eleven_tenths, sizeof seen);
        assert_status(mmf_view_read_decimal(&part, last + 1, &seen),
                      MMF_ERANGE);
        assert_status(mmf_view_read_decimal(&part, last + 20, &seen),
                      MMF_ERANGE);
        assert_status(mmf_view_write_decimal(&part, last + 1, &seen),
                      MMF_ERANGE);
        assert_status(mmf_view_close(&part), MMF_OK);
    }
}

/* UmaCtors */
static void a_view_tells_its_size_and_what_it_allows(void **state)
{
    mmf_view empty = real_view(map, mmf_map_size(map), 0, MMF_ACCESS_READ);

    (void)state;
    assert_true(mmf_view_can_read(&empty));
    assert_false(mmf_view_can_write(&empty));
    assert_int_equal(empty.size, 0);
    assert_status(mmf_view_close(&empty), MMF_OK);
    assert_false(mmf_view_can_read(&empty));
    assert_true(mmf_view_can_read(&view) && mmf_view_can_write(&view));
    assert_int_equal(view.size, SIZE);
}

#define view_test(name) \
    cmocka_unit_test_setup_teardown(name, view_setup, view_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        view_test(every_type_goes_to_aligned_and_odd_positions),
        view_test(numbers_are_refused_outside_closed_and_without_access),
        view_test(a_decimal_with_unknown_flags_is_not_read),
        view_test(a_decimal_fits_at_both_ends_of_a_view),
        view_test(a_view_tells_its_size_and_what_it_allows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
