/* SPDX-License-Identifier: MIT */
/*
 * The seam's edges, over every backend: offsets beyond 32 bits, refusals that
 * leave no trace, memory and time.
 */
#include "seam.h"

static mmf_os_caps caps;

static int setup(void **state)
{
    const int rc = seam_setup(state);

    mmf_os_query_caps(&caps);
    return rc;
}

static void an_offset_may_need_more_than_32_bits(void **state)
{
    const int64_t offset = (int64_t)1 << 32;
    const mmf_os_wish wish = {.size = offset + caps.granularity,
                              .access = SEAM_READ_WRITE,
                              .sparse = true};
    mmf_os_section section;
    void *low = NULL;
    void *high = NULL;

    (void)state;
    if (sizeof(void *) < 8)
        skip();
    assert_int_equal(mmf_os_section_create(NULL, &wish, &section), 0);
    assert_int_equal(mmf_os_map(&section, 0, 10, SEAM_READ_WRITE, &low), 0);
    assert_int_equal(mmf_os_map(&section, offset, 10, SEAM_READ_WRITE, &high),
                     0);
    memset(high, 6, 10);
    assert_int_equal(*(unsigned char *)low, 0);
    assert_int_equal(*(unsigned char *)high, 6);
    assert_int_equal(mmf_os_unmap(low, 10), 0);
    assert_int_equal(mmf_os_unmap(high, 10), 0);
    seam_end(NULL, &section);
}

/* More than any machine has: an answer, and no trace. */
static void what_there_is_no_room_for_is_refused(void **state)
{
    const char *const names[] = {seam_name(), NULL};
    const mmf_os_wish wish = {.size = caps.section_max,
                              .access = SEAM_READ_WRITE,
                              .wait_ms = SEAM_WAIT_MS};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_os_section section = seam_poison();
        int rc;

        rc = seam_status(mmf_os_section_create(names[i], &wish, &section));
        if (!caps.reservation && rc == MMF_OK) {
            seam_end(names[i], &section);
            continue;
        }
        assert_true(rc == MMF_ENOSPC || rc == MMF_ENOMEM || rc == MMF_ETOOBIG);
        assert_true(seam_is_poison(&section));
        if (names[i] != NULL)
            assert_false(seam_exists(names[i]));
    }
}

static void storage_is_told(void **state)
{
    (void)state;
    for (int named = 0; named < 2; named++) {
        int64_t total = -1;
        int64_t available = -1;

        if (mmf_os_storage(named != 0, &total, &available) != 0) {
            assert_false(caps.reservation);
            continue;
        }
        assert_true(total > 0);
        assert_true(available >= 0 && available <= total);
    }
}

static void the_clock_never_runs_backwards(void **state)
{
    const int64_t start = mmf_os_clock_ms();
    int64_t last = start;

    (void)state;
    for (int i = 0; i < 20; i++) {
        int64_t now;

        mmf_os_pause(2000);
        now = mmf_os_clock_ms();
        assert_true(now >= last);
        last = now;
    }
    /* 40 ms in pauses, of which a coarse clock may show 16 less. */
    assert_true(last - start >= 20);
}

static void the_facts_stay(void **state)
{
    mmf_os_caps again;

    (void)state;
    mmf_os_query_caps(&again);
    assert_int_equal(again.granularity, caps.granularity);
    assert_int_equal(again.section_max, caps.section_max);
    assert_int_equal(again.name_max, caps.name_max);
    assert_true(caps.section_max > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_offset_may_need_more_than_32_bits),
        cmocka_unit_test(what_there_is_no_room_for_is_refused),
        cmocka_unit_test(storage_is_told),
        cmocka_unit_test(the_clock_never_runs_backwards),
        cmocka_unit_test(the_facts_stay),
    };

    return cmocka_run_group_tests(tests, setup, seam_teardown);
}
