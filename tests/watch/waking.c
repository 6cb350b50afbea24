/* SPDX-License-Identifier: MIT */
/*
 * No wake is lost.  Readers in processes of their own sleep until the next text
 * or record, by a build in which nobody wakes up by himself (slices.h).  Again
 * and again the writer pauses until each of them has read the newest one: who
 * slept past it would sleep for ever.
 *
 *     waking [--readers N] [--texts N] [--part N] [--records] [--soak]
 *            [--quiet] [--broken]
 *
 * --part: so many from one pause to the next.  --soak: a million of them.
 * --quiet: the writer wakes nobody, and the test passes if that shows; --broken:
 * the same for a build that lacks a step (broken/).
 */
#include "crowd.h"
#include "mmf/mmf.h"

enum {
    SIZE = 8192,
    SLOTS_AT = 4096,
    SLOT_SIZE =
        64, /* a reader's: the newest text it read, how often it slept */
    MOST_READERS = 64,
    BOUND_US = 20000000,
    BROKEN_BOUND_US = 1000000
};

typedef struct place {
    mmf_map *map;
    mmf_view text;
    mmf_view slots;
} place;

static member crowd[MOST_READERS];
static int part = 100; /* texts from one pause to the next */
static int64_t bound = BOUND_US;

static void see(place *at, uint32_t access)
{
    REQUIRE(mmf_view_open(at->map, 0, SLOTS_AT, access, &at->text) == MMF_OK,
            "no view");
    REQUIRE(mmf_view_open(at->map, SLOTS_AT, SIZE - SLOTS_AT,
                          MMF_ACCESS_READ_WRITE, &at->slots) == MMF_OK,
            "no slots");
}

static void leave(place *at)
{
    (void)mmf_view_close(&at->text);
    (void)mmf_view_close(&at->slots);
    mmf_map_close(at->map);
}

static int64_t slot_of(int reader)
{
    return (int64_t)reader * SLOT_SIZE;
}

/* Each is its number: a text in two units. */
static int read_text(const place *at, mmf_text_token *token)
{
    uint16_t units[2] = {0, 0};
    mmf_text_result found = {0};
    const int rc = mmf_text_read_utf16(&at->text, NULL, NULL, units, 2, &found);

    REQUIRE(rc == MMF_OK, "reading: %s", mmf_status_name(rc));
    *token = found.token;
    return units[0] | units[1] << 16;
}

static int wait_text(const place *at, const mmf_text_token *token,
                     int32_t timeout_ms)
{
    return mmf_text_wait(&at->text, NULL, token, timeout_ms);
}

static int write_text(const place *at, int n, bool quiet)
{
    const mmf_text_options how = {
        .flags = MMF_TEXT_SEQUENCED | (quiet ? (uint32_t)MMF_TEXT_QUIET : 0)};
    const uint16_t units[2] = {(uint16_t)(n & 0xffff), (uint16_t)(n >> 16)};

    return mmf_text_write_utf16(&at->text, NULL, &how, units, 2);
}

static int read_record(const place *at, mmf_text_token *token)
{
    mmf_record_result found = {0};
    int n = 0;
    const int rc = mmf_record_read(&at->text, 0, NULL, &n, sizeof n, &found);

    REQUIRE(rc == MMF_OK, "reading: %s", mmf_status_name(rc));
    token->word = found.token;
    return n;
}

static int wait_record(const place *at, const mmf_text_token *token,
                       int32_t timeout_ms)
{
    return mmf_record_wait(&at->text, 0, sizeof(int), token->word, timeout_ms);
}

static int write_record(const place *at, int n, bool quiet)
{
    const mmf_record_options how = {.flags =
                                        quiet ? (uint32_t)MMF_RECORD_QUIET : 0};

    return mmf_record_write(&at->text, 0, &how, &n, sizeof n);
}

static const struct kind {
    const char *name;
    int (*read)(const place *, mmf_text_token *);
    int (*wait)(const place *, const mmf_text_token *, int32_t);
    int (*write)(const place *, int, bool);
} kinds[] = {{"texts", read_text, wait_text, write_text},
             {"records", read_record, wait_record, write_record}};

static const struct kind *kind = &kinds[0];

/* A reader: up to the last. */
static int read_all(const char *name, int self, int last)
{
    mmf_text_token token;
    int32_t slept = 0;
    place at;
    int n;

    REQUIRE(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &at.map) ==
                MMF_OK,
            "no map");
    see(&at, MMF_ACCESS_READ); /* waiting needs no more */
    while ((n = kind->read(&at, &token)) != last) {
        int rc;

        (void)mmf_view_write_i32(&at.slots, slot_of(self), n);
        rc = kind->wait(&at, &token, 0);
        if (rc == MMF_ETIMEDOUT) {
            (void)mmf_view_write_i32(&at.slots, slot_of(self) + 4, ++slept);
            rc = kind->wait(&at, &token, -1);
        }
        REQUIRE(rc == MMF_OK, "waiting: %s", mmf_status_name(rc));
    }
    (void)mmf_view_write_i32(&at.slots, slot_of(self), n);
    leave(&at);
    return 0;
}

static void publish(const place *at, int n, bool quiet)
{
    const int rc = kind->write(at, n, quiet);

    REQUIRE(rc == MMF_OK, "writing: %s", mmf_status_name(rc));
}

/* Whether every reader reads text n in time. */
static bool all_read(const place *at, int readers, int n, int64_t bound_us)
{
    const int64_t end = crowd_now() + bound_us;

    for (int i = 0; i < readers; i++) {
        int32_t seen = -1;

        while (mmf_view_read_i32(&at->slots, slot_of(i), &seen) == MMF_OK &&
               seen != n) {
            if (crowd_now() > end) {
                printf("reader %d sleeps past text %d; it knows %d\n", i, n,
                       seen);
                return false;
            }
            crowd_sleep(50);
        }
    }
    return true;
}

/* Pauses of any length, so that readers are met at every step of falling
 * asleep. */
static void loiter(uint32_t *random)
{
    *random = *random * 1664525u + 1013904223u;
    for (uint32_t i = *random >> 22; i > 0; i--)
        (void)crowd_now();
}

static bool write_all(const place *at, int readers, int texts, bool quiet)
{
    uint32_t random = 1;

    for (int n = 1; n <= texts; n++) {
        publish(at, n, quiet);
        if ((n % part == 0 || n == texts) && !all_read(at, readers, n, bound))
            return false;
        loiter(&random);
    }
    return true;
}

static void tell(const place *at, int readers, int texts, int64_t took)
{
    int32_t least = INT32_MAX;
    int64_t all = 0;

    for (int i = 0; i < readers; i++) {
        int32_t slept = 0;

        (void)mmf_view_read_i32(&at->slots, slot_of(i) + 4, &slept);
        all += slept;
        least = slept < least ? slept : least;
    }
    printf("%d %s, %d readers: %lld sleeps (the least %d), none too long; "
           "%.1f s\n",
           texts, kind->name, readers, (long long)all, least,
           (double)took / 1e6);
    REQUIRE(least >= texts / part / 2, "hardly anybody slept");
}

static void start(const place *at, const char *program, const char *name,
                  int readers, int texts)
{
    char last[16];

    (void)snprintf(last, sizeof last, "%d", texts);
    for (int i = 0; i < readers; i++) {
        char self[16];
        const char *const words[] = {"read", name,       self,
                                     last,   kind->name, NULL};

        (void)snprintf(self, sizeof self, "%d", i);
        (void)mmf_view_write_i32(&at->slots, slot_of(i), -1);
        crowd[i] = crowd_start(program, words);
    }
    REQUIRE(all_read(at, readers, 0, 3 * BOUND_US), "a reader does not start");
}

int main(int count, char **arguments)
{
    const bool quiet = crowd_is_asked(count, arguments, "--quiet");
    const bool broken = quiet || crowd_is_asked(count, arguments, "--broken");
    const bool soak = crowd_is_asked(count, arguments, "--soak") ||
                      (getenv("MMF_SOAK") != NULL && !broken);
    const int readers = crowd_number(count, arguments, "--readers", 4);
    const int texts =
        soak ? 1000000 : crowd_number(count, arguments, "--texts", 10000);
    const int64_t began = crowd_now();
    char name[64];
    place at;
    bool all;

    if (crowd_is_asked(count, arguments, "--records") ||
        (count == 6 && strcmp(arguments[5], "records") == 0))
        kind = &kinds[1];
    if (count == 6 && strcmp(arguments[1], "read") == 0)
        return read_all(arguments[2], atoi(arguments[3]), atoi(arguments[4]));
    part = crowd_number(count, arguments, "--part", part);
    bound = broken ? BROKEN_BOUND_US : BOUND_US;
    REQUIRE(readers >= 1 && readers <= MOST_READERS, "1 to 64 readers");
    (void)snprintf(name, sizeof name, "mmf-waking-%lu", crowd_self());
    REQUIRE(mmf_create_new(name, SIZE, NULL, &at.map) == MMF_OK, "no map");
    see(&at, MMF_ACCESS_READ_WRITE);
    publish(&at, 0, false);
    start(&at, arguments[0], name, readers, texts);
    all = write_all(&at, readers, texts, quiet);
    for (int i = 0; i < readers; i++)
        if (all)
            REQUIRE(crowd_wait(crowd[i], 20000) == 0, "reader %d failed", i);
        else
            crowd_kill(crowd[i]);
    if (all)
        tell(&at, readers, texts, crowd_now() - began);
    leave(&at);
    REQUIRE(!crowd_sees(name), "something is left of %s", name);
    return all == broken;
}
