/* SPDX-License-Identifier: MIT */
/*
 * mmf_create_or_open() among other processes: names that come and go between
 * its two calls, and its patience.  Refusals are in
 * test_create_or_open_refused.c.
 */
#include "fake_test.h"

static const char operation[] = "mmf_create_or_open";

static int call(int32_t wait_ms, mmf_map **map, int *how)
{
    const mmf_options options = {.wait_ms = wait_ms};

    *map = POISON_MAP;
    *how = 99;
    return mmf_create_or_open("a", 10, &options, map, how);
}

/* Another process closes its map, once. */
static void vanish(void *context)
{
    mmf_map **other = context;

    mmf_map_close(*other);
    *other = NULL;
}

/* Another process creates the map, if there is none. */
static void appear(void *context)
{
    mmf_map **other = context;

    if (*other == NULL)
        *other = fake_map("a", 77, MMF_ACCESS_READ_WRITE);
}

static void a_name_that_vanishes_in_between_is_created(void **state)
{
    mmf_map *other = fake_map("a", 77, MMF_ACCESS_READ_WRITE);
    mmf_map *map;
    int how;

    (void)state;
    fake_os_before(FAKE_SECTION_OPEN, vanish, &other);
    assert_status(call(0, &map, &how), MMF_OK);
    assert_int_equal(how, MMF_CREATED);
    assert_int_equal(mmf_map_size(map), 10);
    assert_int_equal(fake_os_calls(FAKE_SECTION_OPEN), 1);
    mmf_map_close(map);
}

static void a_name_that_appears_in_between_is_opened(void **state)
{
    mmf_map *other = NULL;
    mmf_map *map;
    int how;

    (void)state;
    fake_os_before(FAKE_SECTION_CREATE, appear, &other);
    assert_status(call(0, &map, &how), MMF_OK);
    assert_int_equal(how, MMF_OPENED);
    assert_int_equal(mmf_map_size(map), 77);
    mmf_map_close(map);
    mmf_map_close(other);
}

static void a_name_that_never_rests_ends_the_patience(void **state)
{
    mmf_map *other = NULL;
    mmf_map *map;
    int how;

    (void)state;
    fake_os_before(FAKE_SECTION_CREATE, appear, &other);
    fake_os_before(FAKE_SECTION_OPEN, vanish, &other);
    assert_status(call(40, &map, &how), MMF_EBUSY);
    assert_null(map);
    assert_int_equal(how, 0);
    assert_detail(MMF_EBUSY, operation, "\"a\" was in transition");
    assert_in_range(fake_os_now_ms(), 40, 42);
}

static void without_patience_one_round_is_all(void **state)
{
    mmf_map *other = NULL;
    mmf_map *map;
    int how;

    (void)state;
    fake_os_before(FAKE_SECTION_CREATE, appear, &other);
    fake_os_before(FAKE_SECTION_OPEN, vanish, &other);
    assert_status(call(-1, &map, &how), MMF_EBUSY);
    assert_int_equal(fake_os_calls(FAKE_SECTION_CREATE), 1);
    assert_int_equal(fake_os_now_ms(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_name_that_vanishes_in_between_is_created),
        fake_test(a_name_that_appears_in_between_is_opened),
        fake_test(a_name_that_never_rests_ends_the_patience),
        fake_test(without_patience_one_round_is_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
