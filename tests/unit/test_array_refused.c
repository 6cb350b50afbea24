/* SPDX-License-Identifier: MIT */
/*
 * Arrays that are refused: by which status, in which order, and without a byte
 * changed on either side.
 */
#include "fake_test.h"

enum {
    SIZE = 40
};

static const char reading[] = "mmf_view_read_array";
static const char writing[] = "mmf_view_write_array";

static uint32_t array[SIZE];

/* Calls both, asserts the same answer of them, and that nothing was done. */
static void refused(const mmf_view *view, int64_t position, size_t size,
                    int64_t count, int status, const char *hint)
{
    int64_t read = -1;

    memset(array, 1, sizeof array);
    assert_status(
        mmf_view_read_array(view, position, array, size, count, &read), status);
    assert_detail(status, reading, hint);
    assert_int_equal(read, 0);
    assert_int_equal(array[0], 0x01010101);
    assert_status(mmf_view_write_array(view, position, array, size, count),
                  status);
    assert_detail(status, writing, hint);
    if (view != NULL && view->bytes != NULL)
        assert_int_equal(fake_run(view, 0, 0), view->size);
}

static void a_position_outside_is_refused_also_for_no_elements(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    refused(&view, -1, 4, 1, MMF_ERANGE, "position -1 is negative");
    refused(&view, INT64_MIN, 4, 0, MMF_ERANGE,
            "position -9223372036854775808 is negative");
    refused(&view, SIZE, 4, 1, MMF_ERANGE,
            "position 40 is at or beyond the end of the view's 40 bytes");
    refused(&view, SIZE, 4, 0, MMF_ERANGE, "position 40 is at or beyond");
    refused(&view, INT64_MAX, 4, INT64_MAX, MMF_ERANGE, "is at or beyond");
    refused(&view, 0, 4, -1, MMF_ERANGE, "count -1 is negative");
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void elements_of_no_size_are_refused(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    refused(&view, 0, 0, 1, MMF_EINVAL, "no element has a size of 0 bytes");
    if (sizeof(size_t) == 8)
        refused(&view, 0, SIZE_MAX - 3, 1, MMF_EINVAL, "no element has");
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void an_array_that_does_not_fit_is_not_written(void **state)
{
    static const struct {
        int64_t position;
        size_t size;
        int64_t count;
    } wrong[] = {{0, 1, 41},        {39, 2, 1},        {1, 2, 20},
                 {0, 4, 11},        {33, 6, 1},        {0, 6, 6},
                 {0, 41, 1},        {0, 4, INT64_MAX}, {0, 4, 1LL << 62},
                 {0, 4, INT32_MAX}, {0, 16, 1LL << 60}};
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_status(mmf_view_write_array(&view, wrong[i].position, array,
                                           wrong[i].size, wrong[i].count),
                      MMF_ERANGE);
        assert_int_equal(fake_run(&view, 0, 0), SIZE);
    }
    assert_status(mmf_view_write_array(&view, 33, array, 6, 1), MMF_ERANGE);
    assert_detail(MMF_ERANGE, writing,
                  "1 elements, 8 bytes each, at position 33 run past the "
                  "view's 40 bytes");
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void missing_pointers_are_invalid(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    int64_t read = -1;

    (void)state;
    refused(NULL, 0, 4, 1, MMF_EINVAL, "a pointer is NULL");
    assert_status(mmf_view_read_array(&view, 0, NULL, 4, 0, &read), MMF_EINVAL);
    assert_detail(MMF_EINVAL, reading, "array is NULL");
    assert_int_equal(read, 0);
    assert_status(mmf_view_read_array(&view, 0, array, 4, 1, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, reading, "read is NULL");
    assert_status(mmf_view_write_array(&view, 0, NULL, 4, 0), MMF_EINVAL);
    assert_detail(MMF_EINVAL, writing, "array is NULL");
    assert_status(mmf_view_close(&view), MMF_OK);
    refused(&view, -1, 4, 1, MMF_EINVAL, "the view is closed");
}

static void the_view_must_allow_it(void **state)
{
    mmf_view reader = fake_view(SIZE, MMF_ACCESS_READ);
    mmf_view writer = fake_view(SIZE, MMF_ACCESS_WRITE);
    int64_t read = -1;

    (void)state;
    /* Where two things are wrong, .NET looks at the access first to read and
     * at the position first to write. */
    assert_status(mmf_view_read_array(&writer, -1, array, 4, 1, &read),
                  MMF_EACCES);
    assert_detail(MMF_EACCES, reading, "the view cannot be read");
    assert_int_equal(read, 0);
    assert_status(mmf_view_write_array(&reader, -1, array, 4, 1), MMF_ERANGE);
    assert_status(mmf_view_write_array(&reader, 0, array, 4, 100), MMF_EACCES);
    assert_detail(MMF_EACCES, writing, "the view cannot be written");
    assert_status(mmf_view_write_array(&writer, 0, array, 4, 1), MMF_OK);
    assert_status(mmf_view_read_array(&reader, 0, array, 4, 1, &read), MMF_OK);
    assert_status(mmf_view_close(&reader), MMF_OK);
    assert_status(mmf_view_close(&writer), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_position_outside_is_refused_also_for_no_elements),
        fake_test(elements_of_no_size_are_refused),
        fake_test(an_array_that_does_not_fit_is_not_written),
        fake_test(missing_pointers_are_invalid),
        fake_test(the_view_must_allow_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
