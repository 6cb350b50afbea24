/* SPDX-License-Identifier: MIT */
/*
 * Messages on standard error, see fail.h.  Whatever they quote, each is one
 * line and no character of it drives a terminal.
 */
#include "fail.h"
#include "out.h"
#include <mmf/mmf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    MESSAGE_ROOM = 1024
};

static const char *running; /* the command, or NULL */

static const struct {
    int status;
    int exit;
} exits[] = {
    {MMF_ENOENT, EXIT_NO},           {MMF_ETIMEDOUT, EXIT_LATE},
    {MMF_EBUSY, EXIT_LATE},          {MMF_EEXIST, EXIT_EXISTS},
    {MMF_ECORRUPT, EXIT_CONTENTS},   {MMF_ETRUNCATED, EXIT_CONTENTS},
    {MMF_EABANDONED, EXIT_CONTENTS}, {MMF_ETEXT, EXIT_CONTENTS},
};

void fail_in(const char *command)
{
    running = command;
}

static void say(const char *format, va_list values)
{
    char text[MESSAGE_ROOM];

    out_complain("mmf");
    if (running != NULL) {
        out_complain(" ");
        out_complain(running);
    }
    (void)vsnprintf(text, sizeof text, format, values);
    out_complain(": ");
    out_complain(text);
    out_complain_end();
}

int fail_with(int status, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    say(format, values);
    va_end(values);
    return status;
}

void fail_note(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    say(format, values);
    va_end(values);
}

const char *fail_words(void)
{
    static char words[MESSAGE_ROOM];
    mmf_detail why = {0};
    const char *text;

    mmf_last_detail(&why);
    text = mmf_status_text(why.status);
    /* A hint may begin with the words of the status. */
    if (strncmp(why.hint, text, strlen(text)) == 0)
        (void)snprintf(words, sizeof words, "%s", why.hint);
    else
        (void)snprintf(words, sizeof words, "%s%s%s", text,
                       why.hint[0] == '\0' ? "" : ": ", why.hint);
    return words;
}

int fail_library(void)
{
    mmf_detail why = {0};
    int status = EXIT_FAILED;

    mmf_last_detail(&why);
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
        if (exits[i].status == why.status)
            status = exits[i].exit;
    return fail_with(status, "%s", fail_words());
}

int fail_usage(const char *word, const char *why)
{
    return fail_with(EXIT_WRONG_USAGE, "\"%s\" %s; try \"mmf %s%s--help\"",
                     word, why, running == NULL ? "" : running,
                     running == NULL ? "" : " ");
}
