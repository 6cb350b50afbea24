/* SPDX-License-Identifier: MIT */
/*
 * Sequenced writers that stop between two stores for longer than the others
 * wait, that are killed there, and that take over from each other; a writer
 * that knows no protocol; and readers.  No answer that says "verified" is ever
 * wrong, and where all writers have ended well the text is verified.
 *
 *     stalling [--soak] [--wrong]   --wrong: the protocol is broken, and this
 *                                   test has to notice
 */
#include "peers.h"
#include "probes.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FIRST = 1,
    SECOND = 2,
    PLAIN = 3,
    READERS = 2,
    TAKEOVER_MS = 2,
    STALL_US = 5000,
    LONGEST = 400,
    MIN_DISPLACED = 100
};

typedef struct shared {
    uint64_t reads, verified, foreign, busy, dead, wrong;
    uint64_t writes, stalls, kills, displaced, gave_up;
    uint64_t rounds, mixed; /* what is left when all have ended well */
    uint32_t next[WRITERS]; /* the number of each writer's next text */
} shared;

static const mmf_text_options how = {.flags = MMF_TEXT_SEQUENCED |
                                              MMF_TEXT_BEST_EFFORT,
                                     .takeover_ms = TAKEOVER_MS};

static mmf_view view;
static shared *sum;

/* After how many steps of the protocol something happens; 0 = never. */
static uint32_t stall_in;
static uint32_t kill_in;

void probe_step(enum probe step)
{
    if (step == PROBE_DISPLACED)
        peer_count(&sum->displaced);
    if (stall_in > 0 && --stall_in == 0) {
        peer_count(&sum->stalls);
        /* Once more sometimes: while the text of who took over is mixed. */
        if (peer_random(2) == 0)
            stall_in = 1 + peer_random(20);
        peer_sleep_us(STALL_US);
    }
    if (kill_in > 0 && --kill_in == 0) {
        peer_count(&sum->kills);
        raise(SIGKILL);
    }
}

static void write_once(uint32_t writer)
{
    uint16_t units[ROOM];
    const uint32_t n = sum->next[writer]++;
    const size_t count = peer_text(units, writer, n, LONGEST);
    const int rc = mmf_text_write_utf16(&view, NULL, &how, units, count);

    peer_count(rc == MMF_OK ? &sum->writes : &sum->gave_up);
    stall_in = 0;
    kill_in = 0;
}

static uint32_t any_step(void)
{
    return 1 + peer_random(LONGEST / 8);
}

static void write_for_ever(void *context)
{
    const uint32_t writer = *(const uint32_t *)context;

    for (;;) {
        if (peer_random(20) == 0)
            stall_in = any_step();
        if (peer_random(400) == 0)
            kill_in = any_step();
        write_once(writer);
        peer_spin_us(peer_random(100));
    }
}

static void write_plain_for_ever(void *context)
{
    (void)context;
    for (;;) {
        uint16_t units[ROOM];
        const size_t count =
            peer_text(units, PLAIN, sum->next[PLAIN]++, LONGEST);

        peer_write_plain(&view, units, count);
        peer_sleep_us(peer_random(3000));
    }
}

/* Wrong is a verified text that no sequenced writer has written, and one older
 * than one of the same writer that was seen before. */
static void read_once(uint32_t latest[WRITERS])
{
    uint16_t units[ROOM];
    mmf_text_result found = {0};
    uint32_t writer = 0;
    uint32_t n = 0;

    (void)mmf_text_read_utf16(&view, NULL, &how, units, ROOM, &found);
    peer_count(&sum->reads);
    if (found.guarantee != MMF_TEXT_VERIFIED) {
        peer_count(found.reason == MMF_TEXT_WRITER_BUSY   ? &sum->busy
                   : found.reason == MMF_TEXT_WRITER_DEAD ? &sum->dead
                                                          : &sum->foreign);
        return;
    }
    peer_count(&sum->verified);
    if (!peer_is_text(units, found.units, &writer, &n) || writer == PLAIN ||
        n < latest[writer])
        peer_count(&sum->wrong);
    else
        latest[writer] = n;
}

static void read_for_ever(void *context)
{
    uint32_t latest[WRITERS] = {0};

    (void)context;
    for (;;)
        read_once(latest);
}

static uint32_t names[WRITERS] = {0, FIRST, SECOND, PLAIN};

/* All against all, for a time; writers that were killed start again. */
static void free_for_all(int64_t time_us)
{
    const int64_t end = peer_now_us() + time_us;
    pid_t readers[READERS];
    pid_t writers[WRITERS] = {0};

    for (int i = 0; i < READERS; i++)
        readers[i] = peer_start(read_for_ever, NULL);
    writers[PLAIN] = peer_start(write_plain_for_ever, NULL);
    while (peer_now_us() < end) {
        for (int i = FIRST; i <= SECOND; i++)
            if (writers[i] == 0 || waitpid(writers[i], NULL, WNOHANG) > 0)
                writers[i] = peer_start(write_for_ever, &names[i]);
        peer_sleep_us(2000);
    }
    for (int i = FIRST; i <= PLAIN; i++)
        peer_end(writers[i]);
    for (int i = 0; i < READERS; i++)
        peer_end(readers[i]);
}

static void write_in_a_round(void *context)
{
    if (peer_random(3) != 0)
        stall_in = any_step();
    write_once(*(const uint32_t *)context);
}

/* Two writers, one text each.  When both have ended, what is there is whole. */
static void in_rounds(int64_t time_us, bool to_the_first)
{
    const int64_t end = peer_now_us() + time_us;
    const pid_t reader = peer_start(read_for_ever, NULL);

    while (peer_now_us() < end) {
        uint16_t units[ROOM];
        mmf_text_result found = {0};
        const uint64_t gave_up = sum->gave_up;
        const pid_t one = peer_start(write_in_a_round, &names[FIRST]);
        const pid_t other = peer_start(write_in_a_round, &names[SECOND]);

        waitpid(one, NULL, 0);
        waitpid(other, NULL, 0);
        mmf_text_read_utf16(&view, NULL, &how, units, ROOM, &found);
        sum->rounds++;
        sum->mixed += found.guarantee != MMF_TEXT_VERIFIED &&
                      peer_counted(&sum->gave_up) == gave_up;
        if (to_the_first && (sum->mixed > 0 || peer_counted(&sum->wrong) > 0))
            break;
    }
    peer_end(reader);
}

#define SHOW(name) printf(" %llu " #name ",", (unsigned long long)sum->name)

static void show(void)
{
    printf("readers:");
    SHOW(reads);
    SHOW(verified);
    SHOW(foreign);
    SHOW(busy);
    SHOW(dead);
    printf(" %llu wrong\nwriters:", (unsigned long long)sum->wrong);
    SHOW(writes);
    SHOW(stalls);
    SHOW(kills);
    SHOW(displaced);
    printf(" %llu gave up\n", (unsigned long long)sum->gave_up);
    printf("left behind: %llu rounds, %llu mixed\n",
           (unsigned long long)sum->rounds, (unsigned long long)sum->mixed);
}

int main(int count, char **arguments)
{
    const bool soak = peer_soak(count, arguments);
    const bool broken = peer_asked(count, arguments, "--wrong");

    view = peer_view();
    sum = peer_shared(sizeof *sum);
    for (int i = 0; i < WRITERS; i++)
        sum->next[i] = 1;
    in_rounds(soak ? 10000000 : 2000000, broken);
    if (!broken)
        free_for_all(soak ? 60000000 : 8000000);
    show();
    if (broken)
        return sum->wrong > 0 || sum->mixed > 0 ? 0 : 1;
    return sum->wrong == 0 && sum->mixed == 0 && sum->verified > 0 &&
                   sum->displaced >= MIN_DISPLACED
               ? 0
               : 1;
}
