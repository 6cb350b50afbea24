/* SPDX-License-Identifier: MIT */
/*
 * What a view may do, beyond the pairs of test_view_access.c: accesses that are
 * unknown, and private copies.
 */
#include "fake_test.h"

static void an_unknown_access_is_no_view(void **state)
{
    static const uint32_t accesses[] = {6, 7, UINT32_MAX};
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE_EXECUTE);
    mmf_view view;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        memset(&view, POISON_BYTE, sizeof view);
        assert_status(mmf_view_open(map, 0, 1, accesses[i], &view), MMF_EINVAL);
        assert_null(view.bytes);
    }
    assert_detail(MMF_EINVAL, "mmf_view_open", "4294967295 is no mmf_access");
    /* .NET's order: the place comes before the access. */
    assert_status(mmf_view_open(map, -1, 1, 6, &view), MMF_ERANGE);
    assert_status(mmf_view_open(map, 0, 11, 6, &view), MMF_EINVAL);
    mmf_map_close(map);
}

static void a_private_copy_keeps_what_is_written(void **state)
{
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);
    mmf_view shared;
    mmf_view copy;

    (void)state;
    assert_status(mmf_view_open(map, 0, 10, MMF_ACCESS_READ_WRITE, &shared),
                  MMF_OK);
    fake_fill(&shared, 1);
    assert_status(mmf_view_open(map, 0, 10, MMF_ACCESS_COPY_ON_WRITE, &copy),
                  MMF_OK);
    assert_status(mmf_view_write_u8(&copy, 0, 2), MMF_OK);
    assert_int_equal(fake_run(&shared, 0, 1), 10);
    assert_int_equal(copy.bytes[0], 2);
    assert_int_equal(fake_run(&copy, 1, 1), 9);
    assert_status(mmf_view_close(&copy), MMF_OK);
    assert_status(mmf_view_close(&shared), MMF_OK);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(an_unknown_access_is_no_view),
        fake_test(a_private_copy_keeps_what_is_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
