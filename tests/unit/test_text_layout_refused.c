/* SPDX-License-Identifier: MIT */
/*
 * Layouts that cannot be: parts outside the view or on each other, and structs
 * of unknown sizes.
 */
#include "fake_test.h"

enum {
    SIZE = 64
};

static const uint16_t units[] = {0x1122, 0x3344, 0xD800};

static const struct {
    mmf_text_layout layout;
    int status;
    const char *hint;
} refused[] = {
    {{0, 0, 0, 0, -1, -1}, MMF_EINVAL, "count at 0 lies on the units at 0"},
    {{0, 0, 0, 3, -1, -1}, MMF_EINVAL, "count at 0 lies on the units at 3"},
    {{0, 0, 1, 0, -1, -1}, MMF_EINVAL, "count at 1 lies on the units at 0"},
    {{0, 0, -1, 10, -1, -1}, MMF_ERANGE, "count at -1 does not lie"},
    {{0, 0, 61, 10, -1, -1}, MMF_ERANGE, "count at 61 does not lie"},
    {{0, 0, INT64_MAX, 0, -1, -1}, MMF_ERANGE, "count at 9223372036854775807"},
    {{0, 0, INT64_MIN, 0, -1, -1}, MMF_ERANGE, "count at -9223372036854775808"},
    {{0, 0, 0, -1, -1, -1}, MMF_ERANGE, "units at -1 does not lie inside"},
    {{0, 0, 0, 65, -1, -1}, MMF_ERANGE, "units at 65 does not lie inside"},
    {{0, 0, 0, INT64_MAX, -1, -1}, MMF_ERANGE, "the view's 64 bytes"},
    {{0, 1, 0, 10, -1, -1}, MMF_EINVAL, "reserved of the layout is 1, not 0"},
    {{39, 0, 0, 10, -1, -1}, MMF_EINVAL, "size 39 of the layout"},
};

static void what_cannot_be_is_refused(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(refused); i++) {
        const mmf_text_layout *layout = &refused[i].layout;
        char seen[8];

        assert_status(mmf_text_write(&view, layout, NULL, "a", 1),
                      refused[i].status);
        assert_status(mmf_text_write_utf16(&view, layout, NULL, units, 1),
                      refused[i].status);
        assert_status(mmf_text_read(&view, layout, NULL, seen, 8, NULL),
                      refused[i].status);
        assert_detail(refused[i].status, "mmf_text_read", refused[i].hint);
        assert_int_equal(fake_run(&view, 0, 0), SIZE);
    }
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void a_longer_layout_may_end_in_zeros_only(void **state)
{
    struct {
        mmf_text_layout known;
        unsigned char tail[8];
    } longer = {MMF_TEXT_LAYOUT_ARTICLE, {0}};
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    longer.known.size = sizeof longer;
    assert_status(mmf_text_write(&view, &longer.known, NULL, "a", 1), MMF_OK);
    assert_int_equal(view.bytes[10], 'a');
    longer.tail[7] = 1;
    assert_status(mmf_text_write(&view, &longer.known, NULL, "b", 1),
                  MMF_EINVAL);
    assert_int_equal(view.bytes[10], 'a');
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(what_cannot_be_is_refused),
        fake_test(a_longer_layout_may_end_in_zeros_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
