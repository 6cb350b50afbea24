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
