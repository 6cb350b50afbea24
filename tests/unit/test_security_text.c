/* SPDX-License-Identifier: MIT */
/*
 * Security descriptors, as Windows has them.
 */
#include "fake_test.h"

static const char operation[] = "mmf_security_sddl";

/* A map on a system with descriptors. */
static mmf_map *map_with(const char *sddl)
{
    const mmf_security security = {.sddl = sddl};
    const mmf_options options = {.security = &security};
    mmf_map *map = NULL;

    fake_os_caps()->descriptors = true;
    assert_status(mmf_create_new("a", 10, &options, &map), MMF_OK);
    return map;
}

static void assert_told(const mmf_map *map, const char *expected)
{
    char text[100];
    size_t needed = 99;

    memset(text, POISON_BYTE, sizeof text);
    assert_status(
        mmf_security_sddl(map, MMF_SECURITY_ACCESS, text, 100, &needed),
        MMF_OK);
    assert_string_equal(text, expected);
    assert_int_equal(needed, strlen(expected));
}

static void a_descriptor_goes_in_and_comes_back(void **state)
{
    static const mmf_security change = {.sddl = "D:(A;;0x6;;;WD)"};
    mmf_map *map = map_with("D:(A;;0x6;;;IU)");

    (void)state;
    assert_told(map, "D:(A;;0x6;;;IU)");
    assert_status(mmf_security_set(map, &change), MMF_OK);
    assert_told(map, change.sddl);
    mmf_map_close(map);
    map = map_with(NULL);
    assert_told(map, FAKE_SDDL);
    mmf_map_close(map);
}

static void a_room_that_is_too_small_is_told_how_small(void **state)
{
    mmf_map *map = map_with("D:(A;;0x6;;;IU)");
    char text[20] = "unchanged";
    size_t needed = 0;

    (void)state;
    assert_status(mmf_security_sddl(map, 15, NULL, 0, &needed), MMF_ETOOBIG);
    assert_int_equal(needed, 15);
    assert_status(mmf_security_sddl(map, 15, text, 15, NULL), MMF_ETOOBIG);
    assert_detail(MMF_ETOOBIG, operation, "takes 15 bytes and a NUL, room is");
    assert_string_equal(text, "unchanged");
    assert_status(mmf_security_sddl(map, 15, text, 16, NULL), MMF_OK);
    mmf_map_close(map);
}

static void bad_questions_are_refused(void **state)
{
    mmf_map *map = map_with(NULL);
    size_t needed = 7;
    char text[4];

    (void)state;
    assert_status(mmf_security_sddl(NULL, 2, text, 4, &needed), MMF_EINVAL);
    assert_int_equal(needed, 0);
    assert_status(mmf_security_sddl(map, 2, NULL, 4, NULL), MMF_EINVAL);
    assert_status(mmf_security_sddl(map, 0, text, 4, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "parts 0x0: nothing is asked");
    assert_status(mmf_security_sddl(map, 18, text, 4, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "parts 0x12: unknown bits");
    fake_os_caps()->descriptors = false;
    assert_status(mmf_security_sddl(map, 2, text, 4, NULL), MMF_ENOTSUP);
    assert_detail(MMF_ENOTSUP, operation, "ask mmf_security_get()");
    mmf_map_close(map);
}

static void a_refused_change_tells_which_right_is_missing(void **state)
{
    static const struct {
        mmf_security given;
        const char *part;
    } rows[] = {
        {{.sddl = "D:(A;;GA;;;SY)"}, "D: needs MMF_RIGHTS_CHANGE_PERMISSIONS"},
        {{.sddl = "O:SYD:"}, "need MMF_RIGHTS_TAKE_OWNERSHIP"},
        {{.sddl = "G:SY"}, "another owner than oneself SeRestorePrivilege"},
        {{.sddl = "D:S:"}, "SeSecurityPrivilege to get it"},
        {{.sddl = "S:(ML;;NW;;;LW)"}, "label needs MMF_RIGHTS_TAKE_OWNERSHIP"},
    };
    mmf_map *map = map_with(NULL);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        fake_os_fail(FAKE_PROTECT, 1, FAKE_EACCES);
        assert_status(mmf_security_set(map, &rows[i].given), MMF_EACCES);
        assert_detail(MMF_EACCES, "mmf_security_set", rows[i].part);
    }
    mmf_map_close(map);
}

static void a_refused_question_tells_which_right_is_missing(void **state)
{
    mmf_map *map = map_with(NULL);
    char text[40];

    (void)state;
    fake_os_fail(FAKE_PROTECTION_TEXT, 0, FAKE_EACCES);
    assert_status(mmf_security_sddl(map, 2, text, 40, NULL), MMF_EACCES);
    assert_detail(MMF_EACCES, operation, "needs MMF_RIGHTS_READ_PERMISSIONS");
    assert_status(mmf_security_sddl(map, 1, text, 40, NULL), MMF_EACCES);
    assert_detail(MMF_EACCES, operation, "S: needs MMF_RIGHTS_ACCESS_SYSTEM");
    mmf_map_close(map);
}

static void nonsense_is_shown(void **state)
{
    static const mmf_security nonsense = {.sddl = "nonsense"};
    const mmf_options options = {.security = &nonsense};
    mmf_map *map = map_with(NULL);
    mmf_map *another = POISON_MAP;

    (void)state;
    fake_os_fail(FAKE_PROTECT, 1, FAKE_EINVAL);
    assert_status(mmf_security_set(map, &nonsense), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_security_set",
                  "sddl \"nonsense\" is not well-formed, or names nobody");
    fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_EINVAL);
    assert_status(mmf_create_new("b", 1, &options, &another), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_create_new", "sddl \"nonsense\" is not");
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_descriptor_goes_in_and_comes_back),
        fake_test(a_room_that_is_too_small_is_told_how_small),
        fake_test(bad_questions_are_refused),
        fake_test(a_refused_change_tells_which_right_is_missing),
        fake_test(a_refused_question_tells_which_right_is_missing),
        fake_test(nonsense_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
