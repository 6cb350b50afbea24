/* SPDX-License-Identifier: MIT */
/*
 * Names of unusual length and alphabet, over every backend.
 */
#include "seam.h"

static mmf_os_caps caps;

static int setup(void **state)
{
    const int rc = seam_setup(state);

    mmf_os_query_caps(&caps);
    return rc;
}

static void live_once(const char *name)
{
    mmf_os_section section;

    assert_status(seam_create(name, 10, &section), MMF_OK);
    assert_true(seam_exists(name));
    seam_end(name, &section);
    assert_false(seam_exists(name));
}

static void a_name_may_have_one_byte(void **state)
{
    char name[3] = {caps.flat_names ? '/' : '!', '\0', '\0'};

    (void)state;
    /* Of 60 tries one is free, whoever else runs this test now. */
    for (char letter = '0'; letter < '0' + 60; letter++) {
        mmf_os_section section;

        if (letter == '\\')
            continue;
        name[caps.flat_names ? 1 : 0] = letter;
        if (seam_create(name, 1, &section) == MMF_OK) {
            assert_true(seam_exists(name));
            seam_end(name, &section);
            return;
        }
    }
    fail_msg("no name of one byte could be created");
}

static void a_name_may_be_long(void **state)
{
    (void)state;
    live_once(seam_name_of(caps.name_max == 0 ? 255 : caps.name_max, "n"));
}

static void a_name_may_be_white_space(void **state)
{
    (void)state;
    live_once(
        seam_name_of(64 < caps.name_max || caps.name_max == 0 ? 64 : 30, " "));
}

static void a_name_may_be_of_any_alphabet(void **state)
{
    static const char *const letters[] = {"\xC3\xA9", "\xE6\xBC\xA2",
                                          "\xF0\x9F\x98\x80", "%s"};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(letters); i++)
        live_once(seam_name_of(28, letters[i]));
}

static void names_differ_by_case(void **state)
{
    mmf_os_section lower;
    mmf_os_section upper;
    char other[SEAM_NAME_ROOM];
    const char *name = seam_name_of(20, "a");

    (void)state;
    memcpy(other, name, SEAM_NAME_ROOM);
    other[strlen(other) - 1] = 'A';
    assert_status(seam_create(name, 10, &lower), MMF_OK);
    assert_false(seam_exists(other));
    assert_status(seam_create(other, 10, &upper), MMF_OK);
    seam_end(other, &upper);
    seam_end(name, &lower);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_may_have_one_byte),
        cmocka_unit_test(a_name_may_be_long),
        cmocka_unit_test(a_name_may_be_white_space),
        cmocka_unit_test(a_name_may_be_of_any_alphabet),
        cmocka_unit_test(names_differ_by_case),
    };

    return cmocka_run_group_tests(tests, setup, seam_teardown);
}
