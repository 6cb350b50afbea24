/* SPDX-License-Identifier: MIT */
/*
 * A map of numbers by which the processes of a test tell each other how far they
 * are.  One board per process.
 */
#ifndef MMF_TEST_BOARD_H
#define MMF_TEST_BOARD_H

#include "crowd.h"
#include "mmf/mmf.h"

enum {
    BOARD_SIZE = 4096,
    BOARD_SLOT = 64 /* bytes of a number: two in a line would be slow */
};

static mmf_view board;

static inline void board_see(mmf_map *map)
{
    REQUIRE(mmf_view_open(map, 0, BOARD_SIZE, MMF_ACCESS_READ_WRITE, &board) ==
                MMF_OK,
            "no board");
}

/* For who starts the others: the map has to be kept. */
static inline mmf_map *board_make(const char *name)
{
    mmf_map *map;

    REQUIRE(mmf_create_new(name, BOARD_SIZE, NULL, &map) == MMF_OK, "no board");
    board_see(map);
    return map;
}

static inline void board_join(const char *name)
{
    mmf_map *map;

    REQUIRE(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &map) ==
                MMF_OK,
            "no board");
    board_see(map);
    mmf_map_close(map);
}

static inline int32_t board_get(int slot)
{
    int32_t value = 0;

    REQUIRE(mmf_view_read_i32(&board, (int64_t)slot * BOARD_SLOT, &value) ==
                MMF_OK,
            "no slot %d", slot);
    return value;
}

static inline void board_set(int slot, int32_t value)
{
    REQUIRE(mmf_view_write_i32(&board, (int64_t)slot * BOARD_SLOT, value) ==
                MMF_OK,
            "no slot %d", slot);
}

/* Waits until a slot has a number: whether it did in time. */
static inline bool board_await(int slot, int32_t value, int64_t bound_us)
{
    const int64_t end = crowd_now() + bound_us;

    while (board_get(slot) != value) {
        if (crowd_now() > end)
            return false;
        crowd_sleep(1000);
    }
    return true;
}

static inline void board_end(mmf_map *map)
{
    (void)mmf_view_close(&board);
    mmf_map_close(map);
}

#endif
