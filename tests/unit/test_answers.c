/* SPDX-License-Identifier: MIT */
/*
 * What the makers and openers of maps turn the system's refusals into: each
 * documented status, with a hint that helps a person.
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

static void creating_tells_each_refusal(void **state)
{
    static const answer answers[] = {
        {FAKE_EEXIST, MMF_EEXIST, "a map named \"a\" exists already"},
        {FAKE_ETYPE, MMF_ETYPE, "\"a\" is another kind of object"},
        {FAKE_EACCES, MMF_EACCES, "the system denies access to \"a\""},
        {FAKE_ENOSPC, MMF_ENOSPC,
         "8096 bytes asked; shared memory has room "
         "for 900001, 300001 of them free"},
        {FAKE_ENOMEM, MMF_ENOMEM, "8096 bytes asked; shared memory has room"},
        {FAKE_ETOOBIG, MMF_ETOOBIG, "8096 bytes asked; shared memory has room"},
        {FAKE_EBUSY, MMF_EBUSY, "\"a\" was busy for longer than wait_ms"},
        {FAKE_EIO, MMF_EIO, "(the system's error 7012)"},
        {FAKE_ENOTSUP, MMF_ENOTSUP, "(the system's error 7003)"},
        {FAKE_ENAME, MMF_ENAME, "(the system's error 7004)"},
        {FAKE_EODD, MMF_EUNKNOWN, "(the system's error 7013)"},
    };
    mmf_map *map;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(answers); i++) {
        fake_os_fail(FAKE_SECTION_CREATE, 1, answers[i].code);
        assert_status(create("a", &map), answers[i].status);
        assert_null(map);
        assert_detail(answers[i].status, "mmf_create_new", answers[i].hint);
        assert_int_equal(fake_os_live_objects(), 0);
    }
}

static void opening_tells_each_refusal(void **state)
{
    static const answer answers[] = {
        {FAKE_ENOENT, MMF_ENOENT, "there is no map named \"a\""},
        {FAKE_ETYPE, MMF_ETYPE, "\"a\" is another kind of object"},
        {FAKE_EACCES, MMF_EACCES, "the system denies access to \"a\""},
        {FAKE_ENOMEM, MMF_ENOMEM, "(the system's error 7009)"},
        {FAKE_EBUSY, MMF_EBUSY, "\"a\" was busy for longer than wait_ms"},
        {FAKE_EIO, MMF_EIO, "(the system's error 7012)"},
        {FAKE_ENOTSUP, MMF_ENOTSUP, "(the system's error 7003)"},
        {FAKE_EODD, MMF_EUNKNOWN, "(the system's error 7013)"},
    };

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(answers); i++) {
        mmf_map *map = POISON_MAP;

        fake_os_fail(FAKE_SECTION_OPEN, 1, answers[i].code);
        assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, &map),
                      answers[i].status);
        assert_null(map);
        assert_detail(answers[i].status, "mmf_open_existing", answers[i].hint);
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

static void memory_without_a_name_is_counted_by_itself(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_ENOMEM);
    assert_status(create(NULL, &map), MMF_ENOMEM);
    assert_detail(MMF_ENOMEM, "mmf_create_new",
                  "room for 900000, 300000 of them free");
}

static void no_answer_about_memory_leaves_the_plain_hint(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_ENOSPC);
    fake_os_fail(FAKE_STORAGE, 1, FAKE_EIO);
    assert_status(create("a", &map), MMF_ENOSPC);
    assert_detail(MMF_ENOSPC, "mmf_create_new", "(the system's error 7010)");
}

static void a_refusal_tells_who_owns_the_name(void **state)
{
    mmf_map *other = fake_map("a", 1, MMF_ACCESS_READ_WRITE);
    mmf_map *map = POISON_MAP;

    (void)state;
    fake_os_fail(FAKE_SECTION_OPEN, 1, FAKE_EACCES);
    assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, &map),
                  MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_open_existing",
                  "the system denies access to \"a\", which user 4711 owns");
    mmf_map_close(other);
}

static void a_refused_global_name_tells_of_the_privilege(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_EACCES);
    assert_status(create("Global\\a", &map), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_create_new",
                  "denies access to \"Global\\a\"; creating a Global\\ name "
                  "needs SeCreateGlobalPrivilege");
    fake_os_fail(FAKE_SECTION_OPEN, 1, FAKE_EACCES);
    assert_status(mmf_open_existing("Global\\a", MMF_RIGHTS_READ, NULL, &map),
                  MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_open_existing",
                  "the system denies access to \"Global\\a\"");
}

static void a_refusal_without_a_name_says_so(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_EACCES);
    assert_status(create(NULL, &map), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_create_new",
                  "the system denies access to \"(no name)\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(creating_tells_each_refusal),
        fake_test(opening_tells_each_refusal),
        fake_test(the_code_of_the_system_stays_in_the_detail),
        fake_test(memory_without_a_name_is_counted_by_itself),
        fake_test(no_answer_about_memory_leaves_the_plain_hint),
        fake_test(a_refusal_tells_who_owns_the_name),
        fake_test(a_refused_global_name_tells_of_the_privilege),
        fake_test(a_refusal_without_a_name_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
