/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <vcruntime_new_debug.h> of the MSVC toolset.
 * It holds C++ only in the real toolset.
 */
#pragma once
