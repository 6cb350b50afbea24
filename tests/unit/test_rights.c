/* SPDX-License-Identifier: MIT */
/*
 * The rights of an opened map: which are known, how they reach the system, and
 * what views they allow.
 */
#include "fake_test.h"

static const char operation[] = "mmf_open_existing";

static int open_as(const char *name, uint32_t rights, mmf_map **map)
{
    *map = POISON_MAP;
    return mmf_open_existing(name, rights, NULL, map);
}

static void each_known_right_passes_through(void **state)
{
    static const uint32_t known[] = {
        0x1,     0x2,     0x4,     0x8,     0x6,     0xC,      0xE,
        0x10000, 0x20000, 0x40000, 0x80000, 0xF000F, 0x1000000};
    mmf_map *creator = fake_map("a", 1, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(known); i++) {
        mmf_map *map;

        assert_status(open_as("a", known[i], &map), MMF_OK);
        assert_int_equal(fake_os_last_wish()->access, known[i]);
        mmf_map_close(map);
    }
    mmf_map_close(creator);
}

static void unknown_or_no_rights_are_refused(void **state)
{
    mmf_map *map;

    (void)state;
    for (int bit = 0; bit < 32; bit++) {
        const uint32_t right = (uint32_t)1 << bit;

        if ((right & 0x10F000F) != 0)
            continue;
        assert_status(open_as("a", right | MMF_RIGHTS_READ, &map), MMF_EINVAL);
        assert_null(map);
    }
    assert_detail(MMF_EINVAL, operation, "rights 0x80000004: unknown bits");
    assert_status(open_as("a", 0, &map), MMF_EINVAL);
    assert_detail(MMF_EINVAL, operation, "rights 0x0: nothing is asked");
    assert_int_equal(fake_os_calls(FAKE_ANY), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(each_known_right_passes_through),
        fake_test(unknown_or_no_rights_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
