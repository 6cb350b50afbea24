/* SPDX-License-Identifier: MIT */
/*
 * What the public headers need from the compiler: how a function is exported
 * and how a compiler is held to real memory accesses.  Not for users.
 *
 * Define MMF_STATIC when linking the static library on Windows (the CMake
 * package and the pkg-config file do it).
 */
#ifndef MMF_EXPORT_H
#define MMF_EXPORT_H

#if defined(_WIN32) && defined(MMF_BUILD)
#define MMF_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(MMF_STATIC)
#define MMF_API __declspec(dllimport)
#elif defined(__GNUC__)
#define MMF_API __attribute__((visibility("default")))
#else
#define MMF_API
#endif

/* A condition that hardly ever holds, and a function that hardly ever is called:
 * what they lead to is moved out of the way of what they do not. */
#if defined(__GNUC__)
#define MMF_UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define MMF_COLD                __attribute__((cold))
#else
#define MMF_UNLIKELY(condition) (condition)
#define MMF_COLD
#endif

/* A conversion that is meant, for C and C++ alike. */
#ifdef __cplusplus
#define MMF_CAST(type, value) static_cast<type>(value)
#else
#define MMF_CAST(type, value) ((type)(value))
#endif

/*
 * Memory that another process writes must be read when the program says so.
 * GCC at -O3 turns a loop that polls an inlined memcpy into one load and an
 * endless jump.  The barrier costs no instruction: it only forbids keeping
 * memory in registers across it.
 */
#if defined(_MSC_VER)
#ifdef __cplusplus
extern "C" void _ReadWriteBarrier(void);
#else
void _ReadWriteBarrier(void);
#endif
#pragma intrinsic(_ReadWriteBarrier)
#define MMF_COMPILER_BARRIER() _ReadWriteBarrier()
#elif defined(__GNUC__)
#define MMF_COMPILER_BARRIER() __asm__ __volatile__("" ::: "memory")
#else
#error "libmmf: no compiler barrier is known for this compiler"
#endif

#endif
