/* SPDX-License-Identifier: MIT */
/*
 * Who may use a map on Windows: a descriptor at creation, read back and changed
 * later, and the rights that it takes.
 */
#include "host.h"
#include "host_file.h"
#include "real.h"
#include <stdlib.h>
#include <windows.h>

enum {
    WHOLE = MMF_SECURITY_ACCESS | MMF_SECURITY_OWNER | MMF_SECURITY_GROUP
};

static const char *name_of(const char *prefix)
{
    static char name[64];
    static int serial;

    (void)snprintf(name, sizeof name, "%smmf.security.%lx.%d", prefix,
                   host_process(), ++serial);
    return name;
}

static mmf_map *map_with(const char *name, const char *sddl)
{
    const mmf_security security = {.sddl = sddl};
    const mmf_options options = {.security = sddl == NULL ? NULL : &security};
    mmf_map *map = NULL;

    assert_status(mmf_create_new(name, 8096, &options, &map), MMF_OK);
    return map;
}

static const char *told(const mmf_map *map, uint32_t parts)
{
    static char text[1024];
    size_t needed = 0;

    assert_status(mmf_security_sddl(map, parts, text, sizeof text, &needed),
                  MMF_OK);
    assert_int_equal(needed, strlen(text));
    return text;
}

/* A system and administrators do all, users who are logged on read and write:
 * what a service gives a map that the desktop shall use.  0x6 is what .NET's
 * OpenExisting asks for. */
static void a_service_and_a_desktop_user_share_a_global_map(void **state)
{
    const char *name = name_of("Global\\");
    mmf_map *map =
        map_with(name, "D:(A;;GA;;;SY)(A;;GA;;;BA)(A;;0x6;;;IU)(A;;0x6;;;WD)");
    mmf_map *other = NULL;

    (void)state;
    assert_non_null(strstr(told(map, MMF_SECURITY_ACCESS), ";;;IU)"));
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &other),
                  MMF_OK);
    mmf_map_close(other);
    mmf_map_close(map);
}

static void a_descriptor_holds_from_the_first_moment(void **state)
{
    static const char *const texts[] = {"D:(A;;LC;;;WD)", "D:P(A;;DCLC;;;WD)"};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(texts); i++) {
        mmf_map *map = map_with(name_of(""), texts[i]);

        assert_string_equal(told(map, MMF_SECURITY_ACCESS), texts[i]);
        mmf_map_close(map);
    }
}

static void a_map_of_a_file_has_its_descriptor(void **state)
{
    static const mmf_security security = {.sddl = "D:P(A;;DCLC;;;WD)"};
    const mmf_options options = {.security = &security};
    const char *path = real_file(-1);
    mmf_map *map = NULL;

    (void)state;
    assert_status(mmf_create_from_file(path, MMF_FILE_CREATE_NEW, name_of(""),
                                       100, &options, &map),
                  MMF_OK);
    assert_string_equal(told(map, MMF_SECURITY_ACCESS), security.sddl);
    mmf_map_close(map);
    host_file_remove(path);
}

static void without_a_descriptor_the_system_has_a_default(void **state)
{
    mmf_map *map = map_with(name_of(""), NULL);

    (void)state;
    if (host_is_wine()) { /* it has none at all, and everybody gets in */
        assert_string_equal(told(map, WHOLE), "");
    } else {
        assert_memory_equal(told(map, WHOLE), "O:", 2);
        assert_non_null(strstr(told(map, WHOLE), "D:("));
        assert_memory_equal(told(map, MMF_SECURITY_GROUP), "G:", 2);
    }
    mmf_map_close(map);
}

static void an_open_map_is_changed(void **state)
{
    static const mmf_security change = {.sddl = "D:(A;;LC;;;WD)"};
    mmf_map *map = map_with(name_of(""), "D:(A;;0xF001F;;;WD)");
    char before[1024];

    (void)state;
    (void)snprintf(before, sizeof before, "%s",
                   told(map, MMF_SECURITY_OWNER | MMF_SECURITY_GROUP));
    assert_status(mmf_security_set(map, &change), MMF_OK);
    assert_string_equal(told(map, MMF_SECURITY_ACCESS), change.sddl);
    assert_string_equal(told(map, MMF_SECURITY_OWNER | MMF_SECURITY_GROUP),
                        before);
    mmf_map_close(map);
}

/* A handle keeps what it was opened with; who comes later gets what is left. */
static void newcomers_get_what_the_descriptor_allows(void **state)
{
    static const mmf_security change = {.sddl = "D:(A;;LC;;;WD)"};
    const char *name = name_of("");
    mmf_map *map = map_with(name, NULL);
    mmf_map *other = POISON_MAP;
    mmf_view view;

    (void)state;
    assert_status(mmf_security_set(map, &change), MMF_OK);
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &other),
                  MMF_EACCES);
    assert_null(other);
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    assert_status(mmf_view_open(map, 0, 8096, MMF_ACCESS_READ_WRITE, &view),
                  MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(other);
    mmf_map_close(map);
}

static void reading_it_takes_read_permissions(void **state)
{
    const char *name = name_of("");
    mmf_map *map = map_with(name, "D:(A;;GA;;;WD)");
    mmf_map *other = NULL;
    char text[256];

    (void)state;
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    assert_status(
        mmf_security_sddl(other, MMF_SECURITY_ACCESS, text, sizeof text, NULL),
        MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_security_sddl",
                  "needs MMF_RIGHTS_READ_PERMISSIONS");
    mmf_map_close(other);
    assert_status(
        mmf_open_existing(name, MMF_RIGHTS_READ | MMF_RIGHTS_READ_PERMISSIONS,
                          NULL, &other),
        MMF_OK);
    assert_memory_equal(told(other, MMF_SECURITY_ACCESS), "D:(A;;", 6);
    mmf_map_close(other);
    mmf_map_close(map);
}

static void changing_it_takes_change_permissions(void **state)
{
    static const mmf_security change = {.sddl = "D:(A;;GA;;;WD)"};
    const char *name = name_of("");
    mmf_map *map = map_with(name, "D:(A;;GA;;;WD)");
    mmf_map *other = NULL;

    (void)state;
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    assert_status(mmf_security_set(other, &change), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_security_set",
                  "D: needs MMF_RIGHTS_CHANGE_PERMISSIONS");
    mmf_map_close(other);
    assert_status(
        mmf_open_existing(name, MMF_RIGHTS_READ | MMF_RIGHTS_CHANGE_PERMISSIONS,
                          NULL, &other),
        MMF_OK);
    assert_status(mmf_security_set(other, &change), MMF_OK);
    mmf_map_close(other);
    mmf_map_close(map);
}

static void an_owner_takes_take_ownership(void **state)
{
    const char *name = name_of("");
    mmf_map *map = map_with(name, "D:(A;;GA;;;WD)");
    mmf_security owner = {0};
    mmf_map *other = NULL;
    char text[256];

    (void)state;
    (void)snprintf(text, sizeof text, "%s", told(map, MMF_SECURITY_OWNER));
    owner.sddl = text; /* the one that it has: nobody needs a privilege */
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    assert_status(mmf_security_set(other, &owner), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_security_set",
                  "O: and G: need MMF_RIGHTS_TAKE_OWNERSHIP");
    mmf_map_close(other);
    assert_status(mmf_open_existing(name,
                                    MMF_RIGHTS_READ | MMF_RIGHTS_TAKE_OWNERSHIP,
                                    NULL, &other),
                  MMF_OK);
    assert_status(mmf_security_set(other, &owner), MMF_OK);
    mmf_map_close(other);
    mmf_map_close(map);
}

/* Whether the lowest integrity there is may write to a map. */
static bool has_low_label(const mmf_map *map)
{
    union {
        SECURITY_DESCRIPTOR descriptor;
        unsigned char room[512];
    } told;
    BOOL present = FALSE;
    BOOL by_default;
    PACL list = NULL;
    void *entry = NULL;
    DWORD size;

    assert_true(GetKernelObjectSecurity((HANDLE)mmf_map_handle(map),
                                        LABEL_SECURITY_INFORMATION, &told,
                                        sizeof told, &size));
    if (!GetSecurityDescriptorSacl(&told.descriptor, &present, &list,
                                   &by_default) ||
        !present || list == NULL || !GetAce(list, 0, &entry))
        return false;
    return *GetSidSubAuthority(&((SYSTEM_MANDATORY_LABEL_ACE *)entry)->SidStart,
                               0) == SECURITY_MANDATORY_LOW_RID;
}

/* It stands in S:, and takes no privilege all the same. */
static void a_label_takes_take_ownership(void **state)
{
    static const mmf_security low = {.sddl = "S:(ML;;NW;;;LW)"};
    const char *name = name_of("");
    mmf_map *map = map_with(name, "D:(A;;LC;;;WD)");
    mmf_map *other = NULL;

    (void)state;
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    assert_status(mmf_security_set(other, &low), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_security_set",
                  "label needs MMF_RIGHTS_TAKE_OWNERSHIP");
    mmf_map_close(other);
    assert_false(has_low_label(map));
    assert_status(mmf_security_set(map, &low), MMF_OK);
    assert_true(has_low_label(map));
    assert_string_equal(told(map, MMF_SECURITY_ACCESS), "D:(A;;LC;;;WD)");
    mmf_map_close(map);
    map = map_with(name, "D:(A;;GA;;;WD)S:(ML;;NW;;;LW)");
    assert_true(has_low_label(map));
    mmf_map_close(map);
}

/* What docs/portability.md gives to users who are logged on. */
static void who_may_read_and_write_may_look(void **state)
{
    const char *name = name_of("");
    mmf_map *map = map_with(name, "D:(A;;0x6;;;WD)");
    mmf_name_info seen = {0};

    (void)state;
    assert_status(mmf_name_stat(name, &seen), MMF_OK);
    assert_int_equal(seen.bytes, 8192);
    assert_int_equal(seen.holders, 1);
    mmf_map_close(map);
}

/* Nobody has the privilege enabled who has not asked for it. */
static void the_audit_takes_a_privilege(void **state)
{
    const char *name = name_of("");
    mmf_map *map = map_with(name, "D:(A;;GA;;;WD)");
    mmf_map *other = POISON_MAP;
    char text[256];

    (void)state;
    assert_status(
        mmf_security_sddl(map, MMF_SECURITY_AUDIT, text, sizeof text, NULL),
        MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_security_sddl", "SeSecurityPrivilege");
    assert_status(mmf_open_existing(
                      name, MMF_RIGHTS_READ | MMF_RIGHTS_ACCESS_SYSTEM_SECURITY,
                      NULL, &other),
                  MMF_EACCES);
    assert_null(other);
    assert_detail(MMF_EACCES, "mmf_open_existing", "SeSecurityPrivilege");
    mmf_map_close(map);
}

static void what_is_no_descriptor_is_refused(void **state)
{
    static const char *const texts[] = {
        "nonsense",     "D:(A;;GA;;;)",    "D:(A;;",         "O:QQ",
        "D:(A;;GA;WD)", "D:(A;;GA;x;;WD)", "D:(A;;ZZ;;;WD)", "D:(Q;;GA;;;WD)"};
    mmf_map *map = map_with(name_of(""), NULL);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(texts); i++) {
        const mmf_security security = {.sddl = texts[i]};
        const mmf_options options = {.security = &security};
        mmf_map *other = POISON_MAP;

        assert_status(mmf_create_new(NULL, 100, &options, &other), MMF_EINVAL);
        assert_null(other);
        assert_detail(MMF_EINVAL, "mmf_create_new", texts[i]);
        assert_status(mmf_security_set(map, &security), MMF_EINVAL);
    }
    mmf_map_close(map);
}

/* Nothing would be left of who may do what. */
static void an_empty_text_changes_nothing(void **state)
{
    static const mmf_security nothing = {.sddl = ""};
    mmf_map *map = map_with(name_of(""), "D:(A;;LC;;;WD)");

    (void)state;
    assert_status(mmf_security_set(map, &nothing), MMF_EINVAL);
    assert_string_equal(told(map, MMF_SECURITY_ACCESS), "D:(A;;LC;;;WD)");
    mmf_map_close(map);
}

static void modes_are_for_other_systems(void **state)
{
    static const mmf_security mode = {.parts = MMF_SECURITY_ACCESS,
                                      .mode = 0600};
    mmf_map *map = map_with(name_of(""), NULL);
    mmf_security out = {0};

    (void)state;
    assert_status(mmf_security_set(map, &mode), MMF_ENOTSUP);
    assert_status(mmf_security_get(map, &out), MMF_ENOTSUP);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_service_and_a_desktop_user_share_a_global_map),
        cmocka_unit_test(a_descriptor_holds_from_the_first_moment),
        cmocka_unit_test(a_map_of_a_file_has_its_descriptor),
        cmocka_unit_test(without_a_descriptor_the_system_has_a_default),
        cmocka_unit_test(an_open_map_is_changed),
        cmocka_unit_test(newcomers_get_what_the_descriptor_allows),
        cmocka_unit_test(reading_it_takes_read_permissions),
        cmocka_unit_test(changing_it_takes_change_permissions),
        cmocka_unit_test(an_owner_takes_take_ownership),
        cmocka_unit_test(a_label_takes_take_ownership),
        cmocka_unit_test(who_may_read_and_write_may_look),
        cmocka_unit_test(the_audit_takes_a_privilege),
        cmocka_unit_test(what_is_no_descriptor_is_refused),
        cmocka_unit_test(an_empty_text_changes_nothing),
        cmocka_unit_test(modes_are_for_other_systems),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
