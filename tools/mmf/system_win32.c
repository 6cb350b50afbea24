/* SPDX-License-Identifier: MIT */
/*
 * The tool's system on Windows: files.
 */
#include "system.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum {
    ERROR_ROOM = 512,
    MOST_AT_ONCE = 1 << 20
};

static DWORD last_error;

void system_begin(void)
{
    /* Writes to a closed pipe are errors without being asked to. */
}

int64_t system_now_ms(void)
{
    /* In steps of 100 ns since 1601. */
    static const int64_t from_1601_to_1970_ms = 11644473600000;
    FILETIME time;
    ULARGE_INTEGER value;

    GetSystemTimeAsFileTime(&time);
    value.LowPart = time.dwLowDateTime;
    value.HighPart = time.dwHighDateTime;
    return (int64_t)(value.QuadPart / 10000) - from_1601_to_1970_ms;
}

unsigned long system_process(void)
{
    return GetCurrentProcessId();
}

/* Consoles know the sequences from Windows 10 on, when they are told to. */
bool system_shows_colours(void)
{
    const HANDLE screen = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD mode;

    return GetConsoleMode(screen, &mode) &&
           SetConsoleMode(screen, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

/* Owners have no numbers here. */
bool system_user(int64_t number, char *out, size_t room)
{
    (void)number;
    (void)out;
    (void)room;
    return false;
}

static bool fail(void)
{
    last_error = GetLastError();
    return false;
}

const char *system_error(void)
{
    static char text[ERROR_ROOM];
    wchar_t wide[ERROR_ROOM / 4];
    DWORD length = FormatMessageW(
        FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL,
        last_error, 0, wide, sizeof wide / sizeof *wide, NULL);
    int made;

    /* It ends with a full stop and a line end. */
    while (length > 0 && wcschr(L".\r\n ", wide[length - 1]) != NULL)
        length--;
    made = WideCharToMultiByte(CP_UTF8, 0, wide, (int)length, text,
                               sizeof text - 1, NULL, NULL);
    if (length == 0 || made <= 0)
        (void)snprintf(text, sizeof text, "error %lu", last_error);
    else
        text[made] = '\0';
    return text;
}

static wchar_t *to_wide(const char *text)
{
    const int size = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    wchar_t *made = size > 0 ? malloc((size_t)size * sizeof *made) : NULL;

    if (made != NULL)
        (void)MultiByteToWideChar(CP_UTF8, 0, text, -1, made, size);
    return made;
}

static HANDLE open_path(const char *path, DWORD access, DWORD how)
{
    wchar_t *wide = to_wide(path);
    HANDLE made;

    if (wide == NULL) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return INVALID_HANDLE_VALUE;
    }
    made = CreateFileW(wide, access, FILE_SHARE_READ, NULL, how,
                       FILE_ATTRIBUTE_NORMAL, NULL);
    free(wide);
    return made;
}

/* Whether a file goes with its handle, however the process ends. */
static bool set_passing(HANDLE file, bool passing)
{
    FILE_DISPOSITION_INFO disposition;

    disposition.DeleteFile = passing;
    return SetFileInformationByHandle(file, FileDispositionInfo, &disposition,
                                      sizeof disposition);
}

static void forget_names(system_file *file)
{
    free(file->made);
    free(file->target);
    file->made = NULL;
    file->target = NULL;
}

/* Whether a path means a device, whatever folder is current: "NUL", "com1". */
static bool is_device(const char *path)
{
    static const wchar_t devices[] = L"\\\\.\\";
    wchar_t whole[MAX_PATH];
    wchar_t *wide = to_wide(path);
    const DWORD length =
        wide == NULL ? 0 : GetFullPathNameW(wide, MAX_PATH, whole, NULL);

    free(wide);
    return length > 0 && length < MAX_PATH &&
           wcsncmp(whole, devices, wcslen(devices)) == 0;
}

/* A file beside the one that it will replace, or none.  Devices have no place
 * beside them: up to Windows 10 "NUL.x" is NUL, too, and later it is a file. */
static HANDLE open_beside(const char *path, system_file *file)
{
    const size_t length = strlen(path);
    HANDLE made;

    if (is_device(path))
        return INVALID_HANDLE_VALUE;
    file->target = malloc(length + 1);
    file->made = malloc(length + 32);
    if (file->target == NULL || file->made == NULL)
        return INVALID_HANDLE_VALUE;
    memcpy(file->target, path, length + 1);
    (void)snprintf(file->made, length + 32, "%s.mmf-%lu", path,
                   system_process());
    made = open_path(file->made, GENERIC_WRITE | DELETE, CREATE_NEW);
    if (made == INVALID_HANDLE_VALUE || set_passing(made, true))
        return made;
    (void)CloseHandle(made);
    return INVALID_HANDLE_VALUE;
}

static HANDLE open_to_write(const char *path, system_file *file)
{
    const HANDLE made = open_beside(path, file);

    if (made != INVALID_HANDLE_VALUE)
        return made;
    forget_names(file);
    return open_path(path, GENERIC_WRITE, CREATE_ALWAYS);
}

bool system_open(const char *path, bool to_write, system_file *file)
{
    LARGE_INTEGER size;
    HANDLE handle;

    file->is_standard = strcmp(path, "-") == 0;
    file->size = -1;
    file->made = NULL;
    file->target = NULL;
    if (file->is_standard)
        handle = GetStdHandle(to_write ? STD_OUTPUT_HANDLE : STD_INPUT_HANDLE);
    else if (to_write)
        handle = open_to_write(path, file);
    else
        handle = open_path(path, GENERIC_READ, OPEN_EXISTING);
    if (handle == INVALID_HANDLE_VALUE)
        return fail();
    file->handle = (intptr_t)handle;
    if (!to_write && GetFileType(handle) == FILE_TYPE_DISK &&
        GetFileSizeEx(handle, &size))
        file->size = size.QuadPart;
    return true;
}

bool system_read(system_file *file, void *buffer, size_t room, size_t *length)
{
    const DWORD part = room < MOST_AT_ONCE ? (DWORD)room : MOST_AT_ONCE;
    DWORD got = 0;

    if (!ReadFile((HANDLE)file->handle, buffer, part, &got, NULL)) {
        /* The end of a pipe. */
        if (GetLastError() != ERROR_BROKEN_PIPE)
            return fail();
        got = 0;
    }
    *length = got;
    return true;
}

bool system_write(system_file *file, const void *bytes, size_t length)
{
    const char *from = bytes;

    while (length > 0) {
        const DWORD part = length < MOST_AT_ONCE ? (DWORD)length : MOST_AT_ONCE;
        DWORD written = 0;

        if (!WriteFile((HANDLE)file->handle, from, part, &written, NULL))
            return fail();
        from += written;
        length -= written;
    }
    return true;
}

/* The one that is replaced leaves its protection to the new one.  Where that
 * fails half way the old one is gone, and the new one, where it lies, is all
 * that there is of either. */
static bool put_in_place(const system_file *file)
{
    wchar_t *from = to_wide(file->made);
    wchar_t *to = to_wide(file->target);
    const bool known = from != NULL && to != NULL;
    bool done = known && ReplaceFileW(to, from, NULL, 0, NULL, NULL);
    const bool half =
        known && !done && GetLastError() == ERROR_UNABLE_TO_MOVE_REPLACEMENT;

    if (known && !done)
        done = MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING);
    if (!done)
        (void)fail();
    if (!done && !half && from != NULL)
        (void)DeleteFileW(from);
    free(from);
    free(to);
    return done;
}

bool system_close(system_file *file, bool keep)
{
    const HANDLE handle = (HANDLE)file->handle;
    const bool place = keep && file->made != NULL;
    bool done = true;

    if (place && !set_passing(handle, false))
        done = fail();
    if (!file->is_standard && !CloseHandle(handle))
        done = fail();
    if (place && done)
        done = put_in_place(file);
    forget_names(file);
    return done;
}

/* Maps and files that are not finished go with the process. */
void system_hold_signals(void)
{
}

int system_signal(void)
{
    return 0;
}
