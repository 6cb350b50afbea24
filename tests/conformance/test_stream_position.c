/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft's conformance tests of streams check of positions, lengths and
 * arguments, over the real system.
 */
#include "stream_sample.h"

enum {
    SIZE = 512,
    WALK = 0x4000,
    STEPS = 1000
};

static stream_sample it;

static void arguments_that_no_call_has_are_refused(void **state)
{
    char buffer[1];
    int64_t read;

    (void)state;
    stream_begin(&it, 0, SIZE, MMF_ACCESS_READ_WRITE);
    assert_status(mmf_stream_read(&it.stream, NULL, 0, &read), MMF_EINVAL);
    assert_status(mmf_stream_read(&it.stream, NULL, 2, &read), MMF_EINVAL);
    assert_status(mmf_stream_read(&it.stream, buffer, -1, &read), MMF_ERANGE);
    assert_status(mmf_stream_write(&it.stream, NULL, 0), MMF_EINVAL);
    assert_status(mmf_stream_write(&it.stream, NULL, 2), MMF_EINVAL);
    assert_status(mmf_stream_write(&it.stream, buffer, -1), MMF_ERANGE);
    assert_status(mmf_stream_set_position(&it.stream, -1), MMF_ERANGE);
    assert_status(mmf_stream_seek(&it.stream, -1, MMF_SEEK_BEGIN, NULL),
                  MMF_EIO);
    assert_status(mmf_stream_seek(&it.stream, -1, MMF_SEEK_CURRENT, NULL),
                  MMF_EIO);
    assert_status(mmf_stream_seek(&it.stream, -SIZE - 1, MMF_SEEK_END, NULL),
                  MMF_EIO);
    assert_status(mmf_stream_seek(&it.stream, 0, -1, NULL), MMF_EINVAL);
    assert_status(mmf_stream_seek(&it.stream, 0, 3, NULL), MMF_EINVAL);
    assert_status(mmf_stream_seek(&it.stream, 0, ~MMF_SEEK_BEGIN, NULL),
                  MMF_EINVAL);
    assert_int_equal(mmf_stream_position(&it.stream), 0);
    stream_end(&it);
}

static void a_closed_stream_serves_nothing(void **state)
{
    char buffer[1];
    int64_t read;
    int byte;

    (void)state;
    stream_begin(&it, 0, SIZE, MMF_ACCESS_READ_WRITE);
    assert_status(mmf_stream_close(&it.stream), MMF_OK);
    assert_status(mmf_stream_close(&it.stream), MMF_OK);
    assert_false(mmf_stream_can_read(&it.stream));
    assert_false(mmf_stream_can_write(&it.stream));
    assert_status(mmf_stream_read_byte(&it.stream, &byte), MMF_EINVAL);
    assert_status(mmf_stream_read(&it.stream, buffer, 1, &read), MMF_EINVAL);
    assert_status(mmf_stream_write_byte(&it.stream, 1), MMF_EINVAL);
    assert_status(mmf_stream_write(&it.stream, buffer, 1), MMF_EINVAL);
    assert_status(mmf_stream_flush(&it.stream), MMF_EINVAL);
    assert_int_equal(mmf_stream_length(&it.stream), -1);
    assert_int_equal(mmf_stream_position(&it.stream), -1);
    assert_status(mmf_stream_set_position(&it.stream, 0), MMF_EINVAL);
    assert_status(mmf_stream_seek(&it.stream, 0, MMF_SEEK_BEGIN, NULL),
                  MMF_EINVAL);
    assert_status(mmf_stream_set_length(&it.stream, 1), MMF_ENOTSUP);
    stream_end(&it);
}

static void a_seek_counts_from_its_origin(void **state)
{
    static const int64_t rows[][3] = {{0, MMF_SEEK_BEGIN, 0},
                                      {0, MMF_SEEK_END, SIZE},
                                      {4, MMF_SEEK_BEGIN, 4},
                                      {-3, MMF_SEEK_CURRENT, 1},
                                      {0, MMF_SEEK_BEGIN, 0}};

    (void)state;
    stream_begin(&it, 0, SIZE, MMF_ACCESS_READ);
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        int64_t seen = -1;

        assert_status(
            mmf_stream_seek(&it.stream, rows[i][0], (int)rows[i][1], &seen),
            MMF_OK);
        assert_int_equal(seen, rows[i][2]);
    }
    stream_end(&it);
}

/* Numbers that are the same in each run. */
static int64_t next_number(uint32_t *seed, int64_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed / 65536 % below;
}

static void a_random_walk_finds_each_byte(void **state)
{
    uint32_t seed = 42;

    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        stream_begin(&it, sample, WALK, MMF_ACCESS_READ_WRITE);
        for (int i = 0; i < STEPS; i++) {
            const int64_t count = 1 + next_number(&seed, 20);
            const int64_t place = next_number(&seed, WALK - count);

            stream_go(&it.stream, (int)next_number(&seed, STREAM_WAYS), place);
            for (int64_t k = place; k < place + count; k++)
                assert_int_equal(stream_get(&it.stream), stream_byte(k));
        }
        stream_end(&it);
    }
}

static const int64_t places[] = {SIZE - 1, 0, SIZE / 2, 1};

static void each_way_to_a_place_leads_to_its_byte(void **state)
{
    (void)state;
    for (int way = 0; way < STREAM_WAYS; way++) {
        stream_begin(&it, 1, SIZE, MMF_ACCESS_READ);
        for (size_t i = 0; i < LENGTH_OF(places); i++) {
            stream_go(&it.stream, way, places[i]);
            assert_int_equal(stream_get(&it.stream), stream_byte(places[i]));
        }
        stream_end(&it);
    }
}

static void each_way_beyond_the_end_leads_to_nothing(void **state)
{
    (void)state;
    for (int way = 0; way < STREAM_WAYS; way++) {
        char buffer[1] = {'x'};
        int64_t read = -1;

        stream_begin(&it, 1, SIZE, MMF_ACCESS_READ);
        stream_go(&it.stream, way, SIZE + 10);
        assert_status(mmf_stream_read(&it.stream, buffer, 1, &read), MMF_OK);
        assert_int_equal(read, 0);
        assert_int_equal(buffer[0], 'x');
        assert_int_equal(stream_get(&it.stream), MMF_STREAM_END);
        stream_end(&it);
    }
}

static void a_byte_is_written_where_each_way_leads(void **state)
{
    (void)state;
    for (int way = 0; way < STREAM_WAYS; way++) {
        stream_begin(&it, 1, SIZE, MMF_ACCESS_READ_WRITE);
        for (size_t i = 0; i < LENGTH_OF(places); i++) {
            const uint8_t byte = (uint8_t)~stream_byte(places[i]);

            stream_go(&it.stream, way, places[i]);
            assert_int_equal(stream_get(&it.stream), stream_byte(places[i]));
            stream_go(&it.stream, way, places[i]);
            assert_status(mmf_stream_write_byte(&it.stream, byte), MMF_OK);
            assert_int_equal(mmf_stream_position(&it.stream), places[i] + 1);
            stream_go(&it.stream, way, places[i]);
            assert_int_equal(stream_get(&it.stream), byte);
        }
        stream_end(&it);
    }
}

static void refuse_lengths(uint32_t access)
{
    stream_begin(&it, 0, 4, access);
    for (int64_t length = 3; length <= 5; length++)
        assert_status(mmf_stream_set_length(&it.stream, length), MMF_ENOTSUP);
    assert_status(mmf_stream_set_length(&it.stream, -1), MMF_ERANGE);
    assert_int_equal(mmf_stream_position(&it.stream), 0);
    assert_int_equal(mmf_stream_length(&it.stream), 4);
    stream_end(&it);
}

static void a_stream_for_reading_keeps_its_length(void **state)
{
    (void)state;
    refuse_lengths(MMF_ACCESS_READ);
}

static void a_stream_for_writing_keeps_its_length(void **state)
{
    (void)state;
    refuse_lengths(MMF_ACCESS_READ_WRITE);
}

static void a_write_beyond_the_end_is_refused_whole(void **state)
{
    (void)state;
    stream_begin(&it, 1, SIZE, MMF_ACCESS_READ_WRITE);
    stream_go(&it.stream, STREAM_FROM_END, SIZE + 5);
    assert_status(mmf_stream_write(&it.stream, "0123456789", 10), MMF_ENOTSUP);
    assert_status(mmf_stream_write(&it.stream, "", 0), MMF_ENOTSUP);
    assert_int_equal(mmf_stream_position(&it.stream), SIZE + 5);
    stream_go(&it.stream, STREAM_SET, SIZE - 5);
    assert_status(mmf_stream_write(&it.stream, "0123456789", 10), MMF_ENOTSUP);
    assert_int_equal(mmf_stream_position(&it.stream), SIZE - 5);
    for (int64_t i = SIZE - 5; i < SIZE; i++)
        assert_int_equal(stream_get(&it.stream), stream_byte(i));
    stream_end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_that_no_call_has_are_refused),
        cmocka_unit_test(a_closed_stream_serves_nothing),
        cmocka_unit_test(a_seek_counts_from_its_origin),
        cmocka_unit_test(a_random_walk_finds_each_byte),
        cmocka_unit_test(each_way_to_a_place_leads_to_its_byte),
        cmocka_unit_test(each_way_beyond_the_end_leads_to_nothing),
        cmocka_unit_test(a_byte_is_written_where_each_way_leads),
        cmocka_unit_test(a_stream_for_reading_keeps_its_length),
        cmocka_unit_test(a_stream_for_writing_keeps_its_length),
        cmocka_unit_test(a_write_beyond_the_end_is_refused_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
