/* SPDX-License-Identifier: MIT */
/*
 * Waits, see keep.h.  What the input holds does not matter.
 */
#include "keep.h"
#include "console.h"
#include "out.h"
#include <stddef.h>

void keep_begin(const request *given)
{
    console_take_lines();
    console_begin(!given->given[OPTION_EXIT_AT_EOF]);
}

int keep_on(const request *given)
{
    const char *text;
    size_t length;

    if (!out_flush())
        return console_end();
    if (!given->given[OPTION_EXIT_AT_EOF])
        console_wait();
    else
        while (console_next(&text, &length)) {
        }
    return console_end();
}
