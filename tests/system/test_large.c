/* SPDX-License-Identifier: MIT */
/*
 * Maps of more than 4 GiB, and views of them beyond: the same in a 64-bit and in
 * a 32-bit process.  They are sparse; what is touched are a few pages.
 */
#include "real.h"

#define GIB    ((int64_t)1 << 30)
#define SIZE   (6 * GIB)
#define WINDOW 65536

/* Where windows lie: below, across and behind each size that fits no more into
 * some number of 32 bits, and not at multiples of anything. */
static const int64_t places[] = {0,
                                 2 * GIB - WINDOW / 2,
                                 2 * GIB + WINDOW,
                                 4 * GIB - WINDOW / 2,
                                 4 * GIB + WINDOW,
                                 5 * GIB + 12345,
                                 SIZE - WINDOW};

static mmf_map *large(const char *name)
{
    const mmf_options sparse = {.flags = MMF_DELAY_ALLOCATE_PAGES};
    mmf_map *map = NULL;

    assert_status(mmf_create_new(name, SIZE, &sparse, &map), MMF_OK);
    return map;
}

static uint64_t mark_of(size_t place)
{
    return 0x1122334455667700 + place;
}

/* One window at a time: a process of 32 bits has room for few. */
static void mark_all(const mmf_map *map)
{
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        mmf_view view =
            real_view(map, places[i], WINDOW, MMF_ACCESS_READ_WRITE);

        assert_int_equal(view.size, WINDOW);
        assert_status(mmf_view_write_u64(&view, 0, mark_of(i)), MMF_OK);
        assert_status(mmf_view_write_u64(&view, WINDOW - 8, ~mark_of(i)),
                      MMF_OK);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
}

static void assert_marked(const mmf_map *map)
{
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        mmf_view view = real_view(map, places[i], WINDOW, MMF_ACCESS_READ);
        uint64_t first = 0;
        uint64_t last = 0;

        assert_status(mmf_view_read_u64(&view, 0, &first), MMF_OK);
        assert_status(mmf_view_read_u64(&view, WINDOW - 8, &last), MMF_OK);
        assert_true(first == mark_of(i) && last == ~mark_of(i));
        assert_status(mmf_view_close(&view), MMF_OK);
    }
}

static void windows_beyond_4_gib_have_bytes_of_their_own(void **state)
{
    mmf_map *map = large(NULL);

    (void)state;
    mark_all(map);
    assert_marked(map);
    mmf_map_close(map);
}

static void who_opens_a_large_map_sees_all_of_it(void **state)
{
    const char *name = real_name();
    mmf_map *map = large(name);
    mmf_map *other = NULL;

    (void)state;
    mark_all(map);
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    assert_true(mmf_map_size(map) == SIZE);
    assert_true(mmf_map_size(other) == SIZE);
    assert_marked(other);
    mmf_map_close(other);
    real_end(name, map);
}

static void windows_that_overlap_share_their_bytes(void **state)
{
    mmf_map *map = large(NULL);
    mmf_view low = real_view(map, 4 * GIB - 10, 20, MMF_ACCESS_READ_WRITE);
    mmf_view high = real_view(map, 4 * GIB, 10, MMF_ACCESS_READ);
    uint8_t seen = 0;

    (void)state;
    assert_status(mmf_view_write_u8(&low, 12, 99), MMF_OK);
    assert_status(mmf_view_read_u8(&high, 2, &seen), MMF_OK);
    assert_int_equal(seen, 99);
    assert_status(mmf_view_close(&high), MMF_OK);
    assert_status(mmf_view_close(&low), MMF_OK);
    mmf_map_close(map);
}

static void no_window_goes_beyond_the_end(void **state)
{
    mmf_map *map = large(NULL);
    mmf_view view;

    (void)state;
    assert_status(
        mmf_view_open(map, SIZE - WINDOW, WINDOW + 1, MMF_ACCESS_READ, &view),
        MMF_ERANGE);
    assert_status(mmf_view_open(map, SIZE + 1, 0, MMF_ACCESS_READ, &view),
                  MMF_ERANGE);
    /* What would lie inside if offsets were counted in 32 bits. */
    assert_status(
        mmf_view_open(map, 8 * GIB + 4096, 10, MMF_ACCESS_READ, &view),
        MMF_ERANGE);
    mmf_map_close(map);
}

static void a_view_of_all_takes_an_address_space_for_it(void **state)
{
    mmf_map *map = large(NULL);
    mmf_view view;
    const int rc = mmf_view_open(map, 0, 0, MMF_ACCESS_READ, &view);

    (void)state;
    if (sizeof(void *) < 8) {
        assert_status(rc, MMF_ETOOBIG);
        assert_detail(MMF_ETOOBIG, "mmf_view_open",
                      "6442450944 bytes is larger than the address space");
    } else {
        assert_status(rc, MMF_OK);
        assert_true(view.size == SIZE);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_beyond_4_gib_have_bytes_of_their_own),
        cmocka_unit_test(who_opens_a_large_map_sees_all_of_it),
        cmocka_unit_test(windows_that_overlap_share_their_bytes),
        cmocka_unit_test(no_window_goes_beyond_the_end),
        cmocka_unit_test(a_view_of_all_takes_an_address_space_for_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
