/* SPDX-License-Identifier: MIT */
/*
 * Publishes measurements in a named map: each line of the input is one record
 * of three numbers.  Readers may come and go at any time and always get the
 * numbers of one line, never some of one and some of the next.
 */
#include "arguments.h"
#include "console.h"
#include "telemetry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME_EXISTS = 1, /* exit statuses */
    FAILED = 3
};

static const char usage[] =
    "usage: telemetry_publisher [NAME]\n"
    "Publishes each line of the input, \"CELSIUS HECTOPASCAL HUMIDITY\", in\n"
    "the map NAME, which is " TELEMETRY_NAME
    " unless given.  The map ends with\n"
    "the input.\n";

/* Tells the user why the library refused. */
static int fail(int status)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("telemetry_publisher: %s: %s\n",
                     mmf_status_text(why.status), why.hint);
    return status;
}

/* Three numbers, and nothing else that could be meant. */
static bool read_line(const char *line, climate *out)
{
    double *const numbers[] = {&out->celsius, &out->hectopascal,
                               &out->humidity};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char *end;

        *numbers[i] = strtod(line, &end);
        if (end == line)
            return false;
        line = end;
    }
    return line[strspn(line, " \r\n")] == '\0';
}

static int serve(const mmf_view *view, const char *name)
{
    char line[200];

    console_print("%s: ready.\n", name);
    while (fgets(line, sizeof line, stdin) != NULL) {
        climate now;

        if (!read_line(line, &now)) {
            console_complain("telemetry_publisher: three numbers, please.\n");
            continue;
        }
        /* Whole or not at all, however many readers are at work. */
        if (mmf_record_write(view, TELEMETRY_AT, NULL, &now, sizeof now) !=
            MMF_OK)
            return fail(FAILED);
        console_print("published.\n");
    }
    return console_status(0);
}

int main(int argc, char **argv)
{
    arguments given = {TELEMETRY_NAME, 0, 0, false, false, false};
    mmf_map *map;
    mmf_view view;
    int status;

    argv = console_arguments(&argc, argv);
    status = arguments_read(argc, argv, usage, &given);
    if (status != GO_ON)
        return status;

    status = mmf_create_new(given.name, TELEMETRY_SIZE, NULL, &map);
    if (status != MMF_OK)
        return fail(status == MMF_EEXIST ? NAME_EXISTS : FAILED);
    status =
        mmf_view_open(map, 0, TELEMETRY_SIZE, MMF_ACCESS_READ_WRITE, &view);
    status = status == MMF_OK ? serve(&view, given.name) : fail(FAILED);
    mmf_view_close(&view);
    mmf_map_close(map);
    return status;
}
