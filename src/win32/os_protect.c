/* SPDX-License-Identifier: MIT */
/*
 * Who may use a section on Windows: its security descriptor.
 */
#include "mmf/text.h"
#include "utf.h"
#include "win32.h"
#include <sddl.h>
#include <wchar.h>

unsigned long mmf_win32_descriptor(const char *sddl, PSECURITY_DESCRIPTOR *out)
{
    wchar_t *wide;
    unsigned long error = mmf_win32_widen(sddl, &wide);

    *out = NULL;
    if (error != 0 || wide == NULL)
        return error;
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(
            wide, SDDL_REVISION_1, out, NULL))
        error = mmf_win32_error();
    mmf_win32_forget(wide);
    return error;
}

/* An integrity label stands in the list of what is logged, and is a part of its
 * own: it takes another right, and no privilege. */
static SECURITY_INFORMATION parts_of_log(PACL list)
{
    const DWORD count = list == NULL ? 0 : list->AceCount;
    SECURITY_INFORMATION parts = 0;
    void *entry;

    for (DWORD i = 0; i < count && GetAce(list, i, &entry); i++)
        parts |= ((const ACE_HEADER *)entry)->AceType ==
                         SYSTEM_MANDATORY_LABEL_ACE_TYPE
                     ? LABEL_SECURITY_INFORMATION
                     : SACL_SECURITY_INFORMATION;
    return parts == 0 ? SACL_SECURITY_INFORMATION : parts;
}

/* Which parts a descriptor has.  To name one that it lacks would not leave that
 * as it is: no access list lets everybody in. */
static SECURITY_INFORMATION parts_of(PSECURITY_DESCRIPTOR descriptor)
{
    SECURITY_INFORMATION parts = 0;
    BOOL present = FALSE;
    BOOL by_default;
    PSID sid = NULL;
    PACL list;

    if (GetSecurityDescriptorOwner(descriptor, &sid, &by_default) &&
        sid != NULL)
        parts |= OWNER_SECURITY_INFORMATION;
    if (GetSecurityDescriptorGroup(descriptor, &sid, &by_default) &&
        sid != NULL)
        parts |= GROUP_SECURITY_INFORMATION;
    if (GetSecurityDescriptorDacl(descriptor, &present, &list, &by_default) &&
        present)
        parts |= DACL_SECURITY_INFORMATION;
    if (GetSecurityDescriptorSacl(descriptor, &present, &list, &by_default) &&
        present)
        parts |= parts_of_log(list);
    return parts;
}

unsigned long mmf_os_protect(const mmf_os_section *section,
                             const mmf_os_protection *to)
{
    PSECURITY_DESCRIPTOR descriptor;
    SECURITY_INFORMATION parts;
    unsigned long error = mmf_win32_descriptor(to->sddl, &descriptor);

    if (error != 0)
        return error;
    parts = parts_of(descriptor);
    if (parts == 0)
        error = ERROR_INVALID_PARAMETER;
    else if (!SetKernelObjectSecurity((HANDLE)section->handle, parts,
                                      descriptor))
        error = mmf_win32_error();
    (void)LocalFree(descriptor);
    return error;
}

unsigned long mmf_os_protection_read(const mmf_os_section *section,
                                     mmf_os_protection *out)
{
    (void)section;
    (void)out;
    return ERROR_NOT_SUPPORTED;
}

/* Hands out a descriptor as text. */
static unsigned long tell(PSECURITY_DESCRIPTOR descriptor,
                          SECURITY_INFORMATION parts, char *text, size_t room,
                          size_t *needed)
{
    mmf_utf_result made = {0, 0};
    wchar_t *wide = NULL;
    size_t length;

    if (!ConvertSecurityDescriptorToStringSecurityDescriptorW(
            descriptor, SDDL_REVISION_1, parts, &wide, NULL))
        return mmf_win32_error();
    length = wcslen(wide);
    (void)mmf_utf16_bytes((const uint16_t *)wide, length, MMF_TEXT_LOSSLESS,
                          &made);
    *needed = made.made;
    if (made.made < room) {
        (void)mmf_utf16_to_utf8((const uint16_t *)wide, length,
                                MMF_TEXT_LOSSLESS, text, room - 1, &made);
        text[made.made] = '\0';
    }
    (void)LocalFree(wide);
    return 0;
}

static SECURITY_INFORMATION native_parts(uint32_t parts)
{
    return ((parts & MMF_OS_AUDIT) != 0 ? SACL_SECURITY_INFORMATION : 0) |
           ((parts & MMF_OS_ACCESS) != 0 ? DACL_SECURITY_INFORMATION : 0) |
           ((parts & MMF_OS_OWNER) != 0 ? OWNER_SECURITY_INFORMATION : 0) |
           ((parts & MMF_OS_GROUP) != 0 ? GROUP_SECURITY_INFORMATION : 0);
}

unsigned long mmf_os_protection_text(const mmf_os_section *section,
                                     uint32_t parts, char *text, size_t room,
                                     size_t *needed)
{
    const SECURITY_INFORMATION asked = native_parts(parts);
    const HANDLE handle = (HANDLE)section->handle;
    PSECURITY_DESCRIPTOR descriptor;
    DWORD size = 0;
    unsigned long error;

    if (GetKernelObjectSecurity(handle, asked, NULL, 0, &size) ||
        GetLastError() != ERROR_INSUFFICIENT_BUFFER)
        return mmf_win32_error();
    descriptor = LocalAlloc(0, size);
    if (descriptor == NULL)
        return ERROR_NOT_ENOUGH_MEMORY;
    /* Grown in between: the system's answer is as good as any. */
    error = GetKernelObjectSecurity(handle, asked, descriptor, size, &size)
                ? tell(descriptor, asked, text, room, needed)
                : mmf_win32_error();
    (void)LocalFree(descriptor);
    return error;
}
