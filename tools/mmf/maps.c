/* SPDX-License-Identifier: MIT */
/*
 * Opens what a command looks at, see maps.h.
 */
#include "maps.h"
#include "fail.h"
#include <string.h>

static int open_map(const request *given, uint32_t rights, mmf_map **map)
{
    mmf_options options = {0};

    if (given->given[OPTION_ANY_OWNER])
        options.flags = MMF_ANY_OWNER;
    return mmf_open_existing(request_name(given), rights, &options, map);
}

int maps_view(const request *given, uint32_t rights, int64_t at, int64_t size,
              mmf_view *view, stretch *what)
{
    const uint32_t access = (rights & MMF_RIGHTS_WRITE) != 0
                                ? MMF_ACCESS_READ_WRITE
                                : MMF_ACCESS_READ;
    mmf_map *map;
    int rc = open_map(given, rights, &map);

    if (rc == MMF_OK) {
        what->map_size = mmf_map_size(map);
        rc = mmf_view_open(map, at, size, access, view);
        mmf_map_close(map);
    }
    if (rc != MMF_OK)
        return fail_library();
    what->at = at;
    what->size = view->size;
    return EXIT_DONE;
}

int maps_view_stretch(const request *given, uint32_t rights, mmf_view *view,
                      stretch *what)
{
    return maps_view(given, rights, request_number(given, OPTION_AT, 0),
                     request_number(given, OPTION_SIZE, 0), view, what);
}

int maps_store(const mmf_view *view, int64_t at, const unsigned char *bytes,
               size_t length)
{
    const int64_t size = (int64_t)length;
    unsigned char last, *to;

    if (length == 0)
        return EXIT_DONE;
    /* Where the last byte still is, those in front of it are. */
    if (mmf_view_copy(view, at + size - 1, &last, 1) != MMF_OK ||
        mmf_view_span(view, at, size, MMF_ACCESS_WRITE, &to) != MMF_OK)
        return fail_library();
    memcpy(to, bytes, length);
    return EXIT_DONE;
}
