/* SPDX-License-Identifier: MIT */
/*
 * The order in which a text is published and read, seen at src/shared.c's
 * place: .NET's order, each byte written once, nothing read that was not held
 * against the view before.
 */
#include "shared_spy.h"
#include "text_test.h"

static int spied_setup(void **state)
{
    (void)text_setup(state);
    spy_reset();
    return 0;
}

#define spied_test(name) \
    cmocka_unit_test_setup_teardown(name, spied_setup, text_teardown)

/* Asserts that copy number i was of this kind and place. */
static void expect(int i, int kind, int64_t at, size_t length)
{
    assert_true(i < spy_length());
    assert_int_equal(spy_copies()[i].kind, kind);
    assert_int_equal(spy_copies()[i].at - view.bytes, at);
    assert_int_equal(spy_copies()[i].length, length);
}

static void the_count_is_written_before_the_units(void **state)
{
    (void)state;
    assert_status(mmf_text_write(&view, NULL, NULL, "abc", 3), MMF_OK);
    assert_int_equal(spy_length(), 2);
    expect(0, SPY_WRITE, 0, 4);
    expect(1, SPY_WRITE, 10, 6);
}

static void also_where_it_stands_behind_them(void **state)
{
    static const mmf_text_layout layout = {0, 0, 100, 20, -1, -1};
    static const uint16_t units[] = {'a', 'b'};

    (void)state;
    assert_status(mmf_text_write_utf16(&view, &layout, NULL, units, 2), MMF_OK);
    assert_int_equal(spy_length(), 2);
    expect(0, SPY_WRITE, 100, 4);
    expect(1, SPY_WRITE, 20, 4);
}

static void a_refused_text_touches_nothing(void **state)
{
    static char text[ARTICLE_UNITS + 1];

    (void)state;
    assert_status(mmf_text_write(&view, NULL, NULL, text, sizeof text),
                  MMF_ETOOBIG);
    assert_status(mmf_text_write(&view, NULL, NULL, "\xFF", 1), MMF_ETEXT);
    assert_status(mmf_text_write(&view, NULL, HOW(9), "a", 1), MMF_EINVAL);
    assert_int_equal(spy_length(), 0);
}

static void a_quiet_text_is_read_and_looked_at_once_more(void **state)
{
    char seen[16];

    (void)state;
    lay(3, (const uint16_t[]){'a', 'b', 'c'}, 3);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, NULL),
                  MMF_OK);
    assert_int_equal(spy_length(), 4);
    expect(0, SPY_READ, 0, 4);
    expect(1, SPY_READ, 10, 6);
    expect(2, SPY_READ, 0, 4);
    expect(3, SPY_EQUALS, 10, 6);
}

static void a_negative_count_reads_no_unit(void **state)
{
    char seen[16];

    (void)state;
    lay(-5, NULL, 0);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, NULL),
                  MMF_ECORRUPT);
    for (int i = 0; i < spy_length(); i++)
        assert_true(spy_copies()[i].at == view.bytes ||
                    spy_copies()[i].length == 0);
}

static void a_small_buffer_reads_no_unit(void **state)
{
    uint16_t seen[2];

    (void)state;
    lay(3, NULL, 0);
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, seen, 2, NULL),
                  MMF_ETOOBIG);
    assert_int_equal(spy_length(), 1);
    expect(0, SPY_READ, 0, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        spied_test(the_count_is_written_before_the_units),
        spied_test(also_where_it_stands_behind_them),
        spied_test(a_refused_text_touches_nothing),
        spied_test(a_quiet_text_is_read_and_looked_at_once_more),
        spied_test(a_negative_count_reads_no_unit),
        spied_test(a_small_buffer_reads_no_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
