/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <vcruntime_startup.h> of the MSVC toolset.
 * The argument modes that the start-up code passes to the UCRT.
 */
#pragma once
#include <vcruntime.h>
typedef enum _crt_argv_mode {
    _crt_argv_no_arguments,
    _crt_argv_unexpanded_arguments,
    _crt_argv_expanded_arguments
} _crt_argv_mode;
