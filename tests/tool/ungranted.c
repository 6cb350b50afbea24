/* SPDX-License-Identifier: MIT */
/*
 * ungranted COMMAND...: runs COMMAND without the right to make Global\ names,
 * and ends with its status.
 */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

static void require(BOOL done, const char *what)
{
    if (done)
        return;
    (void)fprintf(stderr, "ungranted: %s: error %lu\n", what, GetLastError());
    exit(99);
}

/* What this process gives up, those that it starts do not get. */
static void give_up(const wchar_t *privilege)
{
    TOKEN_PRIVILEGES one = {.PrivilegeCount = 1};
    HANDLE token = NULL;

    one.Privileges[0].Attributes = SE_PRIVILEGE_REMOVED;
    require(OpenProcessToken(GetCurrentProcess(),
                             TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES, &token),
            "the token");
    require(
        LookupPrivilegeValueW(NULL, privilege, &one.Privileges[0].Luid) &&
            AdjustTokenPrivileges(token, FALSE, &one, sizeof one, NULL, NULL),
        "the privilege");
    require(CloseHandle(token), "closing the token");
}

/* The words behind the first one, which may stand in quotes. */
static wchar_t *rest_of(wchar_t *line)
{
    wchar_t *at = line[0] == L'"' ? wcschr(line + 1, L'"') : line;

    at = at == NULL ? NULL : wcschr(at, L' ');
    require(at != NULL, "no command");
    return at + wcsspn(at, L" ");
}

static DWORD run(wchar_t *command)
{
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION child;
    DWORD status = 0;

    require(CreateProcessW(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &how,
                           &child),
            "the command");
    require(WaitForSingleObject(child.hProcess, INFINITE) == WAIT_OBJECT_0 &&
                GetExitCodeProcess(child.hProcess, &status),
            "its end");
    return status;
}

int main(void)
{
    give_up(L"SeCreateGlobalPrivilege");
    return (int)run(rest_of(GetCommandLineW()));
}
