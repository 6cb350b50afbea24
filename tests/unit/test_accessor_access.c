/* SPDX-License-Identifier: MIT */
/*
 * Who may use an accessor: views that cannot be read, views that cannot be
 * written, and what the refusals say.  mmf_view_span() is in test_span.c.
 */
#include "fake_test.h"

static const struct {
    uint32_t access;
    bool reads;
    bool writes;
} rows[] = {
    {MMF_ACCESS_READ_WRITE, true, true},
    {MMF_ACCESS_READ, true, false},
    {MMF_ACCESS_WRITE, false, true},
    {MMF_ACCESS_COPY_ON_WRITE, true, true},
    {MMF_ACCESS_READ_EXECUTE, true, false},
    {MMF_ACCESS_READ_WRITE_EXECUTE, true, true},
};

static void a_view_tells_what_it_allows(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        mmf_view view = fake_view(8, rows[i].access);

        assert_true(mmf_view_can_read(&view) == rows[i].reads);
        assert_true(mmf_view_can_write(&view) == rows[i].writes);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
}

/* An access that no version knows may write nothing. */
static void an_access_from_nowhere_writes_nothing(void **state)
{
    mmf_view view = fake_view(8, MMF_ACCESS_READ_WRITE);
    mmf_view odd = view;
    unsigned char *bytes;

    (void)state;
    odd.access = 77;
    assert_false(mmf_view_can_write(&odd));
    assert_status(mmf_view_span(&odd, 0, 1, MMF_ACCESS_WRITE, &bytes),
                  MMF_EACCES);
    assert_status(mmf_view_close(&view), MMF_OK);
}

#define READS(name, type)                                             \
    {                                                                 \
        type seen;                                                    \
        memset(&seen, POISON_BYTE, sizeof seen);                      \
        assert_status(mmf_view_read_##name(&view, 0, &seen), status); \
        assert_true((*(unsigned char *)&seen == POISON_BYTE) ==       \
                    (status != MMF_OK));                              \
    }

static void every_read_asks_whether_it_may(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const int status = rows[i].reads ? MMF_OK : MMF_EACCES;
        mmf_view view = fake_view(8, rows[i].access);
        bool truth = true;

        MMF_VIEW_TYPES(READS)
        assert_status(mmf_view_read_bool(&view, 0, &truth), status);
        assert_true(truth == !rows[i].reads);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
}

#define WRITES(name, type)                                           \
    assert_status(mmf_view_write_##name(&view, 0, (type)1), status); \
    assert_true((fake_run(&view, 0, 0) == 8) == (status != MMF_OK)); \
    fake_fill(&view, 0);

static void every_write_asks_whether_it_may(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const int status = rows[i].writes ? MMF_OK : MMF_EACCES;
        mmf_view view = fake_view(8, rows[i].access);

        MMF_VIEW_TYPES(WRITES)
        assert_status(mmf_view_write_bool(&view, 0, true), status);
        assert_status(mmf_view_close(&view), MMF_OK);
    }
}

static void a_refusal_says_what_the_view_cannot(void **state)
{
    mmf_view writer = fake_view(8, MMF_ACCESS_WRITE);
    mmf_view reader = fake_view(8, MMF_ACCESS_READ);
    uint8_t seen = 0;

    (void)state;
    /* The access comes before the position, as in .NET. */
    assert_status(mmf_view_read_u8(&writer, -1, &seen), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_view_read", "the view cannot be read");
    assert_status(mmf_view_write_u8(&reader, 99, 1), MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_view_write", "the view cannot be written");
    assert_status(mmf_view_close(&writer), MMF_OK);
    assert_status(mmf_view_close(&reader), MMF_OK);
}

static void a_refusal_tells_the_position(void **state)
{
    mmf_view view = fake_view(8, MMF_ACCESS_READ_WRITE);
    uint32_t seen = 0;

    (void)state;
    assert_status(mmf_view_read_u32(&view, -1, &seen), MMF_ERANGE);
    assert_detail(MMF_ERANGE, "mmf_view_read", "position -1 is negative");
    assert_status(mmf_view_read_u32(&view, 8, &seen), MMF_ERANGE);
    assert_detail(MMF_ERANGE, "mmf_view_read",
                  "position 8 is at or beyond the end of the view's 8 bytes");
    assert_status(mmf_view_write_u32(&view, 5, 1), MMF_ERANGE);
    assert_detail(MMF_ERANGE, "mmf_view_write",
                  "4 bytes at position 5 run past the view's 8");
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_view_tells_what_it_allows),
        fake_test(an_access_from_nowhere_writes_nothing),
        fake_test(every_read_asks_whether_it_may),
        fake_test(every_write_asks_whether_it_may),
        fake_test(a_refusal_says_what_the_view_cannot),
        fake_test(a_refusal_tells_the_position),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
