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

/* Whether each byte is there to be written: of a map that takes storage when it
 * is touched, the last one may be, and those in front of it not. */
static int look_for(const mmf_view *view, int64_t at, int64_t size)
{
    static unsigned char looked_at[PIECE];

    for (int64_t done = 0; done < size; done += PIECE) {
        const int64_t left = size - done;
        const int rc = mmf_view_copy(view, at + done, looked_at,
                                     left < PIECE ? left : PIECE);

        if (rc != MMF_OK)
            return rc;
    }
    return MMF_OK;
}

int maps_store(const mmf_view *view, int64_t at, const unsigned char *bytes,
               size_t length)
{
    const int64_t size = (int64_t)length;
    unsigned char *to;

    if (length == 0)
        return EXIT_DONE;
    if (look_for(view, at, size) != MMF_OK ||
        mmf_view_span(view, at, size, MMF_ACCESS_WRITE, &to) != MMF_OK)
        return fail_library();
    memcpy(to, bytes, length);
    return EXIT_DONE;
}
