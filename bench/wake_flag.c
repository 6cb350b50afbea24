/* SPDX-License-Identifier: MIT */
/*
 * The library's atomic numbers, as a flag that a reader looks at.
 */
#include "mmf/mmf.h"
#include "wake.h"
#include <stdio.h>

static mmf_view view;

static void open_it(void)
{
    mmf_map *map;

    peer_require(mmf_create_new(NULL, 64, NULL, &map) == MMF_OK &&
                     mmf_view_open(map, 0, 64, MMF_ACCESS_READ_WRITE, &view) ==
                         MMF_OK,
                 "there is no map");
    mmf_map_close(map);
}

static void send_it(uint32_t value)
{
    peer_require(mmf_atomic_store_release_u32(&view, 0, value) == MMF_OK,
                 "a flag was not written");
}

static uint32_t spin(uint32_t seen)
{
    for (unsigned int turn = 0;; turn++) {
        uint32_t value = seen;

        peer_require(mmf_atomic_load_acquire_u32(&view, 0, &value) == MMF_OK,
                     "a flag was not read");
        if (value != seen)
            return value;
        wake_pause(turn);
    }
}

int main(void)
{
    static const wake_peer peer = {"libmmf", open_it, send_it, spin, NULL};

    return wake_main(&peer);
}
