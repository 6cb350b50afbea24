/* SPDX-License-Identifier: MIT */
/*
 * What the tests of records share: a view of zeros with room for a small record
 * and for the bytes before and behind it, and the record's word.
 */
#ifndef MMF_RECORD_TEST_H
#define MMF_RECORD_TEST_H

#include "fake_test.h"

enum {
    SIZE = 128,
    AT = 16, /* of the header */
    WORD_AT = AT + 16,
    BYTES_AT = AT + MMF_RECORD_HEADER
};

typedef struct climate {
    double celsius, hectopascal, humidity;
} climate;

static const climate mild = {1.0, 2.5, -0.125};
static const climate cold = {-20.0, 1013.25, 0.5};

/* The view of the test that runs. */
static mmf_view view;

static inline int record_setup(void **state)
{
    (void)fake_setup(state);
    view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    return 0;
}

static inline int record_teardown(void **state)
{
    assert_status(mmf_view_close(&view), MMF_OK);
    return fake_teardown(state);
}

#define record_test(name) \
    cmocka_unit_test_setup_teardown(name, record_setup, record_teardown)

static inline int publish(const climate *now)
{
    return mmf_record_write(&view, AT, NULL, now, sizeof *now);
}

/* Reads with defaults into what was full of other bytes. */
static inline int read_back(climate *seen, mmf_record_result *found)
{
    memset(seen, POISON_BYTE, sizeof *seen);
    memset(found, POISON_BYTE, sizeof *found);
    found->size = sizeof *found;
    return mmf_record_read(&view, AT, NULL, seen, sizeof *seen, found);
}

static inline uint32_t word(void)
{
    uint32_t now;

    memcpy(&now, view.bytes + WORD_AT, sizeof now);
    return now;
}

static inline void set_word(uint32_t to)
{
    memcpy(view.bytes + WORD_AT, &to, sizeof to);
}

/* Asserts that a failed read has left nothing that could be used. */
static inline void assert_nothing(const climate *seen,
                                  const mmf_record_result *found)
{
    static const climate nothing;

    assert_memory_equal(seen, &nothing, sizeof nothing);
    assert_int_equal(found->sequence, 0);
    assert_true(found->hash == 0);
    assert_int_equal(found->size, sizeof *found);
}

#endif
