/* SPDX-License-Identifier: MIT */
/*
 * The assertions of test.h, and a record of what they have seen.
 */
#include "test.h"
#include <stdlib.h>

/* Every status that a test has asserted goes to the file that MMF_STATUSES
 * names, with the call and the function that the detail blames: check_statuses
 * in tests/abi holds the manual to it. */
static void record(int status, const char *call)
{
    static FILE *file;
    const char *path = getenv("MMF_STATUSES");
    mmf_detail seen = {0};

    if (path != NULL && file == NULL)
        file = fopen(path, "a");
    if (file == NULL || status == MMF_OK)
        return;
    (void)mmf_last_detail(&seen);
    (void)fprintf(file, "%.*s\t%s\t%s\n", (int)strcspn(call, "( "), call,
                  seen.status == status ? seen.operation : "-",
                  mmf_status_name(status));
}

void test_assert_status(int seen, int expected, const char *call,
                        const char *file, int line)
{
    if (seen == expected) {
        record(seen, call);
        return;
    }
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
