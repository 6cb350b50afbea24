/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <stdarg.h> of the MSVC toolset.
 * The work is done in <vadefs.h>.
 */
#pragma once
#include <vcruntime.h>
#define va_start      __crt_va_start
#define va_arg        __crt_va_arg
#define va_end        __crt_va_end
#define va_copy(d, s) ((d) = (s))
