/* SPDX-License-Identifier: MIT */
/*
 * The tasks of maps.h.
 */
#include "maps.h"
#include "maps_os.h"
#include <stdio.h>
#include <string.h>

enum {
    NAME_ROOM = 60,
    SMALL = 8192,
    LARGE_PAGE = 2 << 20,
    MARK = 0x6d6d66
};

static const maps_peer *it;
static char first_name[40];
static char names[MAPS_MOST][NAME_ROOM];
static maps_handle handles[MAPS_MOST];
static maps_handle held;

/* What was done since work began, and what the last map that was opened showed:
 * the work shows what it has done, so that none can do less. */
static struct {
    int64_t made, bytes, given_up;
} done;
static struct {
    int64_t mark, bytes;
} seen;

static int32_t mark_of(const maps_handle *handle)
{
    return *(volatile int32_t *)(volatile void *)handle->bytes;
}

static void make(const char *name, const peer_order *order, uint64_t size,
                 maps_handle *out)
{
    peer_require(it->make(name, order->kind, size, out), "a map was not made");
    *(volatile int32_t *)(volatile void *)out->bytes = MARK;
    done.made++;
    done.bytes += (int64_t)out->size;
}

static void give_up(const char *name, const char *kind, maps_handle *handle)
{
    done.given_up++;
    it->close(handle);
    if (it->remove != NULL)
        it->remove(name, kind);
}

static void cycle(const peer_order *order)
{
    maps_handle handle;

    make(first_name, order, order->size, &handle);
    give_up(first_name, order->kind, &handle);
}

static void open_one(const peer_order *order)
{
    maps_handle handle;

    (void)order;
    peer_require(it->open(first_name, &handle), "a map was not opened");
    seen.mark = mark_of(&handle);
    seen.bytes = (int64_t)handle.size;
    it->close(&handle);
}

static void many(const peer_order *order)
{
    for (uint64_t i = 0; i < order->size; i++)
        make(names[i], order, SMALL, &handles[i]);
    for (uint64_t i = 0; i < order->size; i++)
        give_up(names[i], order->kind, &handles[i]);
}

/* A map for others to open: by the peer, or as any program would make it. */
static void hold(const peer_order *order)
{
    if (strcmp(order->kind, "foreign") == 0)
        maps_os_make(first_name, order->size, MARK);
    else
        make(first_name, order, order->size, &held);
}

static void let_go(const peer_order *order)
{
    if (strcmp(order->kind, "foreign") == 0)
        maps_os_remove(first_name);
    else
        give_up(first_name, order->kind, &held);
}

static void begin(const peer_order *order)
{
    (void)order;
    memset(&done, 0, sizeof done);
}

static void prepare_many(const peer_order *order)
{
    begin(order);
    peer_require(order->size <= MAPS_MOST, "that is too many");
    for (uint64_t i = 0; i < order->size; i++)
        (void)snprintf(names[i], NAME_ROOM, "%s.%u", first_name, (unsigned)i);
    maps_os_allow_files();
}

/* Storage is there before anybody asks for it, or is not.  A size that a large
 * page can have tells nothing. */
static void require_storage(const peer_order *order, const char *name,
                            uint64_t size)
{
    const bool stored = maps_os_is_stored(name, size);

    if (strstr(order->kind, "sparse") == NULL)
        peer_require(stored, "storage was not taken at once");
    else if (size > LARGE_PAGE)
        peer_require(!stored, "storage was taken before the touch");
}

/* What was done; what a second handle shows of a map that was made in the same
 * way, and whether its name is free afterwards. */
static const void *witness(const peer_order *order, const char *name,
                           uint64_t size, size_t *length)
{
    static int64_t facts[6];
    maps_handle first, second;

    memcpy(facts, &done, sizeof done);
    make(name, order, size, &first);
    require_storage(order, name, size);
    peer_require(it->open(name, &second), "what was made cannot be opened");
    facts[3] = mark_of(&second);
    facts[4] = (int64_t)second.size;
    second.bytes[size - 1] = 7;
    peer_require(first.bytes[size - 1] == 7, "two handles are no one map");
    it->close(&second);
    give_up(name, order->kind, &first);
    facts[5] = it->open(name, &second);
    *length = sizeof facts;
    return facts;
}

static const void *show_cycle(const peer_order *order, size_t *length)
{
    return witness(order, first_name, order->size, length);
}

static const void *show_many(const peer_order *order, size_t *length)
{
    return witness(order, names[order->size - 1], SMALL, length);
}

static const void *show_open(const peer_order *order, size_t *length)
{
    (void)order;
    *length = sizeof seen;
    return &seen;
}

int maps_main(const maps_peer *peer)
{
    static const peer_task tasks[] = {
        {.name = "cycle", .prepare = begin, .run = cycle, .result = show_cycle},
        {.name = "open",
         .prepare = hold,
         .run = open_one,
         .result = show_open,
         .finish = let_go},
        {.name = "many",
         .prepare = prepare_many,
         .run = many,
         .result = show_many},
        {0}};

    it = peer;
    (void)snprintf(first_name, sizeof first_name, "mmf-bench.%ld",
                   maps_os_process());
    return peer_main(peer->version, tasks);
}
