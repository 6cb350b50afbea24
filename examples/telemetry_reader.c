/* SPDX-License-Identifier: MIT */
/*
 * Shows the measurements that a telemetry publisher has published last.
 */
#include "arguments.h"
#include "console.h"
#include "telemetry.h"

enum {
    NOTHING = 1, /* exit statuses */
    FAILED = 3
};

static const char usage[] =
    "usage: telemetry_reader [NAME]\n"
    "Shows what a telemetry publisher has published last in the map NAME,\n"
    "which is " TELEMETRY_NAME " unless given.\n";

/* Tells the user why the library refused. */
static int fail(int status)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("telemetry_reader: %s: %s\n", mmf_status_text(why.status),
                     why.hint);
    return status;
}

static int show(const mmf_view *view)
{
    climate now;
    mmf_record_result found = {0};
    const int status =
        mmf_record_read(view, TELEMETRY_AT, NULL, &now, sizeof now, &found);

    switch (status) {
    case MMF_OK:
        console_print("%lu: %.1f degrees Celsius, %.1f hPa, %.0f %% humidity\n",
                      (unsigned long)found.sequence, now.celsius,
                      now.hectopascal, 100 * now.humidity);
        return console_status(0);
    case MMF_ENOENT:
        console_print("Nothing has been published yet.\n");
        return NOTHING;
    default: /* among them a publisher that died at work: MMF_EABANDONED */
        return fail(FAILED);
    }
}

int main(int argc, char **argv)
{
    arguments given = {TELEMETRY_NAME, 0, 0, false};
    mmf_map *map;
    mmf_view view;
    int status;

    argv = console_arguments(&argc, argv);
    status = arguments_read(argc, argv, usage, &given);
    if (status != GO_ON)
        return status;

    status = mmf_open_existing(given.name, MMF_RIGHTS_READ, NULL, &map);
    if (status == MMF_ENOENT) {
        console_print("There is no publisher.\n");
        return NOTHING;
    }
    if (status != MMF_OK)
        return fail(FAILED);
    status = mmf_view_open(map, 0, TELEMETRY_SIZE, MMF_ACCESS_READ, &view);
    status = status == MMF_OK ? show(&view) : fail(FAILED);
    mmf_view_close(&view);
    mmf_map_close(map);
    return status;
}
