/* SPDX-License-Identifier: MIT */
/*
 * mmf_create_from_file(): what it refuses, in .NET's order, and how it answers
 * what the system says.  In each case the file is as it was.
 */
#include "fake_test.h"

static const char operation[] = "mmf_create_from_file";

static const mmf_options reads = {.access = MMF_ACCESS_READ};

/* Maps "f", which is as it was afterwards, or not there if it was not. */
static void refuse(uint32_t mode, int64_t capacity, const mmf_options *options,
                   int status)
{
    const int64_t before = fake_os_file_size("f");
    mmf_map *map = POISON_MAP;

    assert_status(
        mmf_create_from_file("f", mode, NULL, capacity, options, &map), status);
    assert_null(map);
    assert_int_equal(fake_os_file_size("f"), before);
    if (before > 0)
        assert_true(fake_os_file_holds("f", before, 7));
    assert_int_equal(fake_os_live_objects(), 0);
}

static void a_path_and_an_output_are_needed(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(
        mmf_create_from_file(NULL, MMF_FILE_OPEN, NULL, 1, NULL, &map),
        MMF_EINVAL);
    assert_null(map);
    assert_detail(MMF_EINVAL, operation, "path is NULL");
    assert_status(mmf_create_from_file("f", MMF_FILE_OPEN, NULL, 1, NULL, NULL),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "out is NULL");
}

static void a_mode_that_fits_no_map_is_refused(void **state)
{
    static const uint32_t others[] = {0, 7, 42, UINT32_MAX};

    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    refuse(MMF_FILE_APPEND, 0, NULL, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "mode MMF_FILE_APPEND");
    refuse(MMF_FILE_TRUNCATE, 0, NULL, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "mode MMF_FILE_TRUNCATE");
    for (size_t i = 0; i < LENGTH_OF(others); i++)
        refuse(others[i], 0, NULL, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "mode 4294967295 is no mmf_file_mode");
    assert_int_equal(fake_os_calls(FAKE_FILE_OPEN), 0);
}

static void who_only_reads_makes_no_file(void **state)
{
    const mmf_options executes = {.access = MMF_ACCESS_READ_EXECUTE};

    (void)state;
    refuse(MMF_FILE_CREATE_NEW, 10, &reads, MMF_EINVAL);
    refuse(MMF_FILE_CREATE, 10, &executes, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "only reads makes no file");
    assert_int_equal(fake_os_calls(FAKE_FILE_OPEN), 0);
}

static void who_only_reads_lets_no_file_grow(void **state)
{
    const mmf_options executes = {.access = MMF_ACCESS_READ_EXECUTE};

    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    refuse(MMF_FILE_OPEN, 11, &reads, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation,
                  "capacity 11 is more than the file's 10 bytes");
    refuse(MMF_FILE_OPEN, 11, &executes, MMF_EINVAL);
    refuse(MMF_FILE_OPEN_OR_CREATE, 11, &reads, MMF_EINVAL);
}

static void a_capacity_below_the_length_is_refused(void **state)
{
    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    refuse(MMF_FILE_OPEN, 9, NULL, MMF_ERANGE);
    assert_detail(MMF_ERANGE, operation,
                  "capacity 9 is less than the file's 10 bytes");
    refuse(MMF_FILE_OPEN, 9, &reads, MMF_ERANGE);
    refuse(MMF_FILE_OPEN, -1, NULL, MMF_ERANGE);
    assert_detail(MMF_ERANGE, operation, "capacity -1 is negative");
}

static void an_empty_file_needs_a_capacity(void **state)
{
    static const uint32_t modes[] = {MMF_FILE_CREATE_NEW, MMF_FILE_CREATE,
                                     MMF_FILE_OPEN_OR_CREATE};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(modes); i++)
        refuse(modes[i], 0, NULL, MMF_EINVAL);
    fake_os_lay("f", FAKE_FILE, 0, 7);
    refuse(MMF_FILE_OPEN, 0, NULL, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "the file is empty");
}

/* .NET empties the file and throws then. */
static void create_without_a_capacity_keeps_the_file(void **state)
{
    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    refuse(MMF_FILE_CREATE, 0, NULL, MMF_EINVAL);
}

static void a_device_needs_a_capacity(void **state)
{
    (void)state;
    fake_os_lay("f", FAKE_DEVICE, 0, 0);
    refuse(MMF_FILE_OPEN, 0, NULL, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "is a device without one");
}

static void more_than_the_system_can_hold_is_not_asked_for(void **state)
{
    (void)state;
    refuse(MMF_FILE_CREATE, INT64_MAX, NULL, MMF_ETOOBIG);
    assert_int_equal(fake_os_calls(FAKE_FILE_OPEN), 0);
    fake_os_caps()->section_max = 9;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    refuse(MMF_FILE_OPEN, 0, NULL, MMF_ETOOBIG);
    assert_detail(MMF_ETOOBIG, operation, "capacity 10: this system ends at 9");
}

static void flags_of_names_are_not_for_files(void **state)
{
    const mmf_options persists = {.flags = MMF_PERSIST};
    const mmf_options strangers = {.flags = MMF_ANY_OWNER};

    (void)state;
    refuse(MMF_FILE_CREATE, 10, &persists, MMF_EINVAL);
    refuse(MMF_FILE_CREATE, 10, &strangers, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "flags 0x2");
}

static void a_name_is_refused_where_files_have_none(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(
        mmf_create_from_file("f", MMF_FILE_CREATE, "a", 10, NULL, &map),
        MMF_ENOTSUP);
    assert_null(map);
    assert_detail(MMF_ENOTSUP, operation,
                  "name \"a\": this system has no names for maps of files");
    assert_int_equal(fake_os_file_size("f"), -1);
}

static void the_first_wrong_argument_is_told(void **state)
{
    const mmf_options odd = {.access = 9};
    const mmf_options write = {.access = MMF_ACCESS_WRITE};
    const struct {
        const char *name;
        int64_t capacity;
        const mmf_options *options;
        int status;
        const char *part;
    } rows[] = {
        {"", -1, &odd, MMF_ENAME, "the name is empty"},
        {"a", -1, &odd, MMF_ERANGE, "capacity -1"},
        {"a", 1, &odd, MMF_EINVAL, "access 9"},
        {"a", 1, &write, MMF_EINVAL, "access MMF_ACCESS_WRITE"},
        {"a", 1, NULL, MMF_ENAME, "the path is empty"},
    };
    mmf_map *map = POISON_MAP;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_status(mmf_create_from_file("", 9, rows[i].name,
                                           rows[i].capacity, rows[i].options,
                                           &map),
                      rows[i].status);
        assert_detail(rows[i].status, operation, rows[i].part);
    }
    assert_status(mmf_create_from_file("", MMF_FILE_APPEND, "a", 1, NULL, &map),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "mode MMF_FILE_APPEND");
    assert_status(mmf_create_from_file("f", 9, "a", 1, NULL, &map), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "mode 9");
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

static void what_lies_at_the_path_is_told(void **state)
{
    (void)state;
    refuse(MMF_FILE_OPEN, 10, NULL, MMF_ENOENT);
    assert_detail(MMF_ENOENT, operation,
                  "there is no file \"f\", or not its folder");
    fake_os_lay("f", FAKE_FILE, 10, 7);
    refuse(MMF_FILE_CREATE_NEW, 10, NULL, MMF_EEXIST);
    assert_detail(MMF_EEXIST, operation, "file \"f\" exists already");
    fake_os_reset();
    fake_os_lay("f", FAKE_PIPE, 10, 7);
    refuse(MMF_FILE_OPEN, 10, NULL, MMF_ETYPE);
    assert_detail(MMF_ETYPE, operation, "\"f\" is a folder, a pipe");
}

/* Whatever is there, or not. */
static void a_slash_at_the_end_of_a_path_is_told(void **state)
{
    mmf_map *map;

    (void)state;
    assert_status(
        mmf_create_from_file("f/", MMF_FILE_OPEN, NULL, 10, NULL, &map),
        MMF_ENOENT);
    assert_detail(MMF_ENOENT, operation, "\"f/\" ends in a slash");
    fake_os_lay("f/", FAKE_PIPE, 10, 7);
    assert_status(
        mmf_create_from_file("f/", MMF_FILE_OPEN, NULL, 10, NULL, &map),
        MMF_ETYPE);
    assert_detail(MMF_ETYPE, operation, "\"f/\" ends in a slash");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_path_and_an_output_are_needed),
        fake_test(a_mode_that_fits_no_map_is_refused),
        fake_test(who_only_reads_makes_no_file),
        fake_test(who_only_reads_lets_no_file_grow),
        fake_test(a_capacity_below_the_length_is_refused),
        fake_test(an_empty_file_needs_a_capacity),
        fake_test(create_without_a_capacity_keeps_the_file),
        fake_test(a_device_needs_a_capacity),
        fake_test(more_than_the_system_can_hold_is_not_asked_for),
        fake_test(flags_of_names_are_not_for_files),
        fake_test(a_name_is_refused_where_files_have_none),
        fake_test(the_first_wrong_argument_is_told),
        fake_test(what_lies_at_the_path_is_told),
        fake_test(a_slash_at_the_end_of_a_path_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
