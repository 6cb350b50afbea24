/* SPDX-License-Identifier: MIT */
/*
 * The library's maps.  The last close removes the name, except of what
 * persists.
 */
#include "maps.h"
#include "mmf/mmf.h"
#include <stdio.h>
#include <string.h>

/* What is kept of a map in maps_handle.own. */
typedef struct mine {
    mmf_map *map;
    mmf_view view;
} mine;

static bool look(mine *it, maps_handle *out)
{
    out->size = (uint64_t)mmf_map_size(it->map);
    if (mmf_view_open(it->map, 0, (int64_t)out->size, MMF_ACCESS_READ_WRITE,
                      &it->view) != MMF_OK)
        return false;
    out->bytes = it->view.bytes;
    memcpy(out->own, it, sizeof *it);
    return true;
}

static bool make(const char *name, const char *kind, uint64_t size,
                 maps_handle *out)
{
    mmf_options options = {0};
    mine it;

    if (strstr(kind, "sparse") != NULL)
        options.flags |= MMF_DELAY_ALLOCATE_PAGES;
    if (strstr(kind, "persist") != NULL)
        options.flags |= MMF_PERSIST;
    return mmf_create_new(name, (int64_t)size, &options, &it.map) == MMF_OK &&
           look(&it, out);
}

static bool open_it(const char *name, maps_handle *out)
{
    mine it;

    return mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &it.map) ==
               MMF_OK &&
           look(&it, out);
}

static void close_it(maps_handle *handle)
{
    mine it;

    memcpy(&it, handle->own, sizeof it);
    mmf_view_close(&it.view);
    mmf_map_close(it.map);
}

static void remove_it(const char *name, const char *kind)
{
    if (strstr(kind, "persist") != NULL)
        peer_require(mmf_remove(name) == MMF_OK, "a map was not removed");
}

int main(void)
{
    static maps_peer peer = {NULL, make, open_it, close_it, remove_it};
    char version[100];

    (void)snprintf(version, sizeof version,
                   "libmmf %d.%d.%d compiled by " __VERSION__,
                   MMF_VERSION_MAJOR, MMF_VERSION_MINOR, MMF_VERSION_PATCH);
    peer.version = version;
    return maps_main(&peer);
}
