/* SPDX-License-Identifier: MIT */
/*
 * Names on Windows, seen from outside.
 */
#include "win32.h"
#include <string.h>

unsigned long mmf_os_name_remove(const char *name, const mmf_os_wish *wish)
{
    (void)name;
    (void)wish;
    return ERROR_NOT_SUPPORTED;
}

unsigned long mmf_os_name_look(const char *name, int32_t wait_ms,
                               mmf_os_facts *out)
{
    /* Handles are counted with any right: to ask for that to query would keep
     * out who may read and write, and no more. */
    const mmf_os_wish wish = {.access = MMF_OS_READ, .wait_ms = wait_ms};
    mmf_os_section section;
    const unsigned long error = mmf_os_section_open(name, &wish, &section);

    if (error != 0)
        return error;
    out->size = section.size;
    out->owner = -1;
    out->holders = mmf_win32_handles((HANDLE)section.handle);
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

unsigned long mmf_os_name_list(bool (*visit)(void *context, const char *name),
                               void *context)
{
    char *names;
    const unsigned long error = mmf_win32_names(&names);
    bool more = error == 0;

    for (const char *at = names; more && *at != '\0'; at += strlen(at) + 1)
        more = visit(context, at);
    mmf_win32_forget(names);
    return error;
}
