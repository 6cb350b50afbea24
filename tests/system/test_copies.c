/* SPDX-License-Identifier: MIT */
/*
 * Copy-on-write on the real system: what is changed through such a view is seen
 * by nobody else, and the map keeps what it had.
 */
#include "real.h"

enum {
    PAGES = 3,
    MARK = 7,
    CHANGE = 99
};

static mmf_map *marked(const char *name)
{
    mmf_map *map = real_map(name, PAGES * real_page(), MMF_ACCESS_READ_WRITE);
    mmf_view view = real_view(map, 0, 0, MMF_ACCESS_READ_WRITE);

    memset(view.bytes, MARK, (size_t)(PAGES * real_page()));
    assert_status(mmf_view_close(&view), MMF_OK);
    return map;
}

static void assert_kept(const mmf_map *map)
{
    mmf_view view = real_view(map, 0, 0, MMF_ACCESS_READ);

    for (int64_t at = 0; at < PAGES * real_page(); at++)
        assert_int_equal(view.bytes[at], MARK);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void changes_stay_in_the_view(void **state)
{
    const char *name = real_name();
    mmf_map *creator = marked(name);
    mmf_map *other = NULL;
    mmf_view first = real_view(creator, 0, 0, MMF_ACCESS_COPY_ON_WRITE);
    mmf_view second = real_view(creator, 0, 0, MMF_ACCESS_COPY_ON_WRITE);

    (void)state;
    memset(first.bytes, CHANGE, (size_t)first.size);
    assert_status(mmf_view_flush(&first), MMF_OK);
    assert_int_equal(first.bytes[0], CHANGE);
    assert_int_equal(second.bytes[0], MARK);
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other),
                  MMF_OK);
    assert_kept(other);
    assert_status(mmf_view_close(&first), MMF_OK);
    assert_status(mmf_view_close(&second), MMF_OK);
    assert_kept(creator);
    mmf_map_close(other);
    real_end(name, creator);
}

/* The pages that were not changed still are the map's. */
static void what_was_not_changed_is_seen_to_change(void **state)
{
    mmf_map *map = marked(NULL);
    mmf_view copy = real_view(map, 0, 0, MMF_ACCESS_COPY_ON_WRITE);
    mmf_view shared = real_view(map, 0, 0, MMF_ACCESS_READ_WRITE);
    uint8_t seen = 0;

    (void)state;
    assert_status(mmf_view_write_u8(&copy, 0, CHANGE), MMF_OK);
    assert_status(mmf_view_write_u8(&shared, 0, 1), MMF_OK);
    assert_status(mmf_view_write_u8(&shared, 2 * real_page(), 2), MMF_OK);
    assert_status(mmf_view_read_u8(&copy, 0, &seen), MMF_OK);
    assert_int_equal(seen, CHANGE);
    assert_status(mmf_view_read_u8(&copy, 2 * real_page(), &seen), MMF_OK);
    assert_int_equal(seen, 2);
    assert_status(mmf_view_close(&copy), MMF_OK);
    assert_status(mmf_view_close(&shared), MMF_OK);
    mmf_map_close(map);
}

static void who_may_only_read_may_copy(void **state)
{
    static const uint32_t rights[] = {MMF_RIGHTS_READ,
                                      MMF_RIGHTS_COPY_ON_WRITE};
    const char *name = real_name();
    mmf_map *creator = marked(name);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rights); i++) {
        mmf_map *map = NULL;
        mmf_view view;

        assert_status(mmf_open_existing(name, rights[i], NULL, &map), MMF_OK);
        view = real_view(map, 0, 0, MMF_ACCESS_COPY_ON_WRITE);
        assert_status(mmf_view_write_u8(&view, 5, CHANGE), MMF_OK);
        assert_int_equal(view.bytes[5], CHANGE);
        assert_status(mmf_view_close(&view), MMF_OK);
        mmf_map_close(map);
    }
    assert_kept(creator);
    real_end(name, creator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_stay_in_the_view),
        cmocka_unit_test(what_was_not_changed_is_seen_to_change),
        cmocka_unit_test(who_may_only_read_may_copy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
