/* SPDX-License-Identifier: MIT */
/*
 * What mmf_text_read() and mmf_text_capacity() refuse, and the sizes of the
 * result struct.
 */
#include "text_test.h"

static const char operation[] = "mmf_text_read";

static void wrong_arguments_are_named(void **state)
{
    mmf_view writer = fake_view(100, MMF_ACCESS_WRITE);
    mmf_view closed = {0};
    char seen[8];

    (void)state;
    assert_status(mmf_text_read(NULL, NULL, NULL, seen, 8, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "the view is NULL");
    assert_status(mmf_text_read(&closed, NULL, NULL, seen, 8, NULL),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "the view is closed");
    assert_status(mmf_text_read(&writer, NULL, NULL, seen, 8, NULL),
                  MMF_EACCES);
    assert_detail(MMF_EACCES, operation, "the view cannot be read");
    assert_status(mmf_text_read(&view, NULL, HOW(3), seen, 8, NULL),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "policy 3 is no mmf_text_policy");
    assert_status(mmf_text_read(&view, NULL, NULL, NULL, 8, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "buffer");
    assert_status(mmf_view_close(&writer), MMF_OK);
}

static void a_refused_read_leaves_an_empty_text(void **state)
{
    char seen[8] = "old";

    (void)state;
    assert_status(mmf_text_read(NULL, NULL, NULL, seen, 8, NULL), MMF_EINVAL);
    assert_string_equal(seen, "");
}

static void an_unknown_result_is_refused_and_not_written(void **state)
{
    struct {
        mmf_text_result known;
        unsigned char tail[8];
    } longer;
    char seen[8];

    (void)state;
    lay(0, NULL, 0);
    memset(&longer, POISON_BYTE, sizeof longer);
    longer.known.size = sizeof(mmf_text_result) - 1;
    assert_status(mmf_text_read(&view, NULL, NULL, seen, 8, &longer.known),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "size 55 of the result");
    assert_int_equal(longer.known.count & 0xFF, POISON_BYTE);
    longer.known.size = sizeof longer;
    assert_status(mmf_text_read(&view, NULL, NULL, seen, 8, &longer.known),
                  MMF_EINVAL);
    memset(longer.tail, 0, sizeof longer.tail);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, 8, &longer.known),
                  MMF_OK);
    assert_int_equal(longer.known.size, sizeof longer);
    assert_int_equal(longer.known.count, 0);
}

static void capacity_is_what_fits(void **state)
{
    static const struct {
        int64_t size;
        int64_t units;
    } rows[] = {{10, 0}, {11, 0}, {12, 1}, {13, 1}, {8096, 4043}, {8192, 4091}};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        mmf_view small = fake_view(rows[i].size, MMF_ACCESS_READ);
        int64_t units = 99;

        assert_status(mmf_text_capacity(&small, NULL, &units), MMF_OK);
        assert_int_equal(units, rows[i].units);
        assert_status(mmf_view_close(&small), MMF_OK);
    }
}

static void capacity_asks_for_no_certain_access(void **state)
{
    (void)state;
    for (uint32_t access = 0; access < 6; access++) {
        mmf_view small = fake_view(20, access);
        int64_t units = 99;

        assert_status(mmf_text_capacity(&small, NULL, &units), MMF_OK);
        assert_int_equal(units, 5);
        assert_status(mmf_view_close(&small), MMF_OK);
    }
}

static void capacity_refuses_what_it_cannot_tell(void **state)
{
    mmf_view tiny = fake_view(9, MMF_ACCESS_READ);
    mmf_view closed = {0};
    int64_t units = 99;

    (void)state;
    assert_status(mmf_text_capacity(&tiny, NULL, &units), MMF_ERANGE);
    assert_int_equal(units, 0);
    assert_detail(MMF_ERANGE, "mmf_text_capacity",
                  "units at 10 does not lie inside the view's 9");
    units = 99;
    assert_status(mmf_text_capacity(&closed, NULL, &units), MMF_EINVAL);
    assert_int_equal(units, 0);
    units = 99;
    assert_status(mmf_text_capacity(NULL, NULL, &units), MMF_EINVAL);
    assert_int_equal(units, 0);
    assert_status(mmf_text_capacity(&tiny, NULL, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_capacity", "units is NULL");
    assert_status(mmf_view_close(&tiny), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(wrong_arguments_are_named),
        text_test(a_refused_read_leaves_an_empty_text),
        text_test(an_unknown_result_is_refused_and_not_written),
        text_test(capacity_is_what_fits),
        text_test(capacity_asks_for_no_certain_access),
        text_test(capacity_refuses_what_it_cannot_tell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
