/* SPDX-License-Identifier: MIT */
/*
 * Views that cannot be: outside their map, or larger than memory can be
 * addressed.
 */
#include "fake_test.h"

static const char operation[] = "mmf_view_open";

static int open_at(const mmf_map *map, int64_t offset, int64_t size,
                   mmf_view *view)
{
    memset(view, POISON_BYTE, sizeof *view);
    return mmf_view_open(map, offset, size, MMF_ACCESS_READ_WRITE, view);
}

static bool is_closed(const mmf_view *view)
{
    static const mmf_view closed;

    return memcmp(view, &closed, sizeof closed) == 0;
}

static const struct {
    int64_t offset;
    int64_t size;
    const char *hint;
} wrong[] = {
    {-1, 10, "offset -1 is negative"},
    {INT64_MIN, 10, "offset -9223372036854775808 is negative"},
    {0, -1, "size -1 is negative"},
    {0, INT64_MIN, "size -9223372036854775808 is negative"},
    {-2, -3, "offset -2 is negative"},
    {0, 8097,
     "view longer than the map: 8097 bytes at 0, the map has "
     "8096"},
    {1, 8096, "8096 bytes at 1, the map has 8096"},
    {8096, 1, "1 bytes at 8096, the map has 8096"},
    {8097, 0, "offset 8097 lies beyond the map's 8096 bytes"},
    {INT64_MAX, 0, "offset 9223372036854775807 lies beyond"},
    {INT64_MAX, 1, "offset 9223372036854775807 lies beyond"},
    {INT64_MAX, INT64_MAX, "offset 9223372036854775807 lies"},
    {1, INT64_MAX, "9223372036854775807 bytes at 1"},
};

static void a_place_outside_the_map_is_refused(void **state)
{
    mmf_map *map = fake_map(NULL, 8096, MMF_ACCESS_READ_WRITE);
    mmf_view view;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_status(open_at(map, wrong[i].offset, wrong[i].size, &view),
                      MMF_ERANGE);
        assert_true(is_closed(&view));
        assert_detail(MMF_ERANGE, operation, wrong[i].hint);
    }
    assert_int_equal(fake_os_calls(FAKE_MAP), 0);
    mmf_map_close(map);
}

static void what_cannot_be_addressed_is_too_big(void **state)
{
    const mmf_options sparse = {.flags = MMF_DELAY_ALLOCATE_PAGES};
    mmf_map *map = POISON_MAP;
    mmf_view view;

    (void)state;
    fake_os_caps()->section_max = INT64_MAX;
    assert_status(mmf_create_new(NULL, INT64_MAX, &sparse, &map), MMF_OK);
    assert_status(open_at(map, 0, INT64_MAX, &view), MMF_ETOOBIG);
    assert_true(is_closed(&view));
    assert_detail(MMF_ETOOBIG, operation,
                  "a view of 9223372036854775807 bytes is larger than");
    assert_status(open_at(map, 1, 0, &view), MMF_ETOOBIG);
    assert_int_equal(fake_os_calls(FAKE_MAP), 0);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_place_outside_the_map_is_refused),
        fake_test(what_cannot_be_addressed_is_too_big),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
