/* SPDX-License-Identifier: MIT */
/*
 * Servers that are no programs of ours, while others wait for their name and
 * watch their text.  .NET's makes a file, and asks for the lock on it by another
 * call; it does not start where that is refused.
 *
 *     strangers [--rounds N]
 */
#include "board.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    WATCHERS = 2,
    CROWD = 4, /* the others wait for the name alone */
    SIZE = 8096,
    LONGEST_US = 300, /* more than a watcher needs to wake up */
    READ_EACH = 50, /* rounds from one text that all have to read to the next */
    BOUND_US = 30000000
};

static char name[64];
static char path[96];
static char board_name[64];
static member crowd[CROWD];

/* A watcher: its slot is the number that it read last. */
static int watch(int self)
{
    mmf_text_watcher watcher = {0};
    char text[MMF_TEXT_ROOM(16)];

    for (;;) {
        const int rc = mmf_text_watch(&watcher, name, NULL, NULL, -1, text,
                                      sizeof text, NULL);

        /* A file may grow and vanish while it is looked at. */
        if (rc == MMF_OK && text[0] != '\0')
            board_set(self, atoi(text));
        else if (rc != MMF_OK)
            REQUIRE(rc == MMF_EIO || rc == MMF_ERANGE, "watching: %s",
                    mmf_status_name(rc));
    }
}

/* One who waits for the name alone, and has it each time. */
static int await_name(void)
{
    int rc;

    while ((rc = mmf_name_wait(name, -1)) == MMF_OK)
        ;
    REQUIRE(rc == MMF_OK, "waiting: %s", mmf_status_name(rc));
    return 0;
}

/* A pause of any length, so that watchers are met at every step. */
static void loiter(int round)
{
    const int64_t end = crowd_now() + (int64_t)round * 2654435761 % LONGEST_US;

    while (crowd_now() < end)
        ;
}

/* What .NET does for a new map, and its server with a text. */
static int serve(int round)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    uint16_t units[8];
    char digits[8];
    const int32_t count = snprintf(digits, sizeof digits, "%d", round);

    REQUIRE(fd >= 0, "no file");
    loiter(round);
    REQUIRE(flock(fd, LOCK_SH | LOCK_NB) == 0,
            "round %d: who watches keeps a server from starting", round);
    for (int i = 0; i < count; i++)
        units[i] = (uint16_t)digits[i];
    REQUIRE(ftruncate(fd, SIZE) == 0 &&
                pwrite(fd, units, sizeof units, 10) == sizeof units &&
                pwrite(fd, &count, sizeof count, 0) == sizeof count,
            "no text");
    return fd;
}

static void play(int round)
{
    const int fd = serve(round);

    for (int i = 0; round % READ_EACH == 0 && i < WATCHERS; i++)
        REQUIRE(board_await(i, round, BOUND_US),
                "round %d: its text is not seen", round);
    REQUIRE(unlink(path) == 0 && close(fd) == 0, "no end");
}

int main(int count, char **arguments)
{
    const int rounds = crowd_number(count, arguments, "--rounds", 1000);
    mmf_map *map;

    if (count == 5 && strcmp(arguments[1], "watch") == 0) {
        (void)snprintf(name, sizeof name, "%s", arguments[2]);
        board_join(arguments[3]);
        return atoi(arguments[4]) < WATCHERS ? watch(atoi(arguments[4]))
                                             : await_name();
    }
    (void)snprintf(name, sizeof name, "mmf-strangers-%lu", crowd_self());
    (void)snprintf(path, sizeof path, "/dev/shm/%s", name);
    (void)snprintf(board_name, sizeof board_name, "mmf-board-%lu",
                   crowd_self());
    map = board_make(board_name);
    for (int i = 0; i < CROWD; i++) {
        char self[16];
        const char *const words[] = {"watch", name, board_name, self, NULL};

        (void)snprintf(self, sizeof self, "%d", i);
        crowd[i] = crowd_start(arguments[0], words);
    }
    for (int round = 1; round <= rounds; round++)
        play(round);
    for (int i = 0; i < CROWD; i++)
        crowd_kill(crowd[i]);
    printf("%d servers, none refused\n", rounds);
    REQUIRE(!crowd_sees(name), "something is left of %s", name);
    board_end(map);
    return 0;
}
