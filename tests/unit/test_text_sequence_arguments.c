/* SPDX-License-Identifier: MIT */
/*
 * What may be asked of sequenced texts: options, and where word and check lie.
 */
#include "text_test.h"

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};

static void expect_options(const mmf_text_options *how, int status)
{
    uint16_t units[1] = {'a'};
    char seen[8];

    assert_status(mmf_text_write(&view, NULL, how, "a", 1), status);
    assert_status(mmf_text_write_utf16(&view, NULL, how, units, 1), status);
    assert_status(mmf_text_read(&view, NULL, how, seen, 8, NULL), status);
    assert_status(mmf_text_read_utf16(&view, NULL, how, units, 1, NULL),
                  status);
}

static void options_are_checked(void **state)
{
    static const struct {
        mmf_text_options how;
        const char *hint;
    } rows[] = {
        {{.size = 8}, "size 8 of the options"},
        {{.reserved = 1}, "reserved of the options is 1"},
        {{.policy = 3}, "policy 3 is no mmf_text_policy"},
        {{.flags = 8}, "flags 0x8 has unknown bits"},
        {{.wait_ms = -2}, "wait_ms -2 is below -1"},
        {{.takeover_ms = -1}, "takeover_ms -1 below 0"},
    };

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        expect_options(&rows[i].how, MMF_EINVAL);
        assert_detail(MMF_EINVAL, "mmf_text_read_utf16", rows[i].hint);
    }
    assert_int_equal(fake_run(&view, 0, POISON_BYTE), ARTICLE_SIZE);
}

static void all_that_is_known_is_taken(void **state)
{
    const mmf_text_options how = {sizeof how,
                                  MMF_TEXT_LOSSLESS,
                                  MMF_TEXT_SEQUENCED | MMF_TEXT_BEST_EFFORT |
                                      MMF_TEXT_QUIET,
                                  5,
                                  7,
                                  0};

    (void)state;
    expect_options(&how, MMF_OK);
}

static void a_layout_without_a_word_is_not_for_sequenced_writers(void **state)
{
    static const mmf_text_layout none = {0, 0, 0, 10, -1, -1};
    mmf_text_result found = {0};
    char seen[8];

    (void)state;
    assert_status(mmf_text_write(&view, &none, &sequenced, "a", 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_write", "has no word");
    assert_status(mmf_text_write(&view, &none, NULL, "a", 1), MMF_OK);
    assert_status(mmf_text_read(&view, &none, NULL, seen, 8, &found), MMF_OK);
    assert_int_equal(found.reason, MMF_TEXT_NOT_IN_USE);
}

static void a_word_at_an_odd_address_is_not_used(void **state)
{
    static const mmf_text_layout odd = {0, 0, 0, 12, 5, 10};
    mmf_text_result found = {0};
    char seen[8];

    (void)state;
    assert_status(mmf_text_write(&view, &odd, &sequenced, "a", 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_write", "not a multiple of 4");
    assert_status(mmf_text_write(&view, &odd, NULL, "a", 1), MMF_OK);
    assert_status(mmf_text_read(&view, &odd, NULL, seen, 8, &found), MMF_OK);
    assert_int_equal(found.reason, MMF_TEXT_NOT_IN_USE);
}

static void parts_do_not_lie_on_each_other(void **state)
{
    static const struct {
        mmf_text_layout layout;
        int status;
        const char *hint;
    } rows[] = {
        {{0, 0, 0, 10, 4, -1}, MMF_EINVAL, "word at 4 and check at -1"},
        {{0, 0, 0, 10, -1, 8}, MMF_EINVAL, "word at -1 and check at 8"},
        {{0, 0, 0, 10, 8, 4}, MMF_EINVAL, "word at 8 lies on the units at 10"},
        {{0, 0, 0, 10, 3, 8}, MMF_EINVAL, "word at 3 lies on the count at 0"},
        {{0, 0, 0, 10, 4, 7}, MMF_EINVAL, "check at 7 lies on the word at 4"},
        {{0, 0, 0, 10, 4, 9}, MMF_EINVAL, "check at 9 lies on the units at"},
        {{0, 0, 0, 10, 4, 8095}, MMF_ERANGE, "check at 8095 does not lie"},
        {{0, 0, 0, 10, -4, 8}, MMF_ERANGE, "word at -4 does not lie"},
    };

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_status(mmf_text_write(&view, &rows[i].layout, NULL, "a", 1),
                      rows[i].status);
        assert_detail(rows[i].status, "mmf_text_write", rows[i].hint);
    }
}

static void units_end_before_what_stands_behind_them(void **state)
{
    static const mmf_text_layout behind = {0, 0, 100, 0, 64, 72};
    mmf_text_result found = {0};
    int64_t units;
    char seen[64];

    (void)state;
    memset(view.bytes, 0, ARTICLE_SIZE);
    assert_status(mmf_text_capacity(&view, &behind, &units), MMF_OK);
    assert_int_equal(units, 32);
    assert_status(mmf_text_write(&view, &behind, &sequenced, "Hello", 5),
                  MMF_OK);
    assert_status(mmf_text_read(&view, &behind, NULL, seen, 64, &found),
                  MMF_OK);
    assert_int_equal(found.guarantee, MMF_TEXT_VERIFIED);
    assert_string_equal(seen, "Hello");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(options_are_checked),
        text_test(all_that_is_known_is_taken),
        text_test(a_layout_without_a_word_is_not_for_sequenced_writers),
        text_test(a_word_at_an_odd_address_is_not_used),
        text_test(parts_do_not_lie_on_each_other),
        text_test(units_end_before_what_stands_behind_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
