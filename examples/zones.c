/* SPDX-License-Identifier: MIT */
/*
 * Walks a map that is larger than a 32-bit process can address, zone by zone:
 * it is looked at through small windows, one at a time.  Only what the windows
 * have shown takes memory.
 */
#include "arguments.h"
#include "console.h"
#include <mmf/mmf.h>

#define GIB    ((int64_t)1 << 30)
#define SIZE   (6 * GIB)
#define ZONE   (GIB / 16)
#define WINDOW ((int64_t)1 << 16)

enum {
    OTHER_CONTENTS = 1, /* exit statuses */
    FAILED = 3
};

static const char usage[] =
    "usage: zones [NAME]\n"
    "Makes a map NAME of 6 GiB, which is Zones unless given, numbers its "
    "zones\n"
    "of 64 MiB each through a small window, and looks at all of them again.\n"
    "Nothing of it takes memory but the pages in the windows.\n"
    "Exit status: 0 done, 1 a zone holds another number, 2 wrong usage,\n"
    "3 refused.\n";

/* Tells the user why the library refused. */
static int fail(void)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("zones: %s: %s\n", mmf_status_text(why.status), why.hint);
    return FAILED;
}

/* Numbers a zone, where number is not 0, and says what its number is. */
static int visit(const mmf_map *map, int64_t zone, int64_t number,
                 int64_t *found)
{
    mmf_view window;
    int rc =
        mmf_view_open(map, zone * ZONE, WINDOW, MMF_ACCESS_READ_WRITE, &window);

    if (rc != MMF_OK)
        return rc;
    if (number != 0)
        rc = mmf_view_write_i64(&window, WINDOW - 8, number);
    if (rc == MMF_OK)
        rc = mmf_view_read_i64(&window, WINDOW - 8, found);
    return mmf_view_close(&window) == MMF_OK ? rc : MMF_EUNKNOWN;
}

static int walk(const mmf_map *map)
{
    const int64_t zones = mmf_map_size(map) / ZONE;
    int64_t found = 0;

    for (int64_t zone = 0; zone < zones; zone++)
        if (visit(map, zone, zone + 1, &found) != MMF_OK)
            return fail();
    for (int64_t zone = 0; zone < zones; zone++) {
        if (visit(map, zone, 0, &found) != MMF_OK)
            return fail();
        if (found != zone + 1) {
            console_complain("zones: zone %lld holds the number %lld\n",
                             (long long)zone + 1, (long long)found);
            return OTHER_CONTENTS;
        }
    }
    console_print("%lld bytes in %lld zones, each seen through a window of "
                  "%lld bytes by a %d-bit process.\n",
                  (long long)mmf_map_size(map), (long long)zones,
                  (long long)WINDOW, (int)sizeof(void *) * 8);
    return console_status(0);
}

int main(int argc, char **argv)
{
    static const mmf_options sparse = {.flags = MMF_DELAY_ALLOCATE_PAGES};
    arguments given = {.name = "Zones"};
    mmf_map *map;
    int status;

    argv = console_arguments(&argc, argv);
    status = arguments_read(argc, argv, usage, &given);
    if (status != GO_ON)
        return status;
    if (mmf_create_new(given.name, SIZE, &sparse, &map) != MMF_OK)
        return fail();
    status = walk(map);
    mmf_map_close(map);
    return status;
}
