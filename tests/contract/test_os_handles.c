/* SPDX-License-Identifier: MIT */
/*
 * Which handles child processes inherit: those that were asked for, and of
 * these the one that is told.  Over the system's backend, whose handles are
 * real.
 */
#include "host.h"
#include "seam.h"

static mmf_os_wish wish_of(uint32_t access, bool inherit)
{
    return (mmf_os_wish){.size = 100,
                         .access = access,
                         .protection.mode = 0600,
                         .wait_ms = SEAM_WAIT_MS,
                         .inherit = inherit};
}

/* One handle for whoever asked, and none else of the two. */
static void assert_inherited(const mmf_os_section *section, bool expected)
{
    const bool has_legacy = section->legacy != MMF_OS_NONE;

    if (has_legacy)
        assert_true(host_is_inherited(section->legacy));
    assert_int_equal(host_is_inherited(section->handle),
                     expected && !has_legacy);
    if (!expected)
        assert_false(has_legacy);
}

static void a_created_section_is_inherited_on_request(void **state)
{
    const char *const names[] = {seam_name(), NULL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++)
        for (int inherit = 0; inherit < 2; inherit++) {
            const mmf_os_wish wish = wish_of(SEAM_READ_WRITE, inherit != 0);
            mmf_os_section section;

            assert_int_equal(mmf_os_section_create(names[i], &wish, &section),
                             0);
            assert_inherited(&section, inherit != 0);
            seam_end(names[i], &section);
        }
}

static void an_opened_section_is_inherited_on_request(void **state)
{
    static const uint32_t accesses[] = {MMF_OS_READ, SEAM_READ_WRITE};
    const char *name = seam_name();
    mmf_os_section creator;

    (void)state;
    assert_status(seam_create(name, 100, &creator), MMF_OK);
    for (size_t i = 0; i < LENGTH_OF(accesses); i++)
        for (int inherit = 0; inherit < 2; inherit++) {
            const mmf_os_wish wish = wish_of(accesses[i], inherit != 0);
            mmf_os_section section;

            assert_int_equal(mmf_os_section_open(name, &wish, &section), 0);
            assert_inherited(&section, inherit != 0);
            mmf_os_section_close(name, &section);
        }
    assert_inherited(&creator, false);
    seam_end(name, &creator);
}

/* What came from a parent goes to no child by itself. */
static void an_adopted_section_is_not_inherited(void **state)
{
    const char *const names[] = {seam_name(), NULL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        const mmf_os_wish parents = wish_of(SEAM_READ_WRITE, true);
        const mmf_os_wish ours = wish_of(SEAM_READ_WRITE, false);
        char told[SEAM_NAME_ROOM] = "?";
        mmf_os_section first;
        mmf_os_section section;
        intptr_t given;

        assert_int_equal(mmf_os_section_create(names[i], &parents, &first), 0);
        given = first.legacy != MMF_OS_NONE ? first.legacy : first.handle;
        assert_int_equal(
            mmf_os_section_adopt(given, &ours, &section, told, sizeof told), 0);
        assert_inherited(&section, false);
        mmf_os_section_close(told[0] == '\0' ? NULL : told, &section);
        if (first.legacy != MMF_OS_NONE) {
            first.legacy = MMF_OS_NONE;
            seam_end(names[i], &first);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_created_section_is_inherited_on_request),
        cmocka_unit_test(an_opened_section_is_inherited_on_request),
        cmocka_unit_test(an_adopted_section_is_not_inherited),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
