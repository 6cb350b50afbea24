/* SPDX-License-Identifier: MIT */
/*
 * Streams: what they read and write, and how the position moves along.  Seeking
 * is in test_stream_seek.c, what is refused in test_stream_refused.c.
 */
#include "fake_test.h"

enum {
    SIZE = 40
};

static mmf_view view;
static mmf_stream stream;

static int stream_setup(void **state)
{
    (void)fake_setup(state);
    view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    memset(&stream, POISON_BYTE, sizeof stream);
    assert_status(mmf_stream_open(&view, &stream), MMF_OK);
    return 0;
}

static int stream_teardown(void **state)
{
    assert_status(mmf_stream_close(&stream), MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
    return fake_teardown(state);
}

static void a_stream_begins_at_the_first_byte(void **state)
{
    (void)state;
    assert_true(mmf_stream_is_open(&stream));
    assert_true(mmf_stream_can_read(&stream));
    assert_true(mmf_stream_can_write(&stream));
    assert_int_equal(mmf_stream_position(&stream), 0);
    assert_int_equal(mmf_stream_length(&stream), SIZE);
}

/* In parts of every size. */
static void what_is_written_is_read(void **state)
{
    unsigned char given[SIZE], seen[SIZE];

    (void)state;
    for (size_t i = 0; i < SIZE; i++)
        given[i] = (unsigned char)(i + 100);
    for (int64_t part = 1; part <= SIZE; part++) {
        int64_t done, read;

        fake_fill(&view, 0);
        memset(seen, 0, sizeof seen);
        assert_status(mmf_stream_set_position(&stream, 0), MMF_OK);
        for (done = 0; done + part <= SIZE; done += part) {
            assert_int_equal(mmf_stream_position(&stream), done);
            assert_status(mmf_stream_write(&stream, given + done, part),
                          MMF_OK);
        }
        assert_memory_equal(view.bytes, given, (size_t)done);
        assert_int_equal(fake_run(&view, done, 0), SIZE - done);
        assert_status(mmf_stream_set_position(&stream, 0), MMF_OK);
        for (int64_t at = 0; at < done; at += part) {
            assert_status(mmf_stream_read(&stream, seen + at, part, &read),
                          MMF_OK);
            assert_int_equal(read, part);
        }
        assert_memory_equal(seen, given, (size_t)done);
    }
}

static void bytes_come_one_by_one(void **state)
{
    int byte = 0;

    (void)state;
    for (int i = 0; i < SIZE; i++)
        assert_status(mmf_stream_write_byte(&stream, (uint8_t)(250 + i)),
                      MMF_OK);
    assert_status(mmf_stream_set_position(&stream, 0), MMF_OK);
    for (int i = 0; i < SIZE; i++) {
        assert_status(mmf_stream_read_byte(&stream, &byte), MMF_OK);
        assert_int_equal(byte, (uint8_t)(250 + i));
        assert_int_equal(mmf_stream_position(&stream), i + 1);
    }
    assert_status(mmf_stream_read_byte(&stream, &byte), MMF_OK);
    assert_int_equal(byte, MMF_STREAM_END);
    assert_int_equal(mmf_stream_position(&stream), SIZE);
}

static void a_read_ends_with_the_stream(void **state)
{
    static const int64_t rows[][3] = {/* position, length, read */
                                      {SIZE - 3, 10, 3},
                                      {SIZE - 3, INT64_MAX, 3},
                                      {0, 0, 0},
                                      {SIZE, 10, 0},
                                      {SIZE, 0, 0},
                                      {SIZE + 1, 10, 0},
                                      {INT64_MAX, INT64_MAX, 0}};

    (void)state;
    fake_fill(&view, POISON_BYTE);
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        unsigned char seen[SIZE] = {0};
        int64_t read = -1;

        assert_status(mmf_stream_set_position(&stream, rows[i][0]), MMF_OK);
        assert_status(mmf_stream_read(&stream, seen, rows[i][1], &read),
                      MMF_OK);
        assert_int_equal(read, rows[i][2]);
        assert_int_equal(mmf_stream_position(&stream), rows[i][0] + read);
        for (int64_t k = 0; k < SIZE; k++)
            assert_int_equal(seen[k], k < read ? POISON_BYTE : 0);
    }
}

static void an_empty_view_is_a_stream_of_no_bytes(void **state)
{
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);
    mmf_view empty;
    mmf_stream none;
    int byte = 0;

    (void)state;
    assert_status(mmf_view_open(map, 10, 0, MMF_ACCESS_READ_WRITE, &empty),
                  MMF_OK);
    assert_status(mmf_stream_open(&empty, &none), MMF_OK);
    assert_int_equal(mmf_stream_length(&none), 0);
    assert_status(mmf_stream_read_byte(&none, &byte), MMF_OK);
    assert_int_equal(byte, MMF_STREAM_END);
    assert_status(mmf_stream_write(&none, "", 0), MMF_OK);
    assert_status(mmf_stream_write_byte(&none, 1), MMF_ENOTSUP);
    assert_status(mmf_view_close(&empty), MMF_OK);
    mmf_map_close(map);
}

static void
streams_of_a_view_and_copies_have_positions_of_their_own(void **state)
{
    mmf_stream other, copy;
    int byte = 0;

    (void)state;
    assert_status(mmf_stream_open(&view, &other), MMF_OK);
    assert_status(mmf_stream_write(&stream, "abc", 3), MMF_OK);
    copy = stream;
    assert_status(mmf_stream_read_byte(&other, &byte), MMF_OK);
    assert_int_equal(byte, 'a');
    assert_status(mmf_stream_write_byte(&copy, 'd'), MMF_OK);
    assert_int_equal(mmf_stream_position(&stream), 3);
    assert_status(mmf_stream_close(&other), MMF_OK);
    assert_status(mmf_stream_read_byte(&stream, &byte), MMF_OK);
    assert_int_equal(byte, 'd');
}

static void flushing_is_the_views(void **state)
{
    (void)state;
    assert_status(mmf_stream_flush(&stream), MMF_OK);
    assert_int_equal(fake_os_calls(FAKE_FLUSH), 1);
    fake_os_fail(FAKE_FLUSH, 1, FAKE_EIO);
    assert_status(mmf_stream_flush(&stream), MMF_EIO);
    fake_os_fail(FAKE_FLUSH, 1, FAKE_EODD);
    assert_status(mmf_stream_flush(&stream), MMF_EUNKNOWN);
    assert_int_equal(fake_os_calls(FAKE_FLUSH), 3);
    fake_os_fail(FAKE_FLUSH, 0, FAKE_EBUSY);
    assert_status(mmf_stream_flush(&stream), MMF_EBUSY);
    fake_os_heal();
    assert_status(mmf_stream_close(&stream), MMF_OK);
    assert_true(fake_os_calls(FAKE_FLUSH) > 4);
}

#define stream_test(name) \
    cmocka_unit_test_setup_teardown(name, stream_setup, stream_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        stream_test(a_stream_begins_at_the_first_byte),
        stream_test(what_is_written_is_read),
        stream_test(bytes_come_one_by_one),
        stream_test(a_read_ends_with_the_stream),
        stream_test(an_empty_view_is_a_stream_of_no_bytes),
        stream_test(streams_of_a_view_and_copies_have_positions_of_their_own),
        stream_test(flushing_is_the_views),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
