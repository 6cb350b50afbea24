/* SPDX-License-Identifier: MIT */
/*
 * The rules of names where a name is a file of one folder, as on POSIX.  Each
 * refusal tells which name broke which rule.
 */
#include "fake_test.h"

enum {
    LONGEST = 255
};

static int resolve(const char *name, char *out, size_t room)
{
    return mmf_name_resolve(name, out, room, NULL);
}

static void a_plain_name_gets_a_slash(void **state)
{
    char seen[32];

    (void)state;
    assert_status(resolve("Demo", seen, sizeof seen), MMF_OK);
    assert_string_equal(seen, "/Demo");
}

static void a_prefix_is_taken_off(void **state)
{
    static const char *const names[] = {"Local\\Demo", "Global\\Demo"};
    char seen[32];

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        assert_status(resolve(names[i], seen, sizeof seen), MMF_OK);
        assert_string_equal(seen, "/Demo");
    }
}

static void what_looks_unusual_is_kept(void **state)
{
    static const char *const names[] = {
        " ",      "\t\n",
        "...",    ".a",
        "a.",     "a b",
        "Global", "Local",
        "local",  "\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80",
        "%s%n"};
    char seen[32];

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        assert_status(resolve(names[i], seen, sizeof seen), MMF_OK);
        assert_int_equal(seen[0], '/');
        assert_string_equal(seen + 1, names[i]);
    }
}

static const struct {
    const char *name;
    const char *hint;
} bad[] = {
    {"", "the name is empty"},
    {"Local\\", "name \"Local\\\": nothing follows the prefix"},
    {"Global\\", "name \"Global\\\": nothing follows the prefix"},
    {"/", "name \"/\": this system allows no '/' in it"},
    {"/a", "name \"/a\": this system allows no '/' in it"},
    {"a/b", "name \"a/b\": this system allows no '/' in it"},
    {"Local\\a/b", "name \"Local\\a/b\": this system allows no '/'"},
    {"a\\b", "name \"a\\b\": this system allows a '\\' only in Local\\"},
    {"Local\\a\\b", "name \"Local\\a\\b\": this system allows a '\\'"},
    {"Local\\Global\\a", "this system allows a '\\' only in Local\\"},
    {"local\\a", "name \"local\\a\": this system allows a '\\' only"},
    {"GLOBAL\\a", "name \"GLOBAL\\a\": this system allows a '\\' only"},
    {".", "name \".\": \".\" and \"..\" are folders"},
    {"..", "name \"..\": \".\" and \"..\" are folders"},
    {"Local\\..", "name \"Local\\..\": \".\" and \"..\" are folders"},
    {"a\xFF", "name is not UTF-8: byte 1 is 0xFF"},
    {"\xC3", "name is not UTF-8: byte 0 is 0xC3"},
    {"ab\xC0\x80", "name is not UTF-8: byte 2 is 0xC0"},
};

static void a_broken_rule_is_told_with_the_name(void **state)
{
    char seen[32] = "old";

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(bad); i++) {
        assert_status(resolve(bad[i].name, seen, sizeof seen), MMF_ENAME);
        assert_detail(MMF_ENAME, "mmf_name_resolve", bad[i].hint);
        assert_string_equal(seen, "old");
    }
}

static void the_longest_name_has_255_bytes(void **state)
{
    char name[LONGEST + 8] = "Global\\";
    char seen[LONGEST + 8];

    (void)state;
    memset(name + 7, 'n', LONGEST);
    name[7 + LONGEST] = '\0';
    assert_status(resolve(name, seen, sizeof seen), MMF_OK);
    assert_int_equal(strlen(seen), LONGEST + 1);
    assert_string_equal(seen + 1, name + 7);
}

static void one_byte_more_is_refused_with_both_numbers(void **state)
{
    char name[LONGEST + 2];
    char seen[LONGEST + 8];

    (void)state;
    memset(name, 'n', LONGEST + 1);
    name[LONGEST + 1] = '\0';
    assert_status(resolve(name, seen, sizeof seen), MMF_ENAME);
    assert_detail(MMF_ENAME, "mmf_name_resolve",
                  "nnn...\" has 256 bytes, this system allows 255");
}

static void the_limit_is_that_of_the_system(void **state)
{
    char seen[64];

    (void)state;
    fake_os_caps()->name_max = 30;
    assert_status(resolve("123456789012345678901234567890", seen, sizeof seen),
                  MMF_OK);
    assert_status(resolve("1234567890123456789012345678901", seen, sizeof seen),
                  MMF_ENAME);
    assert_detail(MMF_ENAME, "mmf_name_resolve", "31 bytes, this system");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_plain_name_gets_a_slash),
        fake_test(a_prefix_is_taken_off),
        fake_test(what_looks_unusual_is_kept),
        fake_test(a_broken_rule_is_told_with_the_name),
        fake_test(the_longest_name_has_255_bytes),
        fake_test(one_byte_more_is_refused_with_both_numbers),
        fake_test(the_limit_is_that_of_the_system),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
