/* SPDX-License-Identifier: MIT */
/*
 * What only the object manager tells: who holds an object, and which names
 * there are.  It does so through functions of ntdll.dll that Windows documents
 * (winternl.h) but gives no import library for.
 */
#include "mmf/text.h"
#include "utf.h"
#include "win32.h"
#include <stdio.h>
#include <string.h>
#include <winternl.h>

enum {
    DIRECTORY_QUERY_RIGHT = 0x1,
    FIRST_ROOM = 1 << 18, /* for a folder, in bytes; more than one name takes */
    MOST_ROOM = 1 << 26,
    WALKS = 32
};

/* Answers of ntdll.dll that windows.h does not define beside winternl.h. */
static const NTSTATUS more_entries = 0x105;
static const NTSTATUS not_implemented = (NTSTATUS)0xC0000002;
static const NTSTATUS no_memory = (NTSTATUS)0xC0000017;

typedef NTSTATUS(NTAPI *open_directory_call)(HANDLE *directory, ACCESS_MASK,
                                             OBJECT_ATTRIBUTES *);
typedef NTSTATUS(NTAPI *query_directory_call)(HANDLE directory, void *buffer,
                                              ULONG length, BOOLEAN single,
                                              BOOLEAN restart, ULONG *context,
                                              ULONG *needed);
typedef NTSTATUS(NTAPI *query_object_call)(HANDLE, OBJECT_INFORMATION_CLASS,
                                           void *, ULONG, ULONG *);

/* One name in a folder of the object manager. */
typedef struct directory_entry {
    UNICODE_STRING name;
    UNICODE_STRING type;
} directory_entry;

/* Names in UTF-8, each with its NUL. */
typedef struct name_list {
    char *text;
    size_t used;
    size_t room;
} name_list;

/* Finds a function; the cast by way of void says that its type is known. */
static void *find(const char *function)
{
    const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");

    return ntdll == NULL ? NULL
                         : (void *)(uintptr_t)GetProcAddress(ntdll, function);
}

int64_t mmf_win32_handles(HANDLE handle)
{
    const query_object_call query =
        (query_object_call)(uintptr_t)find("NtQueryObject");
    PUBLIC_OBJECT_BASIC_INFORMATION facts;

    if (query == NULL ||
        query(handle, ObjectBasicInformation, &facts, sizeof facts, NULL) < 0)
        return -1;
    return (int64_t)facts.HandleCount - 1; /* ours does not count */
}

/* Opens the folder in which the names of a session live, 0 for those of all. */
static HANDLE open_folder(DWORD session)
{
    const open_directory_call open_directory =
        (open_directory_call)(uintptr_t)find("NtOpenDirectoryObject");
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING path;
    wchar_t text[64] = L"\\BaseNamedObjects";
    HANDLE folder = NULL;

    if (session != 0)
        (void)swprintf(text, sizeof text / sizeof text[0],
                       L"\\Sessions\\%lu\\BaseNamedObjects",
                       (unsigned long)session);
    path.Buffer = text;
    path.Length = (USHORT)(wcslen(text) * sizeof text[0]);
    path.MaximumLength = path.Length;
    InitializeObjectAttributes(&attributes, &path, 0, NULL, NULL);
    if (open_directory == NULL ||
        open_directory(&folder, DIRECTORY_QUERY_RIGHT, &attributes) < 0)
        return NULL;
    return folder;
}

static bool is_section(const directory_entry *entry)
{
    static const wchar_t section[] = L"Section";

    return entry->type.Length == sizeof section - sizeof section[0] &&
           memcmp(entry->type.Buffer, section, entry->type.Length) == 0;
}

/* Makes room for so many bytes more. */
static bool reserve(name_list *of, size_t bytes)
{
    const size_t room = (of->used + bytes) * 2;
    char *larger;

    if (bytes <= of->room - of->used)
        return true;
    larger = of->text == NULL
                 ? HeapAlloc(GetProcessHeap(), 0, room)
                 : HeapReAlloc(GetProcessHeap(), 0, of->text, room);
    if (larger == NULL)
        return false;
    of->text = larger;
    of->room = room;
    return true;
}

/* Gathers the name of a section.  One with a NUL inside, which the object
 * manager allows and no call takes, is left out. */
static unsigned long add(name_list *to, const directory_entry *entry,
                         const char *prefix)
{
    const size_t units = entry->name.Length / sizeof(uint16_t);
    const size_t start = strlen(prefix);
    mmf_utf_result made = {0, 0};
    char *name;

    if (!is_section(entry))
        return 0;
    if (!reserve(to, start + MMF_TEXT_ROOM(units)))
        return ERROR_NOT_ENOUGH_MEMORY;
    name = to->text + to->used;
    memcpy(name, prefix, start);
    if (mmf_utf16_to_utf8((const uint16_t *)entry->name.Buffer, units,
                          MMF_TEXT_LOSSLESS, name + start,
                          MMF_TEXT_ROOM(units) - 1, &made) != 0 ||
        memchr(name, '\0', start + made.made) != NULL)
        return 0;
    name[start + made.made] = '\0';
    to->used += start + made.made + 1;
    return 0;
}

/* Takes the last name, which begins at this place, away again if it stands
 * before that, too. */
static void drop_double(name_list *of, size_t place)
{
    for (size_t at = 0; at < place; at += strlen(of->text + at) + 1)
        if (strcmp(of->text + at, of->text + place) == 0)
            of->used = place;
}

static NTSTATUS query(HANDLE folder, directory_entry *buffer, ULONG room,
                      BOOLEAN single, ULONG *position)
{
    const query_directory_call call =
        (query_directory_call)(uintptr_t)find("NtQueryDirectoryObject");

    return call == NULL ? not_implemented
                        : call(folder, buffer, room, single, *position == 0,
                               position, NULL);
}

/* Gathers the names of a folder by their positions, one by one. */
static unsigned long walk(HANDLE folder, directory_entry *buffer,
                          const char *prefix, name_list *to)
{
    unsigned long error = 0;
    ULONG position = 0;

    while (error == 0 &&
           query(folder, buffer, FIRST_ROOM, TRUE, &position) >= 0) {
        const size_t place = to->used;

        error = add(to, buffer, prefix);
        if (to->used > place)
            drop_double(to, place);
    }
    return error;
}

/* Gathers all that many walks see.  The end of a name moves those behind it,
 * and a walk misses one of them; a new name shows one twice.  Beside a program
 * that makes and ends names without a pause, a walk misses each name one time
 * in three, and the same one again if both march in step: hence the rests. */
static unsigned long walk_often(HANDLE folder, directory_entry *buffer,
                                const char *prefix, name_list *to)
{
    unsigned long error = walk(folder, buffer, prefix, to);

    for (int walks = 1; error == 0 && walks < WALKS; walks++) {
        Sleep(1);
        error = walk(folder, buffer, prefix, to);
    }
    return error;
}

/* Asks for all of a folder in one call, which Windows answers while nothing in
 * the folder changes; for a longer answer again from its beginning. */
static NTSTATUS ask(HANDLE folder, directory_entry **out)
{
    NTSTATUS status = more_entries;

    *out = NULL;
    for (ULONG room = FIRST_ROOM; status == more_entries; room *= 2) {
        ULONG position = 0;

        mmf_win32_forget(*out);
        *out = room > MOST_ROOM ? NULL : HeapAlloc(GetProcessHeap(), 0, room);
        if (*out == NULL)
            return no_memory;
        status = query(folder, *out, room, FALSE, &position);
    }
    return status;
}

/* Gathers the names of a folder, as they are at one moment; Wine 8 refuses what
 * that takes. */
static unsigned long gather(HANDLE folder, const char *prefix, name_list *to)
{
    directory_entry *entries;
    unsigned long error = 0;
    const NTSTATUS status = ask(folder, &entries);

    if (status == no_memory)
        error = ERROR_NOT_ENOUGH_MEMORY;
    else if (status < 0)
        error = walk_often(folder, entries, prefix, to);
    else /* the last entry is all zero */
        for (const directory_entry *at = entries;
             error == 0 && at->name.Buffer != NULL; at++)
            error = add(to, at, prefix);
    mmf_win32_forget(entries);
    return error;
}

/* Gathers the names of this session, and those of all. */
static unsigned long gather_all(name_list *to)
{
    DWORD session = 0;
    HANDLE folder;
    unsigned long error;

    if (!ProcessIdToSessionId(GetCurrentProcessId(), &session))
        return mmf_win32_error();
    folder = open_folder(session);
    if (folder == NULL)
        return ERROR_NOT_SUPPORTED;
    error = gather(folder, "", to);
    (void)CloseHandle(folder);
    folder = error == 0 && session != 0 ? open_folder(0) : NULL;
    if (folder == NULL)
        return error;
    error = gather(folder, "Global\\", to);
    (void)CloseHandle(folder);
    return error;
}

unsigned long mmf_win32_names(char **out)
{
    name_list names = {NULL, 0, 0};
    unsigned long error = gather_all(&names);

    if (error == 0 && !reserve(&names, 1))
        error = ERROR_NOT_ENOUGH_MEMORY;
    if (error != 0) {
        mmf_win32_forget(names.text);
        names.text = NULL;
    } else {
        names.text[names.used] = '\0';
    }
    *out = names.text;
    return error;
}
