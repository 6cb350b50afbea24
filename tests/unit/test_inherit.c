/* SPDX-License-Identifier: MIT */
/*
 * Maps that come from another process: mmf_map_adopt and mmf_map_after_fork.
 * Here the other process is this one; real ones are in tests/process.
 */
#include "fake_test.h"

static const char operation[] = "mmf_map_adopt";

static mmf_map *inheritable(const char *name)
{
    const mmf_options options = {.inheritability = MMF_INHERITABLE};
    mmf_map *map = NULL;

    assert_status(mmf_create_new(name, 10, &options, &map), MMF_OK);
    return map;
}

static void the_handle_to_inherit_is_the_one_that_is_told(void **state)
{
    mmf_map *map = inheritable("a");
    mmf_map *plain = fake_map("b", 10, 0);

    (void)state;
    assert_true(mmf_map_handle(map) >= FAKE_LEGACY);
    assert_true(mmf_map_handle(plain) < FAKE_LEGACY);
    mmf_map_close(map);
    mmf_map_close(plain);
}

static void an_adopted_map_keeps_the_name(void **state)
{
    const char *const names[] = {"a", NULL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_map *map = inheritable(names[i]);
        mmf_map *adopted = POISON_MAP;

        assert_status(
            mmf_map_adopt(mmf_map_handle(map), MMF_RIGHTS_READ, NULL, &adopted),
            MMF_OK);
        assert_int_equal(mmf_map_size(adopted), 10);
        mmf_map_close(map);
        assert_int_equal(fake_os_name_exists("/a"), names[i] != NULL);
        mmf_map_close(adopted);
        assert_int_equal(fake_os_live_objects(), 0);
    }
}

static void bad_arguments_of_adopt_are_refused(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_map_adopt(1, MMF_RIGHTS_READ, NULL, NULL), MMF_EINVAL);
    assert_status(mmf_map_adopt(1, 0, NULL, &map), MMF_EINVAL);
    assert_null(map);
    assert_status(mmf_map_adopt(-1, MMF_RIGHTS_READ, NULL, &map), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "handle -1 is none");
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

static void what_cannot_be_adopted_is_told(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    fake_os_fail(FAKE_SECTION_ADOPT, 1, FAKE_ETYPE);
    assert_status(mmf_map_adopt(5, MMF_RIGHTS_READ, NULL, &map), MMF_ETYPE);
    assert_null(map);
    assert_detail(MMF_ETYPE, operation, "handle 5 is no map");
}

static void after_a_fork_the_handle_is_made_anew(void **state)
{
    mmf_map *map = fake_map("a", 10, 0);

    (void)state;
    assert_status(mmf_map_after_fork(NULL), MMF_EINVAL);
    assert_status(mmf_map_after_fork(map), MMF_OK);
    assert_int_equal(fake_os_calls(FAKE_SECTION_RENEW), 1);
    fake_os_fail(FAKE_SECTION_RENEW, 1, FAKE_EBUSY);
    assert_status(mmf_map_after_fork(map), MMF_EBUSY);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(the_handle_to_inherit_is_the_one_that_is_told),
        fake_test(an_adopted_map_keeps_the_name),
        fake_test(bad_arguments_of_adopt_are_refused),
        fake_test(what_cannot_be_adopted_is_told),
        fake_test(after_a_fork_the_handle_is_made_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
