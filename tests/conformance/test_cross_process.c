/* SPDX-License-Identifier: MIT */
/*
 * One map in two processes, over the real system.  The test runs itself again,
 * with the map's name, as the second one.
 */
#include "host.h"
#include "real.h"

enum {
    CAPACITY = 4096,
    FAILED = 1
};

static const char *self;

static int up(int64_t at)
{
    return (int)(at % 251);
}

static int down(int64_t at)
{
    return up(CAPACITY - 1 - at);
}

static bool holds(const mmf_view *view, int (*pattern)(int64_t))
{
    for (int64_t at = 0; at < CAPACITY; at++)
        if (view->bytes[at] != pattern(at))
            return false;
    return true;
}

static void fill(const mmf_view *view, int (*pattern)(int64_t))
{
    for (int64_t at = 0; at < CAPACITY; at++)
        view->bytes[at] = (unsigned char)pattern(at);
}

/* The second process finds one pattern and leaves the other. */
static int answer(const char *name)
{
    mmf_map *map;
    mmf_view view;
    bool found;

    if (mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &map) != MMF_OK)
        return FAILED;
    if (mmf_view_open(map, 0, CAPACITY, MMF_ACCESS_READ_WRITE, &view) != MMF_OK)
        return FAILED;
    found = holds(&view, up);
    fill(&view, down);
    mmf_map_close(map);
    return mmf_view_close(&view) == MMF_OK && found ? 0 : FAILED;
}

static void two_processes_share_a_map(void **state)
{
    const char *name = real_name();
    mmf_map *map = real_map(name, CAPACITY, MMF_ACCESS_READ_WRITE);
    mmf_view view = real_view(map, 0, CAPACITY, MMF_ACCESS_READ_WRITE);

    (void)state;
    fill(&view, up);
    assert_int_equal(host_run(self, name), 0);
    assert_true(holds(&view, down));
    assert_status(mmf_view_close(&view), MMF_OK);
    real_end(name, map);
    assert_int_equal(host_run(self, name), FAILED);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_processes_share_a_map),
    };

    if (count == 2)
        return answer(arguments[1]);
    self = arguments[0];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
