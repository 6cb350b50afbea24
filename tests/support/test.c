/* SPDX-License-Identifier: MIT */
/*
 * The assertions of test.h.
 */
#include "test.h"

void test_assert_status(int seen, int expected, const char *call,
                        const char *file, int line)
{
    if (seen == expected)
        return;
    print_error("%s\n  is %s, not %s\n", call, mmf_status_name(seen),
                mmf_status_name(expected));
    _fail(file, line);
}

void test_assert_detail(int status, const char *operation, const char *part,
                        const char *file, int line)
{
    mmf_detail seen = {0};

    (void)mmf_last_detail(&seen);
    if (seen.status == status && strcmp(seen.operation, operation) == 0 &&
        strstr(seen.hint, part) != NULL)
        return;
    print_error(
        "the detail is {%s, %s, \"%s\"}\n  not {%s, %s, \"...%s...\"}\n",
        mmf_status_name(seen.status), seen.operation, seen.hint,
        mmf_status_name(status), operation, part);
    _fail(file, line);
}
