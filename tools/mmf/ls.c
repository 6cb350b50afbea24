/* SPDX-License-Identifier: MIT */
/*
 * mmf ls and mmf stat: what can be seen of maps from outside.
 */
#include "command.h"
#include "fail.h"
#include "json.h"
#include "names.h"
#include "out.h"
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>

enum {
    LEAST_NAME_COLUMNS = 4,
    MOST_NAME_COLUMNS = 40,
    OWNER_COLUMNS = 10
};

static const char *holders_of(const mmf_name_info *info, char *buffer,
                              size_t room)
{
    if (info->holders < 0)
        return "-";
    (void)snprintf(buffer, room, "%lld", (long long)info->holders);
    return buffer;
}

static int name_columns(const names *all)
{
    int columns = LEAST_NAME_COLUMNS;

    for (size_t i = 0; i < all->count; i++) {
        const int width = out_width(all->rows[i].name);

        if (width > columns)
            columns = width;
    }
    return columns < MOST_NAME_COLUMNS ? columns : MOST_NAME_COLUMNS;
}

static void show_life(const mmf_name_info *info)
{
    const bool stale = (info->flags & MMF_NAME_STALE) != 0;

    out_set_style(stale ? STYLE_WARNING : STYLE_PLAIN);
    out_print("%s", names_life(info));
    out_set_style(STYLE_PLAIN);
}

static void show_row(const named *row, int columns)
{
    const mmf_name_info *info = &row->info;
    char mode[8], owner[64], holders[24];

    out_cell(row->name, columns);
    out_print("  ");
    if (row->status != MMF_OK) {
        out_print("(%s)\n", mmf_status_text(row->status));
        return;
    }
    out_print("%14lld  %-4s  ", (long long)info->bytes,
              names_mode(info, mode, sizeof mode));
    out_cell(names_owner(info, owner, sizeof owner), OWNER_COLUMNS);
    out_print("  %7s  ", holders_of(info, holders, sizeof holders));
    show_life(info);
    out_print("\n");
}

static void show_table(const names *all)
{
    const int columns = name_columns(all);

    out_set_style(STYLE_HEADING);
    out_print("%-*s  %14s  %-4s  %-*s  %7s  %s", columns, "NAME", "SIZE",
              "MODE", OWNER_COLUMNS, "OWNER", "HOLDERS", "LIFE");
    out_set_style(STYLE_PLAIN);
    out_print("\n");
    for (size_t i = 0; i < all->count; i++)
        show_row(&all->rows[i], columns);
}

static void show_names(const names *all)
{
    for (size_t i = 0; i < all->count; i++) {
        out_line(all->rows[i].name);
        out_print("\n");
    }
}

int command_ls(const request *given)
{
    int status = EXIT_DONE;
    names all;

    if (names_gather(&all) != MMF_OK) {
        status = fail_library();
    } else if (given->given[OPTION_JSON]) {
        json_open('[');
        for (size_t i = 0; i < all.count; i++)
            names_json(&all.rows[i]);
        json_close(']');
        json_end();
    } else if (given->given[OPTION_NAMES]) {
        show_names(&all);
    } else {
        show_table(&all);
    }
    names_free(&all);
    return status;
}

static void show_object(const char *name)
{
    char object[1024];

    if (mmf_name_resolve(name, object, sizeof object, NULL) != MMF_OK)
        return;
    out_print("object   ");
    out_line(object);
    out_print("\n");
}

/* The protection, where it is no mode.  Such systems number no owners either;
 * elsewhere opening the map could remove it, if it is stale. */
static void show_sddl(const char *name, const mmf_name_info *info)
{
    const uint32_t parts =
        MMF_SECURITY_OWNER | MMF_SECURITY_GROUP | MMF_SECURITY_ACCESS;
    char sddl[1024];
    mmf_map *map;

    if (info->owner >= 0 ||
        mmf_open_existing(name, MMF_RIGHTS_READ | MMF_RIGHTS_READ_PERMISSIONS,
                          NULL, &map) != MMF_OK)
        return;
    if (mmf_security_sddl(map, parts, sddl, sizeof sddl, NULL) == MMF_OK)
        out_print("sddl     %s\n", sddl);
    mmf_map_close(map);
}

static void show_stat(const char *name, const mmf_name_info *info)
{
    char mode[8], owner[64], holders[24];

    out_print("name     ");
    out_line(name);
    out_print("\n");
    show_object(name);
    out_print("size     %lld\n", (long long)info->bytes);
    out_print("mode     %s\n", names_mode(info, mode, sizeof mode));
    out_print("owner    ");
    out_line(names_owner(info, owner, sizeof owner));
    out_print("\nholders  %s\nlife     ",
              holders_of(info, holders, sizeof holders));
    show_life(info);
    out_print("\n");
    show_sddl(name, info);
}

int command_stat(const request *given)
{
    named row = {.name = given->words[0]};

    row.status = mmf_name_stat(row.name, &row.info);
    if (row.status != MMF_OK)
        return fail_library();
    if (given->given[OPTION_JSON]) {
        names_json(&row);
        json_end();
    } else {
        show_stat(row.name, &row.info);
    }
    return EXIT_DONE;
}
