/* SPDX-License-Identifier: MIT */
/*
 * What the makers and openers of maps turn the system's refusals into: each
 * documented status, with a hint that helps a person.  More of hints is in
 * test_hints.c.
 */
#include "fake_test.h"

/* One call of the seam fails with code; what the caller then reads. */
typedef struct answer {
    unsigned long code;
    int status;
    const char *hint;
} answer;

static int create(const char *name, mmf_map **map)
{
    *map = POISON_MAP;
    return mmf_create_new(name, 8096, NULL, map);
}

static const answer of_creating[] = {
    {FAKE_EEXIST, MMF_EEXIST, "a map named \"a\" exists already"},
    {FAKE_ETYPE, MMF_ETYPE, "\"a\" is another kind of object"},
    {FAKE_EACCES, MMF_EACCES, "the system denies access to \"a\""},
    {FAKE_ENOSPC, MMF_ENOSPC,
     "8096 bytes asked; shared memory has room "
     "for 900001, 300001 of them free"},
    {FAKE_ENOMEM, MMF_ENOMEM, "8096 bytes asked; shared memory has room"},
    {FAKE_ETOOBIG, MMF_ETOOBIG, "8096 bytes asked; shared memory has room"},
    {FAKE_EBUSY, MMF_EBUSY, "\"a\" was in transition"},
    {FAKE_EIO, MMF_EIO, "(the system's error 7012)"},
    {FAKE_ENOTSUP, MMF_ENOTSUP, "no shared memory"},
    {FAKE_ENAME, MMF_ENAME, "name \"a\": the system refuses it"},
    {FAKE_EODD, MMF_EUNKNOWN, "(the system's error 7013)"},
};

static void creating_tells_each_refusal(void **state)
{
    mmf_map *map;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(of_creating); i++) {
        fake_os_fail(FAKE_SECTION_CREATE, 1, of_creating[i].code);
        assert_status(create("a", &map), of_creating[i].status);
        assert_null(map);
        assert_detail(of_creating[i].status, "mmf_create_new",
                      of_creating[i].hint);
        assert_int_equal(fake_os_live_objects(), 0);
    }
}

static const answer of_opening[] = {
    {FAKE_ENOENT, MMF_ENOENT, "there is no map named \"a\""},
    {FAKE_ETYPE, MMF_ETYPE, "\"a\" is another kind of object"},
    {FAKE_EACCES, MMF_EACCES, "the system denies access to \"a\""},
    {FAKE_ENOMEM, MMF_ENOMEM, "(the system's error 7009)"},
    {FAKE_EBUSY, MMF_EBUSY, "\"a\" was in transition"},
    {FAKE_EIO, MMF_EIO, "(the system's error 7012)"},
    {FAKE_ENOTSUP, MMF_ENOTSUP, "(the system's error 7003)"},
    {FAKE_EODD, MMF_EUNKNOWN, "(the system's error 7013)"},
};

static void opening_tells_each_refusal(void **state)
{

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(of_opening); i++) {
        mmf_map *map = POISON_MAP;

        fake_os_fail(FAKE_SECTION_OPEN, 1, of_opening[i].code);
        assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, &map),
                      of_opening[i].status);
        assert_null(map);
        assert_detail(of_opening[i].status, "mmf_open_existing",
                      of_opening[i].hint);
        assert_int_equal(fake_os_live_objects(), 0);
    }
}

static void the_code_of_the_system_stays_in_the_detail(void **state)
{
    mmf_detail seen = {0};
    mmf_map *map;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_ENOSPC);
    assert_status(create("a", &map), MMF_ENOSPC);
    assert_status(mmf_last_detail(&seen), MMF_OK);
    assert_int_equal(seen.native, FAKE_ENOSPC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(creating_tells_each_refusal),
        fake_test(opening_tells_each_refusal),
        fake_test(the_code_of_the_system_stays_in_the_detail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
