/* SPDX-License-Identifier: MIT */
/*
 * The crowd on Windows.
 */
#include "crowd.h"
#include <windows.h>
#include <winternl.h>

typedef NTSTATUS(NTAPI *open_directory_call)(HANDLE *directory, ACCESS_MASK,
                                             OBJECT_ATTRIBUTES *);
typedef NTSTATUS(NTAPI *query_directory_call)(HANDLE directory, void *buffer,
                                              ULONG length, BOOLEAN single,
                                              BOOLEAN restart, ULONG *context,
                                              ULONG *needed);

unsigned long crowd_self(void)
{
    return GetCurrentProcessId();
}

/* No crowd outlives a test that fails: the kernel ends all of a job's processes
 * with its last handle. */
static void add_to_job(HANDLE process)
{
    static HANDLE job;
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits;

    memset(&limits, 0, sizeof limits);
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (job == NULL) {
        job = CreateJobObjectW(NULL, NULL);
        (void)SetInformationJobObject(job, JobObjectExtendedLimitInformation,
                                      &limits, sizeof limits);
    }
    (void)AssignProcessToJobObject(job, process);
}

member crowd_start(const char *program, const char *const arguments[])
{
    STARTUPINFOA how = {.cb = sizeof how};
    PROCESS_INFORMATION made;
    char line[1024];
    int length = snprintf(line, sizeof line, "\"%s\"", program);

    for (int i = 0; arguments[i] != NULL; i++)
        length += snprintf(line + length, sizeof line - (size_t)length, " %s",
                           arguments[i]);
    fflush(NULL);
    REQUIRE(CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &how,
                           &made),
            "no process: %lu", GetLastError());
    (void)CloseHandle(made.hThread);
    add_to_job(made.hProcess);
    return (member)made.hProcess;
}

static int end_of(HANDLE process)
{
    DWORD status = 0;

    (void)GetExitCodeProcess(process, &status);
    (void)CloseHandle(process);
    return status > 255 ? -1 : (int)status;
}

int crowd_wait(member of, int64_t milliseconds)
{
    if (WaitForSingleObject((HANDLE)of, (DWORD)milliseconds) != WAIT_OBJECT_0)
        return -2;
    return end_of((HANDLE)of);
}

void crowd_kill(member of)
{
    (void)TerminateProcess((HANDLE)of, 9999);
    (void)WaitForSingleObject((HANDLE)of, INFINITE);
    (void)end_of((HANDLE)of);
}

int64_t crowd_now(void)
{
    LARGE_INTEGER now;
    LARGE_INTEGER per_second;

    (void)QueryPerformanceCounter(&now);
    (void)QueryPerformanceFrequency(&per_second);
    return (int64_t)((double)now.QuadPart * 1e6 / (double)per_second.QuadPart);
}

void crowd_sleep(int64_t microseconds)
{
    Sleep((DWORD)((microseconds + 999) / 1000));
}

static int64_t as_number(FILETIME time)
{
    return (int64_t)((uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime);
}

int64_t crowd_processor_time(void)
{
    FILETIME began;
    FILETIME ended;
    FILETIME kernel;
    FILETIME user;

    (void)GetProcessTimes(GetCurrentProcess(), &began, &ended, &kernel, &user);
    return (as_number(kernel) + as_number(user)) / 10;
}

int crowd_handles(void)
{
    DWORD count = 0;

    (void)GetProcessHandleCount(GetCurrentProcess(), &count);
    return (int)count;
}

static void *find(const char *function)
{
    return (void *)(uintptr_t)GetProcAddress(GetModuleHandleW(L"ntdll.dll"),
                                             function);
}

/* Opens the folder of this session's names, as the library does. */
static HANDLE open_folder(void)
{
    const open_directory_call call =
        (open_directory_call)(uintptr_t)find("NtOpenDirectoryObject");
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING path;
    wchar_t text[64] = L"\\BaseNamedObjects";
    HANDLE folder = NULL;
    DWORD session = 0;

    (void)ProcessIdToSessionId(GetCurrentProcessId(), &session);
    if (session != 0)
        (void)swprintf(text, sizeof text / sizeof text[0],
                       L"\\Sessions\\%lu\\BaseNamedObjects",
                       (unsigned long)session);
    path.Buffer = text;
    path.Length = (USHORT)(wcslen(text) * sizeof text[0]);
    path.MaximumLength = path.Length;
    InitializeObjectAttributes(&attributes, &path, 0, NULL, NULL);
    REQUIRE(call != NULL && call(&folder, 1, &attributes) >= 0, "no folder");
    return folder;
}

bool crowd_sees(const char *name)
{
    const query_directory_call query =
        (query_directory_call)(uintptr_t)find("NtQueryDirectoryObject");
    const HANDLE folder = open_folder();
    static UNICODE_STRING entry[1024];
    ULONG position = 0;
    bool found = false;

    REQUIRE(query != NULL, "no listing");
    while (!found && query(folder, entry, sizeof entry, TRUE, position == 0,
                           &position, NULL) >= 0) {
        found = entry->Length / sizeof(wchar_t) >= strlen(name);
        for (size_t i = 0; found && name[i] != '\0'; i++)
            found = entry->Buffer[i] == (wchar_t)name[i];
    }
    (void)CloseHandle(folder);
    return found;
}
