/* SPDX-License-Identifier: MIT */
/*
 * Files on Windows: opened, shared as .NET shares them, sized and mapped.  Not
 * here: what is done with a file that was there before, and what becomes of it
 * on failure (file.c).
 */
#include "win32.h"
#include <string.h>
#include <winioctl.h>

enum {
    PREFIX_ROOM = 8 /* of the longest one below */
};

static DWORD file_access(uint32_t access)
{
    DWORD bits = GENERIC_READ;

    /* Private changes ask for writing as well: .NET does. */
    if ((access & (MMF_OS_WRITE | MMF_OS_COPY)) != 0)
        bits |= GENERIC_WRITE;
    if ((access & MMF_OS_EXECUTE) != 0)
        bits |= GENERIC_EXECUTE;
    return bits;
}

static DWORD disposition(uint32_t which)
{
    if (which == MMF_OS_FILE_MISSING)
        return CREATE_NEW;
    return which == MMF_OS_FILE_EXISTING ? OPEN_EXISTING : OPEN_ALWAYS;
}

static const wchar_t verbatim[] = L"\\\\?\\";

static bool is_verbatim(const wchar_t *path)
{
    return wcsncmp(path, verbatim, wcslen(verbatim)) == 0;
}

/* How a whole path begins that the system takes at any length; skip: so much
 * of the path goes. */
static const wchar_t *long_prefix(const wchar_t *whole, size_t *skip)
{
    *skip = 0;
    if (wcslen(whole) < MAX_PATH || is_verbatim(whole) ||
        wcsncmp(whole, L"\\\\.\\", 4) == 0)
        return L"";
    if (wcsncmp(whole, L"\\\\", 2) != 0)
        return verbatim;
    *skip = 2;
    return L"\\\\?\\UNC\\";
}

/* Puts it in front of a path of less than room characters. */
static void lengthen(wchar_t *whole)
{
    size_t skip;
    const wchar_t *prefix = long_prefix(whole, &skip);
    const size_t length = wcslen(prefix);

    memmove(whole + length, whole + skip,
            (wcslen(whole + skip) + 1) * sizeof *whole);
    memcpy(whole, prefix, length * sizeof *whole);
}

static unsigned long make_whole(const wchar_t *given, wchar_t **out)
{
    const DWORD room = GetFullPathNameW(given, 0, NULL, NULL);
    wchar_t *whole = HeapAlloc(GetProcessHeap(), 0,
                               ((size_t)room + PREFIX_ROOM) * sizeof *whole);

    if (whole == NULL)
        return ERROR_NOT_ENOUGH_MEMORY; /* HeapAlloc leaves no last error */
    if (room == 0 || GetFullPathNameW(given, room, whole, NULL) >= room) {
        mmf_win32_forget(whole); /* no path, or the folder changed meanwhile */
        return ERROR_BAD_PATHNAME;
    }
    lengthen(whole);
    *out = whole;
    return 0;
}

/* The path as CreateFile takes it, to be released by mmf_win32_forget().  With
 * a prefix paths may have 32,767 characters, but only whole ones. */
static unsigned long widen_path(const char *path, wchar_t **out)
{
    wchar_t *given;
    unsigned long error = mmf_win32_widen(path, &given);

    if (error != 0)
        return error;
    /* Taken to the letter, dots at its end too, and so is not made whole. */
    if (is_verbatim(given)) {
        *out = given;
        return 0;
    }
    error = make_whole(given, out);
    mmf_win32_forget(given);
    return error;
}

/* What a refusal means: for a file, that its folder is missing as well; and a
 * folder itself is no file. */
static unsigned long open_error(const wchar_t *path)
{
    const unsigned long error = mmf_win32_error();
    DWORD attributes;

    if (error == ERROR_PATH_NOT_FOUND)
        return ERROR_FILE_NOT_FOUND;
    if (error != ERROR_ACCESS_DENIED)
        return error;
    attributes = GetFileAttributesW(path);
    return attributes != INVALID_FILE_ATTRIBUTES &&
                   (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0
               ? ERROR_BAD_FILE_TYPE
               : error;
}

static unsigned long inspect(mmf_os_file *file)
{
    const HANDLE handle = (HANDLE)file->handle;
    FILE_STANDARD_INFO facts;
    DWORD type;

    SetLastError(ERROR_SUCCESS);
    type = GetFileType(handle);
    if (type == FILE_TYPE_UNKNOWN && GetLastError() != ERROR_SUCCESS)
        return ERROR_INVALID_PARAMETER; /* no handle at all */
    if (type != FILE_TYPE_DISK)
        return ERROR_BAD_FILE_TYPE;
    if (!GetFileInformationByHandleEx(handle, FileStandardInfo, &facts,
                                      sizeof facts))
        return mmf_win32_error();
    if (facts.Directory) /* it is on a disk and has a size, too */
        return ERROR_BAD_FILE_TYPE;
    file->size = (int64_t)facts.EndOfFile.QuadPart;
    return 0;
}

/* As .NET does, others may read and not write; and a pipe that pretends to be
 * a file does not get to act in our name. */
static unsigned long open_path(const wchar_t *path, uint32_t which,
                               uint32_t access, mmf_os_file *out)
{
    HANDLE handle;

    SetLastError(ERROR_SUCCESS);
    handle = CreateFileW(
        path, file_access(access), FILE_SHARE_READ, NULL, disposition(which),
        FILE_ATTRIBUTE_NORMAL | SECURITY_SQOS_PRESENT | SECURITY_ANONYMOUS,
        NULL);
    if (handle == INVALID_HANDLE_VALUE)
        return open_error(path);
    out->handle = (intptr_t)handle;
    /* OPEN_ALWAYS succeeds with this error where it made nothing. */
    out->made = which == MMF_OS_FILE_MISSING ||
                (which != MMF_OS_FILE_EXISTING &&
                 GetLastError() != ERROR_ALREADY_EXISTS);
    return 0;
}

unsigned long mmf_os_file_open(const char *path, uint32_t which,
                               const mmf_os_wish *wish, mmf_os_file *out)
{
    mmf_os_file file = {.handle = MMF_OS_NONE};
    wchar_t *wide;
    unsigned long error = widen_path(path, &wide);

    if (error != 0)
        return error;
    error = open_path(wide, which, wish->access, &file);
    mmf_win32_forget(wide);
    if (error != 0)
        return error;
    error = inspect(&file);
    if (error == 0)
        *out = file;
    else if (file.made)
        mmf_os_file_discard(path, &file);
    else
        mmf_os_file_close(&file);
    return error;
}

unsigned long mmf_os_file_look(intptr_t handle, mmf_os_file *out)
{
    mmf_os_file file = {.handle = handle};
    const unsigned long error = inspect(&file);

    if (error == 0)
        *out = file;
    return error;
}

unsigned long mmf_os_file_resize(mmf_os_file *file, int64_t size, bool sparse)
{
    const HANDLE handle = (HANDLE)file->handle;
    FILE_END_OF_FILE_INFO end;
    DWORD unused;

    /* Where a file system knows no sparse files, it takes the storage. */
    if (sparse && size > file->size)
        (void)DeviceIoControl(handle, FSCTL_SET_SPARSE, NULL, 0, NULL, 0,
                              &unused, NULL);
    /* Not the section's making, which would do it too: that may leave the file
     * longer and fail. */
    end.EndOfFile.QuadPart = size;
    if (!SetFileInformationByHandle(handle, FileEndOfFileInfo, &end,
                                    sizeof end))
        /* So Wine says of a handle that cannot be written. */
        return GetLastError() == ERROR_INVALID_HANDLE ? ERROR_ACCESS_DENIED
                                                      : mmf_win32_error();
    file->size = size;
    return 0;
}

unsigned long mmf_os_file_section(const char *name, const mmf_os_file *file,
                                  const mmf_os_wish *wish, mmf_os_section *out)
{
    wchar_t *wide;
    HANDLE handle;
    unsigned long error = mmf_win32_widen(name, &wide);

    if (error != 0)
        return error;
    error = mmf_win32_make((HANDLE)file->handle, wide, wish, &handle);
    mmf_win32_forget(wide);
    if (error == 0) /* exactly: behind the file's end nothing is kept */
        mmf_win32_note(handle, wish->size, out);
    return error;
}

void mmf_os_file_close(const mmf_os_file *file)
{
    (void)CloseHandle((HANDLE)file->handle);
}

void mmf_os_file_discard(const char *path, const mmf_os_file *file)
{
    wchar_t *wide;

    /* By the path and behind the close: the right to delete, asked for with the
     * handle, would keep out every .NET program that opens the file. */
    mmf_os_file_close(file);
    if (widen_path(path, &wide) != 0)
        return;
    (void)DeleteFileW(wide);
    mmf_win32_forget(wide);
}
