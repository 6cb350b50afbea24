/* SPDX-License-Identifier: MIT */
/*
 * The library's accessors: one number at a time, each checked.
 */
#include "access.h"
#include "mmf/mmf.h"
#include <stdio.h>

static mmf_view view;

static unsigned char *open_bytes(size_t size)
{
    mmf_map *map;

    peer_require(mmf_create_new(NULL, (int64_t)size, NULL, &map) == MMF_OK &&
                     mmf_view_open(map, 0, (int64_t)size, MMF_ACCESS_READ_WRITE,
                                   &view) == MMF_OK,
                 "there is no map");
    mmf_map_close(map);
    return view.bytes;
}

static bool read_all(uint64_t count, int64_t *sum)
{
    const mmf_view *from = &view;
    int64_t added = 0;

    for (uint64_t i = 0; i < count; i++) {
        int32_t value;

        if (mmf_view_read_i32(from, (int64_t)(4 * i), &value) != MMF_OK)
            return false;
        added += value;
    }
    *sum = added;
    return true;
}

static bool write_all(uint64_t count)
{
    const mmf_view *to = &view;

    for (uint64_t i = 0; i < count; i++)
        if (mmf_view_write_i32(to, (int64_t)(4 * i), (int32_t)(3 * i)) !=
            MMF_OK)
            return false;
    return true;
}

int main(void)
{
    static access_peer peer = {NULL, open_bytes, read_all, write_all};
    char version[100];

    (void)snprintf(version, sizeof version,
                   "libmmf %d.%d.%d compiled by " __VERSION__,
                   MMF_VERSION_MAJOR, MMF_VERSION_MINOR, MMF_VERSION_PATCH);
    peer.version = version;
    return access_main(&peer);
}
