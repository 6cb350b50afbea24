/* SPDX-License-Identifier: MIT */
/*
 * Every system call of the library fails once, at every position, with every
 * error that fits it.  Nobody lists the positions; the loop finds them.  After
 * each failure descriptors, mappings and names are what they were before.
 */
#include "calls.h"
#include "files.h"
#include "places.h"
#include "scenarios.h"
#include "status.h"
#include "test.h"
#include <errno.h>

static const int errors[] = {EINTR,  EMFILE, ENOMEM, ENOSPC, EACCES,
                             EEXIST, EIO,    EAGAIN, ENOENT, EPERM};

/* Calls without which a name cannot be taken away: if one of them fails, what
 * is left is stale, and as good as gone. */
static bool removes(enum call call)
{
    return call == CALL_shm_unlink || call == CALL_flock ||
           call == CALL_fcntl64 || call == CALL_lstat64 ||
           call == CALL_fstat64 || call == CALL_opendir ||
           call == CALL_readdir64 || call == CALL_fstatat64;
}

/* What a call that the world forbids leads to; MMF_OK = another way. */
static int world_status = MMF_OK;

static void check_status(const scenario *one, int rc, int error)
{
    /* Who is interrupted does not notice, nor who has another way. */
    if (rc == one->status || (rc != MMF_OK && rc == world_status))
        return;
    if (calls_struck() != CALL_NONE && error != EINTR &&
        rc == mmf_check_os("", (unsigned long)error))
        return;
    /* A lock that fails is a lock that somebody else has. */
    if (calls_struck() == CALL_flock && rc == MMF_EBUSY)
        return;
    /* Whatever keeps a stale object from being removed, the name is denied. */
    if (calls_struck() == CALL_shm_unlink && rc == MMF_EACCES)
        return;
    fail_msg("%s: after %s with errno %d: %s", one->title,
             calls_name(calls_struck()), error, mmf_status_name(rc));
}

/* Whoever fails leaves what was there; what cannot be removed is stale. */
static void check_place(const scenario *one, int rc, int error)
{
    const enum place left = place_look();
    const bool failed = rc != one->status;

    if (left == LIVING && !place_is_untouched())
        fail_msg("%s: the object of somebody else changed", one->title);
    if (left == one->after || (failed && left == one->before))
        return;
    if (left == STALE && error != EINTR && removes(calls_struck()))
        return;
    fail_msg("%s: after %s with errno %d: place %d became %d", one->title,
             calls_name(calls_struck()), error, (int)one->before, (int)left);
}

/* Lets calls 1, 2, ... fail with one error, until the scenario needs fewer. */
static void sweep(const scenario *one, int error)
{
    int calls = 0;

    for (int n = 1; calls >= n - 1; n++) {
        int descriptors;
        int mappings;
        int rc;

        place_prepare(one->before);
        descriptors = place_descriptors();
        mappings = place_mappings();
        calls_watch(n, error);
        rc = one->run();
        calls = calls_rest();
        check_status(one, rc, error);
        assert_int_equal(place_descriptors(), descriptors);
        assert_int_equal(place_mappings(), mappings);
        check_place(one, rc, error);
        place_clear();
    }
}

static int clear(void **state)
{
    (void)state;
    calls_forbid(CALL_NONE, 0);
    (void)calls_rest();
    place_clear();
    files_clear();
    return 0;
}

static void sweep_all(void)
{
    for (size_t i = 0; i < scenarios_length; i++)
        for (size_t j = 0; j < LENGTH_OF(errors); j++)
            sweep(&scenarios[i], errors[j]);
}

static void nothing_is_left_whichever_call_fails(void **state)
{
    (void)state;
    sweep_all();
}

static void sweep_without(enum call call, int error, int status)
{
    calls_forbid(call, error);
    world_status = status;
    sweep_all();
    world_status = MMF_OK;
    calls_forbid(CALL_NONE, 0);
}

/* Some systems have no O_TMPFILE, some sandboxes no linkat of a descriptor: an
 * object is then made in place. */
static void nor_where_objects_are_made_in_place(void **state)
{
    (void)state;
    sweep_without(CALL_tmpfile, EOPNOTSUPP, MMF_OK);
    sweep_without(CALL_linkat, EPERM, MMF_OK);
}

static void nor_where_memory_is_full(void **state)
{
    (void)state;
    sweep_without(CALL_posix_fallocate64, ENOSPC, MMF_ENOSPC);
}

static void a_file_is_as_it_was_whichever_call_fails(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(errors); i++)
        files_sweep(errors[i]);
}

/* Where a file system cannot reserve, files grow without. */
static void nor_where_storage_cannot_be_reserved(void **state)
{
    (void)state;
    calls_forbid(CALL_fallocate64, EOPNOTSUPP);
    for (size_t i = 0; i < LENGTH_OF(errors); i++)
        files_sweep(errors[i]);
    calls_forbid(CALL_NONE, 0);
}

/* Last, because it counts what the others did. */
static void every_call_has_failed(void **state)
{
    (void)state;
    for (int call = CALL_NONE + 1; call < CALL_COUNT; call++)
        if (!calls_has_struck((enum call)call))
            fail_msg("%s was never made to fail", calls_name(call));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(nothing_is_left_whichever_call_fails, clear),
        cmocka_unit_test_teardown(nor_where_objects_are_made_in_place, clear),
        cmocka_unit_test_teardown(nor_where_memory_is_full, clear),
        cmocka_unit_test_teardown(a_file_is_as_it_was_whichever_call_fails,
                                  clear),
        cmocka_unit_test_teardown(nor_where_storage_cannot_be_reserved, clear),
        cmocka_unit_test(every_call_has_failed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
