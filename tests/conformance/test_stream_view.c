/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft's tests of MemoryMappedViewStream check, over the real system.
 * Which views there are is in test_view_access.c: a stream takes each of them.
 */
#include "stream_sample.h"

enum {
    SIZE = 8192
};

static void every_method_works_at_both_ends_of_a_view(void **state)
{
    static const int64_t places[][2] = {{0, 8192}, {8100, 92}, {0, 20},
                                        {1, 8191}, {17, 8175}, {17, 20}};

    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++)
        for (size_t i = 0; i < LENGTH_OF(places); i++) {
            mmf_map *map = real_sample(sample, SIZE, MMF_ACCESS_READ_WRITE);
            mmf_view view = real_view(map, places[i][0], places[i][1],
                                      MMF_ACCESS_READ_WRITE);
            unsigned char seen[3] = {0};
            int64_t read = 0;
            mmf_stream stream;

            assert_status(mmf_stream_open(&view, &stream), MMF_OK);
            assert_status(mmf_stream_write_byte(&stream, 42), MMF_OK);
            stream_go(&stream, STREAM_SET, 0);
            assert_int_equal(stream_get(&stream), 42);
            stream_go(&stream, STREAM_SET, view.size - 3);
            assert_status(mmf_stream_write(&stream, "\1\2\3", 3), MMF_OK);
            stream_go(&stream, STREAM_SET, view.size - 3);
            assert_status(mmf_stream_read(&stream, seen, 3, &read), MMF_OK);
            assert_int_equal(read, 3);
            assert_memory_equal(seen, "\1\2\3", 3);
            assert_int_equal(stream_get(&stream), MMF_STREAM_END);
            assert_status(mmf_stream_write_byte(&stream, 42), MMF_ENOTSUP);
            assert_status(mmf_view_close(&view), MMF_OK);
            real_sample_end(sample, map);
        }
}

static void a_stream_begins_where_its_view_does(void **state)
{
    const int64_t page = real_page();
    const int64_t step = real_is_posix() ? page : 65536;
    const int64_t offsets[] = {0, 1, page - 1};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(offsets); i++) {
        mmf_map *map = real_map(NULL, page, MMF_ACCESS_READ_WRITE);
        mmf_view whole = real_view(map, 0, page, MMF_ACCESS_READ_WRITE);
        mmf_view view = real_view(map, offsets[i], 1, MMF_ACCESS_READ);
        mmf_stream stream;

        whole.bytes[offsets[i]] = 77;
        assert_status(mmf_stream_open(&view, &stream), MMF_OK);
        assert_int_equal(stream.view->pointer_offset, offsets[i] % step);
        assert_int_equal(stream_get(&stream), 77);
        assert_status(mmf_view_close(&view), MMF_OK);
        assert_status(mmf_view_close(&whole), MMF_OK);
        mmf_map_close(map);
    }
}

static void a_view_of_no_bytes_is_an_empty_stream(void **state)
{
    mmf_map *map = real_map(NULL, real_page(), MMF_ACCESS_READ_WRITE);
    mmf_view view = real_view(map, real_page(), 0, MMF_ACCESS_READ_WRITE);
    mmf_stream stream;

    (void)state;
    assert_status(mmf_stream_open(&view, &stream), MMF_OK);
    assert_int_equal(stream.view->pointer_offset, 0);
    assert_int_equal(mmf_stream_length(&stream), 0);
    assert_int_equal(stream_get(&stream), MMF_STREAM_END);
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

/* Each of the 17 pairs of accesses that there are; which views are refused is
 * told before there is a stream. */
static void a_stream_does_what_its_view_allows(void **state)
{
    int pairs = 0;

    (void)state;
    for (uint32_t access = 0; access < REAL_ACCESSES; access++)
        for (uint32_t wanted = 0; wanted < REAL_ACCESSES; wanted++) {
            mmf_stream stream;
            mmf_view view;
            mmf_map *map;
            int byte, rc;

            if (access == MMF_ACCESS_WRITE || !real_allows(access, wanted))
                continue;
            pairs++;
            map = real_map(NULL, SIZE, access);
            rc = mmf_view_open(map, 0, SIZE, wanted, &view);
            mmf_map_close(map);
            if (real_forbids(rc, wanted))
                continue;
            assert_status(mmf_stream_open(&view, &stream), MMF_OK);
            assert_int_equal(mmf_stream_length(&stream), SIZE);
            assert_status(mmf_stream_read_byte(&stream, &byte),
                          mmf_stream_can_read(&stream) ? MMF_OK : MMF_EACCES);
            assert_status(mmf_stream_write_byte(&stream, 42),
                          mmf_stream_can_write(&stream) ? MMF_OK : MMF_EACCES);
            assert_int_equal(mmf_stream_can_read(&stream),
                             wanted != MMF_ACCESS_WRITE);
            assert_int_equal(mmf_stream_can_write(&stream),
                             wanted != MMF_ACCESS_READ &&
                                 wanted != MMF_ACCESS_READ_EXECUTE);
            assert_status(mmf_view_close(&view), MMF_OK);
        }
    assert_int_equal(pairs, 17);
}

static void a_view_that_was_refused_is_no_stream(void **state)
{
    mmf_map *map = real_map(NULL, SIZE, MMF_ACCESS_READ);
    mmf_stream stream;
    mmf_view view;

    (void)state;
    assert_status(mmf_view_open(map, 0, SIZE, MMF_ACCESS_WRITE, &view),
                  MMF_EACCES);
    assert_status(mmf_stream_open(&view, &stream), MMF_EINVAL);
    assert_status(mmf_view_open(map, -1, SIZE, MMF_ACCESS_READ, &view),
                  MMF_ERANGE);
    assert_status(mmf_stream_open(&view, &stream), MMF_EINVAL);
    assert_false(mmf_stream_is_open(&stream));
    mmf_map_close(map);
}

static void streams_and_views_of_one_map_share_its_bytes(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, 256, MMF_ACCESS_READ_WRITE);
        mmf_view first = real_view(map, 0, 256, MMF_ACCESS_READ_WRITE);
        mmf_view second = real_view(map, 0, 256, MMF_ACCESS_READ_WRITE);
        mmf_stream in, out;

        assert_status(mmf_stream_open(&first, &out), MMF_OK);
        assert_status(mmf_stream_open(&second, &in), MMF_OK);
        for (int i = 0; i < 256; i++)
            assert_status(mmf_stream_write_byte(&out, (uint8_t)i), MMF_OK);
        assert_status(mmf_stream_flush(&out), MMF_OK);
        for (int i = 0; i < 256; i++)
            assert_int_equal(stream_get(&in), i);
        assert_status(mmf_view_close(&first), MMF_OK);
        assert_status(mmf_view_close(&second), MMF_OK);
        first = real_view(map, 0, 256, MMF_ACCESS_READ);
        assert_status(mmf_stream_open(&first, &in), MMF_OK);
        for (int i = 0; i < 256; i++) {
            uint8_t byte = 0;

            assert_int_equal(stream_get(&in), i);
            assert_status(mmf_view_read_u8(&first, i, &byte), MMF_OK);
            assert_int_equal(byte, i);
        }
        assert_status(mmf_view_close(&first), MMF_OK);
        real_sample_end(sample, map);
    }
}

static void a_copy_keeps_its_changes_to_itself(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        mmf_map *map = real_sample(sample, 256, MMF_ACCESS_READ_WRITE);
        mmf_view whole = real_view(map, 0, 256, MMF_ACCESS_READ_WRITE);
        mmf_view copy;
        mmf_stream stream;

        assert_status(mmf_stream_open(&whole, &stream), MMF_OK);
        assert_int_equal(stream_get(&stream), 0);
        stream_go(&stream, STREAM_SET, 0);
        assert_status(mmf_stream_write_byte(&stream, 42), MMF_OK);
        copy = real_view(map, 0, 256, MMF_ACCESS_COPY_ON_WRITE);
        assert_status(mmf_stream_open(&copy, &stream), MMF_OK);
        assert_int_equal(stream_get(&stream), 42);
        stream_go(&stream, STREAM_SET, 0);
        assert_status(mmf_stream_write_byte(&stream, 84), MMF_OK);
        stream_go(&stream, STREAM_SET, 0);
        assert_int_equal(stream_get(&stream), 84);
        assert_int_equal(whole.bytes[0], 42);
        assert_status(mmf_view_close(&copy), MMF_OK);
        assert_status(mmf_view_close(&whole), MMF_OK);
        real_sample_end(sample, map);
    }
}

static void closing_the_view_ends_its_streams(void **state)
{
    stream_sample it;
    mmf_stream stream;

    (void)state;
    stream_begin(&it, 0, 256, MMF_ACCESS_READ_WRITE);
    stream = it.stream;
    assert_true(mmf_stream_is_open(&stream));
    stream_end(&it);
    assert_false(mmf_stream_is_open(&stream));
    assert_status(mmf_stream_write_byte(&stream, 1), MMF_EINVAL);
}

/* Of the map, and of the stream twice. */
static void a_stream_outlives_its_map_and_is_closed_twice(void **state)
{
    stream_sample it;

    (void)state;
    stream_begin(&it, 0, 256, MMF_ACCESS_READ_WRITE);
    real_sample_end(it.sample, it.map);
    assert_int_equal(stream_get(&it.stream), stream_byte(0));
    assert_status(mmf_stream_write_byte(&it.stream, 42), MMF_OK);
    assert_status(mmf_stream_flush(&it.stream), MMF_OK);
    assert_status(mmf_stream_close(&it.stream), MMF_OK);
    assert_status(mmf_stream_close(&it.stream), MMF_OK);
    assert_status(mmf_stream_flush(&it.stream), MMF_EINVAL);
    assert_status(mmf_view_close(&it.view), MMF_OK);
}

static void every_access_can_be_flushed(void **state)
{
    static const uint32_t accesses[] = {MMF_ACCESS_READ, MMF_ACCESS_WRITE,
                                        MMF_ACCESS_READ_WRITE,
                                        MMF_ACCESS_COPY_ON_WRITE};

    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++)
        for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
            stream_sample it;

            stream_begin(&it, sample, 256, accesses[i]);
            assert_status(mmf_stream_flush(&it.stream), MMF_OK);
            assert_status(mmf_stream_flush(&it.stream), MMF_OK);
            stream_end(&it);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_works_at_both_ends_of_a_view),
        cmocka_unit_test(a_stream_begins_where_its_view_does),
        cmocka_unit_test(a_view_of_no_bytes_is_an_empty_stream),
        cmocka_unit_test(a_stream_does_what_its_view_allows),
        cmocka_unit_test(a_view_that_was_refused_is_no_stream),
        cmocka_unit_test(streams_and_views_of_one_map_share_its_bytes),
        cmocka_unit_test(a_copy_keeps_its_changes_to_itself),
        cmocka_unit_test(closing_the_view_ends_its_streams),
        cmocka_unit_test(a_stream_outlives_its_map_and_is_closed_twice),
        cmocka_unit_test(every_access_can_be_flushed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
