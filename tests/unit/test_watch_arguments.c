/* SPDX-License-Identifier: MIT */
/*
 * What waiting refuses, and what becomes of failures on its way.
 */
#include "text_test.h"

static mmf_text_watcher watcher;
static char buffer[64];

static int watch(mmf_text_watcher *with, const mmf_text_options *options,
                 int32_t timeout_ms, mmf_text_result *result)
{
    return mmf_text_watch(with, "m", NULL, options, timeout_ms, buffer,
                          sizeof buffer, result);
}

static void waiting_needs_a_view_a_token_and_a_time(void **state)
{
    const mmf_text_token seen = {0, 1};
    const mmf_text_layout far = {0, 0, 9000, 10, 4, 8};
    const mmf_view closed = {0};

    (void)state;
    assert_status(mmf_text_wait(NULL, NULL, &seen, 0), MMF_EINVAL);
    assert_status(mmf_text_wait(&closed, NULL, &seen, 0), MMF_EINVAL);
    assert_status(mmf_text_wait(&view, NULL, NULL, 0), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_wait", "seen is NULL");
    assert_status(mmf_text_wait(&view, NULL, &seen, -2), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_wait", "timeout_ms is -2");
    assert_status(mmf_text_wait(&view, &far, &seen, 0), MMF_ERANGE);
}

static void a_view_must_show_changes(void **state)
{
    const mmf_text_token seen = {0, 1};
    mmf_view own = fake_view(ARTICLE_SIZE, MMF_ACCESS_COPY_ON_WRITE);
    mmf_view blind = fake_view(ARTICLE_SIZE, MMF_ACCESS_WRITE);

    (void)state;
    assert_status(mmf_text_wait(&own, NULL, &seen, 0), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_wait", "copy-on-write");
    assert_status(mmf_text_wait(&blind, NULL, &seen, 0), MMF_EACCES);
    assert_status(mmf_view_close(&own), MMF_OK);
    assert_status(mmf_view_close(&blind), MMF_OK);
}

static void a_shortened_map_ends_the_wait(void **state)
{
    const mmf_text_token seen = {0, 1};

    (void)state;
    fake_os_fail(FAKE_TOUCH, 1, FAKE_EIO);
    assert_status(mmf_text_wait(&view, NULL, &seen, -1), MMF_EIO);
    assert_detail(MMF_EIO, "mmf_text_wait", "shortened");
}

static void names_follow_the_rules_of_names(void **state)
{
    (void)state;
    assert_status(mmf_name_wait(NULL, 0), MMF_EINVAL);
    assert_status(mmf_name_wait("m", -2), MMF_EINVAL);
    assert_status(mmf_name_wait("a/b", 0), MMF_ENAME);
    assert_status(mmf_name_wait("m", 0), MMF_ETIMEDOUT);
}

static void a_watcher_needs_all_of_its_parts(void **state)
{
    const mmf_text_options unknown = {.flags = 0x100};
    mmf_text_result result = {.size = 3};
    mmf_text_watcher odd = {.size = 3};

    (void)state;
    memset(&watcher, 0, sizeof watcher);
    assert_status(watch(NULL, NULL, 0, NULL), MMF_EINVAL);
    assert_status(
        mmf_text_watch(&watcher, NULL, NULL, NULL, 0, buffer, 9, NULL),
        MMF_EINVAL);
    assert_status(mmf_text_watch(&watcher, "m", NULL, NULL, 0, NULL, 9, NULL),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_watch", "buffer is NULL");
    assert_status(watch(&odd, NULL, 0, NULL), MMF_EINVAL);
    assert_status(watch(&watcher, NULL, 0, &result), MMF_EINVAL);
    assert_status(watch(&watcher, NULL, -2, NULL), MMF_EINVAL);
    assert_status(watch(&watcher, &unknown, 0, NULL), MMF_EINVAL);
    watcher.view_size = -1;
    assert_status(watch(&watcher, NULL, 0, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_watch", "view_size -1 is negative");
    watcher.view_size = 0;
    watcher.flags = MMF_ANY_OWNER | MMF_PERSIST;
    assert_status(watch(&watcher, NULL, 0, NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_watch", "flags 0x3 has bits");
    watcher.flags = MMF_ANY_OWNER;
    assert_status(watch(&watcher, NULL, 0, NULL), MMF_ETIMEDOUT);
    assert_status(
        mmf_text_watch(&watcher, "a/b", NULL, NULL, 0, buffer, 9, NULL),
        MMF_ENAME);
}

static void failures_of_the_system_are_told(void **state)
{
    mmf_map *map = fake_map("m", 8096, MMF_ACCESS_READ_WRITE);
    mmf_text_result result = {0};

    (void)state;
    memset(&watcher, 0, sizeof watcher);
    fake_os_fail(FAKE_SECTION_OPEN, 0, FAKE_EACCES);
    assert_status(watch(&watcher, NULL, 0, &result), MMF_EACCES);
    fake_os_fail(FAKE_SECTION_OPEN, 0, FAKE_EBUSY);
    assert_status(watch(&watcher, NULL, 100, &result), MMF_ETIMEDOUT);
    assert_int_equal(fake_os_now_ms(), 100);
    fake_os_heal();
    fake_os_fail(FAKE_MAP, 1, FAKE_ENOMEM);
    assert_status(watch(&watcher, NULL, 0, &result), MMF_ENOMEM);
    assert_int_equal(watcher.event, MMF_TEXT_NOTHING);
    assert_status(watch(&watcher, NULL, 0, &result), MMF_OK);
    assert_int_equal(watcher.event, MMF_TEXT_APPEARED);
    fake_os_fail(FAKE_NAME_PROBE, 0, FAKE_EBUSY); /* who knows? go on */
    assert_status(watch(&watcher, NULL, 1000, &result), MMF_ETIMEDOUT);
    fake_os_fail(FAKE_NAME_PROBE, 0, FAKE_EACCES);
    assert_status(watch(&watcher, NULL, 1000, &result), MMF_EACCES);
    mmf_map_close(map);
}

static void a_view_may_be_smaller_than_the_map(void **state)
{
    mmf_map *map = fake_map("m", 8192, MMF_ACCESS_READ_WRITE);
    mmf_text_result result = {0};
    mmf_view all;

    (void)state;
    memset(&watcher, 0, sizeof watcher);
    assert_status(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &all),
                  MMF_OK);
    assert_status(mmf_view_write_i32(&all, 0, 4044), MMF_OK);
    watcher.view_size = 8096;
    assert_status(
        mmf_text_watch(&watcher, "m", NULL, NULL, 0, buffer, 0, &result),
        MMF_ETOOBIG);
    assert_int_equal(result.units, 4043);
    assert_int_equal(result.count, 4044);
    assert_status(watch(&watcher, NULL, 0, NULL), MMF_ETIMEDOUT);
    assert_status(mmf_view_close(&all), MMF_OK);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(waiting_needs_a_view_a_token_and_a_time),
        text_test(a_view_must_show_changes),
        text_test(a_shortened_map_ends_the_wait),
        text_test(names_follow_the_rules_of_names),
        text_test(a_watcher_needs_all_of_its_parts),
        text_test(failures_of_the_system_are_told),
        text_test(a_view_may_be_smaller_than_the_map),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
