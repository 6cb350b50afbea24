/* SPDX-License-Identifier: MIT */
/*
 * Maps that somebody shortened: mmf_view_copy and the readers of texts look
 * before they touch.
 */
#include "fake_test.h"

static const char operation[] = "mmf_view_copy";

static void bytes_are_copied(void **state)
{
    mmf_map *map = fake_map("a", 20, MMF_ACCESS_READ_WRITE);
    unsigned char seen[8];
    mmf_view view;

    (void)state;
    assert_status(mmf_view_open(map, 0, 20, MMF_ACCESS_READ_WRITE, &view),
                  MMF_OK);
    memcpy(view.bytes, "0123456789abcdefghij", 20);
    memset(seen, POISON_BYTE, sizeof seen);
    assert_status(mmf_view_copy(&view, 3, seen, 5), MMF_OK);
    assert_memory_equal(seen, "34567", 5);
    assert_int_equal(seen[5], POISON_BYTE);
    assert_status(mmf_view_copy(&view, 20, NULL, 0), MMF_OK);
    mmf_view_close(&view);
    mmf_map_close(map);
}

static void a_shortened_map_is_told(void **state)
{
    mmf_map *map = fake_map("a", 20, MMF_ACCESS_READ_WRITE);
    unsigned char seen = POISON_BYTE;
    mmf_view view;

    (void)state;
    assert_status(mmf_view_open(map, 0, 20, MMF_ACCESS_READ, &view), MMF_OK);
    fake_os_fail(FAKE_TOUCH, 1, FAKE_EIO);
    assert_status(mmf_view_copy(&view, 0, &seen, 1), MMF_EIO);
    assert_detail(MMF_EIO, operation, "the map was shortened");
    assert_int_equal(seen, POISON_BYTE);
    mmf_view_close(&view);
    mmf_map_close(map);
}

static void a_shortened_map_has_no_text(void **state)
{
    mmf_map *map = fake_map("a", 40, MMF_ACCESS_READ_WRITE);
    char text[20];
    uint16_t units[10];
    mmf_view view;

    (void)state;
    assert_status(mmf_view_open(map, 0, 40, MMF_ACCESS_READ, &view), MMF_OK);
    fake_os_fail(FAKE_TOUCH, 0, FAKE_EIO);
    assert_status(mmf_text_read(&view, NULL, NULL, text, sizeof text, NULL),
                  MMF_EIO);
    assert_detail(MMF_EIO, "mmf_text_read", "the map was shortened");
    assert_status(mmf_text_read_utf16(&view, NULL, NULL, units, 10, NULL),
                  MMF_EIO);
    assert_status(mmf_text_write(&view, NULL, NULL, "", 0), MMF_EACCES);
    mmf_view_close(&view);
    mmf_map_close(map);
}

static void bad_arguments_are_refused(void **state)
{
    mmf_map *map = fake_map("a", 20, MMF_ACCESS_READ_WRITE);
    unsigned char seen[21];
    mmf_view view;

    (void)state;
    assert_status(mmf_view_open(map, 0, 20, MMF_ACCESS_WRITE, &view), MMF_OK);
    assert_status(mmf_view_copy(&view, 0, seen, 1), MMF_EACCES);
    mmf_view_close(&view);
    assert_status(mmf_view_copy(&view, 0, seen, 1), MMF_EINVAL);
    assert_status(mmf_view_open(map, 0, 20, MMF_ACCESS_READ, &view), MMF_OK);
    assert_status(mmf_view_copy(&view, 0, NULL, 1), MMF_EINVAL);
    assert_status(mmf_view_copy(&view, -1, seen, 1), MMF_ERANGE);
    assert_status(mmf_view_copy(&view, 0, seen, -1), MMF_ERANGE);
    assert_status(mmf_view_copy(&view, 0, seen, 21), MMF_ERANGE);
    assert_int_equal(fake_os_calls(FAKE_TOUCH), 0);
    mmf_view_close(&view);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(bytes_are_copied),
        fake_test(a_shortened_map_is_told),
        fake_test(a_shortened_map_has_no_text),
        fake_test(bad_arguments_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
