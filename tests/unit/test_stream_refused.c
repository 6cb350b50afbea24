/* SPDX-License-Identifier: MIT */
/*
 * What a stream refuses: writes beyond its end, whole; what its view does not
 * allow; and every use of it once it, or its view, is closed.
 */
#include "fake_test.h"

enum {
    SIZE = 40
};

static void a_write_beyond_the_end_is_refused_whole(void **state)
{
    static const struct {
        int64_t position;
        int64_t length;
        int status;
    } rows[] = {{SIZE - 3, 4, MMF_ENOTSUP},  {SIZE, 1, MMF_ENOTSUP},
                {SIZE + 1, 0, MMF_ENOTSUP},  {INT64_MAX, 0, MMF_ENOTSUP},
                {0, INT64_MAX, MMF_ENOTSUP}, {1, INT64_MAX, MMF_ETOOBIG},
                {INT64_MAX, 1, MMF_ETOOBIG}, {SIZE, 0, MMF_OK},
                {SIZE - 3, 3, MMF_OK}};
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    mmf_stream stream;

    (void)state;
    assert_status(mmf_stream_open(&view, &stream), MMF_OK);
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const bool writes = rows[i].status == MMF_OK;

        assert_status(mmf_stream_set_position(&stream, rows[i].position),
                      MMF_OK);
        assert_status(mmf_stream_write(&stream, "abcd", rows[i].length),
                      rows[i].status);
        assert_int_equal(mmf_stream_position(&stream),
                         rows[i].position + (writes ? rows[i].length : 0));
        assert_true((fake_run(&view, 0, 0) == SIZE) ==
                    (!writes || rows[i].length == 0));
    }
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void a_refused_write_says_why(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    mmf_stream stream;

    (void)state;
    assert_status(mmf_stream_open(&view, &stream), MMF_OK);
    assert_status(mmf_stream_set_position(&stream, 38), MMF_OK);
    assert_status(mmf_stream_write(&stream, "abc", 3), MMF_ENOTSUP);
    assert_detail(MMF_ENOTSUP, "mmf_stream_write",
                  "3 bytes from position 38 on end beyond the 40 bytes of the "
                  "view, which cannot grow");
    assert_status(mmf_stream_set_position(&stream, INT64_MAX), MMF_OK);
    assert_status(mmf_stream_write_byte(&stream, 1), MMF_ETOOBIG);
    assert_detail(MMF_ETOOBIG, "mmf_stream_write_byte",
                  "1 bytes from position 9223372036854775807 on end beyond "
                  "what a position can be");
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void the_view_must_allow_it(void **state)
{
    mmf_view reader = fake_view(SIZE, MMF_ACCESS_READ);
    mmf_view writer = fake_view(SIZE, MMF_ACCESS_WRITE);
    mmf_stream in, out;
    char buffer[4] = "old";
    int64_t read = -1;
    int byte = 0;

    (void)state;
    assert_status(mmf_stream_open(&reader, &in), MMF_OK);
    assert_status(mmf_stream_open(&writer, &out), MMF_OK);
    assert_true(mmf_stream_can_read(&in) && !mmf_stream_can_write(&in));
    assert_true(mmf_stream_can_write(&out) && !mmf_stream_can_read(&out));
    /* Also where the end would be in the way: the access comes first. */
    assert_status(mmf_stream_set_position(&in, SIZE), MMF_OK);
    assert_status(mmf_stream_set_position(&out, SIZE), MMF_OK);
    assert_status(mmf_stream_read(&out, buffer, 4, &read), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_stream_read", "the view cannot be read");
    assert_int_equal(read, 0);
    assert_string_equal(buffer, "old");
    assert_status(mmf_stream_read_byte(&out, &byte), MMF_EACCES);
    assert_int_equal(byte, MMF_STREAM_END);
    assert_status(mmf_stream_write(&in, buffer, 4), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_stream_write", "the view cannot be written");
    assert_status(mmf_stream_write_byte(&in, 1), MMF_EACCES);
    assert_status(mmf_view_close(&reader), MMF_OK);
    assert_status(mmf_view_close(&writer), MMF_OK);
}

static void bad_arguments_are_refused(void **state)
{
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    mmf_stream stream;
    int64_t read = -1;
    char byte;

    (void)state;
    assert_status(mmf_stream_open(&view, NULL), MMF_EINVAL);
    assert_status(mmf_stream_open(&view, &stream), MMF_OK);
    assert_status(mmf_stream_read(&stream, NULL, 0, &read), MMF_EINVAL);
    assert_int_equal(read, 0);
    assert_status(mmf_stream_read(&stream, &byte, 1, NULL), MMF_EINVAL);
    assert_status(mmf_stream_read(&stream, &byte, -1, &read), MMF_ERANGE);
    assert_detail(MMF_ERANGE, "mmf_stream_read", "length -1 is negative");
    assert_status(mmf_stream_read_byte(&stream, NULL), MMF_EINVAL);
    assert_status(mmf_stream_write(&stream, NULL, 0), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_stream_write", "buffer is NULL");
    assert_status(mmf_stream_write(&stream, &byte, INT64_MIN), MMF_ERANGE);
    assert_status(mmf_stream_set_length(&stream, SIZE), MMF_ENOTSUP);
    assert_status(mmf_stream_set_length(&stream, INT64_MAX), MMF_ENOTSUP);
    assert_status(mmf_stream_set_length(&stream, -1), MMF_ERANGE);
    assert_status(mmf_view_close(&view), MMF_OK);
}

/* NULL, a closed stream, or one whose view is closed. */
static void assert_ended(mmf_stream *stream, const char *hint)
{
    char buffer[4] = "old";
    int64_t number = -2;
    int byte = 0;

    assert_false(mmf_stream_is_open(stream) || mmf_stream_can_read(stream) ||
                 mmf_stream_can_write(stream));
    assert_int_equal(mmf_stream_position(stream), -1);
    assert_int_equal(mmf_stream_length(stream), -1);
    assert_status(mmf_stream_read(stream, buffer, 4, &number), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_stream_read", hint);
    assert_int_equal(number, 0);
    assert_status(mmf_stream_write(stream, buffer, 4), MMF_EINVAL);
    assert_status(mmf_stream_read_byte(stream, &byte), MMF_EINVAL);
    assert_int_equal(byte, MMF_STREAM_END);
    assert_status(mmf_stream_write_byte(stream, 1), MMF_EINVAL);
    assert_status(mmf_stream_seek(stream, -1, 7, &number), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_stream_seek", hint);
    assert_status(mmf_stream_set_position(stream, 0), MMF_EINVAL);
    /* A number that no position can be comes first, as in .NET. */
    assert_status(mmf_stream_set_position(stream, -1), MMF_ERANGE);
    assert_status(mmf_stream_flush(stream), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_stream_flush", hint);
    assert_string_equal(buffer, "old");
}

static void every_use_of_an_ended_stream_is_invalid(void **state)
{
    static const mmf_stream closed;
    mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    mmf_stream stream, other;

    (void)state;
    assert_ended(NULL, "stream is NULL");
    assert_status(mmf_stream_open(&view, &stream), MMF_OK);
    assert_status(mmf_stream_open(&view, &other), MMF_OK);
    assert_status(mmf_stream_close(&stream), MMF_OK);
    assert_status(mmf_stream_close(&stream), MMF_OK);
    assert_memory_equal(&stream, &closed, sizeof closed);
    assert_ended(&stream, "the stream is closed");
    assert_true(mmf_stream_is_open(&other));
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_ended(&other, "the stream's view is closed");
    assert_status(mmf_stream_set_length(&stream, 1), MMF_ENOTSUP);
    assert_status(mmf_stream_set_length(NULL, 1), MMF_EINVAL);
    assert_status(mmf_stream_close(NULL), MMF_EINVAL);
    memset(&stream, POISON_BYTE, sizeof stream);
    assert_status(mmf_stream_open(&view, &stream), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_stream_open", "the view is closed");
    assert_memory_equal(&stream, &closed, sizeof closed);
    assert_status(mmf_stream_open(NULL, &stream), MMF_EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_write_beyond_the_end_is_refused_whole),
        fake_test(a_refused_write_says_why),
        fake_test(the_view_must_allow_it),
        fake_test(bad_arguments_are_refused),
        fake_test(every_use_of_an_ended_stream_is_invalid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
