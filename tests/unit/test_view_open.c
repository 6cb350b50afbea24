/* SPDX-License-Identifier: MIT */
/*
 * mmf_view_open(): where a view may lie in its map, and in test_view_place.c
 * where not.  What it may do there is in test_view_access.c, its alignment in
 * test_view_align.c.
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

static void a_view_has_the_size_that_was_asked(void **state)
{
    static const int64_t places[][2] = {{0, 8096}, {0, 1},    {1, 8095},
                                        {10, 100}, {8095, 1}, {4096, 4000}};
    mmf_map *map = fake_map(NULL, 8096, MMF_ACCESS_READ_WRITE);
    mmf_view view;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        assert_status(open_at(map, places[i][0], places[i][1], &view), MMF_OK);
        assert_int_equal(view.size, places[i][1]);
        assert_int_equal(view.access, MMF_ACCESS_READ_WRITE);
        fake_fill(&view, 0x77);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
    mmf_map_close(map);
}

static void size_0_reaches_to_the_end(void **state)
{
    mmf_map *map = fake_map(NULL, 8096, MMF_ACCESS_READ_WRITE);
    mmf_view view;

    (void)state;
    assert_status(open_at(map, 0, 0, &view), MMF_OK);
    assert_int_equal(view.size, 8096);
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_status(open_at(map, 8095, 0, &view), MMF_OK);
    assert_int_equal(view.size, 1);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

static void the_end_itself_is_an_empty_view(void **state)
{
    mmf_map *map = fake_map(NULL, 8096, MMF_ACCESS_READ_WRITE);
    uint8_t byte = 7;
    mmf_view view;

    (void)state;
    assert_status(open_at(map, 8096, 0, &view), MMF_OK);
    assert_non_null(view.bytes);
    assert_int_equal(view.size, 0);
    assert_status(mmf_view_read_u8(&view, 0, &byte), MMF_ERANGE);
    assert_status(mmf_view_flush(&view), MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_true(is_closed(&view));
    assert_int_equal(fake_os_calls(FAKE_MAP), 0);
    mmf_map_close(map);
}

static void a_rounded_map_is_viewed_to_its_last_page(void **state)
{
    mmf_map *map;
    mmf_view view;

    (void)state;
    fake_os_round_sizes(4096);
    map = fake_map(NULL, 8096, MMF_ACCESS_READ_WRITE);
    assert_status(open_at(map, 0, 0, &view), MMF_OK);
    assert_int_equal(view.size, 8192);
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_status(open_at(map, 0, 8192, &view), MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_status(open_at(map, 0, 8193, &view), MMF_ERANGE);
    mmf_map_close(map);
}

static void missing_pointers_are_named(void **state)
{
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);
    mmf_view view;

    (void)state;
    assert_status(open_at(NULL, 0, 1, &view), MMF_EINVAL);
    assert_true(is_closed(&view));
    assert_detail(MMF_EINVAL, operation, "map is NULL");
    assert_status(mmf_view_open(map, 0, 1, MMF_ACCESS_READ, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "out is NULL");
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_view_has_the_size_that_was_asked),
        fake_test(size_0_reaches_to_the_end),
        fake_test(the_end_itself_is_an_empty_view),
        fake_test(a_rounded_map_is_viewed_to_its_last_page),
        fake_test(missing_pointers_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
