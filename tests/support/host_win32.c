/* SPDX-License-Identifier: MIT */
/*
 * The host on Windows.
 */
#include "host.h"
#include <stdio.h>
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

bool host_is_wine(void)
{
    const HMODULE nt = GetModuleHandleW(L"ntdll.dll");

    return nt != NULL && GetProcAddress(nt, "wine_get_version") != NULL;
}

bool host_is_inherited(intptr_t handle)
{
    DWORD flags = 0;

    if (!GetHandleInformation((HANDLE)handle, &flags))
        abort();
    return (flags & HANDLE_FLAG_INHERIT) != 0;
}

int host_run(const char *program, const char *argument)
{
    STARTUPINFOA setting = {.cb = sizeof setting};
    PROCESS_INFORMATION process;
    DWORD code = 0;
    char line[1024];

    (void)snprintf(line, sizeof line, "\"%s\" \"%s\"", program, argument);
    if (!CreateProcessA(program, line, NULL, NULL, TRUE, 0, NULL, NULL,
                        &setting, &process))
        abort();
    if (WaitForSingleObject(process.hProcess, INFINITE) != 0 ||
        !GetExitCodeProcess(process.hProcess, &code))
        abort();
    (void)CloseHandle(process.hThread);
    (void)CloseHandle(process.hProcess);
    return (int)code;
}

void host_rest(unsigned milliseconds)
{
    Sleep(milliseconds);
}

static DWORD WINAPI begin(void *given)
{
    const start *at = given;

    at->run(at->context);
    return 0;
}

static void nothing(void *context)
{
    (void)context;
}

void host_in_thread(void (*run)(void *), void *context)
{
    host_in_two_threads(nothing, run, context);
}

void host_in_two_threads(void (*here)(void *), void (*there)(void *),
                         void *context)
{
    start at = {there, context};
    const HANDLE thread = CreateThread(NULL, 0, begin, &at, 0, NULL);

    if (thread == NULL)
        abort();
    here(context);
    if (WaitForSingleObject(thread, INFINITE) != 0)
        abort();
    (void)CloseHandle(thread);
}
