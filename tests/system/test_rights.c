/* SPDX-License-Identifier: MIT */
/*
 * MemoryMappedFileRights on the real system: what a map opened with each of them
 * shows, and with all of their combinations.
 */
#include "host.h"
#include "real.h"

enum {
    SIZE = 4096,
    RW = 1 << MMF_ACCESS_READ_WRITE,
    R = 1 << MMF_ACCESS_READ,
    W = 1 << MMF_ACCESS_WRITE,
    COW = 1 << MMF_ACCESS_COPY_ON_WRITE,
    RX = 1 << MMF_ACCESS_READ_EXECUTE,
    RWX = 1 << MMF_ACCESS_READ_WRITE_EXECUTE,
    EXECUTING = RX | RWX
};

/* Opens a view of each access: a bit for each that is there.  Windows does not
 * tell the size of a map of which nothing can be viewed: it has 0 bytes then, and
 * a view lies beyond. */
static int views_of(const mmf_map *map)
{
    int seen = 0;

    for (uint32_t access = 0; access < REAL_ACCESSES; access++) {
        mmf_view view;
        const int rc = mmf_view_open(map, 0, SIZE, access, &view);

        if (rc == MMF_OK) {
            seen |= 1 << access;
            assert_status(mmf_view_close(&view), MMF_OK);
        } else {
            assert_status(rc, mmf_map_size(map) == 0 ? MMF_ERANGE : MMF_EACCES);
        }
    }
    return seen;
}

/* Where the machine forbids execution, executing views are not held against
 * anybody. */
static void assert_views(const mmf_map *map, int expected)
{
    const int seen = views_of(map);

    if ((seen & EXECUTING) == 0)
        expected &= ~EXECUTING;
    assert_int_equal(seen, expected);
}

static const struct {
    uint32_t rights;
    int views;
} rows[] = {
    {MMF_RIGHTS_COPY_ON_WRITE, R | COW},
    {MMF_RIGHTS_WRITE, W},
    {MMF_RIGHTS_READ, R | COW},
    {MMF_RIGHTS_READ_WRITE, R | W | RW | COW},
    {MMF_RIGHTS_EXECUTE, 0},
    {MMF_RIGHTS_READ_EXECUTE, R | COW | RX},
    {MMF_RIGHTS_READ_WRITE_EXECUTE, R | W | RW | COW | RX | RWX},
    {MMF_RIGHTS_DELETE, 0},
    {MMF_RIGHTS_READ_PERMISSIONS, 0},
    {MMF_RIGHTS_CHANGE_PERMISSIONS, 0},
    {MMF_RIGHTS_TAKE_OWNERSHIP, 0},
    {MMF_RIGHTS_FULL_CONTROL, R | W | RW | COW | RX | RWX},
};

static void each_right_gives_its_views(void **state)
{
    const char *name = real_name();
    mmf_map *creator = real_map(name, SIZE, MMF_ACCESS_READ_WRITE_EXECUTE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        mmf_map *map = NULL;

        assert_status(mmf_open_existing(name, rows[i].rights, NULL, &map),
                      MMF_OK);
        assert_views(map, rows[i].views);
        mmf_map_close(map);
    }
    real_end(name, creator);
}

/* What reading, writing and executing give together. */
static int views_by(uint32_t rights)
{
    const bool copies = (rights & MMF_RIGHTS_COPY_ON_WRITE) != 0;
    const bool reads = (rights & MMF_RIGHTS_READ) != 0 || copies;
    const bool writes = (rights & MMF_RIGHTS_WRITE) != 0;
    const bool executes = (rights & MMF_RIGHTS_EXECUTE) != 0;
    int views = reads ? R | COW : 0;

    views |= writes ? W : 0;
    views |= reads && writes ? RW : 0;
    views |= reads && executes ? RX : 0;
    views |= reads && writes && executes ? RWX : 0;
    return views;
}

/* Windows has a right to read that stands for the one to copy only where it is
 * the only one; the other combinations with it are for the rows above. */
static void each_combination_gives_the_views_of_its_parts(void **state)
{
    const char *name = real_name();
    mmf_map *creator = real_map(name, SIZE, MMF_ACCESS_READ_WRITE_EXECUTE);

    (void)state;
    for (uint32_t rights = 2; rights < 16; rights += 2) {
        static const uint32_t others[] = {0, MMF_RIGHTS_DELETE,
                                          MMF_RIGHTS_READ_PERMISSIONS |
                                              MMF_RIGHTS_CHANGE_PERMISSIONS |
                                              MMF_RIGHTS_TAKE_OWNERSHIP};

        for (size_t i = 0; i < LENGTH_OF(others); i++) {
            mmf_map *map = NULL;

            assert_status(
                mmf_open_existing(name, rights | others[i], NULL, &map),
                MMF_OK);
            assert_views(map, views_by(rights));
            mmf_map_close(map);
        }
    }
    real_end(name, creator);
}

/* On Windows a section keeps the protection that it was made with: views beyond
 * it are refused, whatever the opener's rights.  Wine forgets it, and POSIX has
 * no such thing; there the rights count alone. */
static void rights_do_not_widen_what_a_map_was_made_for(void **state)
{
    const char *name = real_name();
    mmf_map *creator = real_map(name, SIZE, MMF_ACCESS_READ);
    const bool keeps = !real_is_posix() && !host_is_wine();
    mmf_map *map = NULL;

    (void)state;
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &map),
                  MMF_OK);
    assert_views(map, keeps ? R | COW : R | W | RW | COW);
    assert_views(creator, R | COW);
    mmf_map_close(map);
    real_end(name, creator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_right_gives_its_views),
        cmocka_unit_test(each_combination_gives_the_views_of_its_parts),
        cmocka_unit_test(rights_do_not_widen_what_a_map_was_made_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
