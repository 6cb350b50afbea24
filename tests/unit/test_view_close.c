/* SPDX-License-Identifier: MIT */
/*
 * Views that are closed, missing or copied, and flushing them.
 */
#include "fake_test.h"

static void closing_makes_a_view_all_zero(void **state)
{
    static const mmf_view closed;
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_memory_equal(&view, &closed, sizeof closed);
    assert_int_equal(fake_os_live_objects(), 0);
}

static void closing_again_does_nothing(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_status(mmf_view_close(&view), MMF_OK);
    assert_int_equal(fake_os_calls(FAKE_UNMAP), 1);
}

static void a_missing_view_is_invalid(void **state)
{
    (void)state;
    assert_status(mmf_view_close(NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_view_close", "a pointer is NULL");
    assert_status(mmf_view_flush(NULL), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_view_flush", "a pointer is NULL");
    assert_false(mmf_view_can_read(NULL));
    assert_false(mmf_view_can_write(NULL));
}

static void every_use_of_a_closed_view_is_invalid(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);
    unsigned char *bytes = &(unsigned char){0};
    uint64_t value = 7;

    (void)state;
    assert_status(mmf_view_close(&view), MMF_OK);
    /* Also where the position would be refused: closed comes first. */
    assert_status(mmf_view_read_u64(&view, -1, &value), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_view_read", "the view is closed");
    assert_status(mmf_view_write_u64(&view, INT64_MAX, 1), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_view_write", "the view is closed");
    assert_status(mmf_view_span(&view, 0, 0, MMF_ACCESS_READ, &bytes),
                  MMF_EINVAL);
    assert_null(bytes);
    assert_status(mmf_view_flush(&view), MMF_EINVAL);
    assert_false(mmf_view_can_read(&view));
    assert_false(mmf_view_can_write(&view));
    assert_int_equal(value, 7);
}

static void a_copy_owns_nothing_and_serves_while_the_view_is_open(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);
    const mmf_view copy = view;
    uint8_t seen = 0;

    (void)state;
    assert_status(mmf_view_write_u8(&copy, 3, 33), MMF_OK);
    assert_status(mmf_view_read_u8(&view, 3, &seen), MMF_OK);
    assert_int_equal(seen, 33);
    assert_status(mmf_view_flush(&copy), MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
    assert_int_equal(fake_os_live_objects(), 0);
}

static void a_refused_unmap_closes_the_view_all_the_same(void **state)
{
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    fake_os_fail(FAKE_UNMAP, 1, FAKE_EODD);
    assert_status(mmf_view_close(&view), MMF_EUNKNOWN);
    assert_null(view.bytes);
    assert_detail(MMF_EUNKNOWN, "mmf_view_close", "(the system's error 7013)");
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void flush_is_for_views_of_any_access(void **state)
{
    (void)state;
    for (uint32_t access = 0; access < 6; access++) {
        mmf_view view = fake_view(10, access);

        assert_status(mmf_view_flush(&view), MMF_OK);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
    assert_int_equal(fake_os_calls(FAKE_FLUSH), 6);
}

static void a_failed_flush_says_why_and_keeps_the_view(void **state)
{
    static const struct {
        unsigned long code;
        int status;
    } rows[] = {{FAKE_EIO, MMF_EIO},
                {FAKE_EBUSY, MMF_EBUSY},
                {FAKE_ENOMEM, MMF_ENOMEM},
                {FAKE_EODD, MMF_EUNKNOWN}};
    mmf_view view = fake_view(10, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        fake_os_fail(FAKE_FLUSH, 0, rows[i].code);
        assert_status(mmf_view_flush(&view), rows[i].status);
    }
    fake_os_heal();
    assert_status(mmf_view_flush(&view), MMF_OK);
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(closing_makes_a_view_all_zero),
        fake_test(closing_again_does_nothing),
        fake_test(a_missing_view_is_invalid),
        fake_test(every_use_of_a_closed_view_is_invalid),
        fake_test(a_copy_owns_nothing_and_serves_while_the_view_is_open),
        fake_test(a_refused_unmap_closes_the_view_all_the_same),
        fake_test(flush_is_for_views_of_any_access),
        fake_test(a_failed_flush_says_why_and_keeps_the_view),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
