/* SPDX-License-Identifier: MIT */
/*
 * mmf_create_or_open(): which of the two it did, and its arguments.  The races
 * with other processes are in test_create_or_open_race.c.
 */
#include "fake_test.h"

static const char operation[] = "mmf_create_or_open";

static int call(const char *name, int64_t capacity, uint32_t access,
                mmf_map **map, int *how)
{
    const mmf_options options = {.access = access};

    *map = POISON_MAP;
    *how = 99;
    return mmf_create_or_open(name, capacity, &options, map, how);
}

static void a_new_name_is_created(void **state)
{
    mmf_map *map;
    int how;

    (void)state;
    assert_status(call("a", 100, MMF_ACCESS_READ_WRITE, &map, &how), MMF_OK);
    assert_int_equal(how, MMF_CREATED);
    assert_int_equal(mmf_map_size(map), 100);
    mmf_map_close(map);
}

static void a_name_in_use_is_opened_as_it_is(void **state)
{
    mmf_map *creator = fake_map("a", 100, MMF_ACCESS_READ_WRITE);
    mmf_map *map;
    int how;

    (void)state;
    assert_status(call("Local\\a", 5, MMF_ACCESS_READ, &map, &how), MMF_OK);
    assert_int_equal(how, MMF_OPENED);
    assert_int_equal(mmf_map_size(map), 100);
    assert_int_equal(fake_os_last_wish()->access, MMF_OS_READ);
    assert_int_equal(fake_os_last_wish()->wait_ms, 5000);
    mmf_map_close(map);
    mmf_map_close(creator);
}

static void how_may_be_of_no_interest(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_or_open("a", 1, NULL, &map, NULL), MMF_OK);
    mmf_map_close(map);
    assert_status(mmf_create_or_open("", 1, NULL, &map, NULL), MMF_ENAME);
    assert_null(map);
}

static void write_only_opens_what_is_there(void **state)
{
    mmf_map *creator = fake_map("a", 100, MMF_ACCESS_READ_WRITE);
    mmf_map *map;
    int how;

    (void)state;
    assert_status(call("a", 5, MMF_ACCESS_WRITE, &map, &how), MMF_OK);
    assert_int_equal(how, MMF_OPENED);
    assert_int_equal(fake_os_last_wish()->access, MMF_OS_WRITE);
    mmf_map_close(map);
    mmf_map_close(creator);
}

static void write_only_never_creates(void **state)
{
    mmf_map *map;
    int how;

    (void)state;
    assert_status(call("a", 5, MMF_ACCESS_WRITE, &map, &how), MMF_ENOENT);
    assert_null(map);
    assert_int_equal(how, 0);
    assert_detail(MMF_ENOENT, operation, "there is no map named \"a\"");
    assert_int_equal(fake_os_calls(FAKE_SECTION_CREATE), 0);
    assert_int_equal(fake_os_now_ms(), 0);
}

static void missing_pointers_are_named(void **state)
{
    mmf_map *map = POISON_MAP;
    int how = 99;

    (void)state;
    assert_status(mmf_create_or_open(NULL, 1, NULL, &map, &how), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "name is NULL");
    assert_null(map);
    assert_int_equal(how, 0);
    how = 99;
    assert_status(mmf_create_or_open("a", 1, NULL, NULL, &how), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "out is NULL");
    assert_int_equal(how, 0);
}

static const struct {
    const char *name;
    int64_t capacity;
    uint32_t access;
    int status;
} wrong[] = {
    {"", 0, 9, MMF_ENAME},
    {"a", 0, 9, MMF_ERANGE},
    {"a", -1, 0, MMF_ERANGE},
    {"a", 1, 9, MMF_EINVAL},
    {"a", INT64_MAX, 0, MMF_ETOOBIG},
};

static void wrong_arguments_are_refused_in_order(void **state)
{
    mmf_map *map;
    int how;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_status(
            call(wrong[i].name, wrong[i].capacity, wrong[i].access, &map, &how),
            wrong[i].status);
        assert_null(map);
        assert_int_equal(how, 0);
    }
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_new_name_is_created),
        fake_test(a_name_in_use_is_opened_as_it_is),
        fake_test(how_may_be_of_no_interest),
        fake_test(write_only_opens_what_is_there),
        fake_test(write_only_never_creates),
        fake_test(missing_pointers_are_named),
        fake_test(wrong_arguments_are_refused_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
