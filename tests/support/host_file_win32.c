/* SPDX-License-Identifier: MIT */
/*
 * Files on Windows.
 */
#include "host.h"
#include "host_file.h"
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

enum {
    ROOM = 4096
};

static void must(bool well)
{
    if (!well) {
        (void)fprintf(stderr, "host_file: error %lu\n", GetLastError());
        abort();
    }
}

/* With the prefix that takes whole paths of any length. */
static const wchar_t *wide(const char *path)
{
    static wchar_t text[ROOM] = L"\\\\?\\";

    must(MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, text + 4,
                             ROOM - 4) > 0);
    for (wchar_t *at = text; *at != L'\0'; at++)
        if (*at == L'/') /* no separator behind the prefix */
            *at = L'\\';
    return text;
}

const char *host_path(const char *leaf)
{
    static char path[ROOM];
    static int serial;
    wchar_t folder[MAX_PATH + 1];
    char narrow[MAX_PATH * 3];

    must(GetTempPathW(MAX_PATH + 1, folder) != 0);
    must(WideCharToMultiByte(CP_UTF8, 0, folder, -1, narrow, sizeof narrow,
                             NULL, NULL) > 0);
    (void)snprintf(path, sizeof path, "%smmf.%lx.%d.%s", narrow, host_process(),
                   ++serial, leaf);
    host_file_remove(path);
    return path;
}

static HANDLE open_as(const char *path, DWORD access, DWORD share,
                      DWORD disposition)
{
    return CreateFileW(wide(path), access, share, NULL, disposition,
                       FILE_ATTRIBUTE_NORMAL, NULL);
}

static const DWORD all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

void host_file_lay(const char *path, int64_t size, int byte)
{
    const HANDLE file = open_as(path, GENERIC_WRITE, all, CREATE_ALWAYS);
    const unsigned char one = (unsigned char)byte;
    DWORD written;

    must(file != INVALID_HANDLE_VALUE);
    for (int64_t i = 0; i < size; i++)
        must(WriteFile(file, &one, 1, &written, NULL));
    must(CloseHandle(file));
}

void host_file_remove(const char *path)
{
    must(DeleteFileW(wide(path)) || GetLastError() == ERROR_FILE_NOT_FOUND);
}

int64_t host_file_size(const char *path)
{
    WIN32_FILE_ATTRIBUTE_DATA facts;

    if (!GetFileAttributesExW(wide(path), GetFileExInfoStandard, &facts))
        return -1;
    return (int64_t)facts.nFileSizeHigh << 32 | facts.nFileSizeLow;
}

bool host_file_holds(const char *path, int64_t offset, int64_t count, int byte)
{
    const HANDLE file = open_as(path, GENERIC_READ, all, OPEN_EXISTING);
    LARGE_INTEGER start;
    unsigned char seen;
    bool same = true;
    DWORD read;

    start.QuadPart = offset;
    must(file != INVALID_HANDLE_VALUE &&
         SetFilePointerEx(file, start, NULL, FILE_BEGIN));
    for (int64_t i = 0; same && i < count; i++)
        same =
            ReadFile(file, &seen, 1, &read, NULL) && read == 1 && seen == byte;
    must(CloseHandle(file));
    return same;
}

void host_file_protect(const char *path, bool read_only)
{
    must(SetFileAttributesW(wide(path), read_only ? FILE_ATTRIBUTE_READONLY
                                                  : FILE_ATTRIBUTE_NORMAL));
}

intptr_t host_file_open(const char *path, int how)
{
    const DWORD access = ((how & HOST_READ) != 0 ? GENERIC_READ : 0) |
                         ((how & HOST_WRITE) != 0 ? GENERIC_WRITE : 0) |
                         ((how & HOST_EXECUTE) != 0 ? GENERIC_EXECUTE : 0);

    return (intptr_t)open_as(path, access, (how & HOST_ALONE) != 0 ? 0 : all,
                             OPEN_EXISTING);
}

void host_file_close(intptr_t handle)
{
    must(CloseHandle((HANDLE)handle));
}

bool host_file_is_open(intptr_t handle)
{
    DWORD flags;

    return GetHandleInformation((HANDLE)handle, &flags);
}

intptr_t host_pipe(void)
{
    HANDLE reader;
    HANDLE writer;

    must(CreatePipe(&reader, &writer, NULL, 0));
    must(CloseHandle(writer));
    return (intptr_t)reader;
}

intptr_t host_pipe_at(const char **path)
{
    static char name[64];
    HANDLE server;

    (void)snprintf(name, sizeof name, "\\\\.\\pipe\\mmf.%lx", host_process());
    *path = name;
    server = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX, 0, 1, 0, 0, 0, NULL);
    must(server != INVALID_HANDLE_VALUE);
    return (intptr_t)server;
}

void host_pipe_end(intptr_t pipe, const char *path)
{
    (void)path;
    host_file_close(pipe);
}

bool host_is_root(void)
{
    const char *path = host_path("root");
    intptr_t file;

    /* What is read-only is so for everybody, but Wine asks Linux. */
    host_file_lay(path, 0, 0);
    host_file_protect(path, true);
    file = host_file_open(path, HOST_WRITE);
    if (file != -1)
        host_file_close(file);
    host_file_protect(path, false);
    host_file_remove(path);
    return file != -1;
}
