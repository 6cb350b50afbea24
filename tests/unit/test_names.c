/* SPDX-License-Identifier: MIT */
/*
 * Names seen from outside: mmf_name_stat, mmf_list, mmf_remove.
 */
#include "fake_test.h"

static void what_a_name_is_is_told(void **state)
{
    const mmf_options options = {.mode = 0640};
    mmf_name_info seen = {.size = sizeof seen};
    mmf_map *map = NULL;

    (void)state;
    assert_status(mmf_create_new("a", 10, &options, &map), MMF_OK);
    assert_status(mmf_name_stat("Local\\a", &seen), MMF_OK);
    assert_int_equal(seen.size, sizeof seen);
    assert_int_equal(seen.bytes, 10);
    assert_int_equal(seen.flags, MMF_NAME_MANAGED);
    assert_int_equal(seen.mode, 0640);
    assert_int_equal(seen.owner, FAKE_OWNER);
    assert_int_equal(seen.holders, 1);
    mmf_map_close(map);
}

static void staleness_is_told(void **state)
{
    mmf_map *map = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    mmf_name_info seen = {0};

    (void)state;
    fake_os_let_go_stale(true);
    assert_status(mmf_name_stat("a", &seen), MMF_OK);
    assert_int_equal(seen.flags, MMF_NAME_MANAGED | MMF_NAME_STALE);
    mmf_map_close(map);
}

static void nothing_is_told_of_what_is_not_there(void **state)
{
    mmf_name_info seen = {.bytes = 7, .holders = 7};

    (void)state;
    assert_status(mmf_name_stat("a", &seen), MMF_ENOENT);
    assert_detail(MMF_ENOENT, "mmf_name_stat", "\"a\"");
    assert_int_equal(seen.bytes, 0);
    assert_int_equal(seen.holders, 0);
    fake_os_fail(FAKE_NAME_LOOK, 1, FAKE_EACCES);
    assert_status(mmf_name_stat("a", &seen), MMF_EACCES);
}

static void bad_arguments_of_stat_are_refused(void **state)
{
    mmf_name_info seen = {.size = 3};

    (void)state;
    assert_status(mmf_name_stat(NULL, &seen), MMF_EINVAL);
    assert_status(mmf_name_stat("a", NULL), MMF_EINVAL);
    assert_status(mmf_name_stat("a", &seen), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_name_stat", "size 3 of the out");
    seen.size = 0;
    assert_status(mmf_name_stat("a/b", &seen), MMF_ENAME);
}

static void a_name_that_persists_stays_until_it_is_removed(void **state)
{
    const mmf_options options = {.flags = MMF_PERSIST};
    mmf_map *map = NULL;

    (void)state;
    assert_status(mmf_create_new("a", 10, &options, &map), MMF_OK);
    mmf_map_close(map);
    assert_true(fake_os_name_exists("/a"));
    assert_status(mmf_remove("a"), MMF_OK);
    assert_false(fake_os_name_exists("/a"));
    assert_status(mmf_remove("a"), MMF_ENOENT);
    assert_detail(MMF_ENOENT, "mmf_remove", "\"a\"");
}

static void bad_arguments_of_remove_are_refused(void **state)
{
    (void)state;
    assert_status(mmf_remove(NULL), MMF_EINVAL);
    assert_status(mmf_remove(""), MMF_ENAME);
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

/* Counts names, and ends the list after so many. */
typedef struct counting {
    int seen;
    int limit;
    char last[8];
} counting;

static int count(const char *name, void *context)
{
    counting *to = context;

    (void)snprintf(to->last, sizeof to->last, "%s", name);
    return ++to->seen == to->limit;
}

static void all_names_are_listed_until_the_visitor_has_enough(void **state)
{
    mmf_map *maps[] = {fake_map("a", 1, 0), fake_map("b", 1, 0),
                       fake_map(NULL, 1, 0), fake_map("c", 1, 0)};
    counting all = {.limit = 99};
    counting two = {.limit = 2};

    (void)state;
    assert_status(mmf_list(count, &all), MMF_OK);
    assert_int_equal(all.seen, 3);
    assert_string_equal(all.last, "c");
    assert_status(mmf_list(count, &two), MMF_OK);
    assert_int_equal(two.seen, 2);
    for (size_t i = 0; i < LENGTH_OF(maps); i++)
        mmf_map_close(maps[i]);
}

static void names_that_no_call_takes_are_not_listed(void **state)
{
    const mmf_os_wish wish = {.size = 1, .access = MMF_OS_READ};
    counting all = {.limit = 99};
    mmf_os_section section;

    (void)state;
    assert_int_equal(mmf_os_section_create("/\xFF", &wish, &section), 0);
    assert_status(mmf_list(count, &all), MMF_OK);
    assert_int_equal(all.seen, 0);
    mmf_os_section_close("/\xFF", &section);
}

static void a_list_that_cannot_be_had_is_told(void **state)
{
    counting all = {.limit = 99};

    (void)state;
    assert_status(mmf_list(NULL, NULL), MMF_EINVAL);
    fake_os_fail(FAKE_NAME_LIST, 1, FAKE_ENOTSUP);
    assert_status(mmf_list(count, &all), MMF_ENOTSUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(what_a_name_is_is_told),
        fake_test(staleness_is_told),
        fake_test(nothing_is_told_of_what_is_not_there),
        fake_test(bad_arguments_of_stat_are_refused),
        fake_test(a_name_that_persists_stays_until_it_is_removed),
        fake_test(bad_arguments_of_remove_are_refused),
        fake_test(all_names_are_listed_until_the_visitor_has_enough),
        fake_test(names_that_no_call_takes_are_not_listed),
        fake_test(a_list_that_cannot_be_had_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
