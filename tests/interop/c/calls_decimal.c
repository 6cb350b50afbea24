/* SPDX-License-Identifier: MIT */
/*
 * Decimals from and to text.
 */
#include "calls.h"
#include <string.h>

int call_parse(void)
{
    const char *text = words_text();
    mmf_decimal value;
    const int rc =
        mmf_decimal_parse(text, text == NULL ? 0 : strlen(text), &value);

    answer_bytes(&value, sizeof value);
    return rc;
}

int call_format(void)
{
    char text[MMF_DECIMAL_ROOM];
    mmf_decimal value;
    int rc;

    if (words_bytes((unsigned char *)&value, sizeof value) != sizeof value)
        words_refuse("no decimal", "");
    rc = mmf_decimal_format(&value, text, sizeof text);
    answer_text(text);
    return rc;
}
