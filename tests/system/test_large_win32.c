/* SPDX-License-Identifier: MIT */
/*
 * Opening a map that does not fit into the free address space, as no large one
 * does in a 32-bit process: here the backend is told so, by a wrapper of the
 * function that maps for it.
 */
#include "os.h"
#include "real.h"
#include <windows.h>

#define GIB ((int64_t)1 << 30)

unsigned long __real_mmf_win32_map(HANDLE section, int64_t offset,
                                   size_t length, uint32_t access, void **out);
unsigned long __wrap_mmf_win32_map(HANDLE section, int64_t offset,
                                   size_t length, uint32_t access, void **out);

static unsigned long refusal; /* of mapping a whole section; 0 = none */
static int refused;

unsigned long __wrap_mmf_win32_map(HANDLE section, int64_t offset,
                                   size_t length, uint32_t access, void **out)
{
    if (offset != 0 || length != 0 || refusal == 0)
        return __real_mmf_win32_map(section, offset, length, access, out);
    refused++;
    return refusal;
}

static int setup(void **state)
{
    (void)state;
    refused = 0;
    refusal = 0;
    return 0;
}

/* Opens a map of a size where there is no room for all of it, with an answer
 * that Windows has for that; and tells how large it is said to be. */
static int64_t opened_size(int64_t size, unsigned long answer, uint32_t rights)
{
    const mmf_options sparse = {.flags = MMF_DELAY_ALLOCATE_PAGES};
    const char *name = real_name();
    mmf_map *map = NULL;
    mmf_map *other = NULL;
    int64_t told;
    int rc;

    assert_status(mmf_create_new(name, size, &sparse, &map), MMF_OK);
    refusal = answer;
    rc = mmf_open_existing(name, rights, NULL, &other);
    refusal = 0;
    assert_status(rc, MMF_OK);
    told = mmf_map_size(other);
    mmf_map_close(other);
    mmf_map_close(map);
    return told;
}

static void a_map_opens_where_it_has_no_room(void **state)
{
    static const int64_t sizes[] = {
        65536 + 1,       2 * GIB,
        4 * GIB - 1,     4 * GIB,
        4 * GIB + 1,     4 * GIB + 65536,
        6 * GIB + 65535, 6 * GIB + 65536,
        6 * GIB + 65537, 9 * GIB + 5 * 65536 + 4097};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(sizes); i++) {
        const int64_t told = opened_size(sizes[i], ERROR_NOT_ENOUGH_MEMORY,
                                         MMF_RIGHTS_READ_WRITE);

        assert_true(told == real_size(sizes[i]));
    }
    assert_in_range(refused, LENGTH_OF(sizes), 2 * LENGTH_OF(sizes));
}

static void whatever_the_system_calls_it(void **state)
{
    static const unsigned long answers[] = {
        ERROR_NOT_ENOUGH_MEMORY, ERROR_ACCESS_DENIED, ERROR_INVALID_ADDRESS,
        ERROR_COMMITMENT_LIMIT};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(answers); i++)
        assert_true(opened_size(6 * GIB, answers[i], MMF_RIGHTS_READ) ==
                    6 * GIB);
}

static void with_each_right_that_can_map(void **state)
{
    static const uint32_t rights[] = {MMF_RIGHTS_COPY_ON_WRITE, MMF_RIGHTS_READ,
                                      MMF_RIGHTS_WRITE, MMF_RIGHTS_READ_WRITE,
                                      MMF_RIGHTS_FULL_CONTROL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rights); i++)
        assert_true(opened_size(6 * GIB, ERROR_NOT_ENOUGH_MEMORY, rights[i]) ==
                    6 * GIB);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_map_opens_where_it_has_no_room, setup),
        cmocka_unit_test_setup(whatever_the_system_calls_it, setup),
        cmocka_unit_test_setup(with_each_right_that_can_map, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
