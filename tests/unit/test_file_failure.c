/* SPDX-License-Identifier: MIT */
/*
 * Maps of files when the system fails a step: what a call made is gone, what it
 * found is as it was, and no handle is left.
 */
#include "fake_test.h"

enum {
    BEFORE = 50 /* bytes of the file that is there, each a 7 */
};

/* A call, and what lies at "f" before. */
typedef struct attempt {
    uint32_t mode;
    int64_t capacity;
    bool there;
    const char *name;
} attempt;

static const attempt attempts[] = {
    {MMF_FILE_OPEN, 0, true, NULL},
    {MMF_FILE_OPEN, 100, true, NULL},
    {MMF_FILE_OPEN, 100, true, "a"},
    {MMF_FILE_OPEN_OR_CREATE, 100, true, NULL},
    {MMF_FILE_OPEN_OR_CREATE, 100, false, NULL},
    {MMF_FILE_CREATE_NEW, 100, false, NULL},
    {MMF_FILE_CREATE, 100, false, "a"},
    {MMF_FILE_CREATE, 100, true, NULL},
    {MMF_FILE_CREATE, 10, true, NULL},
};

/* Whether the system is as Windows, where a section binds its file. */
static bool bound;

static void prepare(const attempt *one)
{
    fake_os_reset();
    fake_os_caps()->named_files = true;
    fake_os_caps()->loose_files = !bound;
    if (one->there)
        fake_os_lay("f", FAKE_FILE, BEFORE, 7);
}

static int run(const attempt *one)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_from_file("f", one->mode, one->name,
                                        one->capacity, NULL, &map);

    assert_true((map == NULL) == (rc != MMF_OK));
    mmf_map_close(map);
    return rc;
}

static void assert_as_it_was(const attempt *one)
{
    assert_int_equal(fake_os_file_size("f"), one->there ? BEFORE : -1);
    if (one->there)
        assert_true(fake_os_file_holds("f", BEFORE, 7));
}

/* Lets every call fail in turn; returns how often the bytes were lost. */
static int sweep(const attempt *one)
{
    int lost = 0;

    for (int n = 1;; n++) {
        int rc;

        prepare(one);
        fake_os_fail(FAKE_ANY, n, FAKE_EIO);
        rc = run(one);
        assert_int_equal(fake_os_live_objects(), 0);
        if (rc == MMF_OK && fake_os_failures() == 0)
            return lost;
        if (rc == MMF_OK)
            continue; /* the storage of an emptied file: done without it */
        assert_status(rc, MMF_EIO);
        if (one->there && fake_os_file_size("f") == one->capacity &&
            fake_os_file_holds("f", one->capacity, 0))
            lost++;
        else
            assert_as_it_was(one);
    }
}

static void nothing_is_left_whichever_call_fails(void **state)
{
    (void)state;
    bound = false;
    for (size_t i = 0; i < LENGTH_OF(attempts); i++)
        assert_int_equal(sweep(&attempts[i]), 0);
}

/* Where a section binds its file, the one step behind the emptying is the
 * section: it has been tried before, and fails a second time only here. */
static void nor_where_a_section_binds_its_file(void **state)
{
    (void)state;
    bound = true;
    for (size_t i = 0; i < LENGTH_OF(attempts); i++) {
        const attempt *one = &attempts[i];

        assert_int_equal(sweep(one),
                         one->mode == MMF_FILE_CREATE && one->there ? 1 : 0);
    }
    bound = false;
}

/* The step is the only one that a second failure could undo for good. */
static void a_file_that_was_emptied_gets_its_size_without_storage(void **state)
{
    const attempt *one = &attempts[7];
    int resizes;

    (void)state;
    prepare(one);
    fake_os_fail(FAKE_FILE_RESIZE, 3, FAKE_ENOSPC);
    assert_status(run(one), MMF_OK);
    assert_int_equal(fake_os_failures(), 1);
    resizes = fake_os_calls(FAKE_FILE_RESIZE);
    assert_int_equal(resizes, 4);
    assert_int_equal(fake_os_file_size("f"), 100);
    assert_true(fake_os_file_holds("f", 100, 0));
}

static void refuse(int function, unsigned long code, int status,
                   const char *hint)
{
    prepare(&attempts[2]);
    fake_os_fail(function, 1, code);
    assert_status(run(&attempts[2]), status);
    assert_detail(status, "mmf_create_from_file", hint);
    assert_as_it_was(&attempts[2]);
}

static void answers_of_the_system_are_told(void **state)
{
    (void)state;
    refuse(FAKE_FILE_OPEN, FAKE_EACCES, MMF_EACCES,
           "denies this access to file \"f\"");
    refuse(FAKE_FILE_OPEN, FAKE_EBUSY, MMF_EBUSY, "file \"f\" is in use");
    refuse(FAKE_FILE_OPEN, FAKE_ENAME, MMF_ENAME, "path \"f\"");
    refuse(FAKE_FILE_RESIZE, FAKE_ENOSPC, MMF_ENOSPC,
           "file \"f\" cannot have 100 bytes");
    refuse(FAKE_FILE_SECTION, FAKE_ENOMEM, MMF_ENOMEM, "error");
    refuse(FAKE_FILE_SECTION, FAKE_EODD, MMF_EUNKNOWN, "error");
    refuse(FAKE_FILE_SECTION, FAKE_ETYPE, MMF_ETYPE, "\"a\" is another kind");
}

/* Also where the file would be emptied before the name is tried. */
static void a_name_in_use_leaves_the_file_alone(void **state)
{
    static const uint32_t modes[] = {MMF_FILE_OPEN, MMF_FILE_CREATE};

    (void)state;
    bound = true;
    for (size_t i = 0; i < LENGTH_OF(modes); i++) {
        const attempt one = {modes[i], 100, true, "a"};
        mmf_map *other;

        prepare(&one);
        other = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
        assert_status(run(&one), MMF_EEXIST);
        assert_detail(MMF_EEXIST, "mmf_create_from_file",
                      "a map named \"a\" exists already");
        assert_as_it_was(&one);
        mmf_map_close(other);
    }
    bound = false;
}

static void a_name_that_cannot_be_looked_at_leaves_the_file_alone(void **state)
{
    const attempt one = {MMF_FILE_CREATE, 100, true, "a"};

    (void)state;
    bound = true;
    prepare(&one);
    bound = false;
    fake_os_fail(FAKE_NAME_LOOK, 1, FAKE_EACCES);
    assert_status(run(&one), MMF_EACCES);
    assert_as_it_was(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(nothing_is_left_whichever_call_fails),
        fake_test(nor_where_a_section_binds_its_file),
        fake_test(a_file_that_was_emptied_gets_its_size_without_storage),
        fake_test(answers_of_the_system_are_told),
        fake_test(a_name_in_use_leaves_the_file_alone),
        fake_test(a_name_that_cannot_be_looked_at_leaves_the_file_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
