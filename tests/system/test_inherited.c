/* SPDX-License-Identifier: MIT */
/*
 * A map that a program inherits: it finds it by the number of its handle.  The
 * test runs itself again, with the number, as that program.
 */
#include "host.h"
#include "host_file.h"
#include "real.h"
#include <stdlib.h>

enum {
    SIZE = 4096,
    MARK = 77,
    ANSWER = 88,
    NO_MAP = 1,
    NO_VIEW = 2,
    OTHER_BYTES = 3
};

static const char *self;

/* What the second program does. */
static int adopt(const char *number)
{
    const intptr_t handle = (intptr_t)strtoll(number, NULL, 10);
    mmf_map *map;
    mmf_view view;
    bool marked;

    if (mmf_map_adopt(handle, MMF_RIGHTS_READ_WRITE, NULL, &map) != MMF_OK)
        return NO_MAP;
    if (mmf_view_open(map, 0, SIZE, MMF_ACCESS_READ_WRITE, &view) != MMF_OK)
        return NO_VIEW;
    marked = view.bytes[SIZE - 1] == MARK;
    view.bytes[0] = ANSWER;
    mmf_map_close(map);
    return mmf_view_close(&view) == MMF_OK && marked ? 0 : OTHER_BYTES;
}

static int run_with(const mmf_map *map)
{
    char number[32];

    (void)snprintf(number, sizeof number, "%lld",
                   (long long)mmf_map_handle(map));
    return host_run(self, number);
}

static mmf_map *made_with(const char *name, uint32_t inheritability)
{
    const mmf_options options = {.inheritability = inheritability};
    mmf_map *map = NULL;

    assert_status(mmf_create_new(name, SIZE, &options, &map), MMF_OK);
    return map;
}

static void assert_shared_with_a_program(const mmf_map *map)
{
    mmf_view view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);

    view.bytes[0] = 0;
    view.bytes[SIZE - 1] = MARK;
    assert_int_equal(run_with(map), 0);
    assert_int_equal(view.bytes[0], ANSWER);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void a_program_finds_a_created_map_by_its_number(void **state)
{
    const char *const names[] = {real_name(), NULL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_map *map = made_with(names[i], MMF_INHERITABLE);

        assert_shared_with_a_program(map);
        if (names[i] != NULL)
            real_end(names[i], map);
        else
            mmf_map_close(map);
    }
}

static void a_program_finds_an_opened_map_by_its_number(void **state)
{
    static const mmf_options inheritable = {.inheritability = MMF_INHERITABLE};
    const char *name = real_name();
    mmf_map *creator = made_with(name, MMF_INHERIT_NONE);
    mmf_map *map = NULL;

    (void)state;
    assert_status(
        mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, &inheritable, &map),
        MMF_OK);
    assert_shared_with_a_program(map);
    mmf_map_close(map);
    real_end(name, creator);
}

static void a_program_finds_the_map_of_a_file_by_its_number(void **state)
{
    static const mmf_options inheritable = {.inheritability = MMF_INHERITABLE};
    const char *path = real_file(SIZE);
    mmf_map *map = NULL;

    (void)state;
    assert_status(
        mmf_create_from_file(path, MMF_FILE_OPEN, NULL, 0, &inheritable, &map),
        MMF_OK);
    assert_shared_with_a_program(map);
    mmf_map_close(map);
    host_file_remove(path);
}

static void a_program_does_not_get_what_is_not_inheritable(void **state)
{
    const char *name = real_name();
    mmf_map *map = made_with(name, MMF_INHERIT_NONE);

    (void)state;
    assert_int_equal(run_with(map), NO_MAP);
    real_end(name, map);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_program_finds_a_created_map_by_its_number),
        cmocka_unit_test(a_program_finds_an_opened_map_by_its_number),
        cmocka_unit_test(a_program_finds_the_map_of_a_file_by_its_number),
        cmocka_unit_test(a_program_does_not_get_what_is_not_inheritable),
    };

    if (count == 2)
        return adopt(arguments[1]);
    self = arguments[0];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
