/* SPDX-License-Identifier: MIT */
/*
 * What writers and readers of records refuse: arguments that cannot be, and
 * places where there is something else.
 */
#include "record_test.h"

/* Both calls with the same arguments; they have to agree, and a reader to
 * leave nothing. */
static int both(const mmf_view *where, int64_t position,
                const mmf_record_options *how, size_t length)
{
    static const unsigned char zeros[SIZE];
    unsigned char bytes[SIZE];
    const int wrote = mmf_record_write(where, position, how, zeros, length);

    memset(bytes, POISON_BYTE, sizeof bytes);
    assert_status(mmf_record_read(where, position, how, bytes, length, NULL),
                  wrote);
    assert_memory_equal(bytes, zeros, length);
    return wrote;
}

static void arguments_are_checked(void **state)
{
    climate now = mild;
    const climate nothing = {0};
    mmf_record_result odd = {.size = 3, .sequence = 9};
    mmf_record_result found = {.sequence = 9};

    (void)state;
    assert_status(both(NULL, 0, NULL, 8), MMF_EINVAL);
    assert_status(both(&view, 0, NULL, 0), MMF_EINVAL);
    assert_status(both(&view, 4, NULL, 8), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_record_read",
                  "position 4 is not a multiple of 8");
    assert_status(mmf_record_write(&view, 0, NULL, NULL, 8), MMF_EINVAL);
    assert_status(mmf_record_read(&view, 0, NULL, NULL, 8, &found), MMF_EINVAL);
    assert_int_equal(found.sequence, 0);
    assert_status(mmf_record_read(&view, 0, NULL, &now, sizeof now, &odd),
                  MMF_EINVAL);
    assert_int_equal(odd.sequence, 9);
    assert_memory_equal(&now, &nothing, sizeof now);
    assert_status(both(&view, -8, NULL, 8), MMF_ERANGE);
    assert_detail(MMF_ERANGE, "mmf_record_read", "position -8 is negative");
    assert_status(both(&view, SIZE, NULL, 8), MMF_ERANGE);
    assert_status(both(&view, SIZE - 32, NULL, 1), MMF_ERANGE);
    assert_status(both(&view, 0, NULL, SIZE - 31), MMF_ERANGE);
    assert_status(mmf_record_write(&view, 0, NULL, &now, SIZE_MAX), MMF_ERANGE);
    assert_status(mmf_record_write(&view, 0, NULL, &now, SIZE_MAX / 2),
                  MMF_ERANGE);
    assert_int_equal(fake_run(&view, 0, 0), SIZE);
}

static void options_are_checked(void **state)
{
    static const mmf_record_options rows[] = {
        {.size = 4}, {.flags = 2}, {.wait_ms = -2}, {.takeover_ms = -1}};
    static const mmf_record_options good = {.size = sizeof good,
                                            .flags = MMF_RECORD_QUIET};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++)
        assert_status(both(&view, 0, &rows[i], 8), MMF_EINVAL);
    assert_int_equal(fake_run(&view, 0, 0), SIZE);
    assert_status(both(&view, 0, &good, 8), MMF_OK);
}

static void what_a_view_does_not_allow_is_refused(void **state)
{
    mmf_view reader = fake_view(SIZE, MMF_ACCESS_READ);
    mmf_view writer = fake_view(SIZE, MMF_ACCESS_WRITE);
    climate now = mild;

    (void)state;
    assert_status(mmf_record_write(&reader, 0, NULL, &now, sizeof now),
                  MMF_EACCES);
    assert_status(mmf_record_read(&reader, 0, NULL, &now, sizeof now, NULL),
                  MMF_ENOENT);
    assert_status(mmf_record_write(&writer, 0, NULL, &now, sizeof now), MMF_OK);
    assert_status(mmf_record_read(&writer, 0, NULL, &now, sizeof now, NULL),
                  MMF_EACCES);
    assert_status(mmf_view_close(&reader), MMF_OK);
    assert_status(mmf_view_close(&writer), MMF_OK);
    assert_status(both(&reader, 0, NULL, 8), MMF_EINVAL);
}

static void a_map_that_was_shortened_is_told(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    fake_os_fail(FAKE_TOUCH, 1, FAKE_EIO);
    assert_status(read_back(&seen, &found), MMF_EIO);
    assert_nothing(&seen, &found);
}

static void something_else_is_left_alone(void **state)
{
    static const int64_t places[] = {0, 3, 4, 8, 15};
    static const uint32_t words[] = {0, 2, 3};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(places) * LENGTH_OF(words); i++) {
        const uint32_t now = words[i % LENGTH_OF(words)];
        mmf_record_result found;
        climate seen;

        assert_status(publish(&mild), MMF_OK);
        view.bytes[AT + places[i / LENGTH_OF(words)]] ^= 0x10;
        set_word(now);
        assert_status(publish(&cold), MMF_ECORRUPT);
        assert_status(read_back(&seen, &found), MMF_ECORRUPT);
        assert_nothing(&seen, &found);
        assert_int_equal(word(), now);
        assert_memory_equal(view.bytes + BYTES_AT, &mild, sizeof mild);
        fake_fill(&view, 0);
    }
    assert_int_equal(fake_os_now_ms(), 0);
}

static void another_size_is_told(void **state)
{
    char bytes[16];

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    assert_status(mmf_record_write(&view, AT, NULL, "16 bytes and more", 16),
                  MMF_ECORRUPT);
    assert_detail(MMF_ECORRUPT, "mmf_record_write", "has 24 bytes, not 16");
    assert_status(mmf_record_read(&view, AT, NULL, bytes, 16, NULL),
                  MMF_ECORRUPT);
    /* A word of a finished write without a head is not ours either. */
    fake_fill(&view, 0);
    set_word(2);
    assert_status(publish(&mild), MMF_ECORRUPT);
    assert_detail(MMF_ECORRUPT, "mmf_record_write", "begins with 0x00000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        record_test(arguments_are_checked),
        record_test(options_are_checked),
        record_test(what_a_view_does_not_allow_is_refused),
        record_test(a_map_that_was_shortened_is_told),
        record_test(something_else_is_left_alone),
        record_test(another_size_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
