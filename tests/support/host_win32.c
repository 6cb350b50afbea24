/* SPDX-License-Identifier: MIT */
/*
 * The host on Windows.
 */
#include "host.h"
#include <stdlib.h>
#include <windows.h>

typedef struct start {
    void (*run)(void *);
    void *context;
} start;

unsigned long host_process(void)
{
    return GetCurrentProcessId();
}

bool host_is_inherited(intptr_t handle)
{
    DWORD flags = 0;

    if (!GetHandleInformation((HANDLE)handle, &flags))
        abort();
    return (flags & HANDLE_FLAG_INHERIT) != 0;
}

static DWORD WINAPI begin(void *given)
{
    const start *at = given;

    at->run(at->context);
    return 0;
}

void host_in_thread(void (*run)(void *), void *context)
{
    start at = {run, context};
    const HANDLE thread = CreateThread(NULL, 0, begin, &at, 0, NULL);

    if (thread == NULL || WaitForSingleObject(thread, INFINITE) != 0)
        abort();
    (void)CloseHandle(thread);
}
