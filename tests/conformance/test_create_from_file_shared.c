/* SPDX-License-Identifier: MIT */
/*
 * CreateFromFile over the real system: files that are in use, that may only be
 * read, and names; whose the handle is; what is no file.
 */
#include "host.h"
#include "host_file.h"
#include "real.h"

enum {
    SIZE = 4096
};

static int map_path(const char *path, uint32_t access)
{
    const mmf_options options = {.access = access};
    mmf_map *map = POISON_MAP;
    const int rc =
        mmf_create_from_file(path, MMF_FILE_OPEN, NULL, SIZE, &options, &map);

    assert_int_equal(rc == MMF_OK, map != NULL);
    mmf_map_close(map);
    return rc;
}

/* What opening, and then viewing, a file by such a handle comes to. */
static int map_handle(int how, uint32_t access)
{
    const mmf_options options = {.access = access};
    const char *path = real_file(SIZE);
    const intptr_t handle = host_file_open(path, how);
    mmf_map *map = POISON_MAP;
    mmf_view view;
    int rc = mmf_create_from_handle(handle, NULL, SIZE, &options, 0, &map);

    if (rc != MMF_OK)
        host_file_close(handle);
    if (real_is_posix()) {
        /* As in .NET, the handle is held to account by the view. */
        assert_status(rc, MMF_OK);
        rc = mmf_view_open(map, 0, 0, access, &view);
        if (rc == MMF_OK)
            assert_status(mmf_view_close(&view), MMF_OK);
    }
    mmf_map_close(map);
    host_file_remove(path);
    return rc;
}

static void a_handle_gives_what_it_allows(void **state)
{
    static const int all = HOST_READ | HOST_WRITE;

    (void)state;
    assert_status(map_handle(all, MMF_ACCESS_READ), MMF_OK);
    assert_status(map_handle(all, MMF_ACCESS_READ_WRITE), MMF_OK);
    assert_status(map_handle(all, MMF_ACCESS_COPY_ON_WRITE), MMF_OK);
    assert_status(map_handle(HOST_READ, MMF_ACCESS_READ), MMF_OK);
    assert_status(map_handle(HOST_READ, MMF_ACCESS_COPY_ON_WRITE), MMF_OK);
}

static void a_handle_gives_nothing_beyond(void **state)
{
    static const uint32_t accesses[] = {
        MMF_ACCESS_READ_WRITE, MMF_ACCESS_READ_WRITE_EXECUTE, MMF_ACCESS_READ,
        MMF_ACCESS_COPY_ON_WRITE, MMF_ACCESS_READ_EXECUTE};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        if (i < 2)
            assert_status(map_handle(HOST_READ, accesses[i]), MMF_EACCES);
        assert_status(map_handle(HOST_WRITE, accesses[i]), MMF_EACCES);
    }
}

/* On POSIX files are not opened for execution; and Wine does not look. */
static void a_handle_not_opened_for_execution_gives_none(void **state)
{
    (void)state;
    if (real_is_posix() || host_is_wine())
        return;
    assert_status(map_handle(HOST_READ | HOST_WRITE, MMF_ACCESS_READ_EXECUTE),
                  MMF_EACCES);
    assert_status(
        map_handle(HOST_READ | HOST_WRITE, MMF_ACCESS_READ_WRITE_EXECUTE),
        MMF_EACCES);
}

static void a_file_open_for_writing_is_busy_on_windows(void **state)
{
    const char *path = real_file(SIZE);
    const intptr_t other = host_file_open(path, HOST_READ | HOST_WRITE);

    (void)state;
    assert_status(map_path(path, MMF_ACCESS_READ_WRITE),
                  real_is_posix() ? MMF_OK : MMF_EBUSY);
    host_file_close(other);
    host_file_remove(path);
}

static void a_file_mapped_for_writing_is_busy_on_windows(void **state)
{
    const char *path = real_file(SIZE);
    mmf_map *first = real_file_map(path, SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(map_path(path, MMF_ACCESS_READ_WRITE),
                  real_is_posix() ? MMF_OK : MMF_EBUSY);
    mmf_map_close(first);
    assert_status(map_path(path, MMF_ACCESS_READ_WRITE), MMF_OK);
    host_file_remove(path);
}

static void a_file_of_somebody_alone_is_busy(void **state)
{
    const char *path = real_file(SIZE);
    const intptr_t other = host_file_open(path, HOST_READ | HOST_ALONE);

    (void)state;
    assert_status(map_path(path, MMF_ACCESS_READ_WRITE), MMF_EBUSY);
    assert_status(map_path(path, MMF_ACCESS_READ), MMF_EBUSY);
    host_file_close(other);
    host_file_remove(path);
}

static void a_mapped_file_is_nobodys_alone(void **state)
{
    const char *path = real_file(SIZE);
    mmf_map *map = real_file_map(path, SIZE, MMF_ACCESS_READ);
    intptr_t other = host_file_open(path, HOST_READ | HOST_ALONE);

    (void)state;
    assert_int_equal(other, -1);
    mmf_map_close(map);
    other = host_file_open(path, HOST_READ | HOST_ALONE);
    assert_int_not_equal(other, -1);
    host_file_close(other);
    host_file_remove(path);
}

static void readers_share_a_file(void **state)
{
    const char *path = real_file(SIZE);
    mmf_map *first = real_file_map(path, SIZE, MMF_ACCESS_READ);
    mmf_map *second = real_file_map(path, SIZE, MMF_ACCESS_READ);

    (void)state;
    real_validate_file(first, SIZE, MMF_ACCESS_READ, false);
    real_validate_file(second, SIZE, MMF_ACCESS_READ, false);
    mmf_map_close(first);
    mmf_map_close(second);
    host_file_remove(path);
}

static void map_read_only_file(uint32_t access, bool reads)
{
    const int wanted = reads || host_is_root() ? MMF_OK : MMF_EACCES;
    const char *path = real_file(SIZE);

    host_file_protect(path, true);
    assert_status(map_path(path, access), wanted);
    host_file_protect(path, false);
    host_file_remove(path);
}

static void a_read_only_file_is_only_read(void **state)
{
    (void)state;
    map_read_only_file(MMF_ACCESS_READ, true);
    map_read_only_file(MMF_ACCESS_READ_WRITE, false);
}

static void a_read_only_file_is_not_copied_on_write(void **state)
{
    (void)state;
    map_read_only_file(MMF_ACCESS_COPY_ON_WRITE, false);
}

static void a_name_in_use_is_refused_until_it_ends(void **state)
{
    (void)state;
    for (int kind = 0; kind < REAL_KINDS && !real_is_posix(); kind++) {
        const char *name = real_name_of(kind);
        char first[256];
        const char *second;
        mmf_map *map = POISON_MAP;
        mmf_map *other = POISON_MAP;

        (void)snprintf(first, sizeof first, "%s", real_file(-1));
        second = real_file(-1);
        assert_status(mmf_create_from_file(first, MMF_FILE_CREATE_NEW, name,
                                           SIZE, NULL, &map),
                      MMF_OK);
        real_validate_file(map, SIZE, MMF_ACCESS_READ_WRITE, false);
        assert_status(mmf_create_from_file(second, MMF_FILE_CREATE_NEW, name,
                                           SIZE, NULL, &other),
                      MMF_EEXIST);
        assert_int_equal(host_file_size(second), -1);
        mmf_map_close(map);
        assert_status(mmf_create_from_file(second, MMF_FILE_CREATE_NEW, name,
                                           SIZE, NULL, &map),
                      MMF_OK);
        mmf_map_close(map);
        host_file_remove(first);
        host_file_remove(second);
    }
}

static void a_named_map_of_a_file_is_opened_by_its_name(void **state)
{
    const char *name = real_name();
    const char *path = real_file(SIZE);
    mmf_map *map = POISON_MAP;
    mmf_map *opened = POISON_MAP;

    (void)state;
    assert_status(
        mmf_create_from_file(path, MMF_FILE_OPEN, name, SIZE, NULL, &map),
        real_is_posix() ? MMF_ENOTSUP : MMF_OK);
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &opened),
                  real_is_posix() ? MMF_ENOENT : MMF_OK);
    if (!real_is_posix())
        real_validate(opened, SIZE, MMF_ACCESS_READ_WRITE, false);
    mmf_map_close(opened);
    mmf_map_close(map);
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &opened),
                  MMF_ENOENT);
    host_file_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_handle_gives_what_it_allows),
        cmocka_unit_test(a_handle_gives_nothing_beyond),
        cmocka_unit_test(a_handle_not_opened_for_execution_gives_none),
        cmocka_unit_test(a_file_open_for_writing_is_busy_on_windows),
        cmocka_unit_test(a_file_mapped_for_writing_is_busy_on_windows),
        cmocka_unit_test(a_file_of_somebody_alone_is_busy),
        cmocka_unit_test(a_mapped_file_is_nobodys_alone),
        cmocka_unit_test(readers_share_a_file),
        cmocka_unit_test(a_read_only_file_is_only_read),
        cmocka_unit_test(a_read_only_file_is_not_copied_on_write),
        cmocka_unit_test(a_name_in_use_is_refused_until_it_ends),
        cmocka_unit_test(a_named_map_of_a_file_is_opened_by_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
