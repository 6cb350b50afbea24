/* SPDX-License-Identifier: MIT */
/*
 * mmf_create_from_file(): what becomes of a file, for each mode and capacity.
 * What is refused is in test_file_refused.c, what is put back in
 * test_file_failure.c.
 */
#include "fake_test.h"

static mmf_map *map_file(uint32_t mode, int64_t capacity)
{
    mmf_map *map = POISON_MAP;

    assert_status(mmf_create_from_file("f", mode, NULL, capacity, NULL, &map),
                  MMF_OK);
    assert_non_null(map);
    return map;
}

/* Writes a byte through a view of the map. */
static void write_at(const mmf_map *map, int64_t position, uint8_t byte)
{
    mmf_view view;

    assert_status(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view),
                  MMF_OK);
    assert_status(mmf_view_write_u8(&view, position, byte), MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void a_map_of_a_file_has_its_length_and_its_bytes(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_lay("f", FAKE_FILE, 8096, 7);
    map = map_file(MMF_FILE_OPEN, 0);
    assert_int_equal(mmf_map_size(map), 8096);
    write_at(map, 0, 7);
    mmf_map_close(map);
    assert_int_equal(fake_os_file_size("f"), 8096);
    assert_true(fake_os_file_holds("f", 8096, 7));
    assert_int_equal(fake_os_open_files(), 0);
}

static void what_is_written_stays_in_the_file(void **state)
{
    mmf_map *map;

    (void)state;
    map = map_file(MMF_FILE_CREATE_NEW, 3);
    write_at(map, 0, 9);
    write_at(map, 1, 9);
    write_at(map, 2, 9);
    mmf_map_close(map);
    assert_int_equal(fake_os_file_size("f"), 3);
    assert_true(fake_os_file_holds("f", 3, 9));
}

static void a_file_grows_to_exactly_the_capacity(void **state)
{
    static const int64_t before[] = {0, 1, 9999};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(before); i++) {
        fake_os_reset();
        fake_os_lay("f", FAKE_FILE, before[i], 7);
        mmf_map_close(map_file(MMF_FILE_OPEN, 10000));
        assert_int_equal(fake_os_file_size("f"), 10000);
        assert_true(fake_os_file_holds("f", before[i], 7));
    }
}

static void a_map_is_not_rounded_where_sections_are(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_round_sizes(4096);
    map = map_file(MMF_FILE_CREATE_NEW, 5000);
    assert_int_equal(mmf_map_size(map), 5000);
    mmf_map_close(map);
}

static void open_or_create_keeps_what_is_there(void **state)
{
    (void)state;
    mmf_map_close(map_file(MMF_FILE_OPEN_OR_CREATE, 10));
    assert_int_equal(fake_os_file_size("f"), 10);
    assert_true(fake_os_file_holds("f", 10, 0));
    fake_os_reset();
    fake_os_lay("f", FAKE_FILE, 10, 7);
    mmf_map_close(map_file(MMF_FILE_OPEN_OR_CREATE, 10));
    assert_true(fake_os_file_holds("f", 10, 7));
}

/* Whatever its length was: it becomes the capacity, and all zero. */
static void create_empties_what_is_there(void **state)
{
    static const int64_t before[] = {0, 1, 99, 100, 101, 60000};

    (void)state;
    for (size_t i = 0; i < 2 * LENGTH_OF(before); i++) {
        fake_os_reset();
        fake_os_caps()->loose_files = i % 2 == 0;
        fake_os_lay("f", FAKE_FILE, before[i / 2], 7);
        mmf_map_close(map_file(MMF_FILE_CREATE, 100));
        assert_int_equal(fake_os_file_size("f"), 100);
        assert_true(fake_os_file_holds("f", 60000, 0));
    }
}

static void create_makes_what_is_not_there(void **state)
{
    (void)state;
    mmf_map_close(map_file(MMF_FILE_CREATE, 100));
    assert_int_equal(fake_os_file_size("f"), 100);
}

static void a_device_has_the_capacity_and_is_not_resized(void **state)
{
    mmf_map *map;

    (void)state;
    fake_os_lay("f", FAKE_DEVICE, 0, 0);
    map = map_file(MMF_FILE_OPEN, 5000);
    assert_int_equal(mmf_map_size(map), 5000);
    assert_int_equal(fake_os_calls(FAKE_FILE_RESIZE), 0);
    mmf_map_close(map);
}

static void holes_are_made_on_request(void **state)
{
    const mmf_options options = {.flags = MMF_DELAY_ALLOCATE_PAGES};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_from_file("f", MMF_FILE_CREATE_NEW, NULL,
                                       FAKE_MEMORY + 1, &options, &map),
                  MMF_OK);
    assert_int_equal(mmf_map_size(map), FAKE_MEMORY + 1);
    mmf_map_close(map);
    assert_int_equal(fake_os_file_size("f"), FAKE_MEMORY + 1);
}

static void the_wish_reaches_the_system(void **state)
{
    const mmf_options options = {.access = MMF_ACCESS_COPY_ON_WRITE,
                                 .mode = 0640,
                                 .inheritability = MMF_INHERITABLE};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(
        mmf_create_from_file("f", MMF_FILE_CREATE, NULL, 10, &options, &map),
        MMF_OK);
    assert_int_equal(fake_os_last_wish()->access, MMF_OS_COPY);
    assert_int_equal(fake_os_last_wish()->protection.mode, 0640);
    assert_true(fake_os_last_wish()->inherit);
    mmf_map_close(map);
    mmf_map_close(map_file(MMF_FILE_OPEN, 0));
    assert_int_equal(fake_os_last_wish()->protection.mode, 0);
}

static void a_map_of_a_file_has_a_name_where_there_are_such(void **state)
{
    mmf_map *map = POISON_MAP;
    mmf_map *other = POISON_MAP;

    (void)state;
    fake_os_caps()->named_files = true;
    assert_status(
        mmf_create_from_file("f", MMF_FILE_CREATE, "a", 10, NULL, &map),
        MMF_OK);
    assert_status(mmf_open_existing("a", MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    mmf_map_close(other);
    mmf_map_close(map);
    assert_false(fake_os_name_exists("/a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_map_of_a_file_has_its_length_and_its_bytes),
        fake_test(what_is_written_stays_in_the_file),
        fake_test(a_file_grows_to_exactly_the_capacity),
        fake_test(a_map_is_not_rounded_where_sections_are),
        fake_test(open_or_create_keeps_what_is_there),
        fake_test(create_empties_what_is_there),
        fake_test(create_makes_what_is_not_there),
        fake_test(a_device_has_the_capacity_and_is_not_resized),
        fake_test(holes_are_made_on_request),
        fake_test(the_wish_reaches_the_system),
        fake_test(a_map_of_a_file_has_a_name_where_there_are_such),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
