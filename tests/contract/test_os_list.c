/* SPDX-License-Identifier: MIT */
/*
 * Lists of names while other names come and go.  Over the system's backend,
 * whose names do not wait for those who look.
 */
#include "compiler.h"
#include "host.h"
#include "seam.h"
#include <limits.h>

enum {
    NAMES = 8,
    LISTS = 30,   /* at least, and */
    CHANGES = 500 /* meanwhile */
};

/* Names, and how often one of them is in a list, at least and at most. */
typedef struct group {
    char names[NAMES][SEAM_NAME_ROOM];
    int seen[NAMES]; /* in the list of now */
    int least;
    int most;
} group;

typedef struct scene {
    group steady;
    group passing;
    uint32_t lists;
    uint32_t changes;
    int failed_lists;
    int failed_changes;
} scene;

static void name_all(group *of)
{
    for (int i = 0; i < NAMES; i++)
        (void)snprintf(of->names[i], SEAM_NAME_ROOM, "%s", seam_name());
    of->least = INT_MAX;
}

static void see(group *of, const char *name)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    for (int i = 0; i < NAMES; i++)
        of->seen[i] +=
            strcmp(of->names[i] + (caps.flat_names ? 1 : 0), name) == 0;
}

static void note(group *of)
{
    for (int i = 0; i < NAMES; i++) {
        of->least = of->seen[i] < of->least ? of->seen[i] : of->least;
        of->most = of->seen[i] > of->most ? of->seen[i] : of->most;
        of->seen[i] = 0;
    }
}

static bool see_one(void *context, const char *name)
{
    scene *at = context;

    see(&at->steady, name);
    see(&at->passing, name);
    return true;
}

static bool goes_on(const scene *at)
{
    return mmf_load_acquire_u32(&at->lists) < LISTS ||
           mmf_load_acquire_u32(&at->changes) < CHANGES;
}

static void list_often(void *context)
{
    scene *at = context;

    for (uint32_t i = 0; goes_on(at); i++) {
        at->failed_lists += mmf_os_name_list(see_one, at) != 0;
        note(&at->steady);
        note(&at->passing);
        mmf_store_release_u32(&at->lists, i + 1);
    }
}

static void come_and_go(void *context)
{
    scene *at = context;
    mmf_os_section section;

    for (uint32_t i = 0; goes_on(at); i++) {
        const char *name = at->passing.names[i % NAMES];

        if (seam_create(name, 100, &section) == MMF_OK)
            seam_end(name, &section);
        else
            at->failed_changes++;
        mmf_store_release_u32(&at->changes, i + 1);
    }
}

static void what_stays_is_listed_once_whatever_comes_and_goes(void **state)
{
    static scene at;
    mmf_os_section sections[NAMES];

    (void)state;
    name_all(&at.steady);
    name_all(&at.passing);
    for (int i = 0; i < NAMES; i++)
        assert_status(seam_create(at.steady.names[i], 100, &sections[i]),
                      MMF_OK);
    host_in_two_threads(come_and_go, list_often, &at);
    for (int i = 0; i < NAMES; i++)
        seam_end(at.steady.names[i], &sections[i]);
    assert_int_equal(at.failed_lists, 0);
    assert_int_equal(at.failed_changes, 0);
    assert_int_equal(at.steady.least, 1);
    assert_int_equal(at.steady.most, 1);
    assert_in_range(at.passing.most, 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stays_is_listed_once_whatever_comes_and_goes),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
