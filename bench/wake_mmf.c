/* SPDX-License-Identifier: MIT */
/*
 * The library: a number as a sequenced text of two units, for which readers
 * wait with mmf_text_wait().
 */
#include "mmf/mmf.h"
#include "wake.h"
#include <stdio.h>

enum {
    VIEW = 8096
};

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};
static mmf_view view;

static void open_it(void)
{
    mmf_map *map;

    peer_require(
        mmf_create_new(NULL, VIEW, NULL, &map) == MMF_OK &&
            mmf_view_open(map, 0, VIEW, MMF_ACCESS_READ_WRITE, &view) == MMF_OK,
        "there is no map");
    mmf_map_close(map);
}

static void send_it(uint32_t value)
{
    /* No surrogates: 14 bits in each. */
    const uint16_t units[] = {(uint16_t)(value & 0x3fff),
                              (uint16_t)(value >> 14 & 0x3fff)};

    peer_require(mmf_text_write_utf16(&view, NULL, &sequenced, units, 2) ==
                     MMF_OK,
                 "a text was not published");
}

/* The number that is there, and the token of its text. */
static uint32_t look(mmf_text_token *token)
{
    uint16_t units[2] = {0, 0};
    mmf_text_result found = {0};

    peer_require(mmf_text_read_utf16(&view, NULL, NULL, units, 2, &found) ==
                     MMF_OK,
                 "a text was not read");
    *token = found.token;
    return units[0] | (uint32_t)units[1] << 14;
}

static uint32_t spin(uint32_t seen)
{
    for (unsigned int turn = 0;; turn++) {
        mmf_text_token token;
        const uint32_t value = look(&token);

        if (value != seen)
            return value;
        wake_pause(turn);
    }
}

static uint32_t sleep_it(uint32_t seen)
{
    for (;;) {
        mmf_text_token token;
        const uint32_t value = look(&token);

        if (value != seen)
            return value;
        peer_require(mmf_text_wait(&view, NULL, &token, -1) == MMF_OK,
                     "waiting failed");
    }
}

int main(void)
{
    static wake_peer peer = {NULL, open_it, send_it, spin, sleep_it};
    char version[100];

    (void)snprintf(version, sizeof version,
                   "libmmf %d.%d.%d compiled by " __VERSION__,
                   MMF_VERSION_MAJOR, MMF_VERSION_MINOR, MMF_VERSION_PATCH);
    peer.version = version;
    return wake_main(&peer);
}
