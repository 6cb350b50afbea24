/* SPDX-License-Identifier: MIT */
/*
 * How a failure is recorded: every public function that fails does so through
 * one of these, so that the detail is never missing.
 */
#ifndef MMF_STATUS_PRIVATE_H
#define MMF_STATUS_PRIVATE_H

#include "compiler.h"
#include "mmf/status.h"
#include <stdbool.h>

/* Records a failure with its hint and returns status. */
int mmf_fail(int status, const char *operation, const char *hint, ...)
    MMF_PRINTF(3, 4);

/* Turns the system's code into a status, records both and returns it.  0
 * stays 0 and records nothing.  The only place where that happens. */
int mmf_check_os(const char *operation, unsigned long native);

/* Puts a better hint to the failure recorded last on this thread. */
void mmf_explain(const char *hint, ...) MMF_PRINTF(1, 2);

#endif
