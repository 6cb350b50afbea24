/* SPDX-License-Identifier: MIT */
/*
 * The promises of src/os.h about names seen from outside, and about handles
 * that go from one process to another, over every backend.
 */
#include "seam.h"

static mmf_os_caps caps(void)
{
    mmf_os_caps out;

    mmf_os_query_caps(&out);
    return out;
}

static int create_with(const char *name, mmf_os_wish wish, mmf_os_section *out)
{
    wish.size = 100;
    wish.access = SEAM_READ_WRITE;
    wish.protection.mode = 0640;
    wish.wait_ms = 1000;
    return seam_status(mmf_os_section_create(name, &wish, out));
}

static void looking_tells_and_changes_nothing(void **state)
{
    const char *name = seam_name();
    mmf_os_section section;
    mmf_os_facts facts;

    (void)state;
    assert_int_equal(seam_status(mmf_os_name_look(name, 1000, &facts)),
                     MMF_ENOENT);
    assert_status(create_with(name, (mmf_os_wish){0}, &section), MMF_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(mmf_os_name_look(name, 1000, &facts), 0);
        assert_int_equal(facts.size, section.size);
        assert_int_equal(facts.managed, caps().lifetime);
        assert_false(facts.stale);
        assert_true(facts.holders == 1 || facts.holders == -1);
        assert_true(facts.mode == 0640 || facts.mode == 0);
    }
    assert_true(seam_exists(name));
    seam_end(name, &section);
}

static void a_name_that_persists_is_removed_by_hand(void **state)
{
    const mmf_os_wish wish = {.access = SEAM_READ_WRITE, .wait_ms = 1000};
    const char *name = seam_name();
    mmf_os_section section;

    (void)state;
    if (!caps().persistence) {
        assert_int_equal(seam_status(mmf_os_name_remove(name, &wish)),
                         MMF_ENOTSUP);
        return;
    }
    assert_status(create_with(name, (mmf_os_wish){.persist = true}, &section),
                  MMF_OK);
    mmf_os_section_close(name, &section);
    assert_true(seam_exists(name));
    assert_int_equal(mmf_os_name_remove(name, &wish), 0);
    assert_false(seam_exists(name));
    assert_int_equal(seam_status(mmf_os_name_remove(name, &wish)), MMF_ENOENT);
}

/* What to look for in a list, and how often it was there. */
typedef struct search {
    const char *name;
    int found;
} search;

static bool compare(void *context, const char *name)
{
    search *to = context;

    to->found += strcmp(name, to->name) == 0;
    return true;
}

static bool stop(void *context, const char *name)
{
    (void)name;
    *(int *)context += 1;
    return false;
}

static void a_list_has_each_name_once(void **state)
{
    const char *name = seam_name();
    search to = {caps().flat_names ? name + 1 : name, 0};
    mmf_os_section section;
    int visits = 0;

    (void)state;
    assert_status(create_with(name, (mmf_os_wish){0}, &section), MMF_OK);
    assert_int_equal(mmf_os_name_list(compare, &to), 0);
    assert_int_equal(to.found, 1);
    assert_int_equal(mmf_os_name_list(stop, &visits), 0);
    assert_int_equal(visits, 1);
    seam_end(name, &section);
    assert_int_equal(mmf_os_name_list(compare, &to), 0);
    assert_int_equal(to.found, 1);
}

static void an_inherited_handle_keeps_the_name(void **state)
{
    const mmf_os_wish wish = {.access = MMF_OS_READ, .wait_ms = 1000};
    const char *name = seam_name();
    char told[1024] = "?";
    mmf_os_section first;
    mmf_os_section second;
    intptr_t handle;

    (void)state;
    assert_status(create_with(name, (mmf_os_wish){.inherit = true}, &first),
                  MMF_OK);
    handle = first.legacy != MMF_OS_NONE ? first.legacy : first.handle;
    assert_int_equal(
        mmf_os_section_adopt(handle, &wish, &second, told, sizeof told), 0);
    assert_int_equal(second.size, first.size);
    assert_true(told[0] == '\0' || strcmp(told, name) == 0);
    assert_true(seam_exists(name));
    mmf_os_section_close(told[0] == '\0' ? NULL : told, &second);
    /* Adopting has closed the handle; what is left of the first is the other
     * one, where the backend has two. */
    if (first.legacy != MMF_OS_NONE) {
        first.legacy = MMF_OS_NONE;
        seam_end(name, &first);
    }
    assert_false(seam_exists(name));
}

static void renewing_changes_nothing_without_a_fork(void **state)
{
    const char *name = seam_name();
    mmf_os_section section;
    intptr_t handle;

    (void)state;
    assert_status(create_with(name, (mmf_os_wish){0}, &section), MMF_OK);
    handle = section.handle;
    assert_int_equal(mmf_os_section_renew(name, &section), 0);
    assert_true(section.handle == handle);
    seam_end(name, &section);
}

static void mapped_bytes_can_be_touched(void **state)
{
    const char *name = seam_name();
    mmf_os_section section;
    unsigned char *bytes;

    (void)state;
    assert_status(create_with(name, (mmf_os_wish){0}, &section), MMF_OK);
    bytes = seam_map(&section, SEAM_READ_WRITE);
    assert_int_equal(mmf_os_touch(bytes, 100), 0);
    assert_int_equal(mmf_os_touch(bytes + 99, 1), 0);
    seam_unmap(bytes, &section);
    seam_end(name, &section);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looking_tells_and_changes_nothing),
        cmocka_unit_test(a_name_that_persists_is_removed_by_hand),
        cmocka_unit_test(a_list_has_each_name_once),
        cmocka_unit_test(an_inherited_handle_keeps_the_name),
        cmocka_unit_test(renewing_changes_nothing_without_a_fork),
        cmocka_unit_test(mapped_bytes_can_be_touched),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
