/* SPDX-License-Identifier: MIT */
/*
 * What functions on maps that are there turn the system's refusals into: each
 * documented status, under the name of the function that was called.  Making
 * and opening is in test_answers.c.
 */
#include "fake_test.h"

static mmf_map *map;

static int map_setup(void **state)
{
    (void)fake_setup(state);
    map = fake_map("a", 8096, MMF_ACCESS_READ_WRITE);
    return 0;
}

static int map_teardown(void **state)
{
    mmf_map_close(map);
    return fake_teardown(state);
}

static int create_or_open(void)
{
    mmf_map *made = POISON_MAP;
    const int rc = mmf_create_or_open("b", 10, NULL, &made, NULL);

    assert_null(made);
    return rc;
}

static int adopt(void)
{
    mmf_map *adopted = POISON_MAP;
    const int rc =
        mmf_map_adopt(mmf_map_handle(map), MMF_RIGHTS_READ, NULL, &adopted);

    assert_null(adopted);
    return rc;
}

static int after_fork(void)
{
    return mmf_map_after_fork(map);
}

static int view_open(void)
{
    mmf_view view;
    const int rc = mmf_view_open(map, 0, 10, MMF_ACCESS_READ, &view);

    assert_null(view.bytes);
    return rc;
}

static int name_stat(void)
{
    mmf_name_info seen = {.bytes = 7};
    const int rc = mmf_name_stat("a", &seen);

    assert_int_equal(seen.bytes, 0);
    return rc;
}

static int visit(const char *name, void *context)
{
    (void)name;
    (void)context;
    return 0;
}

static int list(void)
{
    return mmf_list(visit, NULL);
}

static int removal(void)
{
    return mmf_remove("a");
}

static int name_wait(void)
{
    return mmf_name_wait("a", 0);
}

static int text_watch(void)
{
    mmf_text_watcher watcher = {0};
    char text[8] = "old";
    const int rc =
        mmf_text_watch(&watcher, "a", NULL, NULL, 0, text, sizeof text, NULL);

    assert_string_equal(text, "");
    return rc;
}

static int security_set(void)
{
    const mmf_security security = {.parts = MMF_SECURITY_ACCESS, .mode = 0600};

    return mmf_security_set(map, &security);
}

static int security_get(void)
{
    mmf_security seen = {0};

    return mmf_security_get(map, &seen);
}

static int security_sddl(void)
{
    char text[40];
    int rc;

    fake_os_caps()->descriptors = true;
    rc = mmf_security_sddl(map, MMF_SECURITY_ACCESS, text, sizeof text, NULL);
    fake_os_caps()->descriptors = false;
    return rc;
}

/* What a call answers where one of the seam fails; ends with a code of 0. */
typedef struct answer {
    unsigned long code;
    int status;
} answer;

static const answer all[] = {
    {FAKE_EACCES, MMF_EACCES}, {FAKE_EBUSY, MMF_EBUSY},
    {FAKE_EIO, MMF_EIO},       {FAKE_ENOMEM, MMF_ENOMEM},
    {FAKE_ETYPE, MMF_ETYPE},   {FAKE_ENOTSUP, MMF_ENOTSUP},
    {FAKE_EODD, MMF_EUNKNOWN}, {0, 0},
};

static const answer of_forks[] = {
    {FAKE_EACCES, MMF_EACCES}, {FAKE_EBUSY, MMF_EBUSY},   {FAKE_EIO, MMF_EIO},
    {FAKE_ENOMEM, MMF_ENOMEM}, {FAKE_EODD, MMF_EUNKNOWN}, {0, 0},
};

static const answer of_lists[] = {
    {FAKE_EACCES, MMF_EACCES},
    {FAKE_ENOMEM, MMF_ENOMEM},
    {FAKE_ENOTSUP, MMF_ENOTSUP},
    {FAKE_EODD, MMF_EUNKNOWN},
    {0, 0},
};

/* Waiting takes a busy name for none. */
static const answer of_waits[] = {
    {FAKE_EACCES, MMF_EACCES}, {FAKE_EIO, MMF_EIO},
    {FAKE_ENOMEM, MMF_ENOMEM}, {FAKE_ETYPE, MMF_ETYPE},
    {FAKE_EODD, MMF_EUNKNOWN}, {0, 0},
};

static const answer of_views[] = {
    {FAKE_EACCES, MMF_EACCES}, {FAKE_EIO, MMF_EIO},
    {FAKE_ENOMEM, MMF_ENOMEM}, {FAKE_ENOTSUP, MMF_ENOTSUP},
    {FAKE_EODD, MMF_EUNKNOWN}, {0, 0},
};

static const answer of_security[] = {
    {FAKE_EIO, MMF_EIO},
    {FAKE_ENOMEM, MMF_ENOMEM},
    {FAKE_EODD, MMF_EUNKNOWN},
    {0, 0},
};

static const struct row {
    const char *operation;
    int (*call)(void);
    int fails; /* a fake_function */
    const answer *answers;
} rows[] = {
    {"mmf_create_or_open", create_or_open, FAKE_SECTION_CREATE, all + 1},
    {"mmf_map_adopt", adopt, FAKE_SECTION_ADOPT, all},
    {"mmf_map_after_fork", after_fork, FAKE_SECTION_RENEW, of_forks},
    {"mmf_view_open", view_open, FAKE_MAP, of_views},
    {"mmf_name_stat", name_stat, FAKE_NAME_LOOK, all},
    {"mmf_list", list, FAKE_NAME_LIST, of_lists},
    {"mmf_remove", removal, FAKE_NAME_REMOVE, all},
    {"mmf_name_wait", name_wait, FAKE_NAME_PROBE, of_waits},
    {"mmf_text_watch", text_watch, FAKE_NAME_PROBE, of_waits},
    {"mmf_security_set", security_set, FAKE_PROTECT, of_security},
    {"mmf_security_get", security_get, FAKE_PROTECTION_READ, of_security},
    {"mmf_security_sddl", security_sddl, FAKE_PROTECTION_TEXT, of_security + 1},
};

static void each_refusal_is_told_by_whom_it_hits(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++)
        for (const answer *one = rows[i].answers; one->code != 0; one++) {
            const int before = fake_os_failures();

            fake_os_fail(rows[i].fails, 1, one->code);
            assert_status(rows[i].call(), one->status);
            assert_int_equal(fake_os_failures(), before + 1);
            assert_detail(one->status, rows[i].operation, "");
            assert_int_equal(fake_os_live_objects(), 1);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_refusal_is_told_by_whom_it_hits,
                                        map_setup, map_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
