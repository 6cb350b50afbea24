/* SPDX-License-Identifier: MIT */
/*
 * Shows the measurements that a telemetry publisher has published last, or each
 * as it is published.
 */
#include "arguments.h"
#include "console.h"
#include "telemetry.h"

enum {
    NOTHING = 1, /* exit statuses */
    FAILED = 3,
    LOOK_MS = 1000 /* how soon the end of a publisher is noticed */
};

static const char usage[] =
    "usage: telemetry_reader [NAME] [--follow]\n"
    "Shows what a telemetry publisher has published last in the map NAME,\n"
    "which is " TELEMETRY_NAME
    " unless given.  --follow: and all that follow,\n"
    "until the publisher ends.\n";

/* Tells the user why the library refused. */
static int fail(int status)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("telemetry_reader: %s: %s\n", mmf_status_text(why.status),
                     why.hint);
    return status;
}

static void print(const climate *now, const mmf_record_result *found)
{
    console_print("%lu: %.1f degrees Celsius, %.1f hPa, %.0f %% humidity\n",
                  (unsigned long)found->sequence, now->celsius,
                  now->hectopascal, 100 * now->humidity);
}

static int show(const mmf_view *view)
{
    climate now;
    mmf_record_result found = {0};
    const int status =
        mmf_record_read(view, TELEMETRY_AT, NULL, &now, sizeof now, &found);

    switch (status) {
    case MMF_OK:
        print(&now, &found);
        return console_status(0);
    case MMF_ENOENT:
        console_print("Nothing has been published yet.\n");
        return NOTHING;
    default: /* among them a publisher that died at work: MMF_EABANDONED */
        return fail(FAILED);
    }
}

/* Sleeps until there is another record, looking from time to time whether there
 * is still a publisher: the view alone would stay as it is for ever.  One that
 * starts again between two looks has another map, which nobody follows here;
 * mmf_text_watch() is for that. */
static int await(const mmf_view *view, const char *name, uint32_t seen)
{
    int status;

    do {
        status =
            mmf_record_wait(view, TELEMETRY_AT, sizeof(climate), seen, LOOK_MS);
    } while (status == MMF_ETIMEDOUT && mmf_name_wait(name, 0) == MMF_OK);
    return status;
}

/* Records that come faster than they are shown are skipped, the last never. */
static int follow(const mmf_view *view, const char *name)
{
    mmf_record_result found = {0};
    int status;

    while ((status = await(view, name, found.token)) == MMF_OK) {
        climate now;

        status =
            mmf_record_read(view, TELEMETRY_AT, NULL, &now, sizeof now, &found);
        if (status == MMF_OK)
            print(&now, &found);
        else if (status != MMF_EBUSY && status != MMF_EABANDONED)
            return fail(FAILED);
        if (console_status(0) != 0)
            return console_status(0);
    }
    if (status != MMF_ETIMEDOUT)
        return fail(FAILED);
    console_print("The publisher is gone.\n");
    return console_status(0);
}

int main(int argc, char **argv)
{
    arguments given = {TELEMETRY_NAME, 0, 0, false, true, false};
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
    /* The view is enough, and leaves the name to the publisher. */
    mmf_map_close(map);
    if (status != MMF_OK)
        return fail(FAILED);
    status = given.follow ? follow(&view, given.name) : show(&view);
    mmf_view_close(&view);
    return status;
}
