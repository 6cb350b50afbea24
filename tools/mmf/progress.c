/* SPDX-License-Identifier: MIT */
/*
 * Draws progress, see progress.h.
 */
#include "progress.h"
#include "console_os.h"
#include "system.h"
#include <stdio.h>
#include <string.h>

enum {
    ERR = 2,
    QUIET_MS = 500, /* before the first row */
    EVERY_MS = 100
};

static struct {
    int64_t whole;
    int64_t next_ms;
    bool on;
    size_t drawn; /* columns */
} progress;

void progress_begin(int64_t whole)
{
    progress.on = console_os_is_terminal(ERR);
    progress.whole = whole;
    progress.next_ms = system_now_ms() + QUIET_MS;
    progress.drawn = 0;
}

static void draw(const char *row)
{
    char text[128];
    const int made =
        snprintf(text, sizeof text, "\r%-*s", (int)progress.drawn, row);

    if (made > 0)
        (void)console_os_write(ERR, text, (size_t)made);
    progress.drawn = strlen(row);
}

void progress_at(int64_t done)
{
    const int64_t now = progress.on ? system_now_ms() : 0;
    const long long mebibytes = (long long)(done >> 20);
    char row[64];

    if (!progress.on || now < progress.next_ms)
        return;
    progress.next_ms = now + EVERY_MS;
    if (progress.whole > 0)
        (void)snprintf(row, sizeof row, "%lld MiB, %d %%", mebibytes,
                       (int)((double)done * 100 / (double)progress.whole));
    else
        (void)snprintf(row, sizeof row, "%lld MiB", mebibytes);
    draw(row);
}

void progress_end(void)
{
    if (!progress.on || progress.drawn == 0)
        return;
    draw("");
    (void)console_os_write(ERR, "\r", 1);
}
