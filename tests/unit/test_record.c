/* SPDX-License-Identifier: MIT */
/*
 * Records, writer and reader undisturbed: the bytes of docs/layout.md, the
 * generations, and what a reader says of what it finds.
 */
#include "record_test.h"

static void the_bytes_are_those_of_the_specification(void **state)
{
    static const unsigned char doubles[] = {
        0x4D, 0x4D, 0x46, 0x52, 0x01, 0x00, 0x00, 0x00, 0x18, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x68, 0x7F, 0x66, 0xB9, 0x8A, 0x62, 0xB6, 0x94, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0xF0, 0x3F, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x40,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0, 0xBF};

    (void)state;
    set_word(4);
    memcpy(view.bytes + AT, doubles, 16);
    assert_status(publish(&mild), MMF_OK);
    assert_memory_equal(view.bytes + AT, doubles, sizeof doubles);
    assert_int_equal(fake_run(&view, 0, 0), AT);
    assert_int_equal(fake_run(&view, AT + (int64_t)sizeof doubles, 0),
                     SIZE - AT - (int64_t)sizeof doubles);
}

static void a_record_comes_back_whole(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(publish(&cold), MMF_OK);
    assert_status(publish(&mild), MMF_OK);
    assert_status(read_back(&seen, &found), MMF_OK);
    assert_memory_equal(&seen, &mild, sizeof mild);
    assert_int_equal(found.size, sizeof found);
    assert_int_equal(found.sequence, 2);
    assert_int_equal(found.retries, 0);
    assert_int_equal(found.token, word());
    assert_true(found.hash == 0x94B6628AB9667F6Eu);
    assert_status(mmf_record_read(&view, AT, NULL, &seen, sizeof seen, NULL),
                  MMF_OK);
}

static void records_of_any_length_come_back(void **state)
{
    (void)state;
    for (size_t length = 1; length <= SIZE - MMF_RECORD_HEADER; length++) {
        unsigned char bytes[SIZE];
        unsigned char seen[SIZE] = {0};
        const int64_t end = MMF_RECORD_ROOM((int64_t)length);

        fake_fill(&view, 0);
        memset(bytes, (int)length, sizeof bytes);
        assert_status(mmf_record_write(&view, 0, NULL, bytes, length), MMF_OK);
        assert_status(mmf_record_read(&view, 0, NULL, seen, length, NULL),
                      MMF_OK);
        assert_memory_equal(seen, bytes, length);
        assert_int_equal(seen[length], 0);
        assert_int_equal(fake_run(&view, end, 0), SIZE - end);
    }
}

static void a_generation_follows_the_other_and_none_is_0(void **state)
{
    static const uint32_t rows[][2] = {{0, 1},
                                       {2, 2},
                                       {0xFFFE, 0x8000},
                                       {0xFFFFFFFC, 0x7FFFFFFF},
                                       {0xFFFFFFFE, 1}};
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(publish(&cold), MMF_OK);
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        set_word(rows[i][0]);
        assert_status(publish(&mild), MMF_OK);
        assert_int_equal(word(), rows[i][1] << 1);
        assert_status(read_back(&seen, &found), MMF_OK);
        assert_int_equal(found.sequence, rows[i][1]);
    }
}

static void a_new_map_has_no_record_yet(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(read_back(&seen, &found), MMF_ENOENT);
    assert_nothing(&seen, &found);
    assert_detail(MMF_ENOENT, "mmf_record_read", "published here yet");
    assert_int_equal(fake_run(&view, 0, 0), SIZE);
    /* Part of the head of a writer that is about to begin is no reason. */
    view.bytes[AT + 4] = 1;
    assert_status(read_back(&seen, &found), MMF_ENOENT);
}

static void two_records_live_side_by_side(void **state)
{
    uint32_t first = 1, second = 2, seen = 0;

    (void)state;
    assert_status(mmf_record_write(&view, 0, NULL, &first, 4), MMF_OK);
    assert_status(mmf_record_write(&view, 40, NULL, &second, 4), MMF_OK);
    assert_status(mmf_record_read(&view, 0, NULL, &seen, 4, NULL), MMF_OK);
    assert_int_equal(seen, 1);
    assert_status(mmf_record_read(&view, 40, NULL, &seen, 4, NULL), MMF_OK);
    assert_int_equal(seen, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        record_test(the_bytes_are_those_of_the_specification),
        record_test(a_record_comes_back_whole),
        record_test(records_of_any_length_come_back),
        record_test(a_generation_follows_the_other_and_none_is_0),
        record_test(a_new_map_has_no_record_yet),
        record_test(two_records_live_side_by_side),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
