/* SPDX-License-Identifier: MIT */
/*
 * OpenExisting over the real system.
 */
#include "host.h"
#include "real.h"

static int open_as(const char *name, uint32_t rights, uint32_t inheritability,
                   mmf_map **map)
{
    const mmf_options options = {.inheritability = inheritability};
    const int rc = mmf_open_existing(name, rights, &options, map);

    assert_int_equal(rc == MMF_OK, *map != NULL);
    return rc;
}

static int refused(const char *name, uint32_t rights, uint32_t inheritability)
{
    mmf_map *map = POISON_MAP;

    return open_as(name, rights, inheritability, &map);
}

static void no_name_and_an_empty_one_are_refused(void **state)
{
    (void)state;
    assert_status(refused(NULL, MMF_RIGHTS_READ, 0), MMF_EINVAL);
    assert_status(refused("", MMF_RIGHTS_READ, 0), MMF_ENAME);
}

static void each_kind_of_name_that_is_not_there_is_told(void **state)
{
    (void)state;
    for (int kind = 0; kind < REAL_KINDS; kind++)
        assert_status(refused(real_name_of(kind), MMF_RIGHTS_READ_WRITE, 0),
                      real_takes(kind) ? MMF_ENOENT : MMF_ENAME);
}

static void an_unknown_inheritability_is_refused(void **state)
{
    (void)state;
    assert_status(refused(real_name(), MMF_RIGHTS_READ, (uint32_t)-1),
                  MMF_EINVAL);
    assert_status(refused(real_name(), MMF_RIGHTS_READ, 42), MMF_EINVAL);
}

static void unknown_rights_are_refused(void **state)
{
    (void)state;
    assert_status(refused(real_name(), 0x800000, 0), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_open_existing", "rights 0x800000");
}

/* What view a right allows; WRITE stands for writing and no more, NONE for a
 * right that concerns the object and not its bytes. */
enum {
    NONE = 99
};

static const struct right {
    uint32_t rights;
    uint32_t view;
} rights[] = {
    {MMF_RIGHTS_COPY_ON_WRITE, MMF_ACCESS_COPY_ON_WRITE},
    {MMF_RIGHTS_WRITE, MMF_ACCESS_WRITE},
    {MMF_RIGHTS_COPY_ON_WRITE | MMF_RIGHTS_WRITE, MMF_ACCESS_WRITE},
    {MMF_RIGHTS_READ, MMF_ACCESS_READ},
    {MMF_RIGHTS_READ_WRITE, MMF_ACCESS_READ_WRITE},
    {MMF_RIGHTS_EXECUTE, NONE},
    {MMF_RIGHTS_READ_EXECUTE, MMF_ACCESS_READ_EXECUTE},
    {MMF_RIGHTS_READ_WRITE_EXECUTE, MMF_ACCESS_READ_WRITE_EXECUTE},
    {MMF_RIGHTS_DELETE, NONE},
    {MMF_RIGHTS_READ_PERMISSIONS, NONE},
    {MMF_RIGHTS_CHANGE_PERMISSIONS, NONE},
    {MMF_RIGHTS_TAKE_OWNERSHIP, NONE},
    {MMF_RIGHTS_FULL_CONTROL, MMF_ACCESS_READ_WRITE_EXECUTE},
};

static void assert_opened(const char *name, const struct right *row,
                          uint32_t inheritability)
{
    mmf_map *map = POISON_MAP;
    mmf_view view;
    int rc;

    assert_status(open_as(name, row->rights, inheritability, &map), MMF_OK);
    assert_int_equal(host_is_inherited(mmf_map_handle(map)), inheritability);
    if (row->view == NONE) {
        assert_status(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view),
                      MMF_EACCES);
    } else {
        rc = mmf_view_open(map, 0, 4096, row->view, &view);
        if (!real_forbids(rc, row->view)) {
            assert_status(rc, MMF_OK);
            assert_int_equal(view.size, 4096);
            assert_status(mmf_view_close(&view), MMF_OK);
        }
    }
    mmf_map_close(map);
}

static void each_right_opens_what_it_allows(void **state)
{
    const mmf_options wish = {.access = MMF_ACCESS_READ_WRITE_EXECUTE};

    (void)state;
    for (int kind = 0; kind < REAL_KINDS; kind++) {
        const char *name = real_name_of(kind);
        mmf_map *creator = POISON_MAP;

        if (!real_takes(kind))
            continue;
        assert_status(mmf_create_new(name, 4096, &wish, &creator), MMF_OK);
        for (size_t i = 0; i < LENGTH_OF(rights) * 2; i++)
            assert_opened(name, &rights[i / 2], i % 2);
        real_end(name, creator);
        assert_status(refused(name, MMF_RIGHTS_READ, 0), MMF_ENOENT);
    }
}

/* Windows gives it to holders of a privilege; POSIX knows no such thing. */
static void the_right_to_audit_is_the_systems_to_refuse(void **state)
{
    const char *name = real_name();
    mmf_map *creator = real_map(name, 4096, MMF_ACCESS_READ_WRITE);
    mmf_map *map = POISON_MAP;
    const int rc = open_as(name, MMF_RIGHTS_ACCESS_SYSTEM_SECURITY, 0, &map);

    (void)state;
    assert_status(rc, real_is_posix() || rc == MMF_OK ? MMF_OK : MMF_EACCES);
    mmf_map_close(map);
    real_end(name, creator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_name_and_an_empty_one_are_refused),
        cmocka_unit_test(each_kind_of_name_that_is_not_there_is_told),
        cmocka_unit_test(an_unknown_inheritability_is_refused),
        cmocka_unit_test(unknown_rights_are_refused),
        cmocka_unit_test(each_right_opens_what_it_allows),
        cmocka_unit_test(the_right_to_audit_is_the_systems_to_refuse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
