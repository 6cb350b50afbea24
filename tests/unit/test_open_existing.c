/* SPDX-License-Identifier: MIT */
/*
 * mmf_open_existing(), and what is told of a map: its size and its handle.
 */
#include "fake_test.h"

static const char operation[] = "mmf_open_existing";

static int open_as(const char *name, uint32_t rights, mmf_map **map)
{
    *map = POISON_MAP;
    return mmf_open_existing(name, rights, NULL, map);
}

static void what_was_created_is_found_under_each_form_of_its_name(void **state)
{
    static const char *const names[] = {"a", "Local\\a", "Global\\a"};
    mmf_map *creator = fake_map("a", 8096, MMF_ACCESS_READ_WRITE);
    mmf_map *map;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        assert_status(open_as(names[i], MMF_RIGHTS_READ_WRITE, &map), MMF_OK);
        assert_int_equal(mmf_map_size(map), 8096);
        mmf_map_close(map);
    }
    mmf_map_close(creator);
}

static void it_never_creates(void **state)
{
    mmf_map *map;

    (void)state;
    assert_status(open_as("a", MMF_RIGHTS_FULL_CONTROL, &map), MMF_ENOENT);
    assert_null(map);
    assert_detail(MMF_ENOENT, operation, "there is no map named \"a\"");
    assert_int_equal(fake_os_calls(FAKE_SECTION_CREATE), 0);
    assert_int_equal(fake_os_calls(FAKE_ANY), 1);
}

static void names_differ_by_case(void **state)
{
    mmf_map *creator = fake_map("a", 1, MMF_ACCESS_READ_WRITE);
    mmf_map *map;

    (void)state;
    assert_status(open_as("A", MMF_RIGHTS_READ, &map), MMF_ENOENT);
    mmf_map_close(creator);
}

static void missing_pointers_are_named(void **state)
{
    mmf_map *map;

    (void)state;
    assert_status(open_as(NULL, MMF_RIGHTS_READ, &map), MMF_EINVAL);
    assert_null(map);
    assert_detail(MMF_EINVAL, operation, "name is NULL");
    assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, NULL),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "out is NULL");
}

static void options_for_creating_are_refused(void **state)
{
    static const mmf_security none = {0};
    static const mmf_options wrong[] = {{.access = MMF_ACCESS_READ},
                                        {.flags = MMF_DELAY_ALLOCATE_PAGES},
                                        {.flags = MMF_PERSIST},
                                        {.mode = 0600},
                                        {.security = &none}};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        mmf_map *map = POISON_MAP;

        assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, &wrong[i], &map),
                      MMF_EINVAL);
        assert_null(map);
    }
    assert_detail(MMF_EINVAL, operation,
                  "security is for creating; mmf_security_set() changes");
}

static void a_bad_name_is_refused_first(void **state)
{
    const mmf_options options = {.wait_ms = -9};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_open_existing("a/b", 0, &options, &map), MMF_ENAME);
    assert_status(mmf_open_existing("a", 0, &options, &map), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "wait_ms -9 is below -1");
    assert_null(map);
}

static void a_handle_is_the_systems(void **state)
{
    mmf_map *map = fake_map("a", 7, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_true(mmf_map_handle(map) >= 100);
    assert_int_equal(mmf_map_size(map), 7);
    mmf_map_close(map);
    assert_true(mmf_map_handle(NULL) == -1);
    assert_true(mmf_map_size(NULL) == -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(what_was_created_is_found_under_each_form_of_its_name),
        fake_test(it_never_creates),
        fake_test(names_differ_by_case),
        fake_test(missing_pointers_are_named),
        fake_test(options_for_creating_are_refused),
        fake_test(a_bad_name_is_refused_first),
        fake_test(a_handle_is_the_systems),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
