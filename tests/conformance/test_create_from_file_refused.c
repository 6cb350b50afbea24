/* SPDX-License-Identifier: MIT */
/*
 * CreateFromFile over the real system: what is refused, and that no file is
 * changed, made or left by it.
 */
#include "host_file.h"
#include "real.h"

enum {
    LENGTH = 4096
};

/* A call by a path, or by a handle to it where that is there. */
static int by_path(const char *path, uint32_t mode, const char *name,
                   int64_t capacity, const mmf_options *options)
{
    mmf_map *map = POISON_MAP;
    const int rc =
        mmf_create_from_file(path, mode, name, capacity, options, &map);

    assert_int_equal(rc == MMF_OK, map != NULL);
    mmf_map_close(map);
    return rc;
}

static int by_handle(const char *path, const char *name, int64_t capacity,
                     const mmf_options *options)
{
    const intptr_t handle = host_file_open(path, HOST_READ | HOST_WRITE);
    mmf_map *map = POISON_MAP;
    const int rc =
        mmf_create_from_handle(handle, name, capacity, options, 1, &map);

    assert_int_equal(rc == MMF_OK, map != NULL);
    mmf_map_close(map);
    host_file_close(handle);
    return rc;
}

/* Both ways to a file of LENGTH bytes. */
static void assert_refused(const char *name, int64_t capacity,
                           const mmf_options *options, int status)
{
    const char *path = real_file(LENGTH);

    assert_status(by_path(path, MMF_FILE_OPEN, name, capacity, options),
                  status);
    assert_status(by_handle(path, name, capacity, options), status);
    assert_int_equal(host_file_size(path), LENGTH);
    host_file_remove(path);
}

static void no_path_is_refused(void **state)
{
    (void)state;
    assert_status(by_path(NULL, MMF_FILE_OPEN, NULL, 0, NULL), MMF_EINVAL);
}

static void no_handle_is_refused(void **state)
{
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_from_handle(-1, NULL, LENGTH, NULL, 1, &map),
                  MMF_EINVAL);
    assert_null(map);
}

static void an_unknown_mode_and_append_are_refused(void **state)
{
    static const uint32_t modes[] = {42, (uint32_t)-2, 0, MMF_FILE_APPEND};
    const char *path = real_file(LENGTH);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(modes); i++)
        assert_status(by_path(path, modes[i], NULL, LENGTH, NULL), MMF_EINVAL);
    host_file_remove(path);
}

static void a_file_made_without_a_capacity_is_refused(void **state)
{
    static const uint32_t modes[] = {MMF_FILE_CREATE, MMF_FILE_CREATE_NEW,
                                     MMF_FILE_OPEN_OR_CREATE};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(modes); i++) {
        const char *path = real_file(-1);

        assert_status(by_path(path, modes[i], NULL, 0, NULL), MMF_EINVAL);
        assert_int_equal(host_file_size(path), -1);
    }
}

static void truncate_is_refused(void **state)
{
    const char *path = real_file(LENGTH);

    (void)state;
    assert_status(by_path(path, MMF_FILE_TRUNCATE, NULL, LENGTH, NULL),
                  MMF_EINVAL);
    assert_int_equal(host_file_size(path), LENGTH);
    host_file_remove(path);
}

static void an_unknown_access_and_write_alone_are_refused(void **state)
{
    static const uint32_t accesses[] = {(uint32_t)-2, 42, MMF_ACCESS_WRITE};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        const mmf_options options = {.access = accesses[i]};

        assert_refused(NULL, LENGTH, &options, MMF_EINVAL);
    }
}

static void an_empty_name_is_refused(void **state)
{
    (void)state;
    assert_refused("", LENGTH, NULL, MMF_ENAME);
}

static void a_name_is_refused_on_posix(void **state)
{
    (void)state;
    if (real_is_posix())
        assert_refused("a", LENGTH, NULL, MMF_ENOTSUP);
}

static void a_negative_capacity_is_refused(void **state)
{
    (void)state;
    assert_refused(NULL, -1, NULL, MMF_ERANGE);
}

static void an_empty_file_needs_a_capacity(void **state)
{
    const char *path = real_file(0);

    (void)state;
    assert_status(by_path(path, MMF_FILE_OPEN, NULL, 0, NULL), MMF_EINVAL);
    assert_status(by_handle(path, NULL, 0, NULL), MMF_EINVAL);
    assert_int_equal(host_file_size(path), 0);
    host_file_remove(path);
}

static void a_reading_map_lets_no_file_grow(void **state)
{
    const mmf_options options = {.access = MMF_ACCESS_READ};

    (void)state;
    assert_refused(NULL, LENGTH + 1, &options, MMF_EINVAL);
}

static void a_capacity_below_the_length_is_refused(void **state)
{
    const mmf_options options = {.access = MMF_ACCESS_READ};

    (void)state;
    assert_refused(NULL, 1, NULL, MMF_ERANGE);
    assert_refused(NULL, LENGTH - 1, NULL, MMF_ERANGE);
    assert_refused(NULL, LENGTH - 1, &options, MMF_ERANGE);
}

static void an_unknown_inheritability_is_refused(void **state)
{
    const mmf_options below = {.inheritability = (uint32_t)-1};
    const mmf_options above = {.inheritability = 42};

    (void)state;
    assert_refused(NULL, LENGTH, &below, MMF_EINVAL);
    assert_refused(NULL, LENGTH, &above, MMF_EINVAL);
}

/* .NET says so as well where its disk does. */
static void the_largest_number_is_too_large(void **state)
{
    (void)state;
    assert_refused(NULL, INT64_MAX, NULL, MMF_ETOOBIG);
}

static void a_missing_file_is_told(void **state)
{
    const char *path = real_file(-1);

    (void)state;
    assert_status(by_path(path, MMF_FILE_OPEN, NULL, 0, NULL), MMF_ENOENT);
    assert_int_equal(host_file_size(path), -1);
}

static void a_file_that_is_there_cannot_be_made_new(void **state)
{
    const char *path = real_file(LENGTH);

    (void)state;
    assert_status(by_path(path, MMF_FILE_CREATE_NEW, NULL, LENGTH, NULL),
                  MMF_EEXIST);
    assert_int_equal(host_file_size(path), LENGTH);
    host_file_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_path_is_refused),
        cmocka_unit_test(no_handle_is_refused),
        cmocka_unit_test(an_unknown_mode_and_append_are_refused),
        cmocka_unit_test(a_file_made_without_a_capacity_is_refused),
        cmocka_unit_test(truncate_is_refused),
        cmocka_unit_test(an_unknown_access_and_write_alone_are_refused),
        cmocka_unit_test(an_empty_name_is_refused),
        cmocka_unit_test(a_name_is_refused_on_posix),
        cmocka_unit_test(a_negative_capacity_is_refused),
        cmocka_unit_test(an_empty_file_needs_a_capacity),
        cmocka_unit_test(a_reading_map_lets_no_file_grow),
        cmocka_unit_test(a_capacity_below_the_length_is_refused),
        cmocka_unit_test(an_unknown_inheritability_is_refused),
        cmocka_unit_test(the_largest_number_is_too_large),
        cmocka_unit_test(a_missing_file_is_told),
        cmocka_unit_test(a_file_that_is_there_cannot_be_made_new),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
