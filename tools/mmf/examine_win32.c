/* SPDX-License-Identifier: MIT */
/*
 * What the doctor looks at on Windows.
 */
#include "examine.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

enum {
    SEEN_ROOM = 256,
    PRIVILEGES_ROOM = 4096,
    MEBIBYTE = 1 << 20
};

static void examine_session(report to)
{
    DWORD session = 0;
    char seen[SEEN_ROOM];

    if (!ProcessIdToSessionId(GetCurrentProcessId(), &session))
        return;
    (void)snprintf(seen, sizeof seen, "this is session %lu%s",
                   (unsigned long)session, session == 0 ? ", of services" : "");
    to(FINDING_NOTE, "session", seen,
       "other sessions, services among them, see a map only as Global\\NAME");
}

static bool holds(const TOKEN_PRIVILEGES *all, const LUID *wanted)
{
    for (DWORD i = 0; i < all->PrivilegeCount; i++)
        if (memcmp(&all->Privileges[i].Luid, wanted, sizeof *wanted) == 0)
            return (all->Privileges[i].Attributes & SE_PRIVILEGE_ENABLED) != 0;
    return false;
}

static bool may_create_global(void)
{
    union {
        TOKEN_PRIVILEGES all;
        unsigned char room[PRIVILEGES_ROOM];
    } held;
    HANDLE token;
    LUID wanted;
    DWORD length;
    bool may = false;

    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return false;
    if (LookupPrivilegeValueW(NULL, L"SeCreateGlobalPrivilege", &wanted) &&
        GetTokenInformation(token, TokenPrivileges, &held, sizeof held,
                            &length))
        may = holds(&held.all, &wanted);
    (void)CloseHandle(token);
    return may;
}

static void examine_privilege(report to)
{
    if (may_create_global())
        to(FINDING_GOOD, "Global\\ names", "this user may create them", "");
    else
        to(FINDING_NOTE, "Global\\ names",
           "this user may open them and not create them",
           "let a service create the map, or grant \"Create global objects\" "
           "(SeCreateGlobalPrivilege)");
}

static void examine_memory(report to)
{
    MEMORYSTATUSEX memory;
    char seen[SEEN_ROOM];

    memory.dwLength = sizeof memory;
    if (!GlobalMemoryStatusEx(&memory))
        return;
    (void)snprintf(seen, sizeof seen,
                   "%llu MiB can be committed, %llu MiB of them are free",
                   memory.ullTotalPageFile / MEBIBYTE,
                   memory.ullAvailPageFile / MEBIBYTE);
    if (memory.ullAvailPageFile < memory.ullTotalPageFile / 10)
        to(FINDING_BAD, "memory", seen,
           "maps count in full from their creation: end programs, or enlarge "
           "the page file");
    else
        to(FINDING_GOOD, "memory", seen, "");
    if (memory.ullTotalVirtual >> 32 == 0)
        to(FINDING_NOTE, "address space",
           "this is a 32-bit process: all views together have less than 4 GiB",
           "view large maps in parts");
}

void examine_system(report to)
{
    examine_session(to);
    examine_privilege(to);
    examine_memory(to);
}
