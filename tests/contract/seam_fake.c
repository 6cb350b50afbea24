/* SPDX-License-Identifier: MIT */
/*
 * The contract over the fake backend: fresh before, nothing left behind.
 */
#include "fake_test.h"
#include "seam.h"

int seam_setup(void **state)
{
    return fake_setup(state);
}

int seam_teardown(void **state)
{
    return fake_teardown(state);
}

const char *seam_path(void)
{
    static char path[32];
    static int serial;

    (void)snprintf(path, sizeof path, "file %d", ++serial);
    return path;
}

void seam_lay(const char *path, int64_t size, int byte)
{
    fake_os_lay(path, FAKE_FILE, size, byte);
}

/* The end of the group forgets all files. */
void seam_unlay(const char *path)
{
    assert_true(fake_os_file_size(path) >= 0);
}
