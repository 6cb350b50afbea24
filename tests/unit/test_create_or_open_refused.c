/* SPDX-License-Identifier: MIT */
/*
 * mmf_create_or_open() where the system refuses to create: what is there may
 * still be opened, and a refusal that passes is no refusal.
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

static void a_refused_creation_opens_what_is_there(void **state)
{
    mmf_map *other = fake_map("a", 77, MMF_ACCESS_READ_WRITE);
    mmf_map *map;
    int how;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_EACCES);
    assert_status(call(0, &map, &how), MMF_OK);
    assert_int_equal(how, MMF_OPENED);
    mmf_map_close(map);
    mmf_map_close(other);
}

static void one_refusal_may_be_a_map_that_went_away(void **state)
{
    mmf_map *map;
    int how;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_EACCES);
    assert_status(call(0, &map, &how), MMF_OK);
    assert_int_equal(how, MMF_CREATED);
    mmf_map_close(map);
}

static void refused_twice_and_not_there_is_denied(void **state)
{
    mmf_map *map;
    int how;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 0, FAKE_EACCES);
    assert_status(call(0, &map, &how), MMF_EACCES);
    assert_null(map);
    assert_int_equal(how, 0);
    assert_int_equal(fake_os_calls(FAKE_SECTION_CREATE), 2);
    assert_detail(MMF_EACCES, operation, "the system denies access to \"a\"");
}

static const struct {
    int function;
    unsigned long code;
    int status;
} refusals[] = {
    {FAKE_SECTION_CREATE, FAKE_ENOSPC, MMF_ENOSPC},
    {FAKE_SECTION_CREATE, FAKE_ETYPE, MMF_ETYPE},
    {FAKE_SECTION_CREATE, FAKE_EBUSY, MMF_EBUSY},
    {FAKE_SECTION_OPEN, FAKE_EACCES, MMF_EACCES},
    {FAKE_SECTION_OPEN, FAKE_EODD, MMF_EUNKNOWN},
};

static void any_other_refusal_ends_it_at_once(void **state)
{
    mmf_map *other = fake_map("a", 77, MMF_ACCESS_READ_WRITE);
    mmf_map *map;
    int how;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(refusals); i++) {
        fake_os_fail(refusals[i].function, 1, refusals[i].code);
        assert_status(call(0, &map, &how), refusals[i].status);
        assert_null(map);
        assert_int_equal(how, 0);
        assert_int_equal(fake_os_now_ms(), 0);
    }
    mmf_map_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_refused_creation_opens_what_is_there),
        fake_test(one_refusal_may_be_a_map_that_went_away),
        fake_test(refused_twice_and_not_there_is_denied),
        fake_test(any_other_refusal_ends_it_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
