/* SPDX-License-Identifier: MIT */
/*
 * Hints that say more than the status: how much memory there is, whose a name
 * is, which privilege is missing.
 */
#include "fake_test.h"

static int create(const char *name, mmf_map **map)
{
    *map = POISON_MAP;
    return mmf_create_new(name, 8096, NULL, map);
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

static void a_watcher_that_is_refused_is_told_so(void **state)
{
    mmf_map *other = fake_map("a", 1, MMF_ACCESS_READ_WRITE);
    mmf_text_watcher watcher = {0};
    mmf_text_result result = {0};
    char text[1];

    (void)state;
    fake_os_fail(FAKE_NAME_PROBE, 0, FAKE_EACCES);
    assert_status(mmf_name_wait("a", 0), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_name_wait",
                  "the system denies access to \"a\", which user 4711 owns");
    assert_status(
        mmf_text_watch(&watcher, "a", NULL, NULL, 0, text, 1, &result),
        MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_text_watch",
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

static void a_refused_protection_tells_of_the_privilege(void **state)
{
    static const struct {
        mmf_security security;
        const char *part;
    } rows[] = {
        {{.parts = MMF_SECURITY_OWNER, .owner = 7}, "needs CAP_CHOWN"},
        {{.parts = MMF_SECURITY_GROUP, .group = 7}, "not in needs CAP_CHOWN"},
        {{.sddl = "O:SYG:SYD:(A;;GA;;;SY)"}, "needs SeRestorePrivilege"},
        {{.sddl = "D:(A;;GA;;;SY)S:"}, "needs SeSecurityPrivilege"},
        {{.sddl = "S:(ML;;NW;;;HI)"}, "integrity needs SeRelabelPrivilege"},
        {{.sddl = "S:(AU;SA;GA;;;WD)(ML;;NW;;;LW)"}, "SeSecurityPrivilege"},
        {{.sddl = "D:(XA;;GA;;;SY;(@User.S:x==1))"}, "\"Global\\a\"; creating"},
    };

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const mmf_options options = {.security = &rows[i].security};
        const char *name = rows[i].security.sddl == NULL ? "a" : "Global\\a";
        mmf_map *map = POISON_MAP;

        fake_os_caps()->descriptors = rows[i].security.sddl != NULL;
        fake_os_fail(FAKE_SECTION_CREATE, 1, FAKE_EACCES);
        assert_status(mmf_create_new(name, 1, &options, &map), MMF_EACCES);
        assert_null(map);
        assert_detail(MMF_EACCES, "mmf_create_new", rows[i].part);
    }
}

static void a_refused_look_at_the_audit_tells_of_the_privilege(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    fake_os_caps()->descriptors = true;
    fake_os_fail(FAKE_SECTION_OPEN, 1, FAKE_EACCES);
    assert_status(
        mmf_open_existing("a", MMF_RIGHTS_ACCESS_SYSTEM_SECURITY, NULL, &map),
        MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_open_existing", "needs SeSecurityPrivilege");
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

static void a_hint_cannot_drive_a_terminal(void **state)
{
    mmf_map *map;

    (void)state;
    assert_status(
        mmf_open_existing("a\x1b[2J\nb\x7f", MMF_RIGHTS_READ, NULL, &map),
        MMF_ENOENT);
    assert_detail(MMF_ENOENT, "mmf_open_existing", "\"a?[2J?b?\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(memory_without_a_name_is_counted_by_itself),
        fake_test(no_answer_about_memory_leaves_the_plain_hint),
        fake_test(a_refusal_tells_who_owns_the_name),
        fake_test(a_watcher_that_is_refused_is_told_so),
        fake_test(a_refused_global_name_tells_of_the_privilege),
        fake_test(a_refused_protection_tells_of_the_privilege),
        fake_test(a_refused_look_at_the_audit_tells_of_the_privilege),
        fake_test(a_refusal_without_a_name_says_so),
        fake_test(a_hint_cannot_drive_a_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
