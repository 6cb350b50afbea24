/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft's conformance tests of streams check of reading, writing and
 * flushing, over the real system.  Each test runs for each way to have a map.
 */
#include "stream_sample.h"

enum {
    SIZE = 4097,
    COPIES = 3
};

static stream_sample it;

/* Bytes that no stream begins with. */
static unsigned char other_byte(int64_t i)
{
    return (unsigned char)(stream_byte(i) ^ 0x5A);
}

static void reading_and_writing_nothing_changes_nothing(void **state)
{
    char buffer[1] = {'x'};

    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        int64_t read = -1;

        stream_begin(&it, sample, 10, MMF_ACCESS_READ_WRITE);
        for (int64_t at = 0; at <= 10; at += 10) {
            stream_go(&it.stream, STREAM_SET, at);
            assert_status(mmf_stream_read(&it.stream, buffer, 0, &read),
                          MMF_OK);
            assert_int_equal(read, 0);
            assert_int_equal(buffer[0], 'x');
            assert_status(mmf_stream_write(&it.stream, buffer, 0), MMF_OK);
            assert_int_equal(mmf_stream_position(&it.stream), at);
            assert_int_equal(mmf_stream_length(&it.stream), 10);
        }
        stream_end(&it);
    }
}

static void bytes_are_stored_where_the_buffer_begins(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        unsigned char buffer[10] = {0};
        int64_t read = 0;

        stream_begin(&it, sample, 1, MMF_ACCESS_READ_WRITE);
        assert_status(mmf_stream_read(&it.stream, buffer + 2, 8, &read),
                      MMF_OK);
        assert_int_equal(read, 1);
        for (int i = 0; i < 10; i++)
            assert_int_equal(buffer[i], i == 2 ? stream_byte(0) : 0);
        stream_end(&it);
    }
}

static void bytes_are_taken_from_where_the_buffer_begins(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        char seen[6] = "";
        int64_t read = 0;

        stream_begin(&it, sample, 5, MMF_ACCESS_READ_WRITE);
        assert_status(mmf_stream_write(&it.stream, &"abhellocd"[2], 5), MMF_OK);
        stream_go(&it.stream, STREAM_SET, 0);
        assert_status(mmf_stream_read(&it.stream, seen, 5, &read), MMF_OK);
        assert_string_equal(seen, "hello");
        stream_end(&it);
    }
}

/* In parts, until a read gives nothing; a part of 1 goes byte by byte. */
static void read_to_the_end(int64_t size, int64_t part)
{
    static unsigned char seen[SIZE + 8];
    int64_t read = 1, done = 0;

    memset(seen, 0, sizeof seen);
    while (read > 0) {
        if (part == 1) {
            const int byte = stream_get(&it.stream);

            read = byte != MMF_STREAM_END;
            seen[done] = read != 0 ? (unsigned char)byte : 0;
        } else {
            assert_status(mmf_stream_read(&it.stream, seen + done, part, &read),
                          MMF_OK);
        }
        done += read;
        assert_true(done <= size);
    }
    assert_int_equal(done, size);
    assert_int_equal(mmf_stream_position(&it.stream), size);
    for (int64_t i = 0; i < size + 8; i++)
        assert_int_equal(seen[i], i < size ? stream_byte(i) : 0);
}

static void what_was_there_is_read_to_the_end(void **state)
{
    static const int64_t sizes[] = {1, 256, SIZE};

    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++)
        for (size_t i = 0; i < LENGTH_OF(sizes); i++)
            for (int64_t part = 1; part <= 8; part += 7) {
                stream_begin(&it, sample, sizes[i], MMF_ACCESS_READ);
                read_to_the_end(sizes[i], part);
                stream_end(&it);
            }
}

static void the_rest_of_the_buffer_stays_as_it_was(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        unsigned char buffer[33] = {0};
        int64_t read = 0;

        stream_begin(&it, sample, 20, MMF_ACCESS_READ);
        assert_status(mmf_stream_read(&it.stream, buffer + 3, 30, &read),
                      MMF_OK);
        assert_int_equal(read, 20);
        for (int i = 0; i < 33; i++)
            assert_int_equal(buffer[i],
                             i < 3 || i >= 23 ? 0 : stream_byte(i - 3));
        stream_end(&it);
    }
}

static void what_is_written_is_read(void **state)
{
    enum {
        PART = 1024
    };
    unsigned char given[PART], seen[PART];

    (void)state;
    for (int i = 0; i < PART; i++)
        given[i] = other_byte(i);
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        stream_begin(&it, sample, COPIES * PART, MMF_ACCESS_READ_WRITE);
        for (int i = 0; i < COPIES; i++)
            assert_status(mmf_stream_write(&it.stream, given, PART), MMF_OK);
        stream_go(&it.stream, STREAM_SET, 0);
        for (int i = 0; i < COPIES; i++) {
            int64_t read = 0;

            memset(seen, 0, sizeof seen);
            assert_status(mmf_stream_read(&it.stream, seen, PART, &read),
                          MMF_OK);
            assert_int_equal(read, PART);
            assert_memory_equal(seen, given, PART);
        }
        stream_end(&it);
    }
}

/* What CopyTo does, by its two calls. */
static void a_stream_is_copied_from_its_position_on(void **state)
{
    static const int64_t positions[] = {0, 1, SIZE / 2, SIZE};
    char buffer[100];

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(positions); i++) {
        mmf_map *map = real_map(NULL, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_view view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);
        mmf_stream to;
        int64_t read;

        stream_begin(&it, 1, SIZE, MMF_ACCESS_READ);
        assert_status(mmf_stream_open(&view, &to), MMF_OK);
        stream_go(&it.stream, STREAM_SET, positions[i]);
        do {
            assert_status(
                mmf_stream_read(&it.stream, buffer, sizeof buffer, &read),
                MMF_OK);
            assert_status(mmf_stream_write(&to, buffer, read), MMF_OK);
        } while (read > 0);
        assert_int_equal(mmf_stream_position(&it.stream), SIZE);
        assert_int_equal(mmf_stream_position(&to), SIZE - positions[i]);
        for (int64_t k = positions[i]; k < SIZE; k++)
            assert_int_equal(view.bytes[k - positions[i]], stream_byte(k));
        stream_end(&it);
        assert_status(mmf_view_close(&view), MMF_OK);
        mmf_map_close(map);
    }
}

static void flushing_does_not_disturb_reading(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        stream_begin(&it, sample, 6, MMF_ACCESS_READ);
        for (int i = 0; i <= 5; i++) {
            assert_status(mmf_stream_flush(&it.stream), MMF_OK);
            assert_int_equal(stream_get(&it.stream), stream_byte(i));
        }
        stream_end(&it);
    }
}

static void flushing_again_changes_nothing(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++) {
        stream_begin(&it, sample, 6, MMF_ACCESS_READ_WRITE);
        for (int i = 0; i < 2; i++)
            assert_status(mmf_stream_flush(&it.stream), MMF_OK);
        assert_status(mmf_stream_write_byte(&it.stream, 42), MMF_OK);
        for (int i = 0; i < 2; i++)
            assert_status(mmf_stream_flush(&it.stream), MMF_OK);
        stream_go(&it.stream, STREAM_SET, 0);
        for (int i = 0; i < 2; i++)
            assert_status(mmf_stream_flush(&it.stream), MMF_OK);
        assert_int_equal(stream_get(&it.stream), 42);
        stream_end(&it);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_and_writing_nothing_changes_nothing),
        cmocka_unit_test(bytes_are_stored_where_the_buffer_begins),
        cmocka_unit_test(bytes_are_taken_from_where_the_buffer_begins),
        cmocka_unit_test(what_was_there_is_read_to_the_end),
        cmocka_unit_test(the_rest_of_the_buffer_stays_as_it_was),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_stream_is_copied_from_its_position_on),
        cmocka_unit_test(flushing_does_not_disturb_reading),
        cmocka_unit_test(flushing_again_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
