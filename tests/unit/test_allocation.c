/* SPDX-License-Identifier: MIT */
/*
 * Every allocation of each public function fails once: MMF_ENOMEM, outputs set
 * to nothing, nothing left, and the same call succeeds afterwards.
 */
#include "fake_test.h"
#include <stdlib.h>

static int fail_at;     /* which allocation fails; 0 = none */
static int allocations; /* so many were asked for */

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

void *__wrap_malloc(size_t size)
{
    allocations++;
    return allocations == fail_at ? NULL : __real_malloc(size);
}

/* One call; returns its status and has closed what it opened. */
typedef int (*scenario)(void);

static int create_new(void)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_new("a", 10, NULL, &map);

    assert_true((map == NULL) == (rc != MMF_OK));
    mmf_map_close(map);
    return rc;
}

static int create_anonymous(void)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_new(NULL, 10, NULL, &map);

    assert_true((map == NULL) == (rc != MMF_OK));
    mmf_map_close(map);
    return rc;
}

static int create_or_open(void)
{
    mmf_map *map = POISON_MAP;
    int how = 99;
    const int rc = mmf_create_or_open("a", 10, NULL, &map, &how);

    assert_true((map == NULL) == (rc != MMF_OK));
    assert_int_equal(how, rc == MMF_OK ? MMF_CREATED : 0);
    mmf_map_close(map);
    return rc;
}

static int resolve(void)
{
    char seen[8] = "old";
    const int rc = mmf_name_resolve("a", seen, sizeof seen, NULL);

    assert_string_equal(seen, rc == MMF_OK ? "/a" : "old");
    return rc;
}

/* Long enough for the heap. */
static int write_and_read_text(mmf_view *view)
{
    static char text[5001];
    static char seen[MMF_TEXT_ROOM(5000)];
    int rc;

    memset(text, 't', sizeof text - 1);
    rc = mmf_text_write(view, NULL, NULL, text, sizeof text - 1);
    if (rc != MMF_OK) {
        assert_int_equal(fake_run(view, 0, 0), view->size);
        return rc;
    }
    rc = mmf_text_read(view, NULL, NULL, seen, sizeof seen, NULL);
    assert_string_equal(seen, rc == MMF_OK ? text : "");
    return rc;
}

/* The view itself is made before the counting begins. */
static mmf_view text_view;

static int text(void)
{
    const int rc = write_and_read_text(&text_view);

    fake_fill(&text_view, 0);
    return rc;
}

static void sweep(scenario run, int expected)
{
    for (int n = 1;; n++) {
        int rc;

        allocations = 0;
        fail_at = n;
        rc = run();
        fail_at = 0;
        if (allocations < n) {
            assert_status(rc, MMF_OK);
            assert_int_equal(n - 1, expected);
            return;
        }
        assert_status(rc, MMF_ENOMEM);
        assert_status(run(), MMF_OK);
    }
}

static void makers_of_maps(void **state)
{
    (void)state;
    sweep(create_new, 2);
    sweep(create_anonymous, 1);
    sweep(create_or_open, 2);
}

static int open_existing(void)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_open_existing("b", MMF_RIGHTS_READ, NULL, &map);

    assert_true((map == NULL) == (rc != MMF_OK));
    mmf_map_close(map);
    return rc;
}

static void openers_and_names(void **state)
{
    mmf_map *creator = fake_map("b", 10, MMF_ACCESS_READ_WRITE);

    (void)state;
    sweep(open_existing, 2);
    sweep(resolve, 1);
    mmf_map_close(creator);
}

static void long_texts(void **state)
{
    (void)state;
    text_view = fake_view(20000, MMF_ACCESS_READ_WRITE);
    sweep(text, 2);
    assert_status(mmf_view_close(&text_view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(makers_of_maps),
        fake_test(openers_and_names),
        fake_test(long_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
