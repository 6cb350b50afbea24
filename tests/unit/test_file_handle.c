/* SPDX-License-Identifier: MIT */
/*
 * mmf_create_from_handle(): whose the handle is, before and after, and what is
 * refused.  What becomes of a file is in test_file.c.
 */
#include "fake_test.h"

static const char operation[] = "mmf_create_from_handle";

static int map_handle(intptr_t handle, int64_t capacity, int leave_open,
                      mmf_map **map)
{
    *map = POISON_MAP;
    return mmf_create_from_handle(handle, NULL, capacity, NULL, leave_open,
                                  map);
}

static void a_handle_that_is_left_open_is_open(void **state)
{
    intptr_t handle;
    mmf_map *map;

    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    handle = fake_os_file_handle("f");
    assert_status(map_handle(handle, 0, 1, &map), MMF_OK);
    assert_int_equal(mmf_map_size(map), 10);
    mmf_map_close(map);
    assert_int_equal(fake_os_open_files(), 1);
    fake_os_file_let_go(handle);
}

static void any_other_is_closed_with_the_map(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    assert_status(map_handle(fake_os_file_handle("f"), 100, 0, &map), MMF_OK);
    assert_int_equal(fake_os_file_size("f"), 100);
    assert_int_equal(fake_os_open_files(), 1);
    mmf_map_close(map);
    assert_int_equal(fake_os_open_files(), 0);
}

static void refuse(intptr_t handle, int64_t capacity, int status)
{
    for (int leave_open = 0; leave_open < 2; leave_open++) {
        mmf_map *map;

        assert_status(map_handle(handle, capacity, leave_open, &map), status);
        assert_null(map);
        assert_int_equal(fake_os_open_files(), 1);
    }
}

/* Whoever is to close it: after a failure it is the caller's. */
static void a_failure_leaves_the_handle_open_and_the_file_alone(void **state)
{
    intptr_t handle;

    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    handle = fake_os_file_handle("f");
    refuse(handle, 9, MMF_ERANGE);
    refuse(handle, -1, MMF_ERANGE);
    refuse(handle, FAKE_MEMORY + 1, MMF_ENOSPC);
    fake_os_fail(FAKE_FILE_SECTION, 0, FAKE_EACCES);
    refuse(handle, 100, MMF_EACCES);
    assert_detail(MMF_EACCES, operation, "\"(a handle)\"");
    fake_os_fail(FAKE_FILE_LOOK, 0, FAKE_EINVAL);
    refuse(handle, 0, MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "is no open file");
    assert_int_equal(fake_os_file_size("f"), 10);
    assert_true(fake_os_file_holds("f", 10, 7));
    fake_os_file_let_go(handle);
}

static void answers_of_the_system_are_told(void **state)
{
    static const struct {
        unsigned long code;
        int status;
    } rows[] = {{FAKE_EEXIST, MMF_EEXIST},
                {FAKE_EBUSY, MMF_EBUSY},
                {FAKE_ENOMEM, MMF_ENOMEM},
                {FAKE_EIO, MMF_EIO},
                {FAKE_EODD, MMF_EUNKNOWN}};
    intptr_t handle;

    (void)state;
    fake_os_lay("f", FAKE_FILE, 10, 7);
    handle = fake_os_file_handle("f");
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        fake_os_fail(FAKE_FILE_SECTION, 0, rows[i].code);
        refuse(handle, 20, rows[i].status);
        assert_int_equal(fake_os_file_size("f"), 10);
    }
    fake_os_file_let_go(handle);
}

static void what_is_no_file_is_refused(void **state)
{
    intptr_t handle;

    (void)state;
    fake_os_lay("f", FAKE_PIPE, 10, 7);
    handle = fake_os_file_handle("f");
    refuse(handle, 10, MMF_ETYPE);
    fake_os_file_let_go(handle);
}

static void a_device_needs_a_capacity(void **state)
{
    mmf_map *map;
    intptr_t handle;

    (void)state;
    fake_os_lay("f", FAKE_DEVICE, 0, 0);
    handle = fake_os_file_handle("f");
    refuse(handle, 0, MMF_EINVAL);
    assert_status(map_handle(handle, 5000, 0, &map), MMF_OK);
    mmf_map_close(map);
}

static void a_handle_and_an_output_are_needed(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_from_handle(-1, NULL, 1, NULL, 0, &map),
                  MMF_EINVAL);
    assert_null(map);
    assert_detail(MMF_EINVAL, operation, "handle -1 is none");
    assert_status(mmf_create_from_handle(50000, NULL, 1, NULL, 0, NULL),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "out is NULL");
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

static void a_name_is_refused_where_files_have_none(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_from_handle(50000, "", 1, NULL, 0, &map),
                  MMF_ENAME);
    assert_status(mmf_create_from_handle(50000, "a", 1, NULL, 0, &map),
                  MMF_ENOTSUP);
    assert_null(map);
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_handle_that_is_left_open_is_open),
        fake_test(any_other_is_closed_with_the_map),
        fake_test(a_failure_leaves_the_handle_open_and_the_file_alone),
        fake_test(answers_of_the_system_are_told),
        fake_test(what_is_no_file_is_refused),
        fake_test(a_device_needs_a_capacity),
        fake_test(a_handle_and_an_output_are_needed),
        fake_test(a_name_is_refused_where_files_have_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
