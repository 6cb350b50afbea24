/* SPDX-License-Identifier: MIT */
/*
 * Every call of the seam fails once, at every position of a whole life of a
 * map: the function says so, its outputs are set to nothing, and when all is
 * closed nothing is left.  Nobody lists the calls here; the loop finds them.
 */
#include "fake_test.h"

/* A life: creates or opens, views, flushes, closes.  Returns the first failure
 * and has closed everything either way. */
typedef int (*life)(void);

static int view_and_close(mmf_map *map)
{
    mmf_view view;
    int rc;
    int closed;

    memset(&view, POISON_BYTE, sizeof view);
    rc = mmf_view_open(map, 5000, 100, MMF_ACCESS_READ_WRITE, &view);
    mmf_map_close(map);
    if (rc != MMF_OK) {
        assert_null(view.bytes);
        assert_int_equal(view.size, 0);
        return rc;
    }
    rc = mmf_view_flush(&view);
    closed = mmf_view_close(&view);
    assert_null(view.bytes);
    return rc != MMF_OK ? rc : closed;
}

static int create_new(void)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_new("a", 8096, NULL, &map);

    assert_true(rc == MMF_OK ? map != POISON_MAP : map == NULL);
    return rc == MMF_OK ? view_and_close(map) : rc;
}

static int create_or_open(void)
{
    mmf_map *map = POISON_MAP;
    int how = 99;
    const int rc = mmf_create_or_open("a", 8096, NULL, &map, &how);

    assert_true(rc == MMF_OK ? map != POISON_MAP : map == NULL);
    assert_true(rc == MMF_OK ? how == MMF_CREATED || how == MMF_OPENED
                             : how == 0);
    return rc == MMF_OK ? view_and_close(map) : rc;
}

static int open_existing(void)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_open_existing("a", MMF_RIGHTS_READ_WRITE, NULL, &map);

    assert_true(rc == MMF_OK ? map != POISON_MAP : map == NULL);
    return rc == MMF_OK ? view_and_close(map) : rc;
}

/* Lets call 1, 2, ... fail until a life needs fewer; returns how many it has.
 * other: whether another process has the name meanwhile. */
static int sweep(life run, bool other, unsigned long code, int status)
{
    for (int n = 1;; n++) {
        mmf_map *map =
            other ? fake_map("a", 8096, MMF_ACCESS_READ_WRITE) : NULL;
        const int before = fake_os_failures();
        int rc;

        fake_os_fail(FAKE_ANY, n, code);
        rc = run();
        fake_os_heal();
        assert_int_equal(fake_os_live_objects(), other ? 1 : 0);
        mmf_map_close(map);
        if (fake_os_failures() == before) {
            assert_status(rc, MMF_OK);
            return n - 1;
        }
        assert_status(rc, status);
    }
}

static void every_call_of_creating_may_fail(void **state)
{
    (void)state;
    assert_int_equal(sweep(create_new, false, FAKE_EODD, MMF_EUNKNOWN), 4);
    assert_int_equal(sweep(create_new, false, FAKE_EIO, MMF_EIO), 4);
}

static void every_call_of_creating_or_opening_may_fail(void **state)
{
    (void)state;
    assert_int_equal(sweep(create_or_open, false, FAKE_EIO, MMF_EIO), 4);
    assert_int_equal(sweep(create_or_open, true, FAKE_EIO, MMF_EIO), 5);
}

static void every_call_of_opening_may_fail(void **state)
{
    (void)state;
    assert_int_equal(sweep(open_existing, true, FAKE_EIO, MMF_EIO), 4);
    assert_int_equal(sweep(open_existing, true, FAKE_EODD, MMF_EUNKNOWN), 4);
}

/* Those whose hint asks the seam once more, which may fail as well. */
static void a_hint_that_fails_changes_no_status(void **state)
{
    static const struct {
        unsigned long code;
        int status;
    } rows[] = {{FAKE_ENOSPC, MMF_ENOSPC}, {FAKE_EACCES, MMF_EACCES}};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        mmf_map *map = POISON_MAP;

        fake_os_fail(FAKE_SECTION_CREATE, 1, rows[i].code);
        fake_os_fail(FAKE_STORAGE, 1, FAKE_EIO);
        fake_os_fail(FAKE_NAME_OWNER, 1, FAKE_EIO);
        assert_status(mmf_create_new("a", 1, NULL, &map), rows[i].status);
        assert_null(map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(every_call_of_creating_may_fail),
        fake_test(every_call_of_creating_or_opening_may_fail),
        fake_test(every_call_of_opening_may_fail),
        fake_test(a_hint_that_fails_changes_no_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
