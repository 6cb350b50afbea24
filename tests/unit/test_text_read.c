/* SPDX-License-Identifier: MIT */
/*
 * mmf_text_read(): the text as UTF-8.  Its buffer is in test_text_room.c, counts
 * that cannot be trusted in test_text_count.c, text that is not well-formed in
 * test_text_policy_out.c.
 */
#include "text_test.h"

static int read_text(char *buffer, size_t room, mmf_text_result *result)
{
    memset(result, POISON_BYTE, sizeof *result);
    result->size = 0;
    return mmf_text_read(&view, NULL, NULL, buffer, room, result);
}

static void an_empty_text_is_a_nul(void **state)
{
    char seen[1] = {POISON_BYTE};
    mmf_text_result result;

    (void)state;
    lay(0, NULL, 0);
    assert_status(read_text(seen, 1, &result), MMF_OK);
    assert_int_equal(seen[0], 0);
    assert_int_equal(result.length, 0);
    assert_int_equal(result.guarantee, MMF_TEXT_SETTLED);
}

static void a_nul_inside_is_a_character(void **state)
{
    static const uint16_t units[] = {'a', 0, 'b'};
    char seen[4];
    mmf_text_result result;

    (void)state;
    lay(3, units, 3);
    assert_status(read_text(seen, sizeof seen, &result), MMF_OK);
    assert_memory_equal(seen, "a\0b", 4);
    assert_int_equal(result.length, 3);
}

static void what_lies_beyond_the_count_means_nothing(void **state)
{
    static const uint16_t units[] = {'a', 'b', 0xD800, 'd'};
    char seen[8];

    (void)state;
    lay(2, units, 4);
    assert_status(mmf_text_read(&view, NULL, NULL, seen, sizeof seen, NULL),
                  MMF_OK);
    assert_string_equal(seen, "ab");
}

static void a_view_beyond_the_stack_is_read_the_same(void **state)
{
    static char given[9000];
    static char seen[MMF_TEXT_ROOM(sizeof given)];
    mmf_view large = fake_view(20000, MMF_ACCESS_READ_WRITE);

    (void)state;
    memset(given, 'g', sizeof given);
    assert_status(mmf_text_write(&large, NULL, NULL, given, sizeof given),
                  MMF_OK);
    assert_status(mmf_text_read(&large, NULL, NULL, seen, sizeof seen, NULL),
                  MMF_OK);
    assert_memory_equal(seen, given, sizeof given);
    assert_int_equal(seen[sizeof given], 0);
    assert_status(mmf_view_close(&large), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(an_empty_text_is_a_nul),
        text_test(a_nul_inside_is_a_character),
        text_test(what_lies_beyond_the_count_means_nothing),
        text_test(a_view_beyond_the_stack_is_read_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
