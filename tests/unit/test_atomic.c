/* SPDX-License-Identifier: MIT */
/*
 * Atomic numbers in a view: what each function does and refuses.  That they are
 * atomic is seen by several threads in tests/text/threads.c.
 */
#include "fake_test.h"

enum {
    SIZE = 64
};

/* One test of each kind for both sizes. */
#define TESTS(name, type, largest)                                             \
    static void name##_is_stored_and_loaded(void **state)                      \
    {                                                                          \
        mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);                \
        const type value = (type)0x1122334455667788u;                          \
        type seen = 0;                                                         \
                                                                               \
        (void)state;                                                           \
        assert_status(mmf_atomic_store_release_##name(&view, 8, value),        \
                      MMF_OK);                                                 \
        assert_memory_equal(view.bytes + 8, &value, sizeof value);             \
        assert_int_equal(fake_run(&view, 8 + sizeof value, 0),                 \
                         SIZE - 8 - (int64_t)sizeof value);                    \
        assert_status(mmf_atomic_load_acquire_##name(&view, 8, &seen),         \
                      MMF_OK);                                                 \
        assert_true(seen == value);                                            \
        assert_status(mmf_view_close(&view), MMF_OK);                          \
    }                                                                          \
    static void name##_is_exchanged(void **state)                              \
    {                                                                          \
        mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);                \
        type seen = 9;                                                         \
                                                                               \
        (void)state;                                                           \
        assert_status(mmf_atomic_exchange_##name(&view, 0, 5, &seen), MMF_OK); \
        assert_true(seen == 0);                                                \
        assert_status(mmf_atomic_exchange_##name(&view, 0, 6, NULL), MMF_OK);  \
        assert_status(                                                         \
            mmf_atomic_compare_exchange_##name(&view, 0, 5, 7, &seen),         \
            MMF_OK);                                                           \
        assert_true(seen == 6);                                                \
        assert_status(                                                         \
            mmf_atomic_compare_exchange_##name(&view, 0, 6, 7, &seen),         \
            MMF_OK);                                                           \
        assert_true(seen == 6);                                                \
        assert_int_equal(view.bytes[0], 7);                                    \
        assert_status(mmf_view_close(&view), MMF_OK);                          \
    }                                                                          \
    static void name##_is_added_to(void **state)                               \
    {                                                                          \
        mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);                \
        type seen = 9;                                                         \
                                                                               \
        (void)state;                                                           \
        assert_status(mmf_atomic_add_##name(&view, 0, largest, NULL), MMF_OK); \
        assert_status(mmf_atomic_add_##name(&view, 0, 3, &seen), MMF_OK);      \
        assert_true(seen == largest);                                          \
        assert_status(mmf_atomic_load_acquire_##name(&view, 0, &seen),         \
                      MMF_OK);                                                 \
        assert_int_equal(seen, 2);                                             \
        assert_status(mmf_view_close(&view), MMF_OK);                          \
    }                                                                          \
    static int name##_all(const mmf_view *view, int64_t position, int which)   \
    {                                                                          \
        type seen = 0;                                                         \
                                                                               \
        switch (which) {                                                       \
        case 0:                                                                \
            return mmf_atomic_load_acquire_##name(view, position, &seen);      \
        case 1:                                                                \
            return mmf_atomic_store_release_##name(view, position, 1);         \
        case 2:                                                                \
            return mmf_atomic_exchange_##name(view, position, 1, &seen);       \
        case 3:                                                                \
            return mmf_atomic_add_##name(view, position, 1, &seen);            \
        default:                                                               \
            return mmf_atomic_compare_exchange_##name(view, position, 0, 1,    \
                                                      &seen);                  \
        }                                                                      \
    }                                                                          \
    static void name##_is_refused(void **state)                                \
    {                                                                          \
        mmf_view view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);                \
        mmf_view reader = fake_view(SIZE, MMF_ACCESS_READ);                    \
        mmf_view writer = fake_view(SIZE, MMF_ACCESS_WRITE);                   \
        type seen = 9;                                                         \
                                                                               \
        (void)state;                                                           \
        for (int i = 0; i < 5; i++) {                                          \
            assert_status(name##_all(NULL, 0, i), MMF_EINVAL);                 \
            assert_status(name##_all(&view, 2, i), MMF_EINVAL);                \
            assert_status(name##_all(&view, SIZE, i), MMF_ERANGE);             \
            assert_status(name##_all(&view, -8, i), MMF_ERANGE);               \
            assert_status(name##_all(&reader, 0, i),                           \
                          i == 0 ? MMF_OK : MMF_EACCES);                       \
            assert_status(name##_all(&writer, 0, i),                           \
                          i == 1 ? MMF_OK : MMF_EACCES);                       \
        }                                                                      \
        assert_status(mmf_atomic_add_##name(NULL, 0, 1, NULL), MMF_EINVAL);    \
        assert_detail(MMF_EINVAL, "mmf_atomic_add_" #name, "NULL");            \
        assert_status(mmf_atomic_load_acquire_##name(&view, SIZE, &seen),      \
                      MMF_ERANGE);                                             \
        assert_detail(MMF_ERANGE, "mmf_atomic_load_acquire_" #name,            \
                      "position 64 is at or beyond");                          \
        assert_status(mmf_atomic_load_acquire_##name(&view, 0, NULL),          \
                      MMF_EINVAL);                                             \
        assert_status(                                                         \
            mmf_atomic_compare_exchange_##name(&view, 0, 0, 1, NULL),          \
            MMF_EINVAL);                                                       \
        assert_status(mmf_atomic_load_acquire_##name(&view, 1, &seen),         \
                      MMF_EINVAL);                                             \
        assert_true(seen == 9);                                                \
        assert_detail(MMF_EINVAL, "mmf_atomic_load_acquire_" #name,            \
                      "position 1 is not a multiple of");                      \
        assert_int_equal(fake_run(&view, 0, 0), SIZE);                         \
        assert_status(mmf_view_close(&view), MMF_OK);                          \
        assert_status(mmf_view_close(&reader), MMF_OK);                        \
        assert_status(mmf_view_close(&writer), MMF_OK);                        \
    }

TESTS(u32, uint32_t, UINT32_MAX)
TESTS(u64, uint64_t, UINT64_MAX)

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(u32_is_stored_and_loaded), fake_test(u32_is_exchanged),
        fake_test(u32_is_added_to),          fake_test(u32_is_refused),
        fake_test(u64_is_stored_and_loaded), fake_test(u64_is_exchanged),
        fake_test(u64_is_added_to),          fake_test(u64_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
