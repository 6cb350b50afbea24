/* SPDX-License-Identifier: MIT */
/*
 * What the tests of texts share: a view of the article's size, and looks at the
 * bytes in it.
 */
#ifndef MMF_TEXT_TEST_H
#define MMF_TEXT_TEST_H

#include "fake_test.h"

enum {
    ARTICLE_SIZE = 8096,
    ARTICLE_UNITS = 4043,
    UNITS_AT = 10
};

/* The view of the test that runs, full of POISON_BYTE. */
static mmf_view view;

static inline int text_setup(void **state)
{
    (void)fake_setup(state);
    view = fake_view(ARTICLE_SIZE, MMF_ACCESS_READ_WRITE);
    fake_fill(&view, POISON_BYTE);
    return 0;
}

static inline int text_teardown(void **state)
{
    assert_status(mmf_view_close(&view), MMF_OK);
    return fake_teardown(state);
}

#define text_test(name) \
    cmocka_unit_test_setup_teardown(name, text_setup, text_teardown)

/* Asserts that the article's layout holds these units and nothing else was
 * touched since the view was full of POISON_BYTE. */
static inline void assert_stored(const uint16_t *units, int32_t count)
{
    const size_t length = (size_t)count * 2;

    assert_memory_equal(view.bytes, &count, sizeof count);
    assert_true(fake_run(&view, 4, POISON_BYTE) >= UNITS_AT - 4);
    if (length != 0)
        assert_memory_equal(view.bytes + UNITS_AT, units, length);
    assert_int_equal(fake_run(&view, UNITS_AT + (int64_t)length, POISON_BYTE),
                     ARTICLE_SIZE - UNITS_AT - (int64_t)length);
}

/* The options of a policy. */
#define HOW(it) (&(const mmf_text_options){.policy = (it)})

/* Lays units and a count there as another program might that knows nothing of
 * sequenced writers, where there was none before. */
static inline void lay(int32_t count, const uint16_t *units, size_t laid)
{
    memcpy(view.bytes, &count, sizeof count);
    memset(view.bytes + 4, 0, UNITS_AT - 4);
    if (laid != 0)
        memcpy(view.bytes + UNITS_AT, units, laid * sizeof *units);
}

#endif
