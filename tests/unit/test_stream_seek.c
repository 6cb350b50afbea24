/* SPDX-License-Identifier: MIT */
/*
 * The position of a stream: where it may go, and where it may not.
 */
#include "fake_test.h"

enum {
    SIZE = 40,
    BEFORE = 7 /* where each seek begins */
};

static mmf_view view;
static mmf_stream stream;

static int stream_setup(void **state)
{
    (void)fake_setup(state);
    view = fake_view(SIZE, MMF_ACCESS_READ);
    assert_status(mmf_stream_open(&view, &stream), MMF_OK);
    return 0;
}

static int stream_teardown(void **state)
{
    assert_status(mmf_view_close(&view), MMF_OK);
    return fake_teardown(state);
}

static const struct {
    int64_t offset;
    int origin;
    int64_t position; /* -1 = refused */
} rows[] = {
    {0, MMF_SEEK_BEGIN, 0},
    {9, MMF_SEEK_BEGIN, 9},
    {SIZE + 1, MMF_SEEK_BEGIN, SIZE + 1},
    {INT64_MAX, MMF_SEEK_BEGIN, INT64_MAX},
    {-1, MMF_SEEK_BEGIN, -1},
    {INT64_MIN, MMF_SEEK_BEGIN, -1},
    {0, MMF_SEEK_CURRENT, BEFORE},
    {-BEFORE, MMF_SEEK_CURRENT, 0},
    {-BEFORE - 1, MMF_SEEK_CURRENT, -1},
    {3, MMF_SEEK_CURRENT, BEFORE + 3},
    {INT64_MAX - BEFORE, MMF_SEEK_CURRENT, INT64_MAX},
    {INT64_MAX - BEFORE + 1, MMF_SEEK_CURRENT, -1},
    {INT64_MAX, MMF_SEEK_CURRENT, -1},
    {INT64_MIN, MMF_SEEK_CURRENT, -1},
    {0, MMF_SEEK_END, SIZE},
    {-SIZE, MMF_SEEK_END, 0},
    {-SIZE - 1, MMF_SEEK_END, -1},
    {1, MMF_SEEK_END, SIZE + 1},
    {INT64_MAX - SIZE, MMF_SEEK_END, INT64_MAX},
    {INT64_MAX - SIZE + 1, MMF_SEEK_END, -1},
    {INT64_MAX, MMF_SEEK_END, -1},
    {INT64_MIN, MMF_SEEK_END, -1},
};

static void a_seek_counts_from_its_origin(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const bool moves = rows[i].position >= 0;
        int64_t seen = -2;

        assert_status(mmf_stream_set_position(&stream, BEFORE), MMF_OK);
        assert_status(
            mmf_stream_seek(&stream, rows[i].offset, rows[i].origin, &seen),
            moves ? MMF_OK : MMF_EIO);
        assert_int_equal(seen, moves ? rows[i].position : -2);
        assert_int_equal(mmf_stream_position(&stream),
                         moves ? rows[i].position : BEFORE);
    }
}

static void a_refusal_tells_where_it_led(void **state)
{
    (void)state;
    assert_status(mmf_stream_seek(&stream, -41, MMF_SEEK_END, NULL), MMF_EIO);
    assert_detail(MMF_EIO, "mmf_stream_seek",
                  "offset -41 from position 40 leads before the beginning");
    assert_status(mmf_stream_seek(&stream, INT64_MAX, MMF_SEEK_END, NULL),
                  MMF_EIO);
    assert_detail(MMF_EIO, "mmf_stream_seek",
                  "from position 40 leads beyond what a position can be");
}

static void an_origin_that_is_none_is_refused(void **state)
{
    static const int origins[] = {-1, 3, INT32_MIN, INT32_MAX};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(origins); i++)
        assert_status(mmf_stream_seek(&stream, 0, origins[i], NULL),
                      MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_stream_seek",
                  "origin 2147483647 is no mmf_seek");
}

static void the_position_may_lie_beyond_the_end(void **state)
{
    (void)state;
    assert_status(mmf_stream_set_position(&stream, INT64_MAX), MMF_OK);
    assert_int_equal(mmf_stream_position(&stream), INT64_MAX);
    assert_int_equal(mmf_stream_length(&stream), SIZE);
    assert_status(mmf_stream_seek(&stream, 0, MMF_SEEK_CURRENT, NULL), MMF_OK);
    assert_status(mmf_stream_seek(&stream, 1, MMF_SEEK_CURRENT, NULL), MMF_EIO);
}

static void a_negative_position_is_refused(void **state)
{
    (void)state;
    assert_status(mmf_stream_set_position(&stream, BEFORE), MMF_OK);
    assert_status(mmf_stream_set_position(&stream, -1), MMF_ERANGE);
    assert_detail(MMF_ERANGE, "mmf_stream_set_position",
                  "position -1 is negative");
    assert_status(mmf_stream_set_position(&stream, INT64_MIN), MMF_ERANGE);
    assert_int_equal(mmf_stream_position(&stream), BEFORE);
}

/* The numbers of SeekOrigin and of C's own. */
static void origins_are_everybodys(void **state)
{
    (void)state;
    assert_int_equal(MMF_SEEK_BEGIN, 0);
    assert_int_equal(MMF_SEEK_CURRENT, 1);
    assert_int_equal(MMF_SEEK_END, 2);
    assert_int_equal(MMF_SEEK_BEGIN, SEEK_SET);
    assert_int_equal(MMF_SEEK_CURRENT, SEEK_CUR);
    assert_int_equal(MMF_SEEK_END, SEEK_END);
}

#define stream_test(name) \
    cmocka_unit_test_setup_teardown(name, stream_setup, stream_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        stream_test(a_seek_counts_from_its_origin),
        stream_test(a_refusal_tells_where_it_led),
        stream_test(an_origin_that_is_none_is_refused),
        stream_test(the_position_may_lie_beyond_the_end),
        stream_test(a_negative_position_is_refused),
        stream_test(origins_are_everybodys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
