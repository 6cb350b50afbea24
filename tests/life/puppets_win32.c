/* SPDX-License-Identifier: MIT */
/*
 * Puppets on Windows, see puppets.h.
 */
#include "puppets.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum {
    PATIENCE_MS = 20000
};

struct puppet {
    HANDLE process;
    HANDLE orders;
    HANDLE answers;
};

/* Our end stays ours. */
static void make_pipe(HANDLE *reading, HANDLE *writing, HANDLE *ours)
{
    SECURITY_ATTRIBUTES inherit = {sizeof inherit, NULL, TRUE};

    if (!CreatePipe(reading, writing, &inherit, 0) ||
        !SetHandleInformation(*ours, HANDLE_FLAG_INHERIT, 0))
        abort();
}

puppet *puppet_start(const char *program, const char *name, const char *handle)
{
    STARTUPINFOA start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION process;
    puppet *made = malloc(sizeof *made);
    char line[1024];
    BOOL started;

    if (made == NULL)
        abort();
    make_pipe(&start.hStdInput, &made->orders, &made->orders);
    make_pipe(&made->answers, &start.hStdOutput, &made->answers);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    (void)snprintf(line, sizeof line, "\"%s\" %s %s", program, name,
                   handle == NULL ? "" : handle);
    started = CreateProcessA(program, line, NULL, NULL, TRUE, 0, NULL, NULL,
                             &start, &process);
    if (!started)
        abort();
    (void)CloseHandle(start.hStdInput);
    (void)CloseHandle(start.hStdOutput);
    (void)CloseHandle(process.hThread);
    made->process = process.hProcess;
    return made;
}

static bool read_byte(puppet *from, char *byte)
{
    const ULONGLONG began = GetTickCount64();
    DWORD waiting = 0, got = 0;

    /* A pipe cannot be waited for. */
    while (PeekNamedPipe(from->answers, NULL, 0, NULL, &waiting, NULL) &&
           waiting == 0)
        if (GetTickCount64() - began > PATIENCE_MS)
            return false;
        else
            Sleep(1);
    return waiting > 0 && ReadFile(from->answers, byte, 1, &got, NULL) &&
           got == 1;
}

bool puppet_tell(puppet *to, const char *line, long long *answer)
{
    char text[64];
    DWORD written;
    size_t length = 0;

    if (line != NULL) {
        (void)snprintf(text, sizeof text, "%s\n", line);
        if (!WriteFile(to->orders, text, (DWORD)strlen(text), &written, NULL))
            return false;
    }
    while (length + 1 < sizeof text) {
        if (!read_byte(to, &text[length]))
            return false;
        if (text[length++] == '\n')
            break;
    }
    text[length] = '\0';
    *answer = strtoll(text, NULL, 10);
    return true;
}

void puppet_end(puppet *of, bool by_force)
{
    if (by_force)
        (void)TerminateProcess(of->process, 1);
    (void)CloseHandle(of->orders);
    (void)WaitForSingleObject(of->process, PATIENCE_MS);
    (void)CloseHandle(of->process);
    (void)CloseHandle(of->answers);
    free(of);
}

unsigned long puppets_process(void)
{
    return GetCurrentProcessId();
}
