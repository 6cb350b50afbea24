/* SPDX-License-Identifier: MIT */
/*
 * A server that ends, is killed and starts again while others watch its text by
 * name.  Each of them reads what every server says, none is in a server's way,
 * and killed ones leave nothing.
 *
 *     restarts [--rounds N] [--refusals N]
 *
 * --refusals: how often servers may find their name in use when they start.
 * Where watching takes a handle for a moment, that is no failure.
 */
#include "board.h"

enum {
    WATCHERS = 4,
    SIZE = 8096,
    /* Slots: each watcher's is the number that it read last. */
    READY = WATCHERS, /* of the server that has published all it has to */
    REFUSED = WATCHERS + 1,
    BOUND_US = 30000000
};

static char name[64];
static char board_name[64];
static const char *program;
static member crowd[WATCHERS];

static int watch(int self)
{
    mmf_text_watcher watcher = {0};
    char text[MMF_TEXT_ROOM(16)];

    watcher.view_size = SIZE;
    for (;;) {
        const int rc = mmf_text_watch(&watcher, name, NULL, NULL, -1, text,
                                      sizeof text, NULL);

        REQUIRE(rc == MMF_OK, "watching: %s", mmf_status_name(rc));
        if (text[0] != '\0')
            board_set(self, atoi(text));
    }
}

/* Publishes a number; whether every watcher reads it in time. */
static bool say(const mmf_view *view, int number, uint32_t flags)
{
    const mmf_text_options how = {.flags = flags};
    char text[16];
    const int length = snprintf(text, sizeof text, "%d", number);

    REQUIRE(mmf_text_write(view, NULL, &how, text, (size_t)length) == MMF_OK,
            "no text");
    for (int i = 0; i < WATCHERS; i++)
        if (!board_await(i, number, BOUND_US))
            return false;
    return true;
}

static mmf_map *create(void)
{
    const int64_t end = crowd_now() + BOUND_US;
    mmf_map *map;
    int rc;

    while ((rc = mmf_create_new(name, SIZE, NULL, &map)) == MMF_EEXIST &&
           crowd_now() < end) {
        board_set(REFUSED, board_get(REFUSED) + 1);
        crowd_sleep(1000);
    }
    REQUIRE(rc == MMF_OK, "a server does not start: %s", mmf_status_name(rc));
    return map;
}

/* A server: two texts, the second of either kind of writer.  Then it ends, or
 * waits to be killed. */
static int serve(int round)
{
    const bool ends = round % 2 == 0;
    mmf_map *map = create();
    mmf_view view;

    REQUIRE(mmf_view_open(map, 0, SIZE, MMF_ACCESS_READ_WRITE, &view) == MMF_OK,
            "no view");
    REQUIRE(say(&view, 2 * round, MMF_TEXT_SEQUENCED),
            "round %d: a first text is not seen", round);
    REQUIRE(say(&view, 2 * round + 1,
                round % 4 < 2 ? (uint32_t)MMF_TEXT_SEQUENCED : 0),
            "round %d: a second text is not seen", round);
    board_set(READY, round);
    while (!ends)
        crowd_sleep(1000000);
    (void)mmf_view_close(&view);
    mmf_map_close(map);
    return 0;
}

static member start(const char *role, int number)
{
    char digits[16];
    const char *const words[] = {role, name, board_name, digits, NULL};

    (void)snprintf(digits, sizeof digits, "%d", number);
    return crowd_start(program, words);
}

static void play(int round)
{
    const int victim = round % WATCHERS;
    const member server = start("serve", round);
    bool ready;

    /* One watcher is killed, whatever it is doing, and another one comes. */
    crowd_kill(crowd[victim]);
    crowd[victim] = start("watch", victim);
    if (round % 2 == 0) {
        REQUIRE(crowd_wait(server, 3 * BOUND_US / 1000) == 0,
                "server %d failed", round);
        return;
    }
    ready = board_await(READY, round, 3 * BOUND_US);
    crowd_kill(server);
    REQUIRE(ready, "server %d failed", round);
}

int main(int count, char **arguments)
{
    const int rounds = crowd_number(count, arguments, "--rounds", 20);
    const int refusals = crowd_number(count, arguments, "--refusals", 0);
    const int64_t began = crowd_now();
    mmf_map *map;

    program = arguments[0];
    if (count == 5 && (strcmp(arguments[1], "watch") == 0 ||
                       strcmp(arguments[1], "serve") == 0)) {
        (void)snprintf(name, sizeof name, "%s", arguments[2]);
        (void)snprintf(board_name, sizeof board_name, "%s", arguments[3]);
        board_join(board_name);
        return arguments[1][0] == 'w' ? watch(atoi(arguments[4]))
                                      : serve(atoi(arguments[4]));
    }
    (void)snprintf(name, sizeof name, "mmf-restarts-%lu", crowd_self());
    (void)snprintf(board_name, sizeof board_name, "mmf-board-%lu",
                   crowd_self());
    map = board_make(board_name);
    for (int i = 0; i < WATCHERS; i++)
        crowd[i] = start("watch", i);
    for (int round = 1; round <= rounds; round++)
        play(round);
    for (int i = 0; i < WATCHERS; i++)
        crowd_kill(crowd[i]);
    printf("%d servers, of which %d killed; %d watchers, all killed; %d "
           "refusals; %.1f s\n",
           rounds, (rounds + 1) / 2, WATCHERS + rounds, board_get(REFUSED),
           (double)(crowd_now() - began) / 1e6);
    REQUIRE(board_get(REFUSED) <= refusals, "servers were refused");
    REQUIRE(rounds % 2 != 0 || !crowd_sees(name), "something is left of %s",
            name); /* the last server ended by itself */
    board_end(map);
    return 0;
}
