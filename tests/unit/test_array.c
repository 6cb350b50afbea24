/* SPDX-License-Identifier: MIT */
/*
 * Arrays: which bytes they are, and how many elements there is room for.  What
 * is refused is in test_array_refused.c.
 */
#include "fake_test.h"

enum {
    SIZE = 100,
    MARK = 0xEE
};

static mmf_view view;

static int view_setup(void **state)
{
    (void)fake_setup(state);
    view = fake_view(SIZE, MMF_ACCESS_READ_WRITE);
    fake_fill(&view, POISON_BYTE);
    return 0;
}

static int view_teardown(void **state)
{
    assert_status(mmf_view_close(&view), MMF_OK);
    return fake_teardown(state);
}

static void elements_lie_as_far_apart_as_dotnet_froze_it(void **state)
{
    static const int64_t strides[] = {0, 1, 2, 4, 4, 8, 8, 8, 8, 12, 12};

    (void)state;
    for (size_t size = 0; size < LENGTH_OF(strides); size++)
        assert_int_equal(mmf_view_stride(size), strides[size]);
    assert_int_equal(mmf_view_stride(16), 16);
    assert_int_equal(mmf_view_stride(17), 20);
    assert_int_equal(mmf_view_stride(1001), 1004);
    /* As many bytes as no element has, but on the smallest machines. */
    assert_int_equal(mmf_view_stride(SIZE_MAX),
                     sizeof(size_t) == 8 ? 0 : (int64_t)1 << 32);
}

/* Writes what of each size fits, at an even and an odd position: the elements
 * lie a stride apart and nothing else has changed; and reads it back. */
static void elements_of_any_size_go_and_come_back(void **state)
{
    unsigned char array[SIZE], seen[SIZE];

    (void)state;
    for (size_t i = 0; i < SIZE; i++)
        array[i] = (unsigned char)(i + 100);
    for (size_t size = 1; size <= 20; size++)
        for (int64_t at = 0; at < 4; at++) {
            const int64_t stride = mmf_view_stride(size);
            const int64_t count = (SIZE - at) / stride;
            int64_t read = -1;

            fake_fill(&view, MARK);
            memset(seen, POISON_BYTE, sizeof seen);
            assert_status(mmf_view_write_array(&view, at, array, size, count),
                          MMF_OK);
            assert_int_equal(fake_run(&view, 0, MARK), at);
            for (int64_t i = 0; i < count; i++) {
                const int64_t end = at + i * stride + (int64_t)size;

                assert_memory_equal(view.bytes + at + i * stride,
                                    array + i * (int64_t)size, size);
                assert_int_equal(fake_run(&view, end, MARK),
                                 i == count - 1 ? SIZE - end
                                                : stride - (int64_t)size);
            }
            assert_status(
                mmf_view_read_array(&view, at, seen, size, count, &read),
                MMF_OK);
            assert_int_equal(read, count);
            assert_memory_equal(seen, array, (size_t)count * size);
            assert_int_equal(seen[(size_t)count * size % SIZE],
                             (size_t)count * size < SIZE ? POISON_BYTE
                                                         : array[0]);
        }
}

static void as_many_are_read_as_there_are(void **state)
{
    static const struct {
        int64_t position;
        size_t size;
        int64_t wanted;
        int64_t read;
    } rows[] = {
        {0, 1, 1000, 100},    {99, 1, 1, 1},         {99, 2, 1, 0},
        {97, 2, 5, 1},        {0, 6, 100, 12},       {92, 6, 1, 1},
        {93, 6, 1, 0},        {0, 16, 5000, 6},      {84, 16, 2, 1},
        {85, 16, 2, 0},       {0, 4, INT64_MAX, 25}, {0, 3, INT64_MAX, 25},
        {0, 101, 1, 0},       {1, 100, 1, 0},        {0, 100, 1, 1},
        {50, 4, 0, 0},        {99, 4, 0, 0},         {0, 8, INT32_MAX, 12},
        {0, 8, 1LL << 32, 12}};
    unsigned char seen[104];

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        int64_t read = -1;
        const size_t bytes = rows[i].size * (size_t)rows[i].read;

        memset(seen, MARK, sizeof seen);
        assert_status(mmf_view_read_array(&view, rows[i].position, seen,
                                          rows[i].size, rows[i].wanted, &read),
                      MMF_OK);
        assert_int_equal(read, rows[i].read);
        for (size_t k = 0; k < sizeof seen; k++)
            assert_int_equal(seen[k], k < bytes ? POISON_BYTE : MARK);
    }
}

/* .NET reads any byte of a bool[] and of numbers that are none. */
static void bytes_are_kept_as_they_are(void **state)
{
    static const unsigned char odd[] = {0, 1, 2, 0xFF};
    unsigned char seen[4] = {0};
    int64_t read = 0;

    (void)state;
    assert_status(mmf_view_write_array(&view, 3, odd, 1, 4), MMF_OK);
    assert_status(mmf_view_read_array(&view, 3, seen, 1, 4, &read), MMF_OK);
    assert_memory_equal(seen, odd, sizeof odd);
}

#define view_test(name) \
    cmocka_unit_test_setup_teardown(name, view_setup, view_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_lie_as_far_apart_as_dotnet_froze_it),
        view_test(elements_of_any_size_go_and_come_back),
        view_test(as_many_are_read_as_there_are),
        view_test(bytes_are_kept_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
