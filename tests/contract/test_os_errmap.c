/* SPDX-License-Identifier: MIT */
/*
 * The backend's table of errors, all of it, against what is promised.
 */
#include "errmap.h"
#include "seam.h"

/* How many rows of a table have this code. */
static int rows_with(const mmf_os_err *rows, size_t length,
                     unsigned long native)
{
    int count = 0;

    for (size_t i = 0; i < length; i++)
        count += rows[i].native == native;
    return count;
}

static void each_code_means_what_is_promised(void **state)
{
    (void)state;
    for (size_t i = 0; i < errmap_promised_length; i++) {
        const mmf_os_err *row = &errmap_promised[i];
        mmf_detail detail = {0};

        assert_status(seam_status(row->native), row->status);
        assert_status(mmf_last_detail(&detail), MMF_OK);
        assert_int_equal(detail.native, row->native);
    }
}

/* A row that is added comes here too, after a second thought. */
static void each_row_is_promised_and_there_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < mmf_os_errmap_length; i++) {
        const unsigned long native = mmf_os_errmap[i].native;

        if (rows_with(errmap_promised, errmap_promised_length, native) != 1)
            fail_msg("code %lu is not promised", native);
        if (rows_with(mmf_os_errmap, mmf_os_errmap_length, native) != 1)
            fail_msg("code %lu is there twice", native);
    }
    assert_int_equal(mmf_os_errmap_length, errmap_promised_length);
}

static void each_status_is_one_that_calls_return(void **state)
{
    (void)state;
    for (size_t i = 0; i < mmf_os_errmap_length; i++) {
        assert_int_not_equal(mmf_os_errmap[i].native, 0);
        assert_int_not_equal(mmf_os_errmap[i].status, MMF_OK);
        assert_string_not_equal(mmf_status_name(mmf_os_errmap[i].status),
                                "MMF_?");
    }
}

static void the_rows_are_sorted_by_status(void **state)
{
    (void)state;
    for (size_t i = 1; i < mmf_os_errmap_length; i++)
        assert_true(mmf_os_errmap[i].status <= mmf_os_errmap[i - 1].status);
}

static void what_is_not_listed_is_unknown(void **state)
{
    (void)state;
    assert_status(seam_status(errmap_unlisted), MMF_EUNKNOWN);
    assert_status(seam_status(0), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_code_means_what_is_promised),
        cmocka_unit_test(each_row_is_promised_and_there_once),
        cmocka_unit_test(each_status_is_one_that_calls_return),
        cmocka_unit_test(the_rows_are_sorted_by_status),
        cmocka_unit_test(what_is_not_listed_is_unknown),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
