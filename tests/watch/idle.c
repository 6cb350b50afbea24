/* SPDX-License-Identifier: MIT */
/*
 * What waiting costs where nothing happens, and that it leaves nothing open.
 */
#include "crowd.h"
#include "mmf/mmf.h"

enum {
    ROOM = 4043,
    TRIES = 3
};

/* Where it looks again and again, and where it looks from time to time. */
static const double POLLED = 1;
static const double ASLEEP = 0.5;

static char name[64];
static mmf_map *map;
static mmf_view view;
static int time_ms;
static bool is_soak;

static void publish(uint32_t flags)
{
    const mmf_text_options how = {.flags = flags};
    static char text[ROOM];

    memset(text, 't', sizeof text);
    REQUIRE(mmf_text_write(&view, NULL, &how, text, sizeof text) == MMF_OK,
            "no text");
}

static int wait_for_text(void)
{
    static char text[MMF_TEXT_ROOM(ROOM)];
    mmf_text_result found = {0};

    REQUIRE(mmf_text_read(&view, NULL, NULL, text, sizeof text, &found) ==
                MMF_OK,
            "no text");
    return mmf_text_wait(&view, NULL, &found.token, time_ms);
}

static int wait_by_name(void)
{
    static char text[MMF_TEXT_ROOM(ROOM)];
    mmf_text_watcher watcher = {0};
    int rc;

    watcher.view_size = 8096;
    rc = mmf_text_watch(&watcher, name, NULL, NULL, 0, text, sizeof text, NULL);
    REQUIRE(rc == MMF_OK && watcher.event == MMF_TEXT_APPEARED &&
                strlen(text) == ROOM,
            "no text by name");
    return mmf_text_watch(&watcher, name, NULL, NULL, time_ms, text,
                          sizeof text, NULL);
}

static int wait_for_name(void)
{
    return mmf_name_wait("mmf-nobody-makes-this", time_ms);
}

/* Waits in vain, and tells what it cost, in thousandths of a processor. */
static double cost_of(const char *what, int (*wait)(void))
{
    const int handles = crowd_handles();
    const int64_t began = crowd_now();
    const int64_t before = crowd_processor_time();
    const int rc = wait();
    const int64_t took = crowd_processor_time() - before;
    const int64_t lasted = crowd_now() - began;
    const double share = 1000.0 * (double)took / (double)lasted;

    printf("%-34s %6.0f us in %.2f s: %.3f per mille of a core\n", what,
           (double)took, (double)lasted / 1e6, share);
    REQUIRE(rc == MMF_ETIMEDOUT, "%s: %s", what, mmf_status_name(rc));
    REQUIRE(lasted >= (time_ms - 20) * 1000, "lasted %lld us",
            (long long)lasted);
    REQUIRE(crowd_handles() <= handles, "%d handles, before it %d",
            crowd_handles(), handles);
    return share;
}

/* How much a machine takes for a look depends on what else it does: the least
 * of a few counts, and only where there is time for that. */
static void measure(const char *what, int (*wait)(void), double aim)
{
    double least = cost_of(what, wait);

    for (int i = 1; is_soak && i < TRIES; i++) {
        const double share = cost_of(what, wait);

        least = share < least ? share : least;
    }
    REQUIRE(!is_soak || least <= aim, "that costs too much");
}

int main(int count, char **arguments)
{
    is_soak = getenv("MMF_SOAK") != NULL;
    time_ms = crowd_number(count, arguments, "--time", is_soak ? 10000 : 500);
    (void)snprintf(name, sizeof name, "mmf-idle-%lu", crowd_self());
    REQUIRE(mmf_create_new(name, 8096, NULL, &map) == MMF_OK, "no map");
    REQUIRE(mmf_view_open(map, 0, 8096, MMF_ACCESS_READ_WRITE, &view) == MMF_OK,
            "no view");
    (void)mmf_name_wait(name, 0); /* what is loaded at the first call */
    publish(0);
    measure("a strict text, polled", wait_for_text, POLLED);
    measure("a strict text by name, polled", wait_by_name, POLLED);
    publish(MMF_TEXT_SEQUENCED);
    measure("a sequenced text, asleep", wait_for_text, ASLEEP);
    measure("a sequenced text by name, asleep", wait_by_name, ASLEEP);
    measure("a name", wait_for_name, POLLED);
    mmf_view_close(&view);
    mmf_map_close(map);
    REQUIRE(!crowd_sees(name), "something is left of %s", name);
    return 0;
}
