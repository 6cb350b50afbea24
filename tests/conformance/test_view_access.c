/* SPDX-License-Identifier: MIT */
/*
 * Which views which maps allow, over the real system, and which arguments no
 * view has.
 */
#include "real.h"

enum {
    SIZE = 4096
};

static int view_of(const mmf_map *map, int64_t offset, int64_t size,
                   uint32_t access)
{
    static const mmf_view closed;
    mmf_view view;
    const int rc = mmf_view_open(map, offset, size, access, &view);

    if (rc == MMF_OK)
        assert_status(mmf_view_close(&view), MMF_OK);
    assert_memory_equal(&view, &closed, sizeof closed);
    return rc;
}

static void negative_numbers_and_unknown_accesses_are_refused(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, SIZE, MMF_ACCESS_READ_WRITE);

        assert_status(view_of(map, -1, 0, MMF_ACCESS_READ), MMF_ERANGE);
        assert_status(view_of(map, 0, -1, MMF_ACCESS_READ), MMF_ERANGE);
        assert_status(view_of(map, 0, 0, 42), MMF_EINVAL);
        assert_status(view_of(map, 0, 0, (uint32_t)-1), MMF_EINVAL);
        real_sample_end(sample, map);
    }
}

static void a_view_beyond_the_map_is_refused(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, real_page(), MMF_ACCESS_READ_WRITE);

        assert_status(view_of(map, 0, INT64_MAX, MMF_ACCESS_READ), MMF_ERANGE);
        assert_status(view_of(map, INT64_MAX, 1, MMF_ACCESS_READ), MMF_ERANGE);
        assert_status(view_of(map, 0, real_page() + 1, MMF_ACCESS_READ),
                      MMF_ERANGE);
        assert_status(view_of(map, 1, real_page(), MMF_ACCESS_READ),
                      MMF_ERANGE);
        assert_status(view_of(map, real_page() + 1, 0, MMF_ACCESS_READ),
                      MMF_ERANGE);
        real_sample_end(sample, map);
    }
}

static bool writes_and_executes(uint32_t access)
{
    return access == MMF_ACCESS_READ_WRITE_EXECUTE;
}

/* Calls look for each pair of accesses that is allowed, or is not. */
static void for_each_pair(bool allowed,
                          void (*look)(const mmf_map *map, uint32_t access))
{
    for (int sample = 0; sample < REAL_SAMPLES; sample++)
        for (uint32_t access = 0; access < REAL_ACCESSES; access++) {
            mmf_map *map;

            if (access == MMF_ACCESS_WRITE)
                continue;
            map = real_sample(sample, SIZE, access);
            for (uint32_t view = 0; view < REAL_ACCESSES; view++)
                if (real_allows(access, view) == allowed)
                    look(map, view);
            real_sample_end(sample, map);
        }
}

static int pairs;

static void look_granted(const mmf_map *map, uint32_t access)
{
    mmf_view view;
    const int rc = mmf_view_open(map, 0, SIZE, access, &view);

    pairs++;
    if (real_forbids(rc, access))
        return;
    assert_status(rc, MMF_OK);
    assert_int_equal(view.size, SIZE);
    assert_int_equal(view.access, access);
    assert_int_equal(mmf_view_can_read(&view), access != MMF_ACCESS_WRITE);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void look_refused(const mmf_map *map, uint32_t access)
{
    if (writes_and_executes(access))
        return;
    pairs++;
    assert_status(view_of(map, 0, SIZE, access), MMF_EACCES);
}

static void look_refused_all(const mmf_map *map, uint32_t access)
{
    if (!writes_and_executes(access))
        return;
    pairs++;
    assert_status(view_of(map, 0, SIZE, access), MMF_EACCES);
}

static void each_access_within_the_maps_is_granted(void **state)
{
    (void)state;
    pairs = 0;
    for_each_pair(true, look_granted);
    assert_int_equal(pairs, 17 * REAL_SAMPLES);
}

static void each_access_beyond_the_maps_is_refused(void **state)
{
    (void)state;
    pairs = 0;
    for_each_pair(false, look_refused);
    assert_int_equal(pairs, 9 * REAL_SAMPLES);
}

static void all_rights_are_refused_to_views_of_lesser_maps(void **state)
{
    (void)state;
    pairs = 0;
    for_each_pair(false, look_refused_all);
    assert_int_equal(pairs, 4 * REAL_SAMPLES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negative_numbers_and_unknown_accesses_are_refused),
        cmocka_unit_test(a_view_beyond_the_map_is_refused),
        cmocka_unit_test(each_access_within_the_maps_is_granted),
        cmocka_unit_test(each_access_beyond_the_maps_is_refused),
        cmocka_unit_test(all_rights_are_refused_to_views_of_lesser_maps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
