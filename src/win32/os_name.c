/* SPDX-License-Identifier: MIT */
/*
 * Names on Windows, seen from outside.  The object manager shows its folders
 * and counts its handles through functions of ntdll.dll that Windows documents
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
    SECTION_QUERY_RIGHT = 0x1
};

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

/* Finds a function; the cast by way of void says that its type is known. */
static void *find(const char *function)
{
    const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");

    return ntdll == NULL ? NULL
                         : (void *)(uintptr_t)GetProcAddress(ntdll, function);
}

unsigned long mmf_os_name_remove(const char *name, const mmf_os_wish *wish)
{
    (void)name;
    (void)wish;
    return ERROR_NOT_SUPPORTED;
}

static int64_t count_handles(HANDLE handle)
{
    const query_object_call query =
        (query_object_call)(uintptr_t)find("NtQueryObject");
    PUBLIC_OBJECT_BASIC_INFORMATION facts;

    if (query == NULL ||
        query(handle, ObjectBasicInformation, &facts, sizeof facts, NULL) < 0)
        return -1;
    return (int64_t)facts.HandleCount - 1; /* ours does not count */
}

unsigned long mmf_os_name_look(const char *name, int32_t wait_ms,
                               mmf_os_facts *out)
{
    const mmf_os_wish wish = {.access = MMF_OS_READ | SECTION_QUERY_RIGHT,
                              .wait_ms = wait_ms};
    mmf_os_section section;
    const unsigned long error = mmf_os_section_open(name, &wish, &section);

    if (error != 0)
        return error;
    out->size = section.size;
    out->owner = -1;
    out->holders = count_handles((HANDLE)section.handle);
    out->mode = 0;
    out->managed = true;
    out->stale = false;
    mmf_os_section_close(name, &section);
    return 0;
}

/* Asks for an event of this name.  A section is refused as the wrong kind,
 * without a handle to it, which would keep the name for as long as it is
 * open. */
unsigned long mmf_os_name_probe(const char *name, int32_t wait_ms,
                                uint64_t *identity)
{
    wchar_t *wide;
    HANDLE event;
    unsigned long error = mmf_win32_widen(name, &wide);

    (void)wait_ms;
    if (error != 0)
        return error;
    event = OpenEventW(SYNCHRONIZE, FALSE, wide);
    error = event == NULL ? mmf_win32_error() : ERROR_BAD_FILE_TYPE;
    mmf_win32_forget(wide);
    if (event != NULL)
        (void)CloseHandle(event);
    if (error != ERROR_INVALID_HANDLE)
        return error;
    *identity = 0;
    return 0;
}

unsigned long mmf_os_name_owner(const char *name, int64_t *owner)
{
    (void)name;
    (void)owner;
    return ERROR_NOT_SUPPORTED;
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

/* Hands one name on in UTF-8; false ends the list. */
static bool show(const directory_entry *entry, const char *prefix,
                 bool (*visit)(void *context, const char *name), void *context)
{
    static const wchar_t section[] = L"Section";
    char name[4096];
    const size_t start = strlen(prefix);
    mmf_utf_result made = {0, 0};

    if (entry->type.Length != sizeof section - sizeof section[0] ||
        memcmp(entry->type.Buffer, section, entry->type.Length) != 0)
        return true;
    memcpy(name, prefix, start);
    if (mmf_utf16_to_utf8((const uint16_t *)entry->name.Buffer,
                          entry->name.Length / sizeof(uint16_t),
                          MMF_TEXT_LOSSLESS, name + start,
                          sizeof name - start - 1, &made) != 0)
        return true;
    name[start + made.made] = '\0';
    return visit(context, name);
}

/* Walks one folder; false when visit ended the list. */
static bool list_folder(HANDLE folder, const char *prefix,
                        bool (*visit)(void *context, const char *name),
                        void *context)
{
    const query_directory_call query =
        (query_directory_call)(uintptr_t)find("NtQueryDirectoryObject");
    union {
        directory_entry entry;
        unsigned char room[65536 / 4];
    } buffer;
    ULONG position = 0;
    bool more = query != NULL;

    while (more && query(folder, &buffer, sizeof buffer, TRUE, position == 0,
                         &position, NULL) >= 0)
        more = show(&buffer.entry, prefix, visit, context);
    (void)CloseHandle(folder);
    return query == NULL || more;
}

unsigned long mmf_os_name_list(bool (*visit)(void *context, const char *name),
                               void *context)
{
    DWORD session = 0;
    HANDLE own;
    HANDLE global;

    if (!ProcessIdToSessionId(GetCurrentProcessId(), &session))
        return mmf_win32_error();
    own = open_folder(session);
    if (own == NULL)
        return ERROR_NOT_SUPPORTED;
    if (!list_folder(own, "", visit, context) || session == 0)
        return 0;
    global = open_folder(0);
    if (global != NULL)
        (void)list_folder(global, "Global\\", visit, context);
    return 0;
}
