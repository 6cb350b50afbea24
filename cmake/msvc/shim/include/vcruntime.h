/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <vcruntime.h> of the MSVC toolset.
 * The SDK does not ship it.  It holds only what
 * the UCRT headers of SDK 10.0.26100 ask for, and only the C part of that.
 */
#pragma once
#ifndef _VCRUNTIME_H
#define _VCRUNTIME_H
#ifndef _CRT_PACKING
#define _CRT_PACKING 8
#endif
#define _CRT_BEGIN_C_HEADER __pragma(pack(push, _CRT_PACKING))
#define _CRT_END_C_HEADER   __pragma(pack(pop))
#include <sal.h>
#include <vadefs.h>
#pragma pack(push, _CRT_PACKING)

#ifndef _CRTIMP
#define _VCRT_DEFINED_CRTIMP
#if defined _DLL
#define _CRTIMP __declspec(dllimport)
#else
#define _CRTIMP
#endif
#endif
#define _VCRTIMP
#define _CRTIMP2           _CRTIMP
#define __CRTDECL          __cdecl
#define __CLRCALL_OR_CDECL __cdecl
#define __CLR_OR_THIS_CALL
#define __CLRCALL_PURE_OR_CDECL   __cdecl
#define __CRTDECL_PURE            __cdecl
#define _CRTNOALIAS               __declspec(noalias)
#define _CRTRESTRICT              __declspec(restrict)
#define _VCRTNOALIAS              __declspec(noalias)
#define _VCRTRESTRICT             __declspec(restrict)
#define _CRT_STRINGIZE_(x)        #x
#define _CRT_STRINGIZE(x)         _CRT_STRINGIZE_(x)
#define _CRT_WIDE_(s)             L##s
#define _CRT_WIDE(s)              _CRT_WIDE_(s)
#define _CRT_CONCATENATE_(a, b)   a##b
#define _CRT_CONCATENATE(a, b)    _CRT_CONCATENATE_(a, b)
#define _CRT_UNPARENTHESIZE_(...) __VA_ARGS__
#define _CRT_UNPARENTHESIZE(...)  _CRT_UNPARENTHESIZE_ __VA_ARGS__
#define __crt_countof(a)          (sizeof(a) / sizeof((a)[0]))
#define _CRT_ALIGN(x)             __declspec(align(x))
#define _CRT_DEPRECATE_TEXT(t)    __declspec(deprecated(t))
#if defined _CRT_SECURE_NO_WARNINGS && !defined _CRT_SECURE_NO_DEPRECATE
#define _CRT_SECURE_NO_DEPRECATE
#endif
#ifdef _CRT_SECURE_NO_DEPRECATE
#define _CRT_INSECURE_DEPRECATE(r)
#else
/* Our own words: the text of the real header is not ours to ship. */
#define _CRT_INSECURE_DEPRECATE(r) \
    _CRT_DEPRECATE_TEXT("this cannot see the size of its target; " #r " can")
#endif
#define _CRT_INSECURE_DEPRECATE_MEMORY(r)
#define _CRT_SECURITYCRITICAL_ATTRIBUTE
#define _CRT_SECURITYSAFECRITICAL_ATTRIBUTE
#define _CONST_RETURN
#define _CRT_CONST_CORRECT_OVERLOADS
#ifndef _UNALIGNED
#ifdef _M_IX86
#define _UNALIGNED
#else
#define _UNALIGNED __unaligned
#endif
#endif
#define _HAS_NODISCARD 0
#define _NODISCARD

#ifndef NULL
#define NULL ((void *)0)
#endif
#ifdef _WIN64
typedef unsigned __int64 size_t;
typedef __int64 ptrdiff_t;
typedef __int64 intptr_t;
#else
typedef unsigned int size_t;
typedef int ptrdiff_t;
typedef int intptr_t;
#endif
#define _SIZE_T_DEFINED
#define _PTRDIFF_T_DEFINED
#define _INTPTR_T_DEFINED
typedef _Bool __vcrt_bool;
typedef unsigned short wchar_t;
#define _WCHAR_T_DEFINED

void __cdecl __security_init_cookie(void);
void __fastcall __security_check_cookie(_In_ uintptr_t _StackCookie);
__declspec(noreturn) void __cdecl __report_gsfailure(
    _In_ uintptr_t _StackCookie);
extern uintptr_t __security_cookie;
#pragma pack(pop)
#endif
