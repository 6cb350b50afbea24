/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <excpt.h> of the MSVC toolset.
 * Structured exceptions as C sees them.
 */
#pragma once
#ifndef _INC_EXCPT
#define _INC_EXCPT
#include <vcruntime.h>
typedef enum _EXCEPTION_DISPOSITION {
    ExceptionContinueExecution,
    ExceptionContinueSearch,
    ExceptionNestedException,
    ExceptionCollidedUnwind
} EXCEPTION_DISPOSITION;
struct _EXCEPTION_RECORD;
struct _CONTEXT;
struct _DISPATCHER_CONTEXT;
#ifdef _M_IX86
EXCEPTION_DISPOSITION __cdecl _except_handler(struct _EXCEPTION_RECORD *,
                                              void *, struct _CONTEXT *,
                                              void *);
#else
EXCEPTION_DISPOSITION __cdecl __C_specific_handler(
    struct _EXCEPTION_RECORD *, void *, struct _CONTEXT *,
    struct _DISPATCHER_CONTEXT *);
#endif
unsigned long __cdecl _exception_code(void);
void *__cdecl _exception_info(void);
int __cdecl _abnormal_termination(void);
#define GetExceptionCode             _exception_code
#define exception_code               _exception_code
#define GetExceptionInformation      (struct _EXCEPTION_POINTERS *)_exception_info
#define exception_info               (struct _EXCEPTION_POINTERS *)_exception_info
#define AbnormalTermination          _abnormal_termination
#define abnormal_termination         _abnormal_termination
#define EXCEPTION_EXECUTE_HANDLER    1
#define EXCEPTION_CONTINUE_SEARCH    0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#endif
