/* SPDX-License-Identifier: MIT */
/*
 * Forced into every file of the strict pass (cl-strict.cmake): turns what
 * clang-cl takes and cl.exe refuses into an error.  It finds words, not
 * meanings; it is not a replacement for cl.exe.
 */
#pragma once

/* clang's own headers use the words below, so they come first. */
#include <intrin.h>

#define __attribute__(x) cl_has_no___attribute__
#define __extension__ cl_has_no___extension__
#define __typeof__ cl_has_no___typeof__
#define __int128 cl_has_no___int128
#define __auto_type cl_has_no___auto_type
#define __asm__ cl_has_no___asm__
#define __sync_synchronize cl_has_no___sync_synchronize
#ifndef SHIM_EXPERIMENTAL_C11ATOMICS
#define _Atomic cl_wants_experimental_c11atomics
#endif

#pragma clang poison __builtin_expect __builtin_unreachable __builtin_trap
#pragma clang poison __builtin_popcount __builtin_popcountll
#pragma clang poison __builtin_clz __builtin_clzll
#pragma clang poison __builtin_ctz __builtin_ctzll
#pragma clang poison __builtin_bswap16 __builtin_bswap32 __builtin_bswap64
#pragma clang poison __builtin_add_overflow __builtin_sub_overflow
#pragma clang poison __builtin_mul_overflow __builtin_memcpy
#pragma clang poison __builtin_types_compatible_p __builtin_choose_expr
#pragma clang poison __builtin_constant_p
#pragma clang poison __atomic_load_n __atomic_store_n __atomic_exchange_n
#pragma clang poison __atomic_fetch_add __atomic_compare_exchange_n
#pragma clang poison __atomic_thread_fence
