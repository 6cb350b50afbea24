/* SPDX-License-Identifier: MIT */
/*
 * mmf_create_new(): what it refuses, in .NET's order, and what it asks of the
 * system.  Its capacity is in test_capacity.c, the system's answers in
 * test_answers.c.
 */
#include "fake_test.h"

static const char operation[] = "mmf_create_new";

static int create(const char *name, int64_t capacity, mmf_map **map)
{
    *map = POISON_MAP;
    return mmf_create_new(name, capacity, NULL, map);
}

static void a_map_has_its_size_and_its_name(void **state)
{
    mmf_map *map;

    (void)state;
    assert_status(create("Local\\a", 8096, &map), MMF_OK);
    assert_int_equal(mmf_map_size(map), 8096);
    assert_true(fake_os_name_exists("/a"));
    mmf_map_close(map);
    assert_false(fake_os_name_exists("/a"));
}

static void maps_without_a_name_are_independent(void **state)
{
    mmf_map *one;
    mmf_map *other;

    (void)state;
    assert_status(create(NULL, 1, &one), MMF_OK);
    assert_status(create(NULL, 1, &other), MMF_OK);
    assert_int_not_equal(mmf_map_handle(one), mmf_map_handle(other));
    mmf_map_close(one);
    mmf_map_close(other);
}

static void out_is_needed(void **state)
{
    (void)state;
    assert_status(mmf_create_new("a", 1, NULL, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "out is NULL");
}

static void a_map_cannot_be_write_only(void **state)
{
    const mmf_options options = {.access = MMF_ACCESS_WRITE};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_new("a", 1, &options, &map), MMF_EINVAL);
    assert_null(map);
    assert_detail(MMF_EINVAL, operation,
                  "access MMF_ACCESS_WRITE is for views");
}

static void every_other_access_reaches_the_system(void **state)
{
    static const uint32_t bits[] = {MMF_OS_READ | MMF_OS_WRITE,
                                    MMF_OS_READ,
                                    0,
                                    MMF_OS_COPY,
                                    MMF_OS_READ | MMF_OS_EXECUTE,
                                    MMF_OS_READ | MMF_OS_WRITE |
                                        MMF_OS_EXECUTE};

    (void)state;
    for (uint32_t i = 0; i < LENGTH_OF(bits); i++) {
        if (i == MMF_ACCESS_WRITE)
            continue;
        mmf_map_close(fake_map("a", 5, i));
        assert_int_equal(fake_os_last_wish()->access, bits[i]);
        assert_int_equal(fake_os_last_wish()->size, 5);
    }
}

static void the_first_wrong_argument_is_told(void **state)
{
    const mmf_options options = {.access = 9, .flags = 9};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_new("", 0, &options, &map), MMF_ENAME);
    assert_status(mmf_create_new("a", 0, &options, &map), MMF_ERANGE);
    assert_status(mmf_create_new("a", INT64_MAX, &options, &map), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "access 9");
    assert_null(map);
}

static void a_name_in_use_leaves_the_first_undisturbed(void **state)
{
    mmf_map *first = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    mmf_map *second;

    (void)state;
    assert_status(create("Global\\a", 20, &second), MMF_EEXIST);
    assert_null(second);
    assert_detail(MMF_EEXIST, operation,
                  "a map named \"Global\\a\" exists already");
    assert_int_equal(mmf_map_size(first), 10);
    assert_true(fake_os_name_exists("/a"));
    mmf_map_close(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_map_has_its_size_and_its_name),
        fake_test(maps_without_a_name_are_independent),
        fake_test(out_is_needed),
        fake_test(a_map_cannot_be_write_only),
        fake_test(every_other_access_reaches_the_system),
        fake_test(the_first_wrong_argument_is_told),
        fake_test(a_name_in_use_leaves_the_first_undisturbed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
