/* SPDX-License-Identifier: MIT */
/*
 * Time and waiting on Windows.
 *
 * No event serves all changes of a word: one that resets itself wakes one
 * waiter of many, and who resets the other kind takes it from somebody who has
 * not looked yet.  So each value of a word has an event of its own, made by who
 * waits for its end, set by who ended it, never reset, and gone with its last
 * waiter.
 */
#include "win32.h"
#include <stdio.h>
#include <string.h>

/* ".mmf-change.", 8 digits, a dot and 16 digits. */
enum {
    EVENT_SUFFIX = 37
};

/* Writes the event's name behind the map's; to be released. */
static unsigned long event_name(const mmf_os_word *word, uint32_t value,
                                wchar_t **out)
{
    const size_t length = strlen(word->name);
    char *plain = HeapAlloc(GetProcessHeap(), 0, length + EVENT_SUFFIX + 1);
    int made;
    unsigned long error;

    if (plain == NULL)
        return ERROR_NOT_ENOUGH_MEMORY;
    memcpy(plain, word->name, length);
    made = snprintf(plain + length, EVENT_SUFFIX + 1, ".mmf-change.%08lx",
                    (unsigned long)value);
    if (word->place >= 0)
        (void)snprintf(plain + length + made, EVENT_SUFFIX + 1 - (size_t)made,
                       ".%llx", (unsigned long long)word->place);
    error = mmf_win32_widen(plain, out);
    (void)HeapFree(GetProcessHeap(), 0, plain);
    return error;
}

int64_t mmf_os_clock_ms(void)
{
    return (int64_t)GetTickCount64();
}

void mmf_os_pause(uint32_t microseconds)
{
    /* The scheduler counts in milliseconds at best. */
    Sleep((microseconds + 999) / 1000);
}

bool mmf_os_word_wait(const mmf_os_word *word, uint32_t seen,
                      uint32_t milliseconds)
{
    wchar_t *wide;
    HANDLE event = NULL;
    bool told = true;

    if (event_name(word, seen, &wide) == 0) {
        event =
            CreateEventExW(NULL, wide, CREATE_EVENT_MANUAL_RESET, SYNCHRONIZE);
        mmf_win32_forget(wide);
    }
    /* Somebody else's object of this name, or none to be had: only slower. */
    if (event == NULL) {
        Sleep(milliseconds < 50 ? milliseconds : 50);
        return false;
    }
    /* Only now that the event is there: whoever changes the word after this
     * look finds it. */
    MemoryBarrier();
    if (*(const volatile uint32_t *)word->at == seen)
        told = WaitForSingleObject(event, milliseconds) == WAIT_OBJECT_0;
    (void)CloseHandle(event);
    return told;
}

void mmf_os_word_wake(const mmf_os_word *word, uint32_t seen)
{
    wchar_t *wide;
    HANDLE event;

    if (event_name(word, seen, &wide) != 0)
        return;
    event = OpenEventW(EVENT_MODIFY_STATE, FALSE, wide);
    mmf_win32_forget(wide);
    if (event == NULL)
        return; /* nobody waits */
    (void)SetEvent(event);
    (void)CloseHandle(event);
}

intptr_t mmf_os_names_open(void)
{
    return MMF_OS_NONE;
}

void mmf_os_names_wait(intptr_t names, const char *name, uint32_t milliseconds)
{
    (void)names;
    (void)name;
    Sleep(milliseconds);
}

void mmf_os_names_close(intptr_t names)
{
    (void)names;
}
