/* SPDX-License-Identifier: MIT */
/*
 * CreateFromFile over the real system by a handle: whose it is, two maps of one,
 * and handles and paths that are no files.
 */
#include "host_file.h"
#include "real.h"

enum {
    SIZE = 4096
};

static mmf_map *map_handle(intptr_t handle, int64_t capacity, uint32_t access,
                           bool leave_open)
{
    const mmf_options options = {.access = access};
    mmf_map *map = POISON_MAP;

    assert_status(mmf_create_from_handle(handle, NULL, capacity, &options,
                                         leave_open, &map),
                  MMF_OK);
    return map;
}

static void a_handle_is_left_open_or_closed_as_asked(void **state)
{
    const char *path = real_file(0);

    (void)state;
    for (int leave_open = 0; leave_open < 2; leave_open++) {
        const intptr_t handle = host_file_open(path, HOST_READ | HOST_WRITE);

        mmf_map_close(
            map_handle(handle, SIZE, MMF_ACCESS_READ_WRITE, leave_open != 0));
        assert_int_equal(host_file_is_open(handle), leave_open);
        if (leave_open != 0)
            host_file_close(handle);
    }
    host_file_remove(path);
}

static void views_outlive_the_map_and_its_handle(void **state)
{
    const char *path = real_file(0);

    (void)state;
    for (int leave_open = 0; leave_open < 2; leave_open++) {
        const intptr_t handle = host_file_open(path, HOST_READ | HOST_WRITE);
        mmf_map *map =
            map_handle(handle, SIZE, MMF_ACCESS_READ_WRITE, leave_open != 0);
        mmf_view view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);

        mmf_map_close(map);
        assert_int_equal(host_file_is_open(handle), leave_open);
        if (leave_open != 0)
            host_file_close(handle);
        assert_status(mmf_view_write_u8(&view, SIZE - 1, 42), MMF_OK);
        assert_status(mmf_view_flush(&view), MMF_OK);
        assert_status(mmf_view_close(&view), MMF_OK);
        assert_true(host_file_holds(path, SIZE - 1, 1, 42));
    }
    host_file_remove(path);
}

static void two_maps_of_one_handle_share_the_file(void **state)
{
    const char *path = real_file(SIZE);
    const intptr_t handle = host_file_open(path, HOST_READ | HOST_WRITE);
    mmf_map *maps[2];
    mmf_view views[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        maps[i] = map_handle(handle, SIZE, MMF_ACCESS_READ_WRITE, true);
        views[i] = real_view(maps[i], 0, 0, MMF_ACCESS_READ_WRITE);
        assert_int_equal(views[i].size, SIZE);
    }
    for (int i = 1; i <= 10; i++) {
        const int64_t position = (int64_t)i * 397 % SIZE;
        uint8_t seen = 0;

        assert_status(mmf_view_write_u8(&views[i % 2], position, (uint8_t)i),
                      MMF_OK);
        assert_status(mmf_view_flush(&views[i % 2]), MMF_OK);
        assert_status(mmf_view_read_u8(&views[(i + 1) % 2], position, &seen),
                      MMF_OK);
        assert_int_equal(seen, i);
    }
    for (int i = 0; i < 2; i++) {
        assert_status(mmf_view_close(&views[i]), MMF_OK);
        mmf_map_close(maps[i]);
    }
    host_file_close(handle);
    host_file_remove(path);
}

/* On Windows it is the section's. */
static void the_maps_handle_is_the_files_on_posix(void **state)
{
    const char *path = real_file(SIZE);
    const intptr_t handle = host_file_open(path, HOST_READ | HOST_WRITE);
    mmf_map *map = map_handle(handle, SIZE, MMF_ACCESS_READ_WRITE, false);

    (void)state;
    assert_int_equal(mmf_map_handle(map) == handle, real_is_posix());
    mmf_map_close(map);
    host_file_remove(path);
}

static void use_zeros(mmf_map *map, uint32_t access)
{
    mmf_view view = real_view(map, 0, 255, access);
    uint8_t seen = 1;

    assert_status(mmf_view_read_u8(&view, 0, &seen), MMF_OK);
    assert_int_equal(seen, 0);
    assert_status(mmf_view_write_u8(&view, 0, 1),
                  access == MMF_ACCESS_READ ? MMF_EACCES : MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

static void a_device_of_a_handle_is_mapped_on_posix(void **state)
{
    (void)state;
    if (!real_is_posix())
        return;
    for (uint32_t access = MMF_ACCESS_READ_WRITE; access <= MMF_ACCESS_READ;
         access++)
        use_zeros(
            map_handle(host_file_open("/dev/zero", HOST_READ | HOST_WRITE), 255,
                       access, false),
            access);
}

static void a_device_of_a_path_is_mapped_on_posix(void **state)
{
    (void)state;
    if (!real_is_posix())
        return;
    for (uint32_t access = MMF_ACCESS_READ_WRITE; access <= MMF_ACCESS_READ;
         access++)
        use_zeros(real_file_map("/dev/zero", 255, access), access);
}

static void a_pipe_is_refused(void **state)
{
    const intptr_t handle = host_pipe();
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_from_handle(handle, NULL, SIZE, NULL, 0, &map),
                  MMF_ETYPE);
    assert_null(map);
    assert_true(host_file_is_open(handle));
    host_file_close(handle);
}

/* Its other end is not waited for. */
static void a_path_of_a_pipe_is_refused(void **state)
{
    const char *path = NULL;
    const intptr_t server = host_pipe_at(&path);
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(
        mmf_create_from_file(path, MMF_FILE_OPEN, NULL, SIZE, NULL, &map),
        MMF_ETYPE);
    assert_null(map);
    host_pipe_end(server, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_handle_is_left_open_or_closed_as_asked),
        cmocka_unit_test(views_outlive_the_map_and_its_handle),
        cmocka_unit_test(two_maps_of_one_handle_share_the_file),
        cmocka_unit_test(the_maps_handle_is_the_files_on_posix),
        cmocka_unit_test(a_device_of_a_handle_is_mapped_on_posix),
        cmocka_unit_test(a_device_of_a_path_is_mapped_on_posix),
        cmocka_unit_test(a_pipe_is_refused),
        cmocka_unit_test(a_path_of_a_pipe_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
