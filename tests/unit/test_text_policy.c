/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 that is not well-formed on its way into a map, under each of the three
 * policies.  The converters themselves have their own tests; here it is what the
 * text functions make of them.
 */
#include "text_test.h"

/* Bytes, the first wrong one for each policy (-1 = taken) and the units that
 * then are stored. */
static const struct writing {
    const char *text;
    size_t length;
    int wrong_at[3];
    size_t replaced_units;
    uint16_t replaced[4];
} writings[] = {
    {"ab\xFFz", 4, {2, -1, 2}, 4, {'a', 'b', 0xFFFD, 'z'}},
    {"a\xC3", 2, {1, -1, 1}, 2, {'a', 0xFFFD}},
    {"\xE6\xBC", 2, {0, -1, 0}, 1, {0xFFFD}},
    {"\xC0\x80", 2, {0, -1, 0}, 2, {0xFFFD, 0xFFFD}},
    /* A surrogate in UTF-8: three bytes that are nothing, or WTF-8. */
    {"\xED\xA0\x80", 3, {0, -1, -1}, 3, {0xFFFD, 0xFFFD, 0xFFFD}},
    {"x\xF4\x90\x80", 4, {1, -1, 1}, 4, {'x', 0xFFFD, 0xFFFD, 0xFFFD}},
};

static void wrong_bytes_are_refused_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(writings); i++)
        for (uint32_t policy = 0; policy < 3; policy++) {
            const struct writing *row = &writings[i];
            const int at = row->wrong_at[policy];
            const int rc = mmf_text_write(&view, NULL, HOW(policy), row->text,
                                          row->length);
            char hint[64];

            assert_status(rc, at < 0 ? MMF_OK : MMF_ETEXT);
            if (at < 0) {
                fake_fill(&view, POISON_BYTE);
                continue;
            }
            (void)snprintf(hint, sizeof hint,
                           "text is not UTF-8 at byte %d (0x%02X)", at,
                           (unsigned)(unsigned char)row->text[at]);
            assert_detail(MMF_ETEXT, "mmf_text_write", hint);
            assert_int_equal(fake_run(&view, 0, POISON_BYTE), ARTICLE_SIZE);
        }
}

static void wrong_bytes_are_replaced_on_request(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(writings); i++) {
        const struct writing *row = &writings[i];

        fake_fill(&view, POISON_BYTE);
        assert_status(mmf_text_write(&view, NULL, HOW(MMF_TEXT_REPLACE),
                                     row->text, row->length),
                      MMF_OK);
        assert_stored(row->replaced, (int32_t)row->replaced_units);
    }
}

static void a_lone_surrogate_passes_in_losslessly(void **state)
{
    static const uint16_t high[] = {'a', 0xD800};

    (void)state;
    assert_status(
        mmf_text_write(&view, NULL, HOW(MMF_TEXT_LOSSLESS), "a\xED\xA0\x80", 4),
        MMF_OK);
    assert_stored(high, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(wrong_bytes_are_refused_with_their_place),
        text_test(wrong_bytes_are_replaced_on_request),
        text_test(a_lone_surrogate_passes_in_losslessly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
