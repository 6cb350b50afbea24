/* SPDX-License-Identifier: MIT */
/*
 * mmf_view_span(): one check, then a pointer.
 */
#include "fake_test.h"

static const char operation[] = "mmf_view_span";

static unsigned char poison[1];

static int span(const mmf_view *view, int64_t position, int64_t length,
                uint32_t access, unsigned char **out)
{
    *out = poison;
    return mmf_view_span(view, position, length, access, out);
}

static void a_span_inside_is_a_pointer_to_its_bytes(void **state)
{
    static const int64_t places[][2] = {{0, 10}, {0, 0}, {9, 1},
                                        {10, 0}, {3, 4}, {1, 9}};
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);
    unsigned char *bytes;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        assert_status(span(&view, places[i][0], places[i][1],
                           MMF_ACCESS_READ_WRITE, &bytes),
                      MMF_OK);
        assert_ptr_equal(bytes, view.bytes + places[i][0]);
    }
    assert_status(mmf_view_close(&view), MMF_OK);
}

static const struct {
    int64_t position;
    int64_t length;
    const char *hint;
} wrong[] = {
    {-1, 1, "position -1 is negative"},
    {0, -1, "length -1 is negative"},
    {-1, -1, "position -1 is negative"},
    {0, 11, "11 bytes at position 0 run past the view's 10"},
    {9, 2, "2 bytes at position 9 run past the view's 10"},
    {10, 1, "position 10 is at or beyond the end of the view's 10 bytes"},
    {11, 0, "position 11 is at or beyond the end of the view's 10 bytes"},
    {1, INT64_MAX, "9223372036854775807 bytes at position 1 run past"},
    {INT64_MAX, INT64_MAX, "position 9223372036854775807 is at or beyond"},
    {INT64_MIN, INT64_MAX, "position -9223372036854775808 is negative"},
};

static void a_span_outside_is_refused(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);
    unsigned char *bytes;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_status(span(&view, wrong[i].position, wrong[i].length,
                           MMF_ACCESS_READ, &bytes),
                      MMF_ERANGE);
        assert_null(bytes);
        assert_detail(MMF_ERANGE, operation, wrong[i].hint);
    }
    assert_status(mmf_view_close(&view), MMF_OK);
}

static const struct {
    uint32_t view;
    uint32_t asked;
    int status;
    const char *hint;
} rows[] = {
    {MMF_ACCESS_READ, MMF_ACCESS_READ, MMF_OK, ""},
    {MMF_ACCESS_READ, MMF_ACCESS_WRITE, MMF_EACCES, "cannot be written"},
    {MMF_ACCESS_READ, MMF_ACCESS_READ_WRITE, MMF_EACCES,
     "the view cannot be read and written"},
    {MMF_ACCESS_WRITE, MMF_ACCESS_READ, MMF_EACCES, "cannot be read"},
    {MMF_ACCESS_WRITE, MMF_ACCESS_WRITE, MMF_OK, ""},
    {MMF_ACCESS_WRITE, MMF_ACCESS_READ_WRITE, MMF_EACCES,
     "the view cannot be read and written"},
    {MMF_ACCESS_COPY_ON_WRITE, MMF_ACCESS_READ_WRITE, MMF_OK, ""},
    {MMF_ACCESS_READ_EXECUTE, MMF_ACCESS_READ, MMF_OK, ""},
    {MMF_ACCESS_READ_EXECUTE, MMF_ACCESS_WRITE, MMF_EACCES, "be written"},
    {MMF_ACCESS_READ_WRITE_EXECUTE, MMF_ACCESS_READ_WRITE, MMF_OK, ""},
};

static void the_view_must_allow_what_is_asked(void **state)
{
    unsigned char *bytes;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        mmf_view view = fake_view(10, rows[i].view);

        assert_status(span(&view, 0, 10, rows[i].asked, &bytes),
                      rows[i].status);
        assert_ptr_equal(bytes, rows[i].status == MMF_OK ? view.bytes : NULL);
        if (rows[i].status != MMF_OK)
            assert_detail(MMF_EACCES, operation, rows[i].hint);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
}

static void an_access_that_is_no_use_is_refused_first(void **state)
{
    static const uint32_t accesses[] = {3, 4, 5, 6, UINT32_MAX};
    unsigned char *bytes;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        assert_status(span(NULL, -1, -1, accesses[i], &bytes), MMF_EINVAL);
        assert_null(bytes);
    }
    assert_detail(MMF_EINVAL, operation, "access 4294967295 is none of");
}

static void missing_pointers_are_invalid(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);
    unsigned char *bytes;

    (void)state;
    assert_status(mmf_view_span(&view, 0, 1, MMF_ACCESS_READ, NULL),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "a pointer is NULL");
    assert_status(span(NULL, 0, 1, MMF_ACCESS_READ, &bytes), MMF_EINVAL);
    assert_null(bytes);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void a_refusal_is_never_a_success(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(mmf_view_refuse(NULL, 0, 1, MMF_ACCESS_READ), MMF_EINVAL);
    assert_status(mmf_view_refuse(&view, 0, 1, MMF_ACCESS_READ), MMF_ERANGE);
    view.access = MMF_ACCESS_READ;
    assert_status(mmf_view_refuse(&view, 0, 1, MMF_ACCESS_WRITE), MMF_EACCES);
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_span_inside_is_a_pointer_to_its_bytes),
        fake_test(a_span_outside_is_refused),
        fake_test(the_view_must_allow_what_is_asked),
        fake_test(an_access_that_is_no_use_is_refused_first),
        fake_test(missing_pointers_are_invalid),
        fake_test(a_refusal_is_never_a_success),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
