/* SPDX-License-Identifier: MIT */
/*
 * The conversion against the C library's iconv, which is strict, tells where
 * it stops and knows how much room it has.
 */
#include "random_text.h"
#include "test.h"
#include "utf.h"
#include <errno.h>
#include <iconv.h>

enum {
    TEXTS = 150000
};

static iconv_t to_utf16;
static iconv_t to_utf8;

static int open_both(void **state)
{
    const uint16_t one = 1;
    const char *units = *(const char *)&one == 1 ? "UTF-16LE" : "UTF-16BE";

    (void)state;
    to_utf16 = iconv_open(units, "UTF-8");
    to_utf8 = iconv_open("UTF-8", units);
    return to_utf16 == (iconv_t)-1 || to_utf8 == (iconv_t)-1 ? -1 : 0;
}

static int close_both(void **state)
{
    (void)state;
    return iconv_close(to_utf16) + iconv_close(to_utf8);
}

/* Converts; used and made are in bytes.  Text that is cut off is EINVAL, which
 * is no better than any other fault here. */
static int by_iconv(iconv_t converter, void *in, size_t length, void *out,
                    size_t room, mmf_utf_result *result)
{
    char *from = in;
    char *to = out;
    size_t left = length;
    size_t free_bytes = room;
    int rc = MMF_OK;

    (void)iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &from, &left, &to, &free_bytes) == (size_t)-1)
        rc = errno == E2BIG ? MMF_ETOOBIG : MMF_ETEXT;
    result->used = length - left;
    result->made = room - free_bytes;
    return rc;
}

/* With a fault right behind the last character that fits, both answers are
 * right: only one of the two libraries looks at it. */
static void assert_same(int seen, mmf_utf_result a, int expected,
                        mmf_utf_result b)
{
    if (seen != MMF_ETEXT || expected != MMF_ETOOBIG)
        assert_status(seen, expected);
    assert_int_equal(a.used, b.used);
    assert_int_equal(a.made, b.made);
}

static void decode_like_iconv(unsigned char *text, size_t length, size_t room)
{
    uint16_t out[LONGEST + 4];
    uint16_t want[LONGEST + 4];
    mmf_utf_result seen;
    mmf_utf_result expected;
    const int rc =
        by_iconv(to_utf16, text, length, want, room * sizeof *want, &expected);
    const int mine = mmf_utf8_to_utf16((const char *)text, length,
                                       MMF_TEXT_STRICT, out, room, &seen);

    expected.made /= sizeof *want;
    assert_same(mine, seen, rc, expected);
    assert_memory_equal(out, want, seen.made * sizeof *out);
}

static void encode_like_iconv(uint16_t *units, size_t count, size_t room)
{
    char out[3 * UNIT_ROOM];
    char want[3 * UNIT_ROOM];
    mmf_utf_result seen;
    mmf_utf_result expected;
    const int rc =
        by_iconv(to_utf8, units, count * sizeof *units, want, room, &expected);
    const int mine =
        mmf_utf16_to_utf8(units, count, MMF_TEXT_STRICT, out, room, &seen);

    expected.used /= sizeof *units;
    assert_same(mine, seen, rc, expected);
    assert_memory_equal(out, want, seen.made);
}

static void utf8_is_read_as_iconv_does(void **state)
{
    uint64_t seed = 201104181;
    unsigned char text[TEXT_ROOM];

    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        const size_t length = random_bytes(&seed, text);

        decode_like_iconv(text, length, length);
        decode_like_iconv(text, length, random_next(&seed) % LONGEST);
    }
}

static void utf16_is_read_as_iconv_does(void **state)
{
    uint64_t seed = 201104182;
    uint16_t units[UNIT_ROOM];

    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        const size_t count = random_units(&seed, units);

        encode_like_iconv(units, count, 3 * count);
        encode_like_iconv(units, count, random_next(&seed) % LONGEST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_read_as_iconv_does),
        cmocka_unit_test(utf16_is_read_as_iconv_does),
    };

    return cmocka_run_group_tests(tests, open_both, close_both);
}
