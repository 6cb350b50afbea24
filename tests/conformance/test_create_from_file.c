/* SPDX-License-Identifier: MIT */
/*
 * CreateFromFile over the real system: every valid combination of arguments, and
 * how long the file and the map are then.
 */
#include "host_file.h"
#include "real.h"

static const int64_t capacities[] = {1, 256, 4096, 10000};

static const uint32_t accesses[] = {
    MMF_ACCESS_READ_WRITE, MMF_ACCESS_READ, MMF_ACCESS_COPY_ON_WRITE,
    MMF_ACCESS_READ_EXECUTE, MMF_ACCESS_READ_WRITE_EXECUTE};

/* Names are for Windows. */
static const char *name_of(size_t number)
{
    return real_is_posix() || number % 2 == 0 ? NULL : real_name();
}

static void map_and_validate(const char *path, uint32_t mode, const char *name,
                             int64_t capacity, uint32_t access, int64_t size)
{
    const mmf_options options = {.access = access};
    mmf_map *map = POISON_MAP;

    assert_status(
        mmf_create_from_file(path, mode, name, capacity, &options, &map),
        MMF_OK);
    real_validate_file(map, size, access, false);
    mmf_map_close(map);
    assert_int_equal(host_file_size(path), size);
}

/* The length by itself, the same as a capacity, and more of an empty file. */
static void open_and_open_or_create_map_what_is_there(void **state)
{
    static const uint32_t modes[] = {MMF_FILE_OPEN, MMF_FILE_OPEN_OR_CREATE};
    size_t number = 0;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(modes); i++)
        for (size_t j = 0; j < LENGTH_OF(capacities); j++)
            for (size_t k = 0; k < LENGTH_OF(accesses); k++) {
                const char *path = real_file(capacities[j]);

                map_and_validate(path, modes[i], name_of(++number), 0,
                                 accesses[k], capacities[j]);
                map_and_validate(path, modes[i], name_of(++number),
                                 capacities[j], accesses[k], capacities[j]);
                host_file_remove(path);
            }
}

static void an_empty_file_grows_for_whoever_may_write(void **state)
{
    static const uint32_t writers[] = {MMF_ACCESS_READ_WRITE,
                                       MMF_ACCESS_COPY_ON_WRITE,
                                       MMF_ACCESS_READ_WRITE_EXECUTE};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(capacities); i++)
        for (size_t j = 0; j < LENGTH_OF(writers); j++) {
            const char *path = real_file(0);

            map_and_validate(path, MMF_FILE_OPEN, NULL, capacities[i],
                             writers[j], capacities[i]);
            host_file_remove(path);
        }
}

static void make_each(uint32_t mode, int64_t before)
{
    static const uint32_t writers[] = {MMF_ACCESS_READ_WRITE,
                                       MMF_ACCESS_COPY_ON_WRITE,
                                       MMF_ACCESS_READ_WRITE_EXECUTE};
    size_t number = 0;

    for (size_t i = 0; i < LENGTH_OF(capacities); i++)
        for (size_t j = 0; j < LENGTH_OF(writers); j++) {
            const char *path = real_file(before);

            map_and_validate(path, mode, name_of(++number), capacities[i],
                             writers[j], capacities[i]);
            host_file_remove(path);
        }
}

static void create_new_makes_a_file(void **state)
{
    (void)state;
    make_each(MMF_FILE_CREATE_NEW, -1);
}

static void create_makes_a_file_or_empties_it(void **state)
{
    (void)state;
    make_each(MMF_FILE_CREATE, -1);
    make_each(MMF_FILE_CREATE, 0);
    make_each(MMF_FILE_CREATE, 300);
}

/* Real bytes, of which none is left. */
static void create_leaves_none_of_the_old_bytes(void **state)
{
    const char *path = host_path("real");

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(capacities); i++) {
        host_file_lay(path, 5000, 7);
        map_and_validate(path, MMF_FILE_CREATE, NULL, capacities[i],
                         MMF_ACCESS_READ_WRITE, capacities[i]);
        assert_true(host_file_holds(path, 0, capacities[i], 0));
    }
    host_file_remove(path);
}

static void by_handle(int64_t before, int64_t capacity, uint32_t access,
                      int turn)
{
    const char *path = real_file(before);
    const bool leave_open = turn % 2 == 0;
    const mmf_options options = {.access = access,
                                 .inheritability = (uint32_t)turn / 2};
    const intptr_t handle =
        host_file_open(path, HOST_READ | HOST_WRITE | HOST_EXECUTE);
    mmf_map *map = POISON_MAP;

    assert_status(mmf_create_from_handle(handle, name_of((size_t)turn),
                                         capacity, &options, leave_open, &map),
                  MMF_OK);
    real_validate_file(map, before > 0 ? before : capacity, access, turn >= 2);
    mmf_map_close(map);
    assert_int_equal(host_file_is_open(handle), leave_open);
    if (leave_open)
        host_file_close(handle);
    assert_int_equal(host_file_size(path), before > 0 ? before : capacity);
    host_file_remove(path);
}

static void a_handle_goes_with_all_valid_arguments(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(capacities); i++)
        for (size_t j = 0; j < LENGTH_OF(accesses); j++)
            for (int turn = 0; turn < 4; turn++) {
                by_handle(capacities[i], 0, accesses[j], turn);
                by_handle(capacities[i], capacities[i], accesses[j], turn);
            }
}

static void an_empty_file_of_a_handle_grows(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(capacities); i++)
        for (int turn = 0; turn < 4; turn++) {
            by_handle(0, capacities[i], MMF_ACCESS_READ_WRITE, turn);
            by_handle(0, capacities[i], MMF_ACCESS_READ_WRITE_EXECUTE, turn);
        }
}

static void the_default_capacity_is_the_files_length(void **state)
{
    const char *path = real_file(8192);
    mmf_map *map = real_file_map(path, 0, MMF_ACCESS_READ_WRITE);

    (void)state;
    real_validate_file(map, 8192, MMF_ACCESS_READ_WRITE, false);
    mmf_map_close(map);
    host_file_remove(path);
}

static void a_file_grows_to_exactly_the_capacity(void **state)
{
    const char *path = real_file(256);
    intptr_t handle;
    mmf_map *map;

    (void)state;
    mmf_map_close(real_file_map(path, 512, MMF_ACCESS_READ_WRITE));
    assert_int_equal(host_file_size(path), 512);
    handle = host_file_open(path, HOST_READ | HOST_WRITE);
    assert_status(mmf_create_from_handle(handle, NULL, 1024, NULL, 0, &map),
                  MMF_OK);
    mmf_map_close(map);
    assert_int_equal(host_file_size(path), 1024);
    host_file_remove(path);
}

/* With holes, so that no disk has to have so much. */
static void a_file_may_be_larger_than_4_gib(void **state)
{
    const mmf_options options = {.flags = MMF_DELAY_ALLOCATE_PAGES};
    const int64_t size = ((int64_t)5 << 30) + 1;
    const char *path = real_file(-1);
    mmf_map *map;
    mmf_view view;

    (void)state;
    assert_status(mmf_create_from_file(path, MMF_FILE_CREATE_NEW, NULL, size,
                                       &options, &map),
                  MMF_OK);
    assert_int_equal(mmf_map_size(map), size);
    view = real_view(map, size - 10, 0, MMF_ACCESS_READ_WRITE);
    assert_int_equal(view.size, 10);
    assert_status(mmf_view_write_u8(&view, 9, 42), MMF_OK);
    assert_status(mmf_view_flush(&view), MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
    assert_int_equal(host_file_size(path), size);
    assert_true(host_file_holds(path, size - 1, 1, 42));
    host_file_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_and_open_or_create_map_what_is_there),
        cmocka_unit_test(an_empty_file_grows_for_whoever_may_write),
        cmocka_unit_test(create_new_makes_a_file),
        cmocka_unit_test(create_makes_a_file_or_empties_it),
        cmocka_unit_test(create_leaves_none_of_the_old_bytes),
        cmocka_unit_test(a_handle_goes_with_all_valid_arguments),
        cmocka_unit_test(an_empty_file_of_a_handle_grows),
        cmocka_unit_test(the_default_capacity_is_the_files_length),
        cmocka_unit_test(a_file_grows_to_exactly_the_capacity),
        cmocka_unit_test(a_file_may_be_larger_than_4_gib),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
