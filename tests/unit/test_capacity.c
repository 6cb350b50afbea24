/* SPDX-License-Identifier: MIT */
/*
 * Capacities: which are refused before the system is asked, and what becomes of
 * those that it rounds.
 */
#include "fake_test.h"

static const char operation[] = "mmf_create_new";

static int create(const char *name, int64_t capacity, mmf_map **map)
{
    *map = POISON_MAP;
    return mmf_create_new(name, capacity, NULL, map);
}

static void a_system_may_round_the_size(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_round_sizes(4096);
    assert_status(create("a", 8096, &map), MMF_OK);
    assert_int_equal(mmf_map_size(map), 8192);
    mmf_map_close(map);
}

static void a_capacity_must_be_more_than_nothing(void **state)
{
    static const int64_t capacities[] = {0, -1, INT64_MIN};
    mmf_map *map;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(capacities); i++) {
        assert_status(create("a", capacities[i], &map), MMF_ERANGE);
        assert_null(map);
    }
    assert_detail(MMF_ERANGE, operation, "capacity -9223372036854775808:");
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

static void more_than_the_system_can_hold_is_not_asked_for(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_caps()->section_max = 9000;
    assert_status(create("a", 9000, &map), MMF_OK);
    mmf_map_close(map);
    assert_status(create("a", 9001, &map), MMF_ETOOBIG);
    assert_null(map);
    assert_detail(MMF_ETOOBIG, operation,
                  "capacity 9001: this system ends at 9000");
    assert_status(create("a", INT64_MAX, &map), MMF_ETOOBIG);
    assert_int_equal(fake_os_calls(FAKE_SECTION_CREATE), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_system_may_round_the_size),
        fake_test(a_capacity_must_be_more_than_nothing),
        fake_test(more_than_the_system_can_hold_is_not_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
