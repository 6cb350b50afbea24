/* SPDX-License-Identifier: MIT */
/*
 * Protections that are no protection, or not one of this system; and what a
 * refusal of the system says.
 */
#include "fake_test.h"

static const char operation[] = "mmf_security_set";

static int create_with(const mmf_security *security)
{
    const mmf_options options = {.security = security};
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_new("a", 10, &options, &map);

    if (rc != MMF_OK)
        assert_null(map);
    mmf_map_close(map);
    return rc;
}

static void a_bad_protection_is_refused_now_and_later(void **state)
{
    static const struct {
        mmf_security given;
        const char *part;
    } rows[] = {
        {{.size = 7}, "size 7 of the security"},
        {{.parts = MMF_SECURITY_AUDIT}, "parts 0x1 has more than ACCESS"},
        {{.parts = 16}, "parts 0x10 has more than"},
        {{.mode = 0640}, "mode 0640, owner 0, group 0: parts 0x0 does not"},
        {{.parts = MMF_SECURITY_GROUP, .mode = 0640},
         "parts 0x8 does not tell of them all"},
        {{.parts = MMF_SECURITY_ACCESS, .owner = 6}, "owner 6, group 0: parts"},
        {{.group = 6}, "owner 0, group 6: parts 0x0 does not"},
        {{.reserved = 1}, "reserved is not 0"},
        {{.parts = MMF_SECURITY_ACCESS, .mode = 01600}, "mode 01600 has more"},
        {{.parts = MMF_SECURITY_OWNER, .owner = UINT32_MAX},
         "owner 4294967295 is nobody"},
        {{.parts = MMF_SECURITY_GROUP, .group = UINT32_MAX},
         "group 4294967295 is nobody"},
        {{.sddl = "D:\xff"}, "sddl is not UTF-8: byte 2 is 0xFF"},
    };
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_status(create_with(&rows[i].given), MMF_EINVAL);
        assert_detail(MMF_EINVAL, "mmf_create_new", rows[i].part);
        assert_status(mmf_security_set(map, &rows[i].given), MMF_EINVAL);
        assert_detail(MMF_EINVAL, operation, rows[i].part);
    }
    assert_int_equal(fake_os_calls(FAKE_PROTECT), 0);
    mmf_map_close(map);
}

static void bad_arguments_are_refused(void **state)
{
    const mmf_security none = {0};
    mmf_security out = {.size = 9};
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(mmf_security_set(NULL, &none), MMF_EINVAL);
    assert_status(mmf_security_set(map, NULL), MMF_EINVAL);
    assert_status(mmf_security_set(map, &none), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "nothing is asked");
    assert_status(mmf_security_get(NULL, &out), MMF_EINVAL);
    assert_status(mmf_security_get(map, NULL), MMF_EINVAL);
    assert_status(mmf_security_get(map, &out), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_security_get", "size 9 of the out");
    mmf_map_close(map);
}

static void two_modes_are_one_too_many(void **state)
{
    const mmf_security given = {.parts = MMF_SECURITY_ACCESS, .mode = 0640};
    const mmf_options options = {.mode = 0600, .security = &given};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_new("a", 10, &options, &map), MMF_EINVAL);
    assert_null(map);
    assert_detail(MMF_EINVAL, "mmf_create_new",
                  "mode 0600, and mode 0640 in security: which one?");
}

static void what_another_system_has_is_not_left_out(void **state)
{
    const mmf_security numbers = {.parts = MMF_SECURITY_OWNER, .owner = 5};
    const mmf_security text = {.sddl = "D:"};
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);
    mmf_security out = {0};

    (void)state;
    assert_status(create_with(&text), MMF_ENOTSUP);
    assert_status(mmf_security_set(map, &text), MMF_ENOTSUP);
    assert_detail(MMF_ENOTSUP, operation, "sddl is not for this system: mode");
    fake_os_caps()->descriptors = true;
    assert_status(create_with(&numbers), MMF_ENOTSUP);
    assert_status(mmf_security_set(map, &numbers), MMF_ENOTSUP);
    assert_detail(MMF_ENOTSUP, operation, "owner and group are not for this");
    assert_status(mmf_security_get(map, &out), MMF_ENOTSUP);
    assert_detail(MMF_ENOTSUP, "mmf_security_get", "ask mmf_security_sddl()");
    assert_int_equal(fake_os_calls(FAKE_PROTECT), 0);
    mmf_map_close(map);
}

static void a_refusal_tells_who_may(void **state)
{
    static const struct {
        mmf_security given;
        const char *part;
    } rows[] = {
        {{.parts = MMF_SECURITY_ACCESS}, "user 0, may change a map; others"},
        {{.parts = MMF_SECURITY_ACCESS | MMF_SECURITY_OWNER}, "CAP_CHOWN"},
        {{.parts = MMF_SECURITY_GROUP}, "not in takes CAP_CHOWN"},
    };
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        fake_os_fail(FAKE_PROTECT, 1, FAKE_EACCES);
        assert_status(mmf_security_set(map, &rows[i].given), MMF_EACCES);
        assert_detail(MMF_EACCES, operation, rows[i].part);
    }
    fake_os_fail(FAKE_PROTECT, 1, FAKE_EACCES);
    fake_os_fail(FAKE_PROTECTION_READ, 1, FAKE_EIO);
    assert_status(mmf_security_set(map, &rows[0].given), MMF_EACCES);
    assert_detail(MMF_EACCES, operation, "(the system's error 7008)");
    mmf_map_close(map);
}

static void a_number_that_is_none_here_is_told(void **state)
{
    const mmf_security given = {.parts = MMF_SECURITY_OWNER, .owner = 77777};
    const mmf_options options = {.security = &given};
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);
    mmf_map *another = POISON_MAP;

    (void)state;
    fake_os_fail(FAKE_PROTECT, 1, FAKE_EINVAL);
    assert_status(mmf_security_set(map, &given), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "user 77777 or group 0 is none that");
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_EINVAL);
    assert_status(mmf_create_new("a", 1, &options, &another), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_create_new", "user 77777 or group 0 is");
    mmf_map_close(map);
}

static void a_failure_to_tell_leaves_nothing(void **state)
{
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);
    mmf_security out = {.mode = 0777};

    (void)state;
    fake_os_fail(FAKE_PROTECTION_READ, 1, FAKE_EIO);
    assert_status(mmf_security_get(map, &out), MMF_EIO);
    assert_int_equal(out.mode | out.parts, 0);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_bad_protection_is_refused_now_and_later),
        fake_test(bad_arguments_are_refused),
        fake_test(two_modes_are_one_too_many),
        fake_test(what_another_system_has_is_not_left_out),
        fake_test(a_refusal_tells_who_may),
        fake_test(a_number_that_is_none_here_is_told),
        fake_test(a_failure_to_tell_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
