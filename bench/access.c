/* SPDX-License-Identifier: MIT */
/*
 * The tasks of access.h.
 */
#include "access.h"

static const access_peer *it;
static unsigned char *bytes;
static int64_t sum;

static void write_numbers(const peer_order *order)
{
    peer_require(order->size <= ACCESS_MOST && it->write(order->size),
                 "numbers were not written");
}

static void read_numbers(const peer_order *order)
{
    int64_t added = 0;

    peer_require(it->read(order->size, &added), "numbers were not read");
    sum = added;
}

static const void *written(const peer_order *order, size_t *size)
{
    *size = 4 * (size_t)order->size;
    return bytes;
}

static const void *added_up(const peer_order *order, size_t *size)
{
    (void)order;
    *size = sizeof sum;
    return &sum;
}

int access_main(const access_peer *peer)
{
    static const peer_task tasks[] = {
        {.name = "read-int",
         .prepare = write_numbers,
         .run = read_numbers,
         .result = added_up},
        {.name = "write-int", .run = write_numbers, .result = written},
        {0}};

    it = peer;
    bytes = peer->open(ACCESS_VIEW);
    return peer_main(peer->version, tasks);
}
