/* SPDX-License-Identifier: MIT */
/*
 * src/range.h at its edges: the only place where the library adds offsets, and
 * so the only one where a sum could overflow.
 */
#include "range.h"
#include "test.h"

static void a_range_inside_fits(void **state)
{
    (void)state;
    assert_true(mmf_range_fits(0, 0, 0));
    assert_true(mmf_range_fits(0, 10, 10));
    assert_true(mmf_range_fits(9, 1, 10));
    assert_true(mmf_range_fits(10, 0, 10));
    assert_true(mmf_range_fits(0, INT64_MAX, INT64_MAX));
    assert_true(mmf_range_fits(INT64_MAX, 0, INT64_MAX));
    assert_true(mmf_range_fits(INT64_MAX - 1, 1, INT64_MAX));
}

static void a_range_that_ends_beyond_does_not(void **state)
{
    (void)state;
    assert_false(mmf_range_fits(0, 11, 10));
    assert_false(mmf_range_fits(10, 1, 10));
    assert_false(mmf_range_fits(11, 0, 10));
    assert_false(mmf_range_fits(1, 0, 0));
    assert_false(mmf_range_fits(2, INT64_MAX - 1, INT64_MAX));
    assert_false(mmf_range_fits(INT64_MAX, INT64_MAX, INT64_MAX));
    assert_false(mmf_range_fits(INT64_MAX, 1, 10));
    assert_false(mmf_range_fits(1, INT64_MAX, 10));
}

static void a_negative_number_never_fits(void **state)
{
    (void)state;
    assert_false(mmf_range_fits(-1, 1, 10));
    assert_false(mmf_range_fits(1, -1, 10));
    assert_false(mmf_range_fits(-1, 0, 10));
    assert_false(mmf_range_fits(0, 0, -1));
    assert_false(mmf_range_fits(INT64_MIN, INT64_MAX, INT64_MAX));
    assert_false(mmf_range_fits(INT64_MAX, INT64_MIN, INT64_MAX));
    assert_false(mmf_range_fits(INT64_MIN, INT64_MIN, INT64_MIN));
}

static void ranges_overlap_where_they_share_a_byte(void **state)
{
    (void)state;
    assert_true(mmf_range_overlaps(0, 4, 3, 2));
    assert_true(mmf_range_overlaps(3, 2, 0, 4));
    assert_true(mmf_range_overlaps(0, 10, 4, 2));
    assert_true(mmf_range_overlaps(4, 2, 0, 10));
    assert_false(mmf_range_overlaps(0, 4, 4, 2));
    assert_false(mmf_range_overlaps(4, 2, 0, 4));
}

static void elements_fit_whole(void **state)
{
    const int64_t most = INT64_MAX;

    (void)state;
    assert_int_equal(mmf_range_elements(5, 8, 40), 5);
    assert_int_equal(mmf_range_elements(6, 8, 40), 5);
    assert_int_equal(mmf_range_elements(5, 8, 39), 4);
    assert_int_equal(mmf_range_elements(0, 8, 0), 0);
    assert_int_equal(mmf_range_elements(1, 8, 7), 0);
    assert_int_equal(mmf_range_elements(most, 1, most), most);
    assert_int_equal(mmf_range_elements(most, 2, most), most / 2);
    assert_int_equal(mmf_range_elements(most, most, most), 1);
    assert_int_equal(mmf_range_elements(2, most, most), 1);
    /* Products that would wrap to a small number. */
    assert_int_equal(mmf_range_elements(1LL << 32, 1LL << 32, 100), 0);
    assert_int_equal(mmf_range_elements(INT32_MAX, INT32_MAX, 100), 0);
    assert_int_equal(mmf_range_elements(1LL << 61, 8, 100), 12);
}

static void a_position_moves_within_what_it_can_be(void **state)
{
    (void)state;
    assert_true(mmf_range_moves(0, 0));
    assert_true(mmf_range_moves(5, -5));
    assert_false(mmf_range_moves(5, -6));
    assert_true(mmf_range_moves(5, INT64_MAX - 5));
    assert_false(mmf_range_moves(5, INT64_MAX - 4));
    assert_true(mmf_range_moves(INT64_MAX, 0));
    assert_false(mmf_range_moves(INT64_MAX, 1));
    assert_true(mmf_range_moves(INT64_MAX, -INT64_MAX));
    assert_false(mmf_range_moves(INT64_MAX, INT64_MIN));
    assert_int_equal(mmf_range_moved(7, -3), 4);
}

static void the_rest_is_never_negative(void **state)
{
    (void)state;
    assert_int_equal(mmf_range_rest(0, 10), 10);
    assert_int_equal(mmf_range_rest(9, 10), 1);
    assert_int_equal(mmf_range_rest(10, 10), 0);
    assert_int_equal(mmf_range_rest(11, 10), 0);
    assert_int_equal(mmf_range_rest(INT64_MAX, 10), 0);
    assert_int_equal(mmf_range_rest(0, INT64_MAX), INT64_MAX);
}

static void an_excess_is_what_lies_behind_a_multiple(void **state)
{
    (void)state;
    assert_int_equal(mmf_range_excess(0, 4096), 0);
    assert_int_equal(mmf_range_excess(4095, 4096), 4095);
    assert_int_equal(mmf_range_excess(4096, 4096), 0);
    assert_int_equal(mmf_range_excess(65537, 65536), 1);
    assert_int_equal(mmf_range_excess(INT64_MAX, 65536), 65535);
}

static void a_stretch_is_size_and_excess(void **state)
{
    (void)state;
    assert_int_equal(mmf_range_stretch(1, 0), 1);
    assert_int_equal(mmf_range_stretch(8096, 4095), 12191);
}

static void half_the_address_space_is_the_end(void **state)
{
    const int64_t most =
        SIZE_MAX / 2 > INT64_MAX ? INT64_MAX : (int64_t)(SIZE_MAX / 2);

    (void)state;
    assert_true(mmf_range_addressable(0, 65536));
    assert_true(mmf_range_addressable(most - 65536, 65536));
    assert_false(mmf_range_addressable(most - 65535, 65536));
    assert_false(mmf_range_addressable(INT64_MAX, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_inside_fits),
        cmocka_unit_test(a_range_that_ends_beyond_does_not),
        cmocka_unit_test(a_negative_number_never_fits),
        cmocka_unit_test(ranges_overlap_where_they_share_a_byte),
        cmocka_unit_test(elements_fit_whole),
        cmocka_unit_test(a_position_moves_within_what_it_can_be),
        cmocka_unit_test(the_rest_is_never_negative),
        cmocka_unit_test(an_excess_is_what_lies_behind_a_multiple),
        cmocka_unit_test(a_stretch_is_size_and_excess),
        cmocka_unit_test(half_the_address_space_is_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
