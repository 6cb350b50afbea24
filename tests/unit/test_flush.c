/* SPDX-License-Identifier: MIT */
/*
 * mmf_view_flush(): all of the view, tried again while somebody has a part of
 * the file locked, up to a bound.
 */
#include "fake_test.h"

enum {
    PATIENCE_MS = 5000
};

static void heal(void *context)
{
    (void)context;
    if (fake_os_now_ms() >= PATIENCE_MS / 2)
        fake_os_heal();
}

static void a_lock_that_goes_away_is_waited_for(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    fake_os_fail(FAKE_FLUSH, 0, FAKE_EBUSY);
    fake_os_before(FAKE_PAUSE, heal, NULL);
    assert_status(mmf_view_flush(&view), MMF_OK);
    assert_in_range(fake_os_now_ms(), PATIENCE_MS / 2, PATIENCE_MS - 1);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void one_that_stays_is_told_in_the_end(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    fake_os_fail(FAKE_FLUSH, 0, FAKE_EBUSY);
    assert_status(mmf_view_flush(&view), MMF_EBUSY);
    assert_in_range(fake_os_now_ms(), PATIENCE_MS, PATIENCE_MS + 100);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void any_other_answer_is_told_at_once(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    fake_os_fail(FAKE_FLUSH, 0, FAKE_EIO);
    assert_status(mmf_view_flush(&view), MMF_EIO);
    assert_int_equal(fake_os_calls(FAKE_FLUSH), 1);
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_lock_that_goes_away_is_waited_for),
        fake_test(one_that_stays_is_told_in_the_end),
        fake_test(any_other_answer_is_told_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
