/* SPDX-License-Identifier: MIT */
/*
 * The promises of src/os.h about names and their lives, as one table that runs
 * over every backend.  Those about bytes are in test_os_bytes.c.
 */
#include "seam.h"

static void a_name_lives_from_create_to_the_last_close(void **state)
{
    mmf_os_section section;
    const char *name = seam_name();

    (void)state;
    assert_false(seam_exists(name));
    assert_status(seam_create(name, 100, &section), MMF_OK);
    assert_true(section.handle != MMF_OS_NONE);
    assert_true(seam_exists(name));
    seam_end(name, &section);
    assert_false(seam_exists(name));
}

static void a_second_create_leaves_the_first_undisturbed(void **state)
{
    mmf_os_section first;
    mmf_os_section second = seam_poison();
    const char *name = seam_name();
    unsigned char *bytes;

    (void)state;
    assert_status(seam_create(name, 100, &first), MMF_OK);
    bytes = seam_map(&first, SEAM_READ_WRITE);
    memset(bytes, 7, 100);
    for (int64_t size = 1; size < 1000000; size *= 100) {
        assert_status(seam_create(name, size, &second), MMF_EEXIST);
        assert_true(seam_is_poison(&second));
    }
    assert_true(seam_exists(name));
    for (int i = 0; i < 100; i++)
        assert_int_equal(bytes[i], 7);
    seam_unmap(bytes, &first);
    seam_end(name, &first);
    assert_false(seam_exists(name));
}

static void an_opened_handle_keeps_the_name(void **state)
{
    mmf_os_section creator;
    mmf_os_section opener;
    mmf_os_section second;
    const char *name = seam_name();

    (void)state;
    assert_status(seam_create(name, 100, &creator), MMF_OK);
    assert_status(seam_open(name, &opener), MMF_OK);
    assert_int_equal(opener.size, creator.size);
    mmf_os_section_close(name, &creator);
    assert_true(seam_exists(name));
    assert_status(seam_create(name, 100, &second), MMF_EEXIST);
    seam_end(name, &opener);
    assert_false(seam_exists(name));
}

static void a_view_outlives_its_handle_without_the_name(void **state)
{
    mmf_os_section section;
    mmf_os_section again;
    const char *name = seam_name();
    unsigned char *bytes;
    unsigned char *others;

    (void)state;
    assert_status(seam_create(name, 100, &section), MMF_OK);
    bytes = seam_map(&section, SEAM_READ_WRITE);
    seam_end(name, &section);
    bytes[99] = 42;
    assert_false(seam_exists(name));
    assert_status(seam_create(name, 100, &again), MMF_OK);
    others = seam_map(&again, SEAM_READ_WRITE);
    assert_int_equal(others[99], 0);
    assert_int_equal(bytes[99], 42);
    seam_unmap(others, &again);
    seam_unmap(bytes, &section);
    seam_end(name, &again);
    assert_false(seam_exists(name));
}

static void what_is_not_there_is_not_opened(void **state)
{
    mmf_os_section section = seam_poison();
    const char *name = seam_name();

    (void)state;
    assert_status(seam_open(name, &section), MMF_ENOENT);
    assert_true(seam_is_poison(&section));
    assert_status(seam_create(name, 1, &section), MMF_OK);
    seam_end(name, &section);
    section = seam_poison();
    assert_status(seam_open(name, &section), MMF_ENOENT);
    assert_true(seam_is_poison(&section));
}

static void sections_without_a_name_are_independent(void **state)
{
    mmf_os_section one;
    mmf_os_section other;
    unsigned char *bytes;
    unsigned char *others;

    (void)state;
    assert_status(seam_create(NULL, 100, &one), MMF_OK);
    assert_status(seam_create(NULL, 100, &other), MMF_OK);
    bytes = seam_map(&one, SEAM_READ_WRITE);
    others = seam_map(&other, SEAM_READ_WRITE);
    memset(bytes, 1, 100);
    assert_int_equal(others[0], 0);
    seam_unmap(bytes, &one);
    seam_unmap(others, &other);
    seam_end(NULL, &one);
    seam_end(NULL, &other);
}

static void a_hundred_at_once_are_a_hundred(void **state)
{
    static char names[100][SEAM_NAME_ROOM];
    static mmf_os_section sections[100];

    (void)state;
    for (int i = 0; i < 100; i++) {
        memcpy(names[i], seam_name(), SEAM_NAME_ROOM);
        assert_status(seam_create(names[i], i + 1, &sections[i]), MMF_OK);
    }
    for (int i = 0; i < 100; i++) {
        assert_true(seam_exists(names[i]));
        assert_true(sections[i].size >= i + 1);
    }
    for (int i = 0; i < 100; i++) {
        seam_end(names[i], &sections[i]);
        assert_false(seam_exists(names[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_lives_from_create_to_the_last_close),
        cmocka_unit_test(a_second_create_leaves_the_first_undisturbed),
        cmocka_unit_test(an_opened_handle_keeps_the_name),
        cmocka_unit_test(a_view_outlives_its_handle_without_the_name),
        cmocka_unit_test(what_is_not_there_is_not_opened),
        cmocka_unit_test(sections_without_a_name_are_independent),
        cmocka_unit_test(a_hundred_at_once_are_a_hundred),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
