/* SPDX-License-Identifier: MIT */
/*
 * Accessors read each time: a program that polls a view sees what another
 * thread writes.
 */
#include "fake_test.h"
#include "host.h"
#include "polling.h"

enum {
    WANTED = 4711,
    HEAD_START_MS = 30
};

/* More turns than anyone makes before the other thread has written: seconds. */
static const int64_t most = (int64_t)1 << 33;

typedef struct polled {
    mmf_view view;
    int64_t turns;
} polled;

static void poll_it(void *context)
{
    polled *at = context;

    at->turns = poll_for(&at->view, WANTED, most);
}

static void write_it(void *context)
{
    const polled *at = context;

    host_rest(HEAD_START_MS);
    (void)mmf_view_write_i32(&at->view, 0, WANTED);
}

static void a_loop_sees_what_another_thread_writes(void **state)
{
    polled at = {fake_view(100, MMF_ACCESS_READ_WRITE), 0};

    (void)state;
    host_in_two_threads(poll_it, write_it, &at);
    assert_true(at.turns < most);
    mmf_view_close(&at.view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_loop_sees_what_another_thread_writes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
