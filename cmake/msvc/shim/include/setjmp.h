/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <setjmp.h> of the MSVC toolset.
 * The buffer has the size of the real one: it crosses DLL borders.
 */
#pragma once
#define _INC_SETJMP
#include <vcruntime.h>
#ifdef _M_IX86
#define _JBLEN 16
typedef int _JBTYPE;
#else
#define _JBLEN 16
typedef struct __declspec(align(16)) _SETJMP_FLOAT128 {
    unsigned __int64 Part[2];
} SETJMP_FLOAT128;
typedef SETJMP_FLOAT128 _JBTYPE;
#endif
typedef _JBTYPE jmp_buf[_JBLEN];
int __cdecl _setjmp(jmp_buf _Buf);
#define setjmp _setjmp
__declspec(noreturn) void __cdecl longjmp(jmp_buf _Buf, int _Value);
