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
        assert_detail(MMF_EACCES, "mmf_view_open", "the map allows less than");
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

static void a_view_is_within_the_rights_of_its_opener(void **state)
{
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

static void an_unknown_access_is_no_view(void **state)
{
    static const uint32_t accesses[] = {6, 7, UINT32_MAX};
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE_EXECUTE);
    mmf_view view;

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        memset(&view, POISON_BYTE, sizeof view);
        assert_status(mmf_view_open(map, 0, 1, accesses[i], &view), MMF_EINVAL);
        assert_null(view.bytes);
    }
    assert_detail(MMF_EINVAL, "mmf_view_open", "4294967295 is no mmf_access");
    /* .NET's order: the place comes before the access. */
    assert_status(mmf_view_open(map, -1, 1, 6, &view), MMF_ERANGE);
    assert_status(mmf_view_open(map, 0, 11, 6, &view), MMF_EINVAL);
    mmf_map_close(map);
}

static void a_private_copy_keeps_what_is_written(void **state)
{
    mmf_map *map = fake_map(NULL, 10, MMF_ACCESS_READ_WRITE);
    mmf_view shared;
    mmf_view copy;

    (void)state;
    assert_status(mmf_view_open(map, 0, 10, RW, &shared), MMF_OK);
    fake_fill(&shared, 1);
    assert_status(mmf_view_open(map, 0, 10, COW, &copy), MMF_OK);
    assert_status(mmf_view_write_u8(&copy, 0, 2), MMF_OK);
    assert_int_equal(fake_run(&shared, 0, 1), 10);
    assert_int_equal(copy.bytes[0], 2);
    assert_int_equal(fake_run(&copy, 1, 1), 9);
    assert_status(mmf_view_close(&copy), MMF_OK);
    assert_status(mmf_view_close(&shared), MMF_OK);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(a_view_is_within_the_access_of_its_map),
        fake_test(a_view_is_within_the_rights_of_its_opener),
        fake_test(create_or_open_gives_what_it_asked_for),
        fake_test(an_unknown_access_is_no_view),
        fake_test(a_private_copy_keeps_what_is_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
