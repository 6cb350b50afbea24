/* SPDX-License-Identifier: MIT */
/*
 * What views a map allows: .NET's 17 valid and 13 invalid pairs of map access
 * and view access, and the same by the rights of an opened map.
 */
#include "fake_test.h"

enum {
    RW = MMF_ACCESS_READ_WRITE,
    R = MMF_ACCESS_READ,
    W = MMF_ACCESS_WRITE,
    COW = MMF_ACCESS_COPY_ON_WRITE,
    RX = MMF_ACCESS_READ_EXECUTE,
    RWX = MMF_ACCESS_READ_WRITE_EXECUTE,
    ACCESSES
};

/* Opens a view of each access; bit n of the result = access n was allowed. */
static unsigned int allowed(const mmf_map *map)
{
    unsigned int seen = 0;

    for (uint32_t access = 0; access < ACCESSES; access++) {
        mmf_view view;
        int rc;

        memset(&view, POISON_BYTE, sizeof view);
        rc = mmf_view_open(map, 0, 10, access, &view);
        if (rc == MMF_OK) {
            assert_int_equal(view.access, access);
            assert_status(mmf_view_close(&view), MMF_OK);
            seen |= 1u << access;
            continue;
        }
        assert_status(rc, MMF_EACCES);
        assert_null(view.bytes);
        assert_detail(MMF_EACCES, "mmf_view_open",
                      "the map does not allow MMF_ACCESS_");
    }
    return seen;
}

static void a_view_is_within_the_access_of_its_map(void **state)
{
    static const struct {
        uint32_t access;
        unsigned int views;
    } maps[] = {
        {RWX, 1u << R | 1u << W | 1u << RW | 1u << COW | 1u << RX | 1u << RWX},
        {RX, 1u << R | 1u << COW | 1u << RX},
        {COW, 1u << R | 1u << COW},
        {RW, 1u << R | 1u << W | 1u << RW | 1u << COW},
        {R, 1u << R | 1u << COW},
    };

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(maps); i++) {
        mmf_map *map = fake_map(NULL, 10, maps[i].access);

        assert_int_equal(allowed(map), maps[i].views);
        mmf_map_close(map);
    }
}

static const struct {
    uint32_t rights;
    unsigned int views;
} openers[] = {
    {MMF_RIGHTS_COPY_ON_WRITE, 1u << R | 1u << COW},
    {MMF_RIGHTS_WRITE, 1u << W},
    {MMF_RIGHTS_READ, 1u << R | 1u << COW},
    {MMF_RIGHTS_READ_WRITE, 1u << R | 1u << W | 1u << RW | 1u << COW},
    {MMF_RIGHTS_EXECUTE, 0},
    {MMF_RIGHTS_READ_EXECUTE, 1u << R | 1u << COW | 1u << RX},
    {MMF_RIGHTS_READ_WRITE_EXECUTE, 0x3F},
    {MMF_RIGHTS_DELETE, 0},
    {MMF_RIGHTS_ACCESS_SYSTEM_SECURITY, 0},
    {MMF_RIGHTS_DELETE | MMF_RIGHTS_READ, 1u << R | 1u << COW},
    {MMF_RIGHTS_FULL_CONTROL, 0x3F},
};

static void a_view_is_within_the_rights_of_its_opener(void **state)
{
    mmf_map *creator = fake_map("a", 10, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(openers); i++) {
        mmf_map *map = POISON_MAP;

        assert_status(mmf_open_existing("a", openers[i].rights, NULL, &map),
                      MMF_OK);
        assert_int_equal(allowed(map), openers[i].views);
        mmf_map_close(map);
    }
    mmf_map_close(creator);
}

static void create_or_open_gives_what_it_asked_for(void **state)
{
    const mmf_options options = {.access = MMF_ACCESS_READ};
    mmf_map *creator = fake_map("a", 10, MMF_ACCESS_READ_WRITE_EXECUTE);
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_or_open("a", 10, &options, &map, NULL), MMF_OK);
    assert_int_equal(allowed(map), 1u << R | 1u << COW);
    mmf_map_close(map);
    mmf_map_close(creator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_view_is_within_the_access_of_its_map),
        fake_test(a_view_is_within_the_rights_of_its_opener),
        fake_test(create_or_open_gives_what_it_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
