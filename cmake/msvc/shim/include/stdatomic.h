/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <stdatomic.h> of the MSVC toolset.
 * Refused as cl.exe refuses it, unless the build asks for C11 atomics
 * (-DSHIM_EXPERIMENTAL_C11ATOMICS, for cl.exe /experimental:c11atomics).
 */
#pragma once
#ifndef SHIM_EXPERIMENTAL_C11ATOMICS
#error "C atomic support is not enabled"
#endif
#include_next <stdatomic.h>
