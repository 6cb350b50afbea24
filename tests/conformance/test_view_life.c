/* SPDX-License-Identifier: MIT */
/*
 * Views over the real system: what they share, what they keep to themselves,
 * flushing, and their end before and after their map's.
 */
#include "real.h"

enum {
    SIZE = 8192
};

static void assert_holds(const mmf_view *view, int byte)
{
    for (int64_t at = 0; at < view->size; at++)
        assert_int_equal(view->bytes[at], byte);
}

static void every_access_can_be_flushed(void **state)
{
    static const uint32_t accesses[] = {MMF_ACCESS_READ, MMF_ACCESS_WRITE,
                                        MMF_ACCESS_READ_WRITE,
                                        MMF_ACCESS_COPY_ON_WRITE};

    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, SIZE, MMF_ACCESS_READ_WRITE);

        for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
            mmf_view view = real_view(map, 17, 100, accesses[i]);

            assert_status(mmf_view_flush(&view), MMF_OK);
            if (mmf_view_can_write(&view))
                assert_status(mmf_view_write_i32(&view, 3, 5), MMF_OK);
            assert_status(mmf_view_flush(&view), MMF_OK);
            assert_status(mmf_view_flush(&view), MMF_OK);
            assert_status(mmf_view_close(&view), MMF_OK);
        }
        real_sample_end(sample, map);
    }
}

static void views_of_one_map_share_its_bytes(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_view first = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_view second = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_view later;

        memset(first.bytes, 0x5C, SIZE);
        assert_holds(&second, 0x5C);
        later = real_view(map, 10, 1000, MMF_ACCESS_READ);
        assert_holds(&later, 0x5C);
        assert_status(mmf_view_close(&first), MMF_OK);
        memset(second.bytes, 0x3A, SIZE);
        assert_holds(&later, 0x3A);
        assert_status(mmf_view_close(&second), MMF_OK);
        assert_status(mmf_view_close(&later), MMF_OK);
        real_sample_end(sample, map);
    }
}

static void a_copy_keeps_its_changes_to_itself(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_view whole = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_view copy = real_view(map, 0, SIZE, MMF_ACCESS_COPY_ON_WRITE);
        mmf_view later;

        assert_holds(&copy, 0);
        memset(copy.bytes, 0x77, SIZE);
        assert_status(mmf_view_flush(&copy), MMF_OK);
        assert_holds(&whole, 0);
        later = real_view(map, 0, SIZE, MMF_ACCESS_COPY_ON_WRITE);
        assert_holds(&later, 0);
        assert_holds(&copy, 0x77);
        assert_status(mmf_view_close(&copy), MMF_OK);
        assert_status(mmf_view_close(&later), MMF_OK);
        assert_status(mmf_view_close(&whole), MMF_OK);
        real_sample_end(sample, map);
    }
}

static void closing_a_view_again_does_nothing(void **state)
{
    mmf_map *map = real_map(NULL, SIZE, MMF_ACCESS_READ_WRITE);
    mmf_view view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

static void a_closed_view_serves_nothing(void **state)
{
    mmf_map *map = real_map(NULL, SIZE, MMF_ACCESS_READ_WRITE);
    mmf_view view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);
    unsigned char *bytes = NULL;
    int32_t seen = 7;

    (void)state;
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_false(mmf_view_can_read(&view));
    assert_false(mmf_view_can_write(&view));
    assert_status(mmf_view_read_i32(&view, 0, &seen), MMF_EINVAL);
    assert_status(mmf_view_read_i32(&view, -1, &seen), MMF_EINVAL);
    assert_status(mmf_view_write_i32(&view, 0, 1), MMF_EINVAL);
    assert_status(mmf_view_span(&view, 0, 1, MMF_ACCESS_READ, &bytes),
                  MMF_EINVAL);
    assert_status(mmf_view_copy(&view, 0, &seen, 4), MMF_EINVAL);
    assert_status(mmf_view_flush(&view), MMF_EINVAL);
    assert_int_equal(seen, 7);
    assert_null(bytes);
    mmf_map_close(map);
}

static void a_view_outlives_its_map(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_view view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);

        real_sample_end(sample, map);
        memset(view.bytes, 0x42, SIZE);
        assert_holds(&view, 0x42);
        assert_status(mmf_view_flush(&view), MMF_OK);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_access_can_be_flushed),
        cmocka_unit_test(views_of_one_map_share_its_bytes),
        cmocka_unit_test(a_copy_keeps_its_changes_to_itself),
        cmocka_unit_test(closing_a_view_again_does_nothing),
        cmocka_unit_test(a_closed_view_serves_nothing),
        cmocka_unit_test(a_view_outlives_its_map),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
