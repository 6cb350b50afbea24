/* SPDX-License-Identifier: MIT */
/*
 * mmf_name_resolve() itself: its buffer and its arguments; and names where the
 * system takes them as they are, as Windows does.
 */
#include "fake_test.h"

static void exactly_enough_room_will_do(void **state)
{
    char seen[6];
    size_t needed = 99;

    (void)state;
    memset(seen, POISON_BYTE, sizeof seen);
    assert_status(mmf_name_resolve("Demo", seen, 6, &needed), MMF_OK);
    assert_string_equal(seen, "/Demo");
    assert_int_equal(needed, 5);
}

static void one_byte_less_stores_only_what_is_needed(void **state)
{
    char seen[6] = "old..";
    size_t needed = 99;

    (void)state;
    assert_status(mmf_name_resolve("Demo", seen, 5, &needed), MMF_ETOOBIG);
    assert_int_equal(needed, 5);
    assert_string_equal(seen, "old..");
    assert_detail(MMF_ETOOBIG, "mmf_name_resolve",
                  "the name takes 5 bytes and a NUL, room is 5");
}

static void no_buffer_asks_for_the_length(void **state)
{
    size_t needed = 99;

    (void)state;
    assert_status(mmf_name_resolve("Demo", NULL, 0, &needed), MMF_ETOOBIG);
    assert_int_equal(needed, 5);
    assert_status(mmf_name_resolve("Demo", NULL, 0, NULL), MMF_ETOOBIG);
}

static void a_missing_pointer_is_named(void **state)
{
    char seen[8];
    size_t needed = 99;

    (void)state;
    assert_status(mmf_name_resolve(NULL, seen, 8, &needed), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_name_resolve", "name is NULL");
    assert_int_equal(needed, 0);
    needed = 99;
    assert_status(mmf_name_resolve("a", NULL, 1, &needed), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_name_resolve", "buffer is NULL");
    assert_int_equal(needed, 0);
}

static void a_refused_name_needs_nothing(void **state)
{
    char seen[8] = "old";
    size_t needed = 99;

    (void)state;
    assert_status(mmf_name_resolve("a/b", seen, 8, &needed), MMF_ENAME);
    assert_int_equal(needed, 0);
    assert_string_equal(seen, "old");
}

static int windows_setup(void **state)
{
    (void)fake_setup(state);
    fake_os_caps()->flat_names = false;
    fake_os_caps()->name_max = 0;
    return 0;
}

static void a_system_with_prefixes_gets_the_name_as_it_is(void **state)
{
    static const char *const names[] = {
        "Demo", "Local\\Demo", "Global\\Demo", "a/b", "a\\b", ".", "..",
        "Local\\", "\xC3\xA9",
        /* A lone surrogate, which .NET's strings may hold. */
        "\xED\xA0\x80"};
    char seen[32];
    size_t needed;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        needed = 99;
        assert_status(mmf_name_resolve(names[i], seen, sizeof seen, &needed),
                      MMF_OK);
        assert_string_equal(seen, names[i]);
        assert_int_equal(needed, strlen(names[i]));
    }
}

static void no_limit_means_none(void **state)
{
    static char name[1201];
    static char seen[1201];

    (void)state;
    memset(name, 'n', sizeof name - 1);
    assert_status(mmf_name_resolve(name, seen, sizeof seen, NULL), MMF_OK);
    assert_string_equal(seen, name);
}

static void empty_and_ill_formed_are_refused_everywhere(void **state)
{
    char seen[32];

    (void)state;
    assert_status(mmf_name_resolve("", seen, sizeof seen, NULL), MMF_ENAME);
    assert_detail(MMF_ENAME, "mmf_name_resolve", "the name is empty");
    assert_status(mmf_name_resolve("a\x80", seen, sizeof seen, NULL),
                  MMF_ENAME);
    assert_detail(MMF_ENAME, "mmf_name_resolve", "byte 1 is 0x80");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(exactly_enough_room_will_do),
        fake_test(one_byte_less_stores_only_what_is_needed),
        fake_test(no_buffer_asks_for_the_length),
        fake_test(a_missing_pointer_is_named),
        fake_test(a_refused_name_needs_nothing),
        cmocka_unit_test_setup_teardown(
            a_system_with_prefixes_gets_the_name_as_it_is, windows_setup,
            fake_teardown),
        cmocka_unit_test_setup_teardown(no_limit_means_none, windows_setup,
                                        fake_teardown),
        cmocka_unit_test_setup_teardown(
            empty_and_ill_formed_are_refused_everywhere, windows_setup,
            fake_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
