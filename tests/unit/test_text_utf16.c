/* SPDX-License-Identifier: MIT */
/*
 * The UTF-16 forms: units go in and come out as they are.
 */
#include "text_test.h"

/* Also what no well-formed text has: lone surrogates, NUL, U+FFFF. */
static const uint16_t odd[] = {0xD800, 0, 0xDC00, 0xDC00, 0xFFFF, 'z', 0xDBFF};

enum {
    ODD = sizeof odd / sizeof odd[0]
};

static int read_units(uint16_t *buffer, size_t room, mmf_text_result *result)
{
    memset(result, POISON_BYTE, sizeof *result);
    result->size = sizeof *result;
    return mmf_text_read_utf16(&view, NULL, NULL, buffer, room, result);
}

static void units_are_stored_as_they_are(void **state)
{
    (void)state;
    assert_status(mmf_text_write_utf16(&view, NULL, NULL, odd, ODD), MMF_OK);
    assert_stored(odd, ODD);
}

static void no_units_need_no_pointer(void **state)
{
    (void)state;
    assert_status(mmf_text_write_utf16(&view, NULL, NULL, NULL, 0), MMF_OK);
    assert_stored(NULL, 0);
    assert_status(mmf_text_write_utf16(&view, NULL, NULL, NULL, 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_write_utf16", "units is NULL");
}

static void exactly_enough_room_takes_the_units(void **state)
{
    uint16_t seen[ODD + 1];
    mmf_text_result result;

    (void)state;
    memset(seen, POISON_BYTE, sizeof seen);
    lay(ODD, odd, ODD);
    assert_status(read_units(seen, ODD, &result), MMF_OK);
    assert_memory_equal(seen, odd, sizeof odd);
    assert_int_equal(seen[ODD], POISON_BYTE << 8 | POISON_BYTE);
    assert_int_equal(result.size, sizeof result);
    assert_int_equal(result.guarantee, MMF_TEXT_SETTLED);
    assert_int_equal(result.count, ODD);
    assert_int_equal(result.units, ODD);
    assert_int_equal(result.length, ODD);
    assert_int_equal(result.error_at, 0);
}

static void one_unit_less_stores_nothing_and_says_what_it_takes(void **state)
{
    uint16_t seen[ODD];
    mmf_text_result result;

    (void)state;
    memset(seen, POISON_BYTE, sizeof seen);
    lay(ODD, odd, ODD);
    assert_status(read_units(seen, ODD - 1, &result), MMF_ETOOBIG);
    assert_int_equal(result.length, ODD);
    assert_int_equal(result.count, ODD);
    for (int i = 0; i < ODD; i++)
        assert_int_equal(seen[i], POISON_BYTE << 8 | POISON_BYTE);
    assert_detail(MMF_ETOOBIG, "mmf_text_read_utf16",
                  "the text takes 7, the buffer has room for 6");
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, NULL, 0, NULL),
                  MMF_ETOOBIG);
}

static void an_empty_text_needs_no_buffer(void **state)
{
    mmf_text_result result;

    (void)state;
    lay(0, NULL, 0);
    assert_status(read_units(NULL, 0, &result), MMF_OK);
    assert_int_equal(result.units, 0);
    assert_status(read_units(NULL, 1, &result), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_text_read_utf16", "buffer is NULL");
}

static void room_may_be_any_number(void **state)
{
    uint16_t seen[ODD];
    mmf_text_result result;

    (void)state;
    lay(ODD, odd, ODD);
    assert_status(read_units(seen, SIZE_MAX, &result), MMF_OK);
    assert_memory_equal(seen, odd, sizeof odd);
}

static void hostile_counts_read_no_more_than_the_view(void **state)
{
    static uint16_t seen[ARTICLE_UNITS + 1];
    mmf_text_result result;

    (void)state;
    memset(seen, 1, sizeof seen);
    lay(4044, NULL, 0);
    assert_status(read_units(seen, ARTICLE_UNITS, &result), MMF_ETRUNCATED);
    assert_int_equal(result.count, 4044);
    assert_int_equal(result.units, ARTICLE_UNITS);
    assert_int_equal(result.length, ARTICLE_UNITS);
    assert_int_equal(seen[ARTICLE_UNITS - 1], POISON_BYTE << 8 | POISON_BYTE);
    assert_int_equal(seen[ARTICLE_UNITS], 0x0101);
    lay(-1, NULL, 0);
    assert_status(read_units(seen, ARTICLE_UNITS, &result), MMF_ECORRUPT);
    assert_int_equal(result.count, -1);
    assert_int_equal(result.length, 0);
}

/* A view that says it is huge: nothing of it is touched. */
static void more_than_an_int32_can_count_is_too_big(void **state)
{
    mmf_view huge = view;

    (void)state;
    huge.size = INT64_MAX;
    assert_status(
        mmf_text_write_utf16(&huge, NULL, NULL, odd, (size_t)INT32_MAX + 1),
        MMF_ETOOBIG);
    assert_int_equal(fake_run(&view, 0, POISON_BYTE), ARTICLE_SIZE);
}

static void what_a_view_forbids_is_refused(void **state)
{
    mmf_view writer = view;
    mmf_view reader = view;
    mmf_view narrow = view;
    uint16_t seen[8];

    (void)state;
    writer.access = MMF_ACCESS_WRITE;
    reader.access = MMF_ACCESS_READ;
    narrow.size = 9;
    assert_status(mmf_text_write_utf16(&reader, NULL, NULL, odd, ODD),
                  MMF_EACCES);
    assert_status(mmf_text_write_utf16(&narrow, NULL, NULL, odd, ODD),
                  MMF_ERANGE);
    assert_status(mmf_text_read_utf16(&writer, NULL, NULL, seen, 8, NULL),
                  MMF_EACCES);
    assert_status(mmf_text_read_utf16(&narrow, NULL, NULL, seen, 8, NULL),
                  MMF_ERANGE);
    assert_int_equal(fake_run(&view, 0, POISON_BYTE), ARTICLE_SIZE);
}

/* A sequence word that says so; see test_text_sequence_wait.c. */
static void a_writer_at_work_is_waited_for_and_told(void **state)
{
    const mmf_text_options at_once = {.flags = MMF_TEXT_SEQUENCED,
                                      .wait_ms = -1};
    const mmf_text_options patient = {.wait_ms = 10};
    const uint32_t busy = 5;
    mmf_text_result result = {0};
    uint16_t seen[8];

    (void)state;
    lay(0, NULL, 0);
    memcpy(view.bytes + 4, &busy, sizeof busy);
    assert_status(mmf_text_write_utf16(&view, NULL, &at_once, odd, ODD),
                  MMF_EBUSY);
    assert_status(mmf_text_read_utf16(&view, NULL, &patient, seen, 8, &result),
                  MMF_EBUSY);
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, seen, 8, &result),
                  MMF_EABANDONED);
    assert_int_equal(result.reason, MMF_TEXT_WRITER_DEAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(units_are_stored_as_they_are),
        text_test(no_units_need_no_pointer),
        text_test(exactly_enough_room_takes_the_units),
        text_test(one_unit_less_stores_nothing_and_says_what_it_takes),
        text_test(an_empty_text_needs_no_buffer),
        text_test(room_may_be_any_number),
        text_test(hostile_counts_read_no_more_than_the_view),
        text_test(more_than_an_int32_can_count_is_too_big),
        text_test(what_a_view_forbids_is_refused),
        text_test(a_writer_at_work_is_waited_for_and_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
