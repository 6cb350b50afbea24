/* SPDX-License-Identifier: MIT */
/*
 * CreateOrOpen over the real system.
 */
#include "real.h"

static int create_or_open(const char *name, int64_t capacity, mmf_options wish,
                          mmf_map **map)
{
    int how = 7;
    const int rc = mmf_create_or_open(name, capacity, &wish, map, &how);

    assert_int_equal(rc == MMF_OK, *map != NULL);
    assert_int_equal(rc == MMF_OK, how != 0);
    return rc;
}

static int refused(const char *name, int64_t capacity, mmf_options wish)
{
    mmf_map *map = POISON_MAP;

    return create_or_open(name, capacity, wish, &map);
}

static void no_name_and_an_empty_one_are_refused(void **state)
{
    (void)state;
    assert_status(refused(NULL, 4096, (mmf_options){0}), MMF_EINVAL);
    assert_status(refused("", 4096, (mmf_options){0}), MMF_ENAME);
}

static void a_capacity_below_1_is_refused(void **state)
{
    (void)state;
    assert_status(refused(real_name(), 0, (mmf_options){0}), MMF_ERANGE);
    assert_status(refused(real_name(), -1, (mmf_options){0}), MMF_ERANGE);
}

static void the_largest_number_is_too_large(void **state)
{
    (void)state;
    assert_status(refused(real_name(), INT64_MAX, (mmf_options){0}),
                  MMF_ETOOBIG);
}

static void an_unknown_access_is_refused(void **state)
{
    (void)state;
    assert_status(refused(real_name(), 1, (mmf_options){.access = 42}),
                  MMF_EINVAL);
    assert_status(
        refused(real_name(), 1, (mmf_options){.access = (uint32_t)-2}),
        MMF_EINVAL);
}

static void unknown_flags_are_refused(void **state)
{
    (void)state;
    assert_status(refused(real_name(), 1, (mmf_options){.flags = 42}),
                  MMF_EINVAL);
    assert_status(refused(real_name(), 1, (mmf_options){.flags = (uint32_t)-2}),
                  MMF_EINVAL);
}

static void an_unknown_inheritability_is_refused(void **state)
{
    (void)state;
    assert_status(refused(real_name(), 1, (mmf_options){.inheritability = 42}),
                  MMF_EINVAL);
    assert_status(
        refused(real_name(), 1, (mmf_options){.inheritability = (uint32_t)-2}),
        MMF_EINVAL);
}

/* Creates with a wish, then opens what is there with the same wish. */
static void assert_created_then_opened(const char *name, int64_t capacity,
                                       const mmf_options *wish)
{
    const bool inheritable = wish->inheritability == MMF_INHERITABLE;
    mmf_map *first = POISON_MAP;
    mmf_map *second = POISON_MAP;
    int how = 0;

    assert_status(mmf_create_or_open(name, capacity, wish, &first, &how),
                  MMF_OK);
    assert_int_equal(how, MMF_CREATED);
    real_validate(first, capacity, wish->access, inheritable);
    assert_status(mmf_create_or_open(name, capacity, wish, &second, &how),
                  MMF_OK);
    assert_int_equal(how, MMF_OPENED);
    real_validate(second, capacity, wish->access, inheritable);
    mmf_map_close(second);
    real_end(name, first);
}

static void try_all_with(const uint32_t *accesses, size_t count)
{
    const int64_t capacities[] = {1, 256, real_page(), 10000};

    for (size_t i = 0; i < LENGTH_OF(capacities); i++)
        for (size_t j = 0; j < count; j++)
            for (uint32_t choice = 0; choice < 4; choice++) {
                const mmf_options wish = {
                    .access = accesses[j],
                    .flags = (choice & 1) != 0 ? MMF_DELAY_ALLOCATE_PAGES : 0,
                    .inheritability = choice / 2};

                assert_created_then_opened(real_name(), capacities[i], &wish);
            }
}

static void all_valid_arguments_create_and_open(void **state)
{
    static const uint32_t accesses[] = {MMF_ACCESS_READ_WRITE, MMF_ACCESS_READ,
                                        MMF_ACCESS_COPY_ON_WRITE};

    (void)state;
    try_all_with(accesses, LENGTH_OF(accesses));
}

static void executing_maps_are_created_and_opened(void **state)
{
    static const uint32_t accesses[] = {MMF_ACCESS_READ_EXECUTE,
                                        MMF_ACCESS_READ_WRITE_EXECUTE};

    (void)state;
    try_all_with(accesses, LENGTH_OF(accesses));
}

static void each_kind_of_name_works_or_breaks_a_told_rule(void **state)
{
    (void)state;
    for (int kind = 0; kind < REAL_KINDS; kind++) {
        const char *name = real_name_of(kind);

        if (real_takes(kind))
            assert_created_then_opened(name, 4096, &(mmf_options){0});
        else
            assert_status(refused(name, 4096, (mmf_options){0}), MMF_ENAME);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_name_and_an_empty_one_are_refused),
        cmocka_unit_test(a_capacity_below_1_is_refused),
        cmocka_unit_test(the_largest_number_is_too_large),
        cmocka_unit_test(an_unknown_access_is_refused),
        cmocka_unit_test(unknown_flags_are_refused),
        cmocka_unit_test(an_unknown_inheritability_is_refused),
        cmocka_unit_test(all_valid_arguments_create_and_open),
        cmocka_unit_test(executing_maps_are_created_and_opened),
        cmocka_unit_test(each_kind_of_name_works_or_breaks_a_told_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
