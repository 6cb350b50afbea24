/* SPDX-License-Identifier: MIT */
/*
 * CreateNew over the real system, valid calls: names, all arguments together,
 * and what a map is when its name was used before.  What is refused is in
 * test_create_new_refused.c.
 */
#include "real.h"

static void each_kind_of_name_works_or_breaks_a_told_rule(void **state)
{
    static const mmf_options wishes[] = {
        {.access = MMF_ACCESS_READ_WRITE},
        {.access = MMF_ACCESS_READ},
        {.access = MMF_ACCESS_READ_WRITE_EXECUTE,
         .flags = MMF_DELAY_ALLOCATE_PAGES,
         .inheritability = MMF_INHERITABLE}};

    (void)state;
    for (int kind = 0; kind < REAL_KINDS; kind++)
        for (size_t i = 0; i < LENGTH_OF(wishes); i++) {
            const char *name = real_name_of(kind);
            mmf_map *map = POISON_MAP;

            assert_status(mmf_create_new(name, 4096, &wishes[i], &map),
                          real_takes(kind) ? MMF_OK : MMF_ENAME);
            if (!real_takes(kind)) {
                assert_null(map);
                continue;
            }
            real_validate(map, 4096, wishes[i].access, i == 2);
            real_end(name, map);
        }
}

static void letters_of_base64_make_names_but_for_the_slash(void **state)
{
    static const char *const letters[] = {"+", "=", "-", "_", "/"};
    char name[REAL_NAME_ROOM + 8];

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(letters); i++) {
        const bool fits = letters[i][0] != '/' || !real_is_posix();
        mmf_map *map = POISON_MAP;

        (void)snprintf(name, sizeof name, "%s%sx", real_name(), letters[i]);
        assert_status(mmf_create_new(name, 1, NULL, &map),
                      fits ? MMF_OK : MMF_ENAME);
        if (fits)
            real_end(name, map);
    }
}

static void a_name_in_use_is_refused_until_it_ends(void **state)
{
    (void)state;
    for (int kind = 0; kind < REAL_KINDS; kind++) {
        const char *name = real_name_of(kind);
        mmf_map *second = POISON_MAP;

        if (!real_takes(kind))
            continue;
        for (int round = 0; round < 2; round++) {
            mmf_map *first = real_map(name, 4096, MMF_ACCESS_READ_WRITE);

            assert_status(mmf_create_new(name, 4096, NULL, &second),
                          MMF_EEXIST);
            assert_null(second);
            real_validate(first, 4096, MMF_ACCESS_READ_WRITE, false);
            real_end(name, first);
        }
    }
}

static void validate_wish(int64_t capacity, const mmf_options *wish)
{
    const char *const names[] = {NULL, real_name()};

    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_map *map = POISON_MAP;

        assert_status(mmf_create_new(names[i], capacity, wish, &map), MMF_OK);
        real_validate(map, capacity, wish->access,
                      wish->inheritability == MMF_INHERITABLE);
        real_end(names[i], map);
    }
}

static void all_valid_arguments_go_together(void **state)
{
    const int64_t capacities[] = {1, 256, real_page(), 10000};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(capacities); i++)
        for (uint32_t access = 0; access < REAL_ACCESSES; access++)
            for (uint32_t choice = 0; choice < 4; choice++) {
                const mmf_options wish = {
                    .access = access,
                    .flags = (choice & 1) != 0 ? MMF_DELAY_ALLOCATE_PAGES : 0,
                    .inheritability = choice / 2};

                if (access != MMF_ACCESS_WRITE)
                    validate_wish(capacities[i], &wish);
            }
}

static void assert_made_again_is_zero(const char *name)
{
    for (int round = 0; round < 2; round++) {
        mmf_map *map = real_map(name, 4096, MMF_ACCESS_READ_WRITE);
        mmf_view view = real_view(map, 0, 4096, MMF_ACCESS_READ_WRITE);

        for (int64_t at = 0; at < 4096; at++)
            assert_int_equal(view.bytes[at], 0);
        memset(view.bytes, 0xA5, 4096);
        assert_status(mmf_view_close(&view), MMF_OK);
        real_end(name, map);
    }
}

static void a_map_made_again_is_zero(void **state)
{
    (void)state;
    for (int kind = 0; kind < REAL_KINDS; kind++)
        if (real_takes(kind))
            assert_made_again_is_zero(real_name_of(kind));
}

static void a_map_without_a_name_is_zero_each_time(void **state)
{
    (void)state;
    assert_made_again_is_zero(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_name_works_or_breaks_a_told_rule),
        cmocka_unit_test(letters_of_base64_make_names_but_for_the_slash),
        cmocka_unit_test(a_name_in_use_is_refused_until_it_ends),
        cmocka_unit_test(all_valid_arguments_go_together),
        cmocka_unit_test(a_map_made_again_is_zero),
        cmocka_unit_test(a_map_without_a_name_is_zero_each_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
