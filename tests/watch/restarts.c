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
#include "crowd.h"
#include "mmf/mmf.h"

enum {
    WATCHERS = 4,
    SIZE = 8096,
    SLOT_SIZE = 16,                  /* a watcher's: the number it read last */
    READY_AT = WATCHERS * SLOT_SIZE, /* the server's: the last it published */
    REFUSED_AT = READY_AT + 4,
    BOARD_SIZE = 4096,
    BOUND_US = 30000000
};

static char name[64];
static char board_name[64];
static const char *program;
static mmf_view board;
static member crowd[WATCHERS];

static int32_t board_at(int64_t at)
{
    int32_t value = 0;

    REQUIRE(mmf_view_read_i32(&board, at, &value) == MMF_OK, "no board");
    return value;
}

static void open_board(void)
{
    mmf_map *map;

    REQUIRE(mmf_open_existing(board_name, MMF_RIGHTS_READ_WRITE, NULL, &map) ==
                    MMF_OK &&
                mmf_view_open(map, 0, BOARD_SIZE, MMF_ACCESS_READ_WRITE,
                              &board) == MMF_OK,
            "no board");
    mmf_map_close(map);
}

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
            (void)mmf_view_write_i32(&board, (int64_t)self * SLOT_SIZE,
                                     atoi(text));
    }
}

/* Publishes a number; whether every watcher reads it in time. */
static bool say(const mmf_view *view, int number, uint32_t flags)
{
    const mmf_text_options how = {.flags = flags};
    const int64_t end = crowd_now() + BOUND_US;
    char text[16];
    const int length = snprintf(text, sizeof text, "%d", number);

    REQUIRE(mmf_text_write(view, NULL, &how, text, (size_t)length) == MMF_OK,
            "no text");
    for (int i = 0; i < WATCHERS; i++)
        while (board_at((int64_t)i * SLOT_SIZE) != number) {
            if (crowd_now() > end)
                return false;
            crowd_sleep(1000);
        }
    return true;
}

static mmf_map *create(void)
{
    const int64_t end = crowd_now() + BOUND_US;
    mmf_map *map;
    int rc;

    while ((rc = mmf_create_new(name, SIZE, NULL, &map)) == MMF_EEXIST &&
           crowd_now() < end) {
        (void)mmf_view_write_i32(&board, REFUSED_AT, board_at(REFUSED_AT) + 1);
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
    (void)mmf_view_write_i32(&board, READY_AT, round);
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
    const int64_t end = crowd_now() + 3 * BOUND_US;
    const int victim = round % WATCHERS;
    const member server = start("serve", round);

    /* One watcher is killed, whatever it is doing, and another one comes. */
    crowd_kill(crowd[victim]);
    crowd[victim] = start("watch", victim);
    if (round % 2 == 0) {
        REQUIRE(crowd_wait(server, 3 * BOUND_US / 1000) == 0,
                "server %d failed", round);
        return;
    }
    while (board_at(READY_AT) != round && crowd_now() < end)
        crowd_sleep(1000);
    crowd_kill(server);
    REQUIRE(board_at(READY_AT) == round, "server %d failed", round);
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
        open_board();
        return arguments[1][0] == 'w' ? watch(atoi(arguments[4]))
                                      : serve(atoi(arguments[4]));
    }
    (void)snprintf(name, sizeof name, "mmf-restarts-%lu", crowd_self());
    (void)snprintf(board_name, sizeof board_name, "mmf-board-%lu",
                   crowd_self());
    REQUIRE(mmf_create_new(board_name, BOARD_SIZE, NULL, &map) == MMF_OK &&
                mmf_view_open(map, 0, BOARD_SIZE, MMF_ACCESS_READ_WRITE,
                              &board) == MMF_OK,
            "no board");
    for (int i = 0; i < WATCHERS; i++)
        crowd[i] = start("watch", i);
    for (int round = 1; round <= rounds; round++)
        play(round);
    for (int i = 0; i < WATCHERS; i++)
        crowd_kill(crowd[i]);
    printf("%d servers, of which %d killed; %d watchers, all killed; %d "
           "refusals; %.1f s\n",
           rounds, (rounds + 1) / 2, WATCHERS + rounds, board_at(REFUSED_AT),
           (double)(crowd_now() - began) / 1e6);
    REQUIRE(board_at(REFUSED_AT) <= refusals, "servers were refused");
    REQUIRE(rounds % 2 != 0 || !crowd_sees(name), "something is left of %s",
            name); /* the last server ended by itself */
    (void)mmf_view_close(&board);
    mmf_map_close(map);
    return 0;
}
