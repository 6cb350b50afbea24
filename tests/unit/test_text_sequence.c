/* SPDX-License-Identifier: MIT */
/*
 * Sequenced texts, writer and reader undisturbed: the bytes of docs/layout.md,
 * the generations, and what the reader says of each kind of text.  Writers that
 * are in the way are in test_text_sequence_wait.c.
 */
#include "text_test.h"

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};

static int publish(const char *text)
{
    return mmf_text_write(&view, NULL, &sequenced, text, strlen(text));
}

static int read_text(const mmf_text_options *how, mmf_text_result *found)
{
    char seen[64];

    memset(found, 0, sizeof *found);
    return mmf_text_read(&view, NULL, how, seen, sizeof seen, found);
}

static uint32_t word(void)
{
    uint32_t now;

    memcpy(&now, view.bytes + 4, sizeof now);
    return now;
}

static void set_word(uint32_t to)
{
    memcpy(view.bytes + 4, &to, sizeof to);
}

static void the_bytes_are_those_of_the_specification(void **state)
{
    static const unsigned char hello[] = {
        0x05, 0x00, 0x00, 0x00, 0x02, 0x00, 0x6A, 0xBC, 0xAF, 0x1A,
        'H',  0x00, 'e',  0x00, 'l',  0x00, 'l',  0x00, 'o',  0x00};

    (void)state;
    set_word(0);
    assert_status(publish("Hello"), MMF_OK);
    assert_memory_equal(view.bytes, hello, sizeof hello);
    assert_int_equal(fake_run(&view, sizeof hello, POISON_BYTE),
                     ARTICLE_SIZE - (int64_t)sizeof hello);
}

static void a_generation_follows_the_other_and_none_is_0(void **state)
{
    static const uint32_t rows[][2] = {{0, 1},          {2, 2},
                                       {0xFFFF0002, 2}, {0xFFFE, 1},
                                       {0xFFFC, 32767}, {0x12340000, 1}};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        set_word(rows[i][0]);
        assert_status(publish("a"), MMF_OK);
        assert_int_equal(word() & 0xFFFF, rows[i][1] << 1);
    }
}

static void a_sequenced_text_is_verified(void **state)
{
    mmf_text_result found;

    (void)state;
    assert_status(publish("Hello"), MMF_OK);
    assert_status(read_text(NULL, &found), MMF_OK);
    assert_int_equal(found.guarantee, MMF_TEXT_VERIFIED);
    assert_int_equal(found.reason, 0);
    assert_int_equal(found.retries, 0);
    assert_int_equal(found.units, 5);
    assert_int_equal(found.token.word, word());
    assert_int_equal(found.token.hash, 0xBC6A1AAF);
    assert_status(publish(""), MMF_OK);
    assert_status(read_text(NULL, &found), MMF_OK);
    assert_int_equal(found.guarantee, MMF_TEXT_VERIFIED);
    assert_int_equal(found.token.hash, 0x48674BC7);
}

static void a_change_by_others_is_told(void **state)
{
    static const int64_t places[] = {0, 6, 8, 9, 10, 19};
    mmf_text_result found;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        assert_status(publish("Hello"), MMF_OK);
        view.bytes[places[i]] ^= 1;
        (void)read_text(NULL, &found);
        assert_int_equal(found.reason, MMF_TEXT_FOREIGN_WRITE);
        assert_int_equal(found.guarantee, MMF_TEXT_SETTLED);
    }
}

static void counts_without_room_are_answered_as_ever(void **state)
{
    mmf_text_result found;

    (void)state;
    assert_status(publish("Hello"), MMF_OK);
    view.bytes[3] = 0x80;
    assert_status(read_text(NULL, &found), MMF_ECORRUPT);
    assert_int_equal(found.reason, MMF_TEXT_FOREIGN_WRITE);
    view.bytes[3] = 0x40;
    assert_status(read_text(HOW(MMF_TEXT_LOSSLESS), &found), MMF_ETOOBIG);
    assert_int_equal(found.count, 0x40000005);
    assert_int_equal(found.units, ARTICLE_UNITS);
    assert_status(publish("Hello"), MMF_OK);
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, NULL, 0, &found),
                  MMF_ETOOBIG);
    assert_int_equal(found.length, 5);
    assert_int_equal(found.guarantee, MMF_TEXT_UNSETTLED);
}

static void a_strict_text_leaves_the_word_and_is_told(void **state)
{
    mmf_text_result found;
    uint32_t before;

    (void)state;
    assert_status(publish("Hello"), MMF_OK);
    before = word();
    assert_status(mmf_text_write(&view, NULL, NULL, "Hullo", 5), MMF_OK);
    assert_int_equal(word(), before);
    assert_status(read_text(NULL, &found), MMF_OK);
    assert_int_equal(found.reason, MMF_TEXT_FOREIGN_WRITE);
    set_word(0);
    assert_status(read_text(NULL, &found), MMF_OK);
    assert_int_equal(found.reason, MMF_TEXT_NOT_IN_USE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(the_bytes_are_those_of_the_specification),
        text_test(a_generation_follows_the_other_and_none_is_0),
        text_test(a_sequenced_text_is_verified),
        text_test(a_change_by_others_is_told),
        text_test(counts_without_room_are_answered_as_ever),
        text_test(a_strict_text_leaves_the_word_and_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
