/* SPDX-License-Identifier: MIT */
/*
 * The alignment that the system wants and users do not see: any offset will
 * do, at the granularity of POSIX systems and at that of Windows.
 */
#include "fake_test.h"

static const int64_t offsets[] = {0,     1,     2,      4095,  4096,
                                  4099,  12290, 65535,  65536, 65537,
                                  69632, 70000, 131072, 139999};

enum {
    MAP_SIZE = 140000
};

/* A map whose every byte tells where it lies. */
static mmf_map *marked_map(void)
{
    mmf_map *map = fake_map(NULL, MAP_SIZE, MMF_ACCESS_READ_WRITE);
    mmf_view all;

    assert_status(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &all),
                  MMF_OK);
    for (int64_t i = 0; i < MAP_SIZE; i++)
        all.bytes[i] = (unsigned char)(i % 251);
    assert_status(mmf_view_close(&all), MMF_OK);
    return map;
}

static void any_offset_shows_the_bytes_that_lie_there(int64_t granularity)
{
    mmf_map *map;

    fake_os_caps()->granularity = granularity;
    map = marked_map();
    for (size_t i = 0; i < LENGTH_OF(offsets); i++) {
        const int64_t offset = offsets[i];
        mmf_view view;

        assert_status(mmf_view_open(map, offset, 0, MMF_ACCESS_READ, &view),
                      MMF_OK);
        assert_int_equal(view.size, MAP_SIZE - offset);
        assert_int_equal(view.pointer_offset, offset % granularity);
        assert_int_equal(view.bytes[0], offset % 251);
        assert_int_equal(view.bytes[view.size - 1], (MAP_SIZE - 1) % 251);
        assert_int_equal(((uintptr_t)view.bytes - view.pointer_offset) %
                             (size_t)granularity,
                         0);
        assert_status(mmf_view_flush(&view), MMF_OK);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
    mmf_map_close(map);
}

static void at_4_kib(void **state)
{
    (void)state;
    any_offset_shows_the_bytes_that_lie_there(4096);
}

static void at_16_kib(void **state)
{
    (void)state;
    any_offset_shows_the_bytes_that_lie_there(16384);
}

static void at_64_kib(void **state)
{
    (void)state;
    any_offset_shows_the_bytes_that_lie_there(65536);
}

static void views_at_different_offsets_share_their_bytes(void **state)
{
    mmf_map *map = fake_map(NULL, 70000, MMF_ACCESS_READ_WRITE);
    uint32_t seen = 0;
    mmf_view low;
    mmf_view high;

    (void)state;
    assert_status(mmf_view_open(map, 65530, 20, MMF_ACCESS_WRITE, &low),
                  MMF_OK);
    assert_status(mmf_view_open(map, 65537, 4, MMF_ACCESS_READ, &high), MMF_OK);
    assert_status(mmf_view_write_u32(&low, 7, 0xCAFEF00D), MMF_OK);
    assert_status(mmf_view_read_u32(&high, 0, &seen), MMF_OK);
    assert_int_equal(seen, 0xCAFEF00D);
    assert_status(mmf_view_close(&low), MMF_OK);
    assert_status(mmf_view_close(&high), MMF_OK);
    mmf_map_close(map);
}

static void a_copy_on_write_view_may_begin_anywhere(void **state)
{
    mmf_map *map = marked_map();
    mmf_view view;

    (void)state;
    assert_status(
        mmf_view_open(map, 70001, 10, MMF_ACCESS_COPY_ON_WRITE, &view), MMF_OK);
    assert_int_equal(view.bytes[0], 70001 % 251);
    assert_int_equal(view.bytes[9], 70010 % 251);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(at_4_kib),
        fake_test(at_16_kib),
        fake_test(at_64_kib),
        fake_test(views_at_different_offsets_share_their_bytes),
        fake_test(a_copy_on_write_view_may_begin_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
