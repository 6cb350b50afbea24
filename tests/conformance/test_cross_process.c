/* SPDX-License-Identifier: MIT */
/*
 * One map in two processes, over the real system.  The test runs itself again,
 * with the map's name or the file's path, as the second one.
 */
#include "host.h"
#include "host_file.h"
#include "real.h"

enum {
    CAPACITY = 4096,
    FAILED = 1,
    FILE_MARK = '='
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

/* A path, where it has a mark in front, or else a name. */
static int open_other(const char *what, mmf_map **map)
{
    if (what[0] == FILE_MARK)
        return mmf_create_from_file(what + 1, MMF_FILE_OPEN, NULL, 0, NULL,
                                    map);
    return mmf_open_existing(what, MMF_RIGHTS_READ_WRITE, NULL, map);
}

/* The second process finds one pattern and leaves the other. */
static int answer(const char *what)
{
    mmf_map *map;
    mmf_view view;
    bool found;

    if (open_other(what, &map) != MMF_OK)
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

static mmf_view view_of_file(const char *path)
{
    mmf_map *map = POISON_MAP;
    mmf_view view;

    assert_status(mmf_create_from_file(path, MMF_FILE_OPEN_OR_CREATE, NULL,
                                       CAPACITY, NULL, &map),
                  MMF_OK);
    view = real_view(map, 0, CAPACITY, MMF_ACCESS_READ_WRITE);
    mmf_map_close(map);
    return view;
}

/* One after the other: on Windows a file that is mapped to be written is shared
 * with nobody. */
static void two_processes_share_a_file(void **state)
{
    char marked[REAL_NAME_ROOM];
    mmf_view view;

    (void)state;
    (void)snprintf(marked, sizeof marked, "%c%s", FILE_MARK,
                   host_path("shared"));
    view = view_of_file(marked + 1);
    fill(&view, up);
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_int_equal(host_run(self, marked), 0);
    view = view_of_file(marked + 1);
    assert_true(holds(&view, down));
    assert_status(mmf_view_close(&view), MMF_OK);
    host_file_remove(marked + 1);
    assert_int_equal(host_run(self, marked), FAILED);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_processes_share_a_map),
        cmocka_unit_test(two_processes_share_a_file),
    };

    if (count == 2)
        return answer(arguments[1]);
    self = arguments[0];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
