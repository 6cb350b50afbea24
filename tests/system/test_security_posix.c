/* SPDX-License-Identifier: MIT */
/*
 * Who may use a map on POSIX: what is asked for is what the object has, now and
 * later, and what keeps its name alive stays.  Several users are in tests/life.
 */
#include "host.h"
#include "host_file.h"
#include "real.h"
#include <sys/stat.h>
#include <unistd.h>

static const char *name_of_this(void)
{
    static char name[64];

    (void)snprintf(name, sizeof name, "mmf.security.%lx", host_process());
    return name;
}

static mmf_map *map_with(const char *name, const mmf_security *security)
{
    const mmf_options options = {.security = security};
    mmf_map *map = NULL;

    assert_status(mmf_create_new(name, 8096, &options, &map), MMF_OK);
    return map;
}

static struct stat object_of(const mmf_map *map)
{
    struct stat object;

    assert_int_equal(fstat((int)mmf_map_handle(map), &object), 0);
    return object;
}

static bool exists(void)
{
    mmf_name_info info = {0};

    return mmf_name_stat(name_of_this(), &info) == MMF_OK;
}

/* Ends a map, whose name would stay on a system without life times. */
static void end(mmf_map *map)
{
    mmf_map_close(map);
    if (exists())
        assert_status(mmf_remove(name_of_this()), MMF_OK);
}

static void a_mode_holds_past_the_umask_with_a_name_and_without(void **state)
{
    static const mmf_security given = {.parts = MMF_SECURITY_ACCESS,
                                       .mode = 0666};
    const char *const names[] = {name_of_this(), NULL};
    const mode_t before = umask(0777);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_map *map = map_with(names[i], &given);

        assert_int_equal(object_of(map).st_mode & 0777, 0666);
        end(map);
    }
    (void)umask(before);
}

static void without_a_mode_it_is_the_creators_alone(void **state)
{
    const char *const names[] = {name_of_this(), NULL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_map *map = map_with(names[i], NULL);

        assert_int_equal(object_of(map).st_mode & 0777, 0600);
        assert_int_equal(object_of(map).st_uid, geteuid());
        end(map);
    }
}

static void owner_and_group_can_be_named(void **state)
{
    const mmf_security given = {
        .parts = MMF_SECURITY_ACCESS | MMF_SECURITY_OWNER | MMF_SECURITY_GROUP,
        .mode = 0660,
        .owner = (uint32_t)geteuid(),
        .group = (uint32_t)getegid()};
    mmf_map *map = map_with(name_of_this(), &given);
    mmf_security now = {0};

    (void)state;
    assert_status(mmf_security_get(map, &now), MMF_OK);
    assert_int_equal(now.mode, 0660);
    assert_int_equal(now.owner, geteuid());
    assert_int_equal(now.group, getegid());
    end(map);
}

/* The mark that lets the name end with its last handle is a bit of the mode. */
static void every_mode_later_leaves_the_life_time(void **state)
{
    mmf_map *map = map_with(name_of_this(), NULL);
    const mode_t mark = object_of(map).st_mode & S_ISVTX;
    const bool managed = mark != 0;

    (void)state;
    for (uint32_t mode = 0; mode <= 0777; mode++) {
        const mmf_security change = {.parts = MMF_SECURITY_ACCESS,
                                     .mode = mode};

        assert_status(mmf_security_set(map, &change), MMF_OK);
        assert_int_equal(object_of(map).st_mode & 07777, mode | mark);
    }
    mmf_map_close(map);
    assert_int_equal(exists(), !managed);
    if (!managed)
        assert_status(mmf_remove(name_of_this()), MMF_OK);
}

static void a_change_leaves_an_unmarked_object_unmarked(void **state)
{
    static const mmf_security change = {.parts = MMF_SECURITY_ACCESS,
                                        .mode = 0640};
    const mmf_options options = {.flags = MMF_PERSIST};
    mmf_map *map = NULL;

    (void)state;
    assert_status(mmf_create_new(name_of_this(), 8096, &options, &map), MMF_OK);
    assert_status(mmf_security_set(map, &change), MMF_OK);
    assert_int_equal(object_of(map).st_mode & 07777, 0640);
    mmf_map_close(map);
    assert_true(exists());
    assert_status(mmf_remove(name_of_this()), MMF_OK);
}

static void a_map_that_is_only_read_is_changed_by_its_owner(void **state)
{
    static const mmf_security change = {.parts = MMF_SECURITY_ACCESS,
                                        .mode = 0444};
    mmf_map *map = map_with(name_of_this(), NULL);
    mmf_map *reader = NULL;

    (void)state;
    assert_status(
        mmf_open_existing(name_of_this(), MMF_RIGHTS_READ, NULL, &reader),
        MMF_OK);
    assert_status(mmf_security_set(reader, &change), MMF_OK);
    assert_int_equal(object_of(map).st_mode & 0777, 0444);
    mmf_map_close(reader);
    end(map);
}

static void a_file_gets_a_mode_when_it_is_made(void **state)
{
    static const mmf_security first = {.parts = MMF_SECURITY_ACCESS,
                                       .mode = 0640};
    static const mmf_security second = {.parts = MMF_SECURITY_ACCESS,
                                        .mode = 0600};
    const mmf_options making = {.security = &first};
    const mmf_options opening = {.security = &second};
    const char *path = real_file(-1);
    const mode_t before = umask(0777);
    mmf_map *map = NULL;

    (void)state;
    assert_status(mmf_create_from_file(path, MMF_FILE_OPEN_OR_CREATE, NULL, 100,
                                       &making, &map),
                  MMF_OK);
    (void)umask(before);
    assert_int_equal(object_of(map).st_mode & 0777, 0640);
    mmf_map_close(map);
    assert_status(mmf_create_from_file(path, MMF_FILE_OPEN_OR_CREATE, NULL, 0,
                                       &opening, &map),
                  MMF_OK);
    assert_int_equal(object_of(map).st_mode & 0777, 0640);
    mmf_map_close(map);
    host_file_remove(path);
}

static void descriptors_are_for_other_systems(void **state)
{
    static const mmf_security text = {.sddl = "D:(A;;GA;;;WD)"};
    const mmf_options options = {.security = &text};
    mmf_map *map = map_with(name_of_this(), NULL);
    mmf_map *other = POISON_MAP;
    char told[16];

    (void)state;
    assert_status(mmf_create_new(NULL, 1, &options, &other), MMF_ENOTSUP);
    assert_null(other);
    assert_status(mmf_security_set(map, &text), MMF_ENOTSUP);
    assert_status(
        mmf_security_sddl(map, MMF_SECURITY_ACCESS, told, sizeof told, NULL),
        MMF_ENOTSUP);
    end(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mode_holds_past_the_umask_with_a_name_and_without),
        cmocka_unit_test(without_a_mode_it_is_the_creators_alone),
        cmocka_unit_test(owner_and_group_can_be_named),
        cmocka_unit_test(every_mode_later_leaves_the_life_time),
        cmocka_unit_test(a_change_leaves_an_unmarked_object_unmarked),
        cmocka_unit_test(a_map_that_is_only_read_is_changed_by_its_owner),
        cmocka_unit_test(a_file_gets_a_mode_when_it_is_made),
        cmocka_unit_test(descriptors_are_for_other_systems),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
