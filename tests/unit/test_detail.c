/* SPDX-License-Identifier: MIT */
/*
 * The detail of the last failure: what is recorded, for whom, how long, and in
 * which sizes of the struct it is told.
 */
#include "fake_test.h"
#include "host.h"
#include "status.h"

static int fail_once(void)
{
    return mmf_create_new("", 1, NULL, &(mmf_map *){POISON_MAP});
}

static void a_failure_is_recorded_whole(void **state)
{
    mmf_detail seen = {0};

    (void)state;
    assert_status(fail_once(), MMF_ENAME);
    assert_status(mmf_last_detail(&seen), MMF_OK);
    assert_int_equal(seen.size, 0);
    assert_int_equal(seen.status, MMF_ENAME);
    assert_int_equal(seen.native, 0);
    assert_string_equal(seen.operation, "mmf_create_new");
    assert_string_equal(seen.hint, "the name is empty");
}

static void a_success_keeps_the_detail(void **state)
{
    (void)state;
    assert_status(fail_once(), MMF_ENAME);
    mmf_map_close(fake_map("a", 1, MMF_ACCESS_READ_WRITE));
    assert_detail(MMF_ENAME, "mmf_create_new", "the name is empty");
}

static void a_code_of_the_system_is_recorded(void **state)
{
    mmf_detail seen = {0};

    (void)state;
    assert_status(mmf_check_os("here", FAKE_EIO), MMF_EIO);
    assert_status(mmf_last_detail(&seen), MMF_OK);
    assert_int_equal(seen.native, FAKE_EIO);
    assert_detail(MMF_EIO, "here",
                  "input or output error (the system's error 7012)");
}

static void no_code_records_nothing(void **state)
{
    (void)state;
    assert_status(fail_once(), MMF_ENAME);
    assert_status(mmf_check_os("here", 0), MMF_OK);
    assert_detail(MMF_ENAME, "mmf_create_new", "the name is empty");
}

static void every_row_of_the_table_is_looked_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < mmf_os_errmap_length; i++)
        assert_status(mmf_check_os("row", mmf_os_errmap[i].native),
                      mmf_os_errmap[i].status);
}

static void a_code_without_a_row_is_unknown(void **state)
{
    mmf_detail seen = {0};

    (void)state;
    assert_status(mmf_check_os("odd", FAKE_EODD), MMF_EUNKNOWN);
    assert_status(mmf_last_detail(&seen), MMF_OK);
    assert_int_equal(seen.native, FAKE_EODD);
}

static void a_long_hint_is_cut_and_ends(void **state)
{
    mmf_detail seen = {0};

    (void)state;
    assert_status(mmf_fail(MMF_EIO, "an operation of more than 27 characters",
                           "%0500d", 1),
                  MMF_EIO);
    assert_status(mmf_last_detail(&seen), MMF_OK);
    assert_int_equal(strlen(seen.operation), sizeof seen.operation - 1);
    assert_int_equal(strlen(seen.hint), sizeof seen.hint - 1);
}

static void fail_in_another_thread(void *context)
{
    mmf_detail seen = {0};

    (void)mmf_last_detail(&seen);
    *(int *)context = seen.status;
    (void)mmf_fail(MMF_EBUSY, "other", "of the other thread");
}

static void each_thread_has_its_own(void **state)
{
    int other_saw = 1;

    (void)state;
    assert_status(fail_once(), MMF_ENAME);
    host_in_thread(fail_in_another_thread, &other_saw);
    assert_int_equal(other_saw, 0);
    assert_detail(MMF_ENAME, "mmf_create_new", "the name is empty");
}

static void the_size_of_the_caller_stays(void **state)
{
    mmf_detail seen = {.size = sizeof seen};

    (void)state;
    assert_status(fail_once(), MMF_ENAME);
    assert_status(mmf_last_detail(&seen), MMF_OK);
    assert_int_equal(seen.size, sizeof seen);
    assert_int_equal(seen.status, MMF_ENAME);
}

static void an_unknown_size_is_refused_without_a_trace(void **state)
{
    mmf_detail seen = {.size = sizeof seen - 1, .status = 77};

    (void)state;
    assert_status(fail_once(), MMF_ENAME);
    assert_status(mmf_last_detail(&seen), MMF_EINVAL);
    assert_status(mmf_last_detail(NULL), MMF_EINVAL);
    assert_int_equal(seen.status, 77);
    assert_detail(MMF_ENAME, "mmf_create_new", "the name is empty");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_failure_is_recorded_whole),
        fake_test(a_success_keeps_the_detail),
        fake_test(a_code_of_the_system_is_recorded),
        fake_test(no_code_records_nothing),
        fake_test(every_row_of_the_table_is_looked_up),
        fake_test(a_code_without_a_row_is_unknown),
        fake_test(a_long_hint_is_cut_and_ends),
        fake_test(each_thread_has_its_own),
        fake_test(the_size_of_the_caller_stays),
        fake_test(an_unknown_size_is_refused_without_a_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
