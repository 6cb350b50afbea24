/* SPDX-License-Identifier: MIT */
/*
 * mmf rm: removes names.
 */
#include "command.h"
#include "fail.h"
#include "json.h"
#include "names.h"
#include "out.h"
#include <mmf/mmf.h>

static bool as_json;

static void tell(const char *name)
{
    if (as_json) {
        json_string(name);
    } else {
        out_print("removed ");
        out_line(name);
        out_print("\n");
    }
}

static int remove_one(const char *name)
{
    const int rc = mmf_remove(name);

    if (rc != MMF_OK)
        return fail_library();
    tell(name);
    return EXIT_DONE;
}

static bool is_stale(const char *name)
{
    mmf_name_info info = {0};

    return mmf_name_stat(name, &info) == MMF_OK &&
           (info.flags & MMF_NAME_STALE) != 0;
}

/* Whoever opens a stale name removes it, if he may, and finds it gone.
 * mmf_remove() would take the map that somebody has made by that name
 * meanwhile, too. */
static int remove_if_stale(const named *row)
{
    static const mmf_options how = {.flags = MMF_ANY_OWNER};
    mmf_map *map;
    int rc;

    if (row->status != MMF_OK || (row->info.flags & MMF_NAME_STALE) == 0)
        return EXIT_DONE;
    rc = mmf_open_existing(row->name, MMF_RIGHTS_READ_WRITE, &how, &map);
    if (rc == MMF_OK)
        mmf_map_close(map);
    else if (rc != MMF_ENOENT)
        return fail_library();
    else if (is_stale(row->name))
        return fail_with(EXIT_FAILED, "\"%s\" is stale, and another user's",
                         row->name);
    else
        tell(row->name);
    return EXIT_DONE;
}

static int remove_stale(void)
{
    int status = EXIT_DONE;
    names all;

    if (names_gather(&all) != MMF_OK)
        status = fail_library();
    for (size_t i = 0; i < all.count; i++) {
        const int one = remove_if_stale(&all.rows[i]);

        if (one != EXIT_DONE)
            status = one;
    }
    names_free(&all);
    return status;
}

/* All that are named; the last failure counts. */
static int remove_named(const request *given)
{
    int status = EXIT_DONE;

    for (int i = 0; i < given->count; i++) {
        named row = {.name = given->words[i]};
        int one;

        if (!given->given[OPTION_STALE]) {
            one = remove_one(row.name);
        } else {
            row.status = mmf_name_stat(row.name, &row.info);
            one = row.status == MMF_OK ? remove_if_stale(&row) : fail_library();
        }
        if (one != EXIT_DONE)
            status = one;
    }
    return status;
}

int command_rm(const request *given)
{
    int status;

    if (!given->given[OPTION_STALE] && given->count == 0)
        return fail_usage("NAME", "is missing, and so is --stale");
    as_json = given->given[OPTION_JSON];
    if (as_json)
        json_open('[');
    status = given->count == 0 ? remove_stale() : remove_named(given);
    if (as_json) {
        json_close(']');
        json_end();
    }
    return status;
}
