/* SPDX-License-Identifier: MIT */
/*
 * Lists of names on Windows, from folders whose contents the tests make up:
 * ntdll.dll's function is replaced where the program imports GetProcAddress().
 */
#include "seam.h"
#include <limits.h>
#include <windows.h>
#include <winternl.h>

enum {
    MORE_ENTRIES = 0x105,
    MAX_UNITS = 8
};

static const NTSTATUS not_implemented = (NTSTATUS)0xC0000002;
static const NTSTATUS no_more_entries = (NTSTATUS)0x8000001A;

/* An entry as the object manager gives it, and one that a test makes up. */
typedef struct entry {
    UNICODE_STRING name;
    UNICODE_STRING type;
} entry;

typedef struct made_up {
    wchar_t name[MAX_UNITS];
    USHORT units;
    const wchar_t *type;
} made_up;

static made_up folder[] = {
    {L"a", 1, L"Section"},
    {L"b", 1, L"Event"},
    {L"c", 1, L"Section"},
    {{L'd', 0xD800}, 2, L"Section"},
    {{L'e', 0, L'e'}, 3, L"Section"},
    {L"f\xE9", 2, L"Section"},
    {L"g", 1, L"SymbolicLink"},
};

/* What the replaced function does, and what it was asked. */
static struct {
    ULONG room; /* with less, the answer is not complete; 0: refuses */
    int walks;
    int calls;
} script;

static void tell(const made_up *from, entry *out)
{
    out->name.Buffer = (wchar_t *)(uintptr_t)from->name;
    out->name.Length = (USHORT)(from->units * sizeof(wchar_t));
    out->name.MaximumLength = out->name.Length;
    out->type.Buffer = (wchar_t *)(uintptr_t)from->type;
    out->type.Length = (USHORT)(wcslen(from->type) * sizeof(wchar_t));
    out->type.MaximumLength = out->type.Length;
}

/* Every second walk misses an entry and has another one twice, as if a name had
 * ended and one had come. */
static NTSTATUS tell_one(ULONG *position, entry *out)
{
    ULONG place = (*position)++;

    if (place == 0)
        script.walks++;
    if (place >= LENGTH_OF(folder))
        return no_more_entries;
    if (place == 2 && script.walks % 2 == 1)
        place = 0;
    tell(&folder[place], out);
    return 0;
}

static NTSTATUS NTAPI answer(HANDLE directory, void *buffer, ULONG room,
                             BOOLEAN single, BOOLEAN restart, ULONG *position,
                             ULONG *needed)
{
    entry *out = buffer;

    (void)directory;
    (void)needed;
    script.calls++;
    if (restart)
        *position = 0;
    if (single)
        return tell_one(position, out);
    if (script.room == 0)
        return not_implemented;
    for (size_t i = 0; i < LENGTH_OF(folder); i++)
        tell(&folder[i], out++);
    memset(out, 0, sizeof *out);
    return room < script.room ? MORE_ENTRIES : 0;
}

typedef FARPROC(WINAPI *get_address_call)(HMODULE, const char *);

static get_address_call real_get_address;

static FARPROC WINAPI get_address(HMODULE module, const char *name)
{
    return strcmp(name, "NtQueryDirectoryObject") == 0
               ? (FARPROC)(uintptr_t)answer
               : real_get_address(module, name);
}

static void store(ULONG_PTR *slot, ULONG_PTR value)
{
    DWORD before = 0;

    assert_true(VirtualProtect(slot, sizeof *slot, PAGE_READWRITE, &before));
    *slot = value;
    assert_true(VirtualProtect(slot, sizeof *slot, before, &before));
}

/* Puts one function in the place of another one that this program imports;
 * false: it does not. */
static bool replace(ULONG_PTR from, ULONG_PTR to)
{
    unsigned char *image = (unsigned char *)GetModuleHandleW(NULL);
    const IMAGE_DOS_HEADER *start = (const void *)image;
    const IMAGE_NT_HEADERS *headers = (const void *)(image + start->e_lfanew);
    const IMAGE_IMPORT_DESCRIPTOR *imports =
        (const void *)(image + headers->OptionalHeader
                                   .DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT]
                                   .VirtualAddress);
    bool found = false;

    for (; imports->Name != 0; imports++) {
        ULONG_PTR *slot = (void *)(image + imports->FirstThunk);

        for (; *slot != 0; slot++)
            if (*slot == from) {
                store(slot, to);
                found = true;
            }
    }
    return found;
}

static int setup(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    /* Not plainly GetProcAddress: the compiler would call that, which is what is
     * replaced. */
    real_get_address = (get_address_call)(uintptr_t)GetProcAddress(
        GetModuleHandleW(L"kernel32.dll"), "GetProcAddress");
    return replace((ULONG_PTR)real_get_address, (ULONG_PTR)get_address) ? 0 : 1;
}

static int teardown(void **state)
{
    (void)state;
    return replace((ULONG_PTR)get_address, (ULONG_PTR)real_get_address) ? 0 : 1;
}

/* The names of this session, with a space behind each. */
typedef struct line {
    char text[100];
} line;

static bool gather(void *context, const char *name)
{
    line *to = context;
    const size_t used = strlen(to->text);

    if (strncmp(name, "Global\\", 7) != 0)
        (void)snprintf(to->text + used, sizeof to->text - used, "%s ", name);
    return true;
}

static void sections_are_listed_whose_names_can_be_taken(void **state)
{
    line names = {""};

    (void)state;
    script.room = 1;
    assert_int_equal(mmf_os_name_list(gather, &names), 0);
    assert_string_equal(names.text, "a c d\xED\xA0\x80 f\xC3\xA9 ");
    assert_in_range(script.calls, 1, 2);
}

static void a_longer_answer_is_asked_for_again(void **state)
{
    line names = {""};

    (void)state;
    script.room = 1 << 22;
    assert_int_equal(mmf_os_name_list(gather, &names), 0);
    assert_string_equal(names.text, "a c d\xED\xA0\x80 f\xC3\xA9 ");
    assert_in_range(script.calls, 3, 20);
}

static void an_answer_without_end_is_refused(void **state)
{
    line names = {""};

    (void)state;
    script.room = ULONG_MAX;
    assert_status(seam_status(mmf_os_name_list(gather, &names)), MMF_ENOMEM);
    assert_string_equal(names.text, "");
    assert_in_range(script.calls, 1, 20);
}

/* Not in that order: the first walk has not seen c. */
static void walks_that_miss_names_make_one_list(void **state)
{
    line names = {""};

    (void)state;
    assert_int_equal(mmf_os_name_list(gather, &names), 0);
    assert_string_equal(names.text, "a d\xED\xA0\x80 f\xC3\xA9 c ");
}

#define list_test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        list_test(sections_are_listed_whose_names_can_be_taken),
        list_test(a_longer_answer_is_asked_for_again),
        list_test(an_answer_without_end_is_refused),
        list_test(walks_that_miss_names_make_one_list),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
