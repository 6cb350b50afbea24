/* SPDX-License-Identifier: MIT */
/*
 * Mode, owner and group: how they reach the system, at creation and later, and
 * come back.  Who refuses what is in test_security_refused.c, descriptors are
 * in test_security_text.c.
 */
#include "fake_test.h"

static mmf_map *map_with(const mmf_security *security)
{
    const mmf_options options = {.security = security};
    mmf_map *map = NULL;

    assert_status(mmf_create_new("a", 10, &options, &map), MMF_OK);
    return map;
}

static mmf_security told(const mmf_map *map)
{
    mmf_security now;

    memset(&now, POISON_BYTE, sizeof now);
    now.size = 0;
    assert_status(mmf_security_get(map, &now), MMF_OK);
    assert_int_equal(now.parts, MMF_SECURITY_ACCESS | MMF_SECURITY_OWNER |
                                    MMF_SECURITY_GROUP);
    assert_int_equal(now.size | now.reserved, 0);
    assert_null(now.sddl);
    return now;
}

static void a_creator_names_the_parts_it_means(void **state)
{
    const mmf_security given = {.parts = MMF_SECURITY_GROUP, .group = 6};
    mmf_map *map = map_with(&given);

    (void)state;
    assert_int_equal(fake_os_last_wish()->protection.parts, MMF_OS_GROUP);
    assert_int_equal(told(map).mode, 0600);
    assert_int_equal(told(map).owner, 0);
    assert_int_equal(told(map).group, 6);
    mmf_map_close(map);
}

static void a_mode_of_nothing_is_a_mode(void **state)
{
    const mmf_security given = {.parts = MMF_SECURITY_ACCESS};
    mmf_map *map = map_with(&given);

    (void)state;
    assert_int_equal(told(map).mode, 0);
    mmf_map_close(map);
}

static void a_protection_of_zeros_is_the_default(void **state)
{
    const mmf_security given = {0};
    mmf_map *map = map_with(&given);

    (void)state;
    assert_int_equal(fake_os_last_wish()->protection.parts, 0);
    assert_int_equal(told(map).mode, 0600);
    mmf_map_close(map);
}

static void create_or_open_protects_only_what_it_creates(void **state)
{
    const mmf_security given = {.parts = MMF_SECURITY_ACCESS, .mode = 0666};
    const mmf_options options = {.security = &given};
    mmf_map *map = NULL;
    mmf_map *again = NULL;

    (void)state;
    assert_status(mmf_create_or_open("a", 10, &options, &map, NULL), MMF_OK);
    assert_int_equal(told(map).mode, 0666);
    mmf_map_close(map);
    map = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    assert_status(mmf_create_or_open("a", 10, &options, &again, NULL), MMF_OK);
    assert_int_equal(told(again).mode, 0600);
    mmf_map_close(again);
    mmf_map_close(map);
}

static void each_part_can_change_by_itself(void **state)
{
    static const struct {
        mmf_security change;
        uint32_t mode, owner, group;
    } rows[] = {
        {{.parts = MMF_SECURITY_ACCESS, .mode = 0640}, 0640, 0, 0},
        {{.parts = MMF_SECURITY_OWNER, .owner = 5}, 0640, 5, 0},
        {{.parts = MMF_SECURITY_GROUP, .group = 6}, 0640, 5, 6},
        {{.parts = MMF_SECURITY_ACCESS | MMF_SECURITY_OWNER, .mode = 0444},
         0444,
         0,
         6},
    };
    mmf_map *map = fake_map("a", 10, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_status(mmf_security_set(map, &rows[i].change), MMF_OK);
        assert_int_equal(told(map).mode, rows[i].mode);
        assert_int_equal(told(map).owner, rows[i].owner);
        assert_int_equal(told(map).group, rows[i].group);
    }
    mmf_map_close(map);
}

static void what_is_told_can_be_set_again(void **state)
{
    mmf_map *map = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    mmf_security now = told(map);

    (void)state;
    now.mode = 0664;
    assert_status(mmf_security_set(map, &now), MMF_OK);
    assert_int_equal(told(map).mode, 0664);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_creator_names_the_parts_it_means),
        fake_test(a_mode_of_nothing_is_a_mode),
        fake_test(a_protection_of_zeros_is_the_default),
        fake_test(create_or_open_protects_only_what_it_creates),
        fake_test(each_part_can_change_by_itself),
        fake_test(what_is_told_can_be_set_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
