/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft's tests of UnmanagedMemoryAccessor check of structs, over the
 * real system.
 */
#include "accessor_sample.h"

static mmf_view view;
static sample value;

static int view_setup(void **state)
{
    (void)state;
    view = sample_view(SAMPLE_VIEW, MMF_ACCESS_READ_WRITE);
    value = sample_made(1);
    return 0;
}

static int view_teardown(void **state)
{
    (void)state;
    assert_status(mmf_view_close(&view), MMF_OK);
    return 0;
}

static int write_at(const mmf_view *to, int64_t position)
{
    return mmf_view_write_struct(to, position, &value, sizeof value);
}

/* What is refused leaves the struct as it was. */
static int read_at(const mmf_view *from, int64_t position)
{
    const int rc = mmf_view_read_struct(from, position, &value, sizeof value);

    if (rc != MMF_OK)
        assert_sample(&value, 1);
    return rc;
}

static void the_struct_is_dotnets(void **state)
{
    (void)state;
    assert_int_equal(sizeof(sample), SAMPLE_SIZE);
    assert_int_equal(offsetof(sample, int1), 0);
    assert_int_equal(offsetof(sample, bool1), 4);
    assert_int_equal(offsetof(sample, int2), 8);
    assert_int_equal(offsetof(sample, char1), 12);
    assert_int_equal(offsetof(sample, bool2), 14);
}

static void a_struct_at_a_negative_position_is_refused(void **state)
{
    (void)state;
    assert_status(write_at(&view, -1), MMF_ERANGE);
    assert_status(read_at(&view, -1), MMF_ERANGE);
}

static void a_closed_view_has_no_structs(void **state)
{
    mmf_view closed = sample_view(SAMPLE_VIEW, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(mmf_view_close(&closed), MMF_OK);
    assert_status(write_at(&closed, 0), MMF_EINVAL);
    assert_status(read_at(&closed, 0), MMF_EINVAL);
}

static void a_view_for_writing_has_no_structs_to_read(void **state)
{
    mmf_view writer = sample_view(SAMPLE_VIEW, MMF_ACCESS_WRITE);

    (void)state;
    assert_status(read_at(&writer, 0), MMF_EACCES);
    assert_status(write_at(&writer, 0), MMF_OK);
    assert_status(mmf_view_close(&writer), MMF_OK);
}

static void a_view_for_reading_takes_no_structs(void **state)
{
    mmf_view reader = sample_view(SAMPLE_VIEW, MMF_ACCESS_READ);

    (void)state;
    assert_status(write_at(&reader, 0), MMF_EACCES);
    assert_status(read_at(&reader, 0), MMF_OK);
    assert_status(mmf_view_close(&reader), MMF_OK);
}

static void a_struct_at_the_end_is_refused(void **state)
{
    (void)state;
    assert_status(write_at(&view, SAMPLE_VIEW), MMF_ERANGE);
    assert_status(read_at(&view, SAMPLE_VIEW), MMF_ERANGE);
}

static void a_struct_needs_all_its_bytes(void **state)
{
    const int64_t place = SAMPLE_VIEW - SAMPLE_SIZE + 1;

    (void)state;
    assert_status(write_at(&view, place), MMF_ERANGE);
    assert_status(read_at(&view, place), MMF_ERANGE);
    assert_status(write_at(&view, SAMPLE_VIEW - 1), MMF_ERANGE);
    assert_status(read_at(&view, SAMPLE_VIEW - 1), MMF_ERANGE);
}

static void a_struct_is_read_as_it_was_written(void **state)
{
    (void)state;
    for (int64_t at = 0; at <= SAMPLE_VIEW - SAMPLE_SIZE; at++) {
        value = sample_made(1);
        assert_status(write_at(&view, at), MMF_OK);
        memset(&value, POISON_BYTE, sizeof value);
        assert_status(read_at(&view, at), MMF_OK);
        assert_sample(&value, 1);
    }
}

static void a_struct_of_one_number_is_the_number(void **state)
{
    const struct {
        int32_t of_t;
    } given = {158};
    int32_t seen = 0;

    (void)state;
    assert_status(mmf_view_write_struct(&view, 0, &given, sizeof given),
                  MMF_OK);
    assert_status(mmf_view_read_i32(&view, 0, &seen), MMF_OK);
    assert_int_equal(seen, 158);
}

#define view_test(name) \
    cmocka_unit_test_setup_teardown(name, view_setup, view_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_struct_is_dotnets),
        view_test(a_struct_at_a_negative_position_is_refused),
        view_test(a_closed_view_has_no_structs),
        view_test(a_view_for_writing_has_no_structs_to_read),
        view_test(a_view_for_reading_takes_no_structs),
        view_test(a_struct_at_the_end_is_refused),
        view_test(a_struct_needs_all_its_bytes),
        view_test(a_struct_is_read_as_it_was_written),
        view_test(a_struct_of_one_number_is_the_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
