/* SPDX-License-Identifier: MIT */
/*
 * CreateNew over the real system: what it refuses, how many maps it gives, how
 * large they are, and what their end means.
 */
#include "real.h"

static int create(const char *name, int64_t capacity, mmf_options wish)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_new(name, capacity, &wish, &map);

    if (rc != MMF_OK)
        assert_null(map);
    else
        real_end(name, map);
    return rc;
}

static void an_empty_name_is_refused(void **state)
{
    (void)state;
    assert_status(create("", 4096, (mmf_options){0}), MMF_ENAME);
    assert_status(create("", 4096, (mmf_options){.access = MMF_ACCESS_READ}),
                  MMF_ENAME);
}

static void a_capacity_below_1_is_refused(void **state)
{
    (void)state;
    assert_status(create(NULL, 0, (mmf_options){0}), MMF_ERANGE);
    assert_status(create(NULL, -100, (mmf_options){0}), MMF_ERANGE);
    assert_status(create(real_name(), -1, (mmf_options){0}), MMF_ERANGE);
    assert_detail(MMF_ERANGE, "mmf_create_new", "capacity -1");
}

static void an_unknown_access_is_refused(void **state)
{
    (void)state;
    assert_status(create(NULL, 4096, (mmf_options){.access = 42}), MMF_EINVAL);
    assert_status(create(NULL, 4096, (mmf_options){.access = (uint32_t)-2}),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_create_new", "access 4294967294");
}

static void write_alone_is_no_access_for_a_map(void **state)
{
    (void)state;
    assert_status(create(NULL, 4096, (mmf_options){.access = MMF_ACCESS_WRITE}),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_create_new", "MMF_ACCESS_WRITE");
}

static void unknown_flags_are_refused(void **state)
{
    (void)state;
    assert_status(create(NULL, 4096, (mmf_options){.flags = 42}), MMF_EINVAL);
    assert_status(create(NULL, 4096, (mmf_options){.flags = (uint32_t)-2}),
                  MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_create_new", "flags 0x");
}

static void an_unknown_inheritability_is_refused(void **state)
{
    (void)state;
    assert_status(create(NULL, 4096, (mmf_options){.inheritability = 42}),
                  MMF_EINVAL);
    assert_status(
        create(NULL, 4096, (mmf_options){.inheritability = (uint32_t)-2}),
        MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_create_new", "inheritability 4294967294");
}

static void the_largest_number_is_too_large(void **state)
{
    (void)state;
    assert_status(create(NULL, INT64_MAX, (mmf_options){0}), MMF_ETOOBIG);
    assert_status(create(real_name(), INT64_MAX, (mmf_options){0}),
                  MMF_ETOOBIG);
}

static void a_hundred_maps_live_side_by_side(void **state)
{
    mmf_map *maps[100];

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(maps); i++) {
        maps[i] = real_map(NULL, 1, MMF_ACCESS_READ_WRITE);
        real_validate(maps[i], 1, MMF_ACCESS_READ_WRITE, false);
    }
    for (size_t i = 0; i < LENGTH_OF(maps); i++)
        mmf_map_close(maps[i]);
}

static void the_default_view_ends_with_the_map_or_its_page(void **state)
{
    mmf_map *map = real_map(NULL, 1, MMF_ACCESS_READ_WRITE);
    mmf_view view = real_view(map, 0, 0, MMF_ACCESS_READ_WRITE);

    (void)state;
    assert_int_equal(view.size, real_is_posix() ? 1 : real_page());
    assert_status(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

/* A pointer to a closed map cannot be told from another one in C. */
static void closing_no_map_is_harmless(void **state)
{
    (void)state;
    mmf_map_close(NULL);
    mmf_map_close(NULL);
}

static void no_map_has_neither_handle_nor_view(void **state)
{
    mmf_view view;

    (void)state;
    assert_int_equal(mmf_map_handle(NULL), -1);
    assert_int_equal(mmf_map_size(NULL), -1);
    assert_status(mmf_view_open(NULL, 0, 0, MMF_ACCESS_READ_WRITE, &view),
                  MMF_EINVAL);
    assert_null(view.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_name_is_refused),
        cmocka_unit_test(a_capacity_below_1_is_refused),
        cmocka_unit_test(an_unknown_access_is_refused),
        cmocka_unit_test(write_alone_is_no_access_for_a_map),
        cmocka_unit_test(unknown_flags_are_refused),
        cmocka_unit_test(an_unknown_inheritability_is_refused),
        cmocka_unit_test(the_largest_number_is_too_large),
        cmocka_unit_test(a_hundred_maps_live_side_by_side),
        cmocka_unit_test(the_default_view_ends_with_the_map_or_its_page),
        cmocka_unit_test(closing_no_map_is_harmless),
        cmocka_unit_test(no_map_has_neither_handle_nor_view),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
