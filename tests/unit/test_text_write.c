/* SPDX-License-Identifier: MIT */
/*
 * mmf_text_write(): exactly the article's bytes, and a text that is refused
 * leaves the one before whole.
 */
#include "text_test.h"

static const char operation[] = "mmf_text_write";

static int write_text(const char *text, size_t length)
{
    return mmf_text_write(&view, NULL, NULL, text, length);
}

static void the_articles_bytes_and_no_others(void **state)
{
    static const uint16_t units[] = {'H', 0xE9, 0x6F22, 0xD83D, 0xDE00};

    (void)state;
    assert_status(write_text("H\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80", 10),
                  MMF_OK);
    assert_stored(units, 5);
}

static void an_empty_text_is_a_count_of_0(void **state)
{
    (void)state;
    assert_status(write_text("", 0), MMF_OK);
    assert_stored(NULL, 0);
    view.bytes[0] = POISON_BYTE;
    assert_status(write_text(NULL, 0), MMF_OK);
    assert_stored(NULL, 0);
}

static void a_shorter_text_leaves_the_rest_of_the_longer(void **state)
{
    (void)state;
    assert_status(write_text("abcdef", 6), MMF_OK);
    assert_status(write_text("xy", 2), MMF_OK);
    assert_int_equal(view.bytes[0], 2);
    assert_memory_equal(view.bytes + UNITS_AT, "x\0y\0c\0d\0e\0f\0", 12);
}

static void a_nul_is_a_character(void **state)
{
    static const uint16_t units[] = {'a', 0, 'b'};

    (void)state;
    assert_status(write_text("a\0b", 3), MMF_OK);
    assert_stored(units, 3);
}

static void the_longest_text_has_4043_units(void **state)
{
    static char text[ARTICLE_UNITS];

    (void)state;
    memset(text, 'x', sizeof text);
    assert_status(write_text(text, sizeof text), MMF_OK);
    assert_int_equal(view.bytes[0] | view.bytes[1] << 8, ARTICLE_UNITS);
    assert_int_equal(fake_run(&view, 4, POISON_BYTE), 6);
    assert_int_equal(view.bytes[ARTICLE_SIZE - 2], 'x');
    assert_int_equal(view.bytes[ARTICLE_SIZE - 1], 0);
}

static void one_unit_more_is_refused_and_the_old_text_stays(void **state)
{
    static const uint16_t old[] = {'o', 'l', 'd'};
    static char text[ARTICLE_UNITS + 1];

    (void)state;
    memset(text, 'x', sizeof text);
    assert_status(write_text("old", 3), MMF_OK);
    assert_status(write_text(text, sizeof text), MMF_ETOOBIG);
    assert_stored(old, 3);
    assert_detail(MMF_ETOOBIG, operation,
                  "text of 4044 UTF-16 units, the view has room for 4043");
}

/* Bytes do not count: 3 of them may be one unit. */
static void units_are_what_counts(void **state)
{
    static char text[3 * ARTICLE_UNITS];

    (void)state;
    for (size_t i = 0; i < sizeof text; i += 3)
        memcpy(text + i, "\xE6\xBC\xA2", 3);
    assert_status(write_text(text, sizeof text), MMF_OK);
    assert_int_equal(view.bytes[ARTICLE_SIZE - 2], 0x22);
    assert_int_equal(view.bytes[ARTICLE_SIZE - 1], 0x6F);
}

static void a_text_beyond_the_stack_is_the_same(void **state)
{
    static char text[5000];
    mmf_view large = fake_view(20000, MMF_ACCESS_WRITE);

    (void)state;
    memset(text, 'y', sizeof text);
    assert_status(mmf_text_write(&large, NULL, NULL, text, sizeof text),
                  MMF_OK);
    assert_int_equal(large.bytes[UNITS_AT], 'y');
    assert_int_equal(large.bytes[UNITS_AT + 2 * 4999], 'y');
    assert_int_equal(large.bytes[UNITS_AT + 2 * 5000], 0);
    assert_status(mmf_view_close(&large), MMF_OK);
}

static void wrong_arguments_are_named(void **state)
{
    mmf_view reader = fake_view(100, MMF_ACCESS_READ);
    mmf_view closed = {0};

    (void)state;
    assert_status(mmf_text_write(NULL, NULL, NULL, "a", 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "the view is NULL");
    assert_status(mmf_text_write(&closed, NULL, NULL, "a", 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "the view is closed");
    assert_status(mmf_text_write(&reader, NULL, NULL, "a", 1), MMF_EACCES);
    assert_detail(MMF_EACCES, operation, "the view cannot be written");
    assert_status(mmf_text_write(&view, NULL, HOW(3), "a", 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "policy 3 is no mmf_text_policy");
    assert_status(mmf_text_write(&view, NULL, NULL, NULL, 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "text is NULL");
    assert_int_equal(fake_run(&view, 0, POISON_BYTE), ARTICLE_SIZE);
    assert_status(mmf_view_close(&reader), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(the_articles_bytes_and_no_others),
        text_test(an_empty_text_is_a_count_of_0),
        text_test(a_shorter_text_leaves_the_rest_of_the_longer),
        text_test(a_nul_is_a_character),
        text_test(the_longest_text_has_4043_units),
        text_test(one_unit_more_is_refused_and_the_old_text_stays),
        text_test(units_are_what_counts),
        text_test(a_text_beyond_the_stack_is_the_same),
        text_test(wrong_arguments_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
