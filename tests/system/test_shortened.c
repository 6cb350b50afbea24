/* SPDX-License-Identifier: MIT */
/*
 * A map that somebody shortens while it is waited for: each wait says so, and
 * none ends with SIGBUS.  All that a wait sleeps by is wrapped, and takes the
 * bytes away meanwhile.
 */
#include "real.h"
#include <errno.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

long __wrap_syscall(long number, ...);
long __real_syscall(long number, ...);
int __wrap_nanosleep(const struct timespec *pause, struct timespec *rest);
int __real_nanosleep(const struct timespec *pause, struct timespec *rest);

enum {
    SIZE = 8192,
    RECORD_AT = 4096,
    RECORD_LENGTH = 16,
    RECORD_WORD = 2, /* after the first one was written */
    TEXT_WORD_AT = 4,
    RECORD_WORD_AT = RECORD_AT + 16,
    FOR_EVER = -1
};

static mmf_map *map;
static mmf_view view;
static const char *name;
static mmf_text_token seen;
static bool shortens; /* what is slept by */
static int woken_by;  /* what the futex says then: 0, or an error */
static int sleeps;

static void take_bytes_away(void)
{
    sleeps++;
    if (shortens)
        assert_int_equal(ftruncate((int)mmf_map_handle(map), 0), 0);
}

long __wrap_syscall(long number, ...)
{
    long given[6];
    va_list values;

    va_start(values, number);
    for (int i = 0; i < 6; i++)
        given[i] = va_arg(values, long);
    va_end(values);
    if (number == SYS_futex && given[1] == FUTEX_WAIT) {
        take_bytes_away();
        errno = woken_by;
        return woken_by == 0 ? 0 : -1;
    }
    return __real_syscall(number, given[0], given[1], given[2], given[3],
                          given[4], given[5]);
}

int __wrap_nanosleep(const struct timespec *pause, struct timespec *rest)
{
    take_bytes_away();
    return __real_nanosleep(pause, rest);
}

/* A map with a text and a record; a writer of either has died, or not. */
static void begin(uint32_t flags, bool died)
{
    static const char record[RECORD_LENGTH] = "whole";
    const mmf_text_options options = {.flags = flags};
    mmf_text_result found = {0};
    uint16_t units[4];

    name = real_name();
    map = real_map(name, SIZE, MMF_ACCESS_READ_WRITE);
    view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);
    assert_status(mmf_text_write(&view, NULL, &options, "here", 4), MMF_OK);
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, units, 4, &found),
                  MMF_OK);
    seen = found.token;
    assert_status(
        mmf_record_write(&view, RECORD_AT, NULL, record, RECORD_LENGTH),
        MMF_OK);
    if (died) {
        view.bytes[TEXT_WORD_AT] |= 1;
        view.bytes[RECORD_WORD_AT] |= 1;
    }
    shortens = true;
    sleeps = 0;
}

/* Something was slept by, and then what was waited for is gone. */
static void end(const char *operation, int rc)
{
    shortens = false;
    assert_int_equal(rc, MMF_EIO);
    assert_detail(MMF_EIO, operation, "shortened");
    assert_int_not_equal(sleeps, 0);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

static void waits_end(void **state)
{
    /* Woken, refused as the page is gone, and at the end of its time. */
    static const int answers[] = {0, EFAULT, ETIMEDOUT};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(answers); i++) {
        woken_by = answers[i];
        begin(MMF_TEXT_SEQUENCED, false);
        end("mmf_text_wait", mmf_text_wait(&view, NULL, &seen, FOR_EVER));
        begin(0, false);
        end("mmf_text_wait", mmf_text_wait(&view, NULL, &seen, FOR_EVER));
        begin(MMF_TEXT_SEQUENCED, false);
        end("mmf_record_wait", mmf_record_wait(&view, RECORD_AT, RECORD_LENGTH,
                                               RECORD_WORD, FOR_EVER));
    }
}

static void waits_for_a_dead_writer_end(void **state)
{
    (void)state;
    begin(MMF_TEXT_SEQUENCED, true);
    /* What it was is no longer there: a change, like that of a dead writer. */
    assert_status(mmf_text_wait(&view, NULL, &seen, FOR_EVER), MMF_OK);
    end("mmf_text_wait", mmf_text_wait(&view, NULL, &seen, FOR_EVER));
    begin(MMF_TEXT_SEQUENCED, true);
    assert_status(
        mmf_record_wait(&view, RECORD_AT, RECORD_LENGTH, RECORD_WORD, FOR_EVER),
        MMF_OK);
    end("mmf_record_wait", mmf_record_wait(&view, RECORD_AT, RECORD_LENGTH,
                                           RECORD_WORD, FOR_EVER));
}

static void readers_that_wait_for_a_writer_are_told(void **state)
{
    static const mmf_text_options any = {.flags = MMF_TEXT_BEST_EFFORT};
    mmf_text_result found = {0};
    char bytes[RECORD_LENGTH];
    char text[40];

    (void)state;
    begin(MMF_TEXT_SEQUENCED, true);
    end("mmf_text_read",
        mmf_text_read(&view, NULL, NULL, text, sizeof text, NULL));
    begin(MMF_TEXT_SEQUENCED, true);
    end("mmf_text_read",
        mmf_text_read(&view, NULL, &any, text, sizeof text, &found));
    assert_int_equal(found.units, 0);
    begin(MMF_TEXT_SEQUENCED, true);
    end("mmf_record_read",
        mmf_record_read(&view, RECORD_AT, NULL, bytes, RECORD_LENGTH, NULL));
}

static void writers_that_wait_for_a_writer_are_told(void **state)
{
    static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};
    static const uint16_t unit = 'x';

    (void)state;
    begin(MMF_TEXT_SEQUENCED, true);
    end("mmf_text_write", mmf_text_write(&view, NULL, &sequenced, "x", 1));
    begin(MMF_TEXT_SEQUENCED, true);
    end("mmf_text_write_utf16",
        mmf_text_write_utf16(&view, NULL, &sequenced, &unit, 1));
    begin(MMF_TEXT_SEQUENCED, true);
    end("mmf_record_write",
        mmf_record_write(&view, RECORD_AT, NULL, "another one, yes",
                         RECORD_LENGTH));
}

static int watch(mmf_text_watcher *watcher, int32_t timeout_ms)
{
    char text[40];

    return mmf_text_watch(watcher, name, NULL, NULL, timeout_ms, text,
                          sizeof text, NULL);
}

static void set_size(int64_t size)
{
    shortens = false;
    assert_int_equal(ftruncate((int)mmf_map_handle(map), size), 0);
}

/* As a server does that begins anew in the same object. */
static void who_watches_by_name_sees_it_go_and_come(void **state)
{
    mmf_text_watcher watcher = {0};

    (void)state;
    begin(MMF_TEXT_SEQUENCED, false);
    shortens = false;
    assert_status(watch(&watcher, FOR_EVER), MMF_OK);
    assert_int_equal(watcher.event, MMF_TEXT_APPEARED);
    shortens = true;
    assert_status(watch(&watcher, FOR_EVER), MMF_OK);
    assert_int_equal(watcher.event, MMF_TEXT_GONE);
    assert_int_not_equal(sleeps, 0);
    assert_status(watch(&watcher, 100), MMF_ETIMEDOUT);
    set_size(SIZE);
    assert_status(watch(&watcher, FOR_EVER), MMF_OK);
    assert_int_equal(watcher.event, MMF_TEXT_APPEARED);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

/* The reader waits for its writer when it goes. */
static void a_map_that_goes_before_it_is_read_never_came(void **state)
{
    mmf_text_watcher watcher = {0};

    (void)state;
    begin(MMF_TEXT_SEQUENCED, true);
    assert_status(watch(&watcher, 300), MMF_ETIMEDOUT);
    assert_int_equal(watcher.event, MMF_TEXT_NOTHING);
    set_size(SIZE);
    assert_status(watch(&watcher, FOR_EVER), MMF_OK);
    assert_int_equal(watcher.event, MMF_TEXT_APPEARED);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waits_end),
        cmocka_unit_test(waits_for_a_dead_writer_end),
        cmocka_unit_test(readers_that_wait_for_a_writer_are_told),
        cmocka_unit_test(writers_that_wait_for_a_writer_are_told),
        cmocka_unit_test(who_watches_by_name_sees_it_go_and_come),
        cmocka_unit_test(a_map_that_goes_before_it_is_read_never_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
