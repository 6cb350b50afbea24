/* SPDX-License-Identifier: MIT */
/*
 * Structs: their bytes as they are at any position, and what is refused.
 */
#include "fake_test.h"

enum {
    SIZE = 40
};

static const char reading[] = "mmf_view_read_struct";
static const char writing[] = "mmf_view_write_struct";

static void any_size_goes_to_any_position_and_back(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    unsigned char given[SIZE], seen[SIZE];

    (void)state;
    for (size_t i = 0; i < SIZE; i++)
        given[i] = (unsigned char)(i + 100);
    for (size_t size = 1; size <= SIZE; size++)
        for (int64_t at = 0; at <= SIZE - (int64_t)size; at++) {
            const int64_t end = at + (int64_t)size;

            memset(seen, 0, sizeof seen);
            fake_fill(&view, POISON_BYTE);
            assert_status(mmf_view_write_struct(&view, at, given, size),
                          MMF_OK);
            assert_memory_equal(view.bytes + at, given, size);
            assert_int_equal(fake_run(&view, 0, POISON_BYTE), at);
            assert_int_equal(fake_run(&view, end, POISON_BYTE), SIZE - end);
            assert_status(mmf_view_read_struct(&view, at, seen, size), MMF_OK);
            assert_memory_equal(seen, given, size);
            assert_int_equal(seen[size % SIZE], size < SIZE ? 0 : given[0]);
        }
    assert_status(mmf_view_close(&view), MMF_OK);
}

/* Calls both, asserts the same answer of them, and that nothing was done. */
static void refused(const mmf_view *view, int64_t position, size_t size,
                    int status, const char *hint)
{
    unsigned char bytes[8] = {1, 1, 1, 1, 1, 1, 1, 1};

    assert_status(mmf_view_read_struct(view, position, bytes, size), status);
    assert_detail(status, reading, hint);
    assert_int_equal(bytes[0], 1);
    assert_status(mmf_view_write_struct(view, position, bytes, size), status);
    assert_detail(status, writing, hint);
    if (view != NULL && view->bytes != NULL)
        assert_int_equal(fake_run(view, 0, 0), view->size);
}

static void a_struct_outside_is_refused(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    refused(&view, -1, 8, MMF_ERANGE, "position -1 is negative");
    refused(&view, INT64_MIN, 8, MMF_ERANGE, "is negative");
    refused(&view, SIZE, 8, MMF_ERANGE,
            "position 40 is at or beyond the end of the view's 40 bytes");
    refused(&view, INT64_MAX, 8, MMF_ERANGE, "is at or beyond");
    refused(&view, SIZE - 7, 8, MMF_ERANGE,
            "8 bytes at position 33 run past the view's 40");
    refused(&view, SIZE - 1, 2, MMF_ERANGE, "2 bytes at position 39 run past");
    refused(&view, 0, SIZE + 1, MMF_ERANGE, "41 bytes at position 0 run past");
    refused(&view, 0, SIZE_MAX, MMF_ERANGE, "at position 0 run past");
    refused(&view, 1, SIZE_MAX, MMF_ERANGE, "at position 1 run past");
    refused(&view, 0, 0, MMF_EINVAL, "the struct has no bytes");
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void missing_pointers_are_invalid(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    refused(NULL, 0, 8, MMF_EINVAL, "a pointer is NULL");
    assert_status(mmf_view_read_struct(&view, 0, NULL, 8), MMF_EINVAL);
    assert_detail(MMF_EINVAL, reading, "the struct is NULL");
    assert_status(mmf_view_write_struct(&view, 0, NULL, 8), MMF_EINVAL);
    assert_detail(MMF_EINVAL, writing, "the struct is NULL");
    assert_status(mmf_view_close(&view), MMF_OK);
    refused(&view, -1, 8, MMF_EINVAL, "the view is closed");
}

static void the_view_must_allow_it(void **state)
{
    mmf_view reader = fake_view(SIZE, MMF_ACCESS_READ);
    mmf_view writer = fake_view(SIZE, MMF_ACCESS_WRITE);
    uint64_t value = 7;

    (void)state;
    /* A negative position comes before the access, and the access before
     * whatever else is wrong with the position, as in .NET. */
    assert_status(mmf_view_read_struct(&writer, -1, &value, 8), MMF_ERANGE);
    assert_status(mmf_view_read_struct(&writer, SIZE, &value, 8), MMF_EACCES);
    assert_detail(MMF_EACCES, reading, "the view cannot be read");
    assert_status(mmf_view_write_struct(&reader, -1, &value, 8), MMF_ERANGE);
    assert_status(mmf_view_write_struct(&reader, SIZE, &value, 8), MMF_EACCES);
    assert_detail(MMF_EACCES, writing, "the view cannot be written");
    assert_int_equal(value, 7);
    assert_status(mmf_view_write_struct(&writer, 0, &value, 8), MMF_OK);
    assert_status(mmf_view_read_struct(&reader, 0, &value, 8), MMF_OK);
    assert_int_equal(value, 0);
    assert_status(mmf_view_close(&reader), MMF_OK);
    assert_status(mmf_view_close(&writer), MMF_OK);
}

static void a_refusal_is_never_a_success(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(mmf_view_refuse_struct(&view, 0, "", 1, MMF_ACCESS_READ),
                  MMF_ERANGE);
    assert_status(mmf_view_refuse_struct(&view, 0, NULL, 1, MMF_ACCESS_READ),
                  MMF_EINVAL);
    view.access = MMF_ACCESS_READ;
    assert_status(mmf_view_refuse_struct(&view, 0, "", 1, MMF_ACCESS_WRITE),
                  MMF_EACCES);
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(any_size_goes_to_any_position_and_back),
        fake_test(a_struct_outside_is_refused),
        fake_test(missing_pointers_are_invalid),
        fake_test(the_view_must_allow_it),
        fake_test(a_refusal_is_never_a_success),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
