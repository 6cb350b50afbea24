/* SPDX-License-Identifier: MIT */
/*
 * The contract over the system's backend, which needs no preparation.
 */
#include "host_file.h"
#include "seam.h"

int seam_setup(void **state)
{
    (void)state;
    return 0;
}

int seam_teardown(void **state)
{
    (void)state;
    return 0;
}

const char *seam_path(void)
{
    return host_path("contract");
}

void seam_lay(const char *path, int64_t size, int byte)
{
    host_file_lay(path, size, byte);
}

void seam_unlay(const char *path)
{
    host_file_remove(path);
}
