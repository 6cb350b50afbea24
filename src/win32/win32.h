/* SPDX-License-Identifier: MIT */
/*
 * What the files of this backend share.
 */
#ifndef MMF_WIN32_H
#define MMF_WIN32_H

#include "os.h"
#include <windows.h>

/* The last error as the seam carries it; never 0, which would be success. */
static inline unsigned long mmf_win32_error(void)
{
    const DWORD error = GetLastError();

    return error != ERROR_SUCCESS ? error : ERROR_GEN_FAILURE;
}

/* utf16.c */

/* A string in UTF-16, to be released by mmf_win32_forget(); NULL stays NULL. */
unsigned long mmf_win32_widen(const char *text, wchar_t **out);
void mmf_win32_forget(void *memory);

/* ntdll.c */

/* How many handles to its object there are beside this one, or -1. */
int64_t mmf_win32_handles(HANDLE handle);

/* The names of the sections of this session and of all sessions, in UTF-8, each
 * with its NUL; an empty one ends them.  NULL, or to be released by
 * mmf_win32_forget(). */
unsigned long mmf_win32_names(char **out);

/* os_section.c */

/* Makes a section of a file, or of memory for INVALID_HANDLE_VALUE; says
 * ERROR_ALREADY_EXISTS with no handle left open. */
unsigned long mmf_win32_make(HANDLE file, const wchar_t *name,
                             const mmf_os_wish *wish, HANDLE *out);

/* Notes a section that this process has opened. */
void mmf_win32_note(HANDLE handle, int64_t size, mmf_os_section *out);

/* os_protect.c */

/* A security descriptor of a text in SDDL, to be released by LocalFree(); NULL
 * stays NULL. */
unsigned long mmf_win32_descriptor(const char *sddl, PSECURITY_DESCRIPTOR *out);

/* os_map.c */

/* Maps a part of a section; length 0 = all of it. */
unsigned long mmf_win32_map(HANDLE section, int64_t offset, size_t length,
                            uint32_t access, void **out);

#endif
