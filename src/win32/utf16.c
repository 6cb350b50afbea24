/* SPDX-License-Identifier: MIT */
/*
 * Strings as Windows takes them.
 */
#include "mmf/text.h"
#include "utf.h"
#include "win32.h"
#include <string.h>

unsigned long mmf_win32_widen(const char *text, wchar_t **out)
{
    const size_t length = text == NULL ? 0 : strlen(text);
    mmf_utf_result made = {0, 0};
    wchar_t *wide;

    *out = NULL;
    if (text == NULL)
        return 0;
    wide = HeapAlloc(GetProcessHeap(), 0, (length + 1) * sizeof *wide);
    if (wide == NULL)
        return ERROR_NOT_ENOUGH_MEMORY;
    if (mmf_utf8_to_utf16(text, length, MMF_TEXT_LOSSLESS, (uint16_t *)wide,
                          length, &made) != 0) {
        mmf_win32_forget(wide);
        return ERROR_NO_UNICODE_TRANSLATION;
    }
    wide[made.made] = L'\0';
    *out = wide;
    return 0;
}

void mmf_win32_forget(void *memory)
{
    if (memory != NULL)
        (void)HeapFree(GetProcessHeap(), 0, memory);
}
