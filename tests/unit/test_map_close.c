/* SPDX-License-Identifier: MIT */
/*
 * mmf_map_close(): the end of names and of maps.
 */
#include "fake_test.h"

static void closing_nothing_does_nothing(void **state)
{
    (void)state;
    mmf_map_close(NULL);
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

static void the_last_handle_takes_the_name_along(void **state)
{
    mmf_map *creator = fake_map("a", 1, MMF_ACCESS_READ_WRITE);
    mmf_map *opener = POISON_MAP;

    (void)state;
    assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, &opener),
                  MMF_OK);
    mmf_map_close(creator);
    assert_true(fake_os_name_exists("/a"));
    mmf_map_close(opener);
    assert_false(fake_os_name_exists("/a"));
}

static void a_view_outlives_its_map_without_the_name(void **state)
{
    mmf_map *map = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    mmf_map *again;
    mmf_view view;

    (void)state;
    assert_status(mmf_view_open(map, 0, 10, MMF_ACCESS_READ_WRITE, &view),
                  MMF_OK);
    mmf_map_close(map);
    assert_status(mmf_view_write_u8(&view, 9, 77), MMF_OK);
    assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, &again),
                  MMF_ENOENT);
    /* The name is free, and what it now stands for is another map. */
    again = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    assert_int_equal(view.bytes[9], 77);
    mmf_map_close(again);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void a_name_made_again_begins_with_zeros(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        mmf_map *map = fake_map("a", 100, MMF_ACCESS_READ_WRITE);
        mmf_view view;

        assert_status(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view),
                      MMF_OK);
        assert_int_equal(fake_run(&view, 0, 0), 100);
        fake_fill(&view, 0xEE);
        assert_status(mmf_view_close(&view), MMF_OK);
        mmf_map_close(map);
    }
}

static void two_maps_of_one_name_share_their_bytes(void **state)
{
    mmf_map *creator = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    mmf_map *opener = POISON_MAP;
    mmf_view mine;
    mmf_view theirs;

    (void)state;
    assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, &opener),
                  MMF_OK);
    assert_status(mmf_view_open(creator, 0, 10, MMF_ACCESS_WRITE, &mine),
                  MMF_OK);
    assert_status(mmf_view_open(opener, 5, 5, MMF_ACCESS_READ, &theirs),
                  MMF_OK);
    assert_status(mmf_view_write_u8(&mine, 7, 42), MMF_OK);
    assert_int_equal(theirs.bytes[2], 42);
    assert_status(mmf_view_close(&mine), MMF_OK);
    assert_status(mmf_view_close(&theirs), MMF_OK);
    mmf_map_close(opener);
    mmf_map_close(creator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(closing_nothing_does_nothing),
        fake_test(the_last_handle_takes_the_name_along),
        fake_test(a_view_outlives_its_map_without_the_name),
        fake_test(a_name_made_again_begins_with_zeros),
        fake_test(two_maps_of_one_name_share_their_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
