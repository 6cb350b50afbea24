/* SPDX-License-Identifier: MIT */
/*
 * Names on Windows: what else can have them, and the rules of the object
 * manager.
 */
#include "seam.h"
#include <windows.h>

static void assert_another_kind(const char *name)
{
    mmf_os_section section = seam_poison();

    assert_status(seam_create(name, 100, &section), MMF_ETYPE);
    assert_status(seam_open(name, &section), MMF_ETYPE);
    assert_status(seam_open_for(name, MMF_OS_READ, &section), MMF_ETYPE);
    assert_true(seam_is_poison(&section));
}

static void an_event_or_a_mutex_is_another_kind(void **state)
{
    const char *name = seam_name();
    HANDLE other = CreateEventA(NULL, TRUE, FALSE, name);

    (void)state;
    assert_non_null(other);
    assert_another_kind(name);
    assert_true(CloseHandle(other));
    other = CreateMutexA(NULL, FALSE, name);
    assert_non_null(other);
    assert_another_kind(name);
    assert_true(CloseHandle(other));
    assert_false(seam_exists(name));
}

static void names_that_break_a_rule_are_told_which(void **state)
{
    static const char *const names[] = {"a\\b",     "\\a",      "Local\\",
                                        "local\\x", "Global\\", "Local\\a\\b",
                                        "LOCAL\\x"};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_map *map = POISON_MAP;

        assert_status(mmf_create_new(names[i], 100, NULL, &map), MMF_ENAME);
        assert_null(map);
        assert_detail(MMF_ENAME, "mmf_create_new", "Local\\");
        assert_detail(MMF_ENAME, "mmf_create_new", names[i]);
        assert_status(mmf_open_existing(names[i], MMF_RIGHTS_READ, NULL, &map),
                      MMF_ENAME);
        assert_detail(MMF_ENAME, "mmf_open_existing", "Local\\");
    }
}

/* What to look for in a list, and how often it was there. */
typedef struct search {
    char name[30001];
    int found;
} search;

static bool compare(void *context, const char *name)
{
    search *to = context;

    to->found += strcmp(name, to->name) == 0;
    return true;
}

static void a_long_name_is_listed(void **state)
{
    static search to;
    mmf_os_section section;

    (void)state;
    memset(to.name, 'x', sizeof to.name - 1);
    assert_status(seam_create(to.name, 100, &section), MMF_OK);
    assert_int_equal(mmf_os_name_list(compare, &to), 0);
    assert_int_equal(to.found, 1);
    seam_end(to.name, &section);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_or_a_mutex_is_another_kind),
        cmocka_unit_test(names_that_break_a_rule_are_told_which),
        cmocka_unit_test(a_long_name_is_listed),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
