/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <vadefs.h> of the MSVC toolset.
 * va_list has to be char * as in the real one: it crosses DLL borders.
 */
#pragma once
#define _INC_VADEFS
#ifndef _UINTPTR_T_DEFINED
#define _UINTPTR_T_DEFINED
#ifdef _WIN64
typedef unsigned __int64 uintptr_t;
#else
typedef unsigned int uintptr_t;
#endif
#endif
#ifndef _VA_LIST_DEFINED
#define _VA_LIST_DEFINED
typedef char *va_list;
#endif
#define __crt_va_start(ap, x) __builtin_va_start(ap, x)
#define __crt_va_arg(ap, t)   __builtin_va_arg(ap, t)
#define __crt_va_end(ap)      __builtin_va_end(ap)
