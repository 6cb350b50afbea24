/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft's tests of UnmanagedMemoryAccessor check of arrays, over the
 * real system.
 */
#include "accessor_sample.h"

enum {
    MANY = 12,
    TOO_MANY = 5000
};

static mmf_view view;
static sample values[MANY];

static int view_setup(void **state)
{
    (void)state;
    view = sample_view(SAMPLE_VIEW, MMF_ACCESS_READ_WRITE);
    for (int i = 0; i < MANY; i++)
        values[i] = sample_made(i);
    return 0;
}

static int view_teardown(void **state)
{
    (void)state;
    assert_status(mmf_view_close(&view), MMF_OK);
    return 0;
}

static int write_at(const mmf_view *to, int64_t position, int64_t count)
{
    return mmf_view_write_array(to, position, values, sizeof *values, count);
}

/* Reads into values; how many is checked too. */
static int read_at(const mmf_view *from, int64_t position, int64_t count,
                   int64_t expected)
{
    int64_t read = -1;
    const int rc = mmf_view_read_array(from, position, values, sizeof *values,
                                       count, &read);

    assert_int_equal(read, expected);
    return rc;
}

static void arguments_that_no_array_has_are_refused(void **state)
{
    int64_t read = -1;

    (void)state;
    assert_status(mmf_view_write_array(&view, 0, NULL, SAMPLE_SIZE, 1),
                  MMF_EINVAL);
    assert_status(mmf_view_read_array(&view, 0, NULL, SAMPLE_SIZE, 1, &read),
                  MMF_EINVAL);
    assert_status(write_at(&view, 0, -1), MMF_ERANGE);
    assert_status(read_at(&view, 0, -1, 0), MMF_ERANGE);
    assert_status(write_at(&view, -1, 1), MMF_ERANGE);
    assert_status(read_at(&view, -1, 1, 0), MMF_ERANGE);
    assert_status(write_at(&view, SAMPLE_VIEW, 1), MMF_ERANGE);
    assert_status(read_at(&view, SAMPLE_VIEW, 1, 0), MMF_ERANGE);
}

static void a_closed_view_has_no_arrays(void **state)
{
    mmf_view closed = sample_view(SAMPLE_VIEW, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(mmf_view_close(&closed), MMF_OK);
    assert_status(write_at(&closed, 0, 1), MMF_EINVAL);
    assert_status(read_at(&closed, 0, 1, 0), MMF_EINVAL);
}

static void a_view_for_writing_has_no_arrays_to_read(void **state)
{
    mmf_view writer = sample_view(SAMPLE_VIEW, MMF_ACCESS_WRITE);

    (void)state;
    assert_status(read_at(&writer, 0, 1, 0), MMF_EACCES);
    assert_status(write_at(&writer, 0, 1), MMF_OK);
    assert_status(mmf_view_close(&writer), MMF_OK);
}

static void a_view_for_reading_takes_no_arrays(void **state)
{
    mmf_view reader = sample_view(SAMPLE_VIEW, MMF_ACCESS_READ);

    (void)state;
    assert_status(write_at(&reader, 0, 1), MMF_EACCES);
    assert_status(read_at(&reader, 0, 1, 1), MMF_OK);
    assert_status(mmf_view_close(&reader), MMF_OK);
}

static void an_element_needs_its_whole_stride(void **state)
{
    static const uint16_t three[3] = {1, 2, 3};
    uint16_t seen[3];
    int64_t read = -1;

    (void)state;
    assert_status(write_at(&view, SAMPLE_VIEW - SAMPLE_SIZE + 1, 1),
                  MMF_ERANGE);
    assert_status(read_at(&view, SAMPLE_VIEW - SAMPLE_SIZE + 1, 1, 0), MMF_OK);
    /* 6 bytes lie every 8, and the last one as well. */
    assert_status(mmf_view_write_array(&view, 93, three, sizeof three, 1),
                  MMF_ERANGE);
    assert_status(mmf_view_read_array(&view, 93, seen, sizeof seen, 1, &read),
                  MMF_OK);
    assert_int_equal(read, 0);
    assert_status(mmf_view_write_array(&view, 92, three, sizeof three, 1),
                  MMF_OK);
    assert_status(mmf_view_read_array(&view, 92, seen, sizeof seen, 1, &read),
                  MMF_OK);
    assert_memory_equal(seen, three, sizeof three);
}

static void one_element_is_read_as_it_was_written(void **state)
{
    (void)state;
    assert_status(write_at(&view, SAMPLE_VIEW - SAMPLE_SIZE, 1), MMF_OK);
    memset(values, POISON_BYTE, sizeof values);
    assert_status(read_at(&view, SAMPLE_VIEW - SAMPLE_SIZE, 1, 1), MMF_OK);
    assert_sample(&values[0], 0);
}

static void twelve_elements_lie_16_bytes_apart(void **state)
{
    mmf_view whole = sample_view(MANY * SAMPLE_SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(write_at(&whole, 0, MANY), MMF_OK);
    for (int i = 0; i < MANY; i++)
        assert_memory_equal(whole.bytes + SAMPLE_SIZE * i, &values[i],
                            SAMPLE_SIZE);
    memset(values, POISON_BYTE, sizeof values);
    assert_status(read_at(&whole, 0, MANY, MANY), MMF_OK);
    for (int i = 0; i < MANY; i++)
        assert_sample(&values[i], i);
    assert_status(mmf_view_close(&whole), MMF_OK);
}

static void more_than_there_is_cannot_be_read(void **state)
{
    static sample seen[TOO_MANY];
    int64_t read = -1;

    (void)state;
    assert_status(write_at(&view, 0, 1), MMF_OK);
    assert_status(
        mmf_view_read_array(&view, 0, seen, sizeof *seen, TOO_MANY, &read),
        MMF_OK);
    assert_int_equal(read, SAMPLE_VIEW / SAMPLE_SIZE);
    assert_sample(&seen[0], 0);
}

static void structs_of_one_number_are_an_array_of_it(void **state)
{
    static const struct {
        int32_t of_t;
    } given[2] = {{190}, {-7}};
    int32_t seen[2] = {0};
    int64_t read = -1;

    (void)state;
    assert_status(mmf_view_write_array(&view, 0, given, sizeof *given, 2),
                  MMF_OK);
    assert_status(mmf_view_read_array(&view, 0, seen, sizeof *seen, 2, &read),
                  MMF_OK);
    assert_int_equal(read, 2);
    assert_memory_equal(seen, given, sizeof seen);
}

#define view_test(name) \
    cmocka_unit_test_setup_teardown(name, view_setup, view_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        view_test(arguments_that_no_array_has_are_refused),
        view_test(a_closed_view_has_no_arrays),
        view_test(a_view_for_writing_has_no_arrays_to_read),
        view_test(a_view_for_reading_takes_no_arrays),
        view_test(an_element_needs_its_whole_stride),
        view_test(one_element_is_read_as_it_was_written),
        view_test(twelve_elements_lie_16_bytes_apart),
        view_test(more_than_there_is_cannot_be_read),
        view_test(structs_of_one_number_are_an_array_of_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
