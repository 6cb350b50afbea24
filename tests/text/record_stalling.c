/* SPDX-License-Identifier: MIT */
/*
 * Writers of records that stop between two stores for longer than the others
 * wait, that are killed there, and that take over from each other; and readers,
 * which stop between two loads.  No record that is delivered is ever a mixture
 * or older than one of the same writer before; and where both writers have
 * ended well, there is one.
 *
 *     record_stalling [--soak] [--wrong]   --wrong: the protocol is broken, and
 *                                          this test has to notice
 */
#include "peers.h"
#include "probes.h"
#include <signal.h>
#include <sys/wait.h>

enum {
    VALUES = 60,
    WRITER_COUNT = 2,
    READERS = 2,
    TAKEOVER_MS = 2,
    STALL_US = 5000,
    STOP_US = 10,
    MIN_DISPLACED = 50,
    MIN_OVERLAP_PERCENT = 1
};

typedef struct record {
    uint64_t writer, n, values[VALUES];
} record;

typedef struct shared {
    uint64_t reads, whole, overlaps, abandoned, busy, wrong;
    uint64_t writes, stalls, kills, displaced, gave_up;
    uint64_t rounds, lost; /* no record although both ended well */
    uint64_t next[WRITER_COUNT];
} shared;

static const mmf_record_options how = {.takeover_ms = TAKEOVER_MS};

static mmf_view view;
static shared *sum;

/* After how many steps of the protocol something happens; 0 = never. */
static uint32_t stall_in;
static uint32_t kill_in;
static int64_t stall_us;

void probe_step(enum probe step)
{
    if (step == PROBE_DISPLACED)
        peer_count(&sum->displaced);
    if (stall_in > 0 && --stall_in == 0) {
        peer_count(&sum->stalls);
        /* Once more sometimes: while the record of who took over is mixed. */
        if (stall_us == STALL_US && peer_random(2) == 0)
            stall_in = 1 + peer_random(20);
        peer_sleep_us(stall_us);
    }
    if (kill_in > 0 && --kill_in == 0) {
        peer_count(&sum->kills);
        raise(SIGKILL);
    }
}

static uint64_t value_of(const record *of, int i)
{
    return (of->n * 4 + of->writer) * 0x9E3779B97F4A7C15u + (uint64_t)i;
}

static void write_once(uint64_t writer)
{
    record now = {writer, sum->next[writer]++, {0}};
    int rc;

    for (int i = 0; i < VALUES; i++)
        now.values[i] = value_of(&now, i);
    rc = mmf_record_write(&view, 0, &how, &now, sizeof now);
    peer_count(rc == MMF_OK ? &sum->writes : &sum->gave_up);
    stall_in = 0;
    kill_in = 0;
}

static void stall_now_and_then(uint32_t one_in, int64_t microseconds)
{
    stall_us = microseconds;
    stall_in = peer_random(one_in) == 0 ? 1 + peer_random(VALUES) : 0;
}

static void write_for_ever(void *context)
{
    const uint64_t writer = *(const uint64_t *)context;

    for (;;) {
        stall_now_and_then(20, STALL_US);
        if (peer_random(400) == 0)
            kill_in = 1 + peer_random(VALUES);
        write_once(writer);
        peer_spin_us(peer_random(50));
    }
}

static bool is_whole(const record *seen)
{
    uint64_t differences = 0;

    if (seen->writer >= WRITER_COUNT)
        return false;
    for (int i = 0; i < VALUES; i++)
        differences |= seen->values[i] ^ value_of(seen, i);
    return differences == 0;
}

/* One read; what is not delivered must not be there in part. */
static int read_once(uint64_t latest[WRITER_COUNT])
{
    static const record nothing;
    mmf_record_result found = {0};
    record seen;
    bool good;
    const int rc = mmf_record_read(&view, 0, &how, &seen, sizeof seen, &found);

    peer_count(&sum->reads);
    if (found.retries > 0)
        peer_count(&sum->overlaps);
    if (rc != MMF_OK) {
        peer_count(rc == MMF_EABANDONED ? &sum->abandoned : &sum->busy);
        good = memcmp(&seen, &nothing, sizeof seen) == 0 &&
               (rc == MMF_EABANDONED || rc == MMF_EBUSY);
    } else {
        peer_count(&sum->whole);
        good = is_whole(&seen) && seen.n >= latest[seen.writer];
        if (good)
            latest[seen.writer] = seen.n;
    }
    if (!good)
        peer_count(&sum->wrong);
    return rc;
}

static void read_for_ever(void *context)
{
    uint64_t latest[WRITER_COUNT] = {0};

    (void)context;
    for (;;) {
        stall_now_and_then(16, STOP_US);
        (void)read_once(latest);
    }
}

static uint64_t names[WRITER_COUNT] = {0, 1};

/* All against all, for a time; writers that were killed start again. */
static void free_for_all(int64_t time_us)
{
    const int64_t end = peer_now_us() + time_us;
    pid_t readers[READERS];
    pid_t writers[WRITER_COUNT] = {0};

    for (int i = 0; i < READERS; i++)
        readers[i] = peer_start(read_for_ever, NULL);
    while (peer_now_us() < end) {
        for (int i = 0; i < WRITER_COUNT; i++)
            if (writers[i] == 0 || waitpid(writers[i], NULL, WNOHANG) > 0)
                writers[i] = peer_start(write_for_ever, &names[i]);
        peer_sleep_us(2000);
    }
    for (int i = 0; i < WRITER_COUNT; i++)
        peer_end(writers[i]);
    for (int i = 0; i < READERS; i++)
        peer_end(readers[i]);
}

static void write_in_a_round(void *context)
{
    stall_now_and_then(2, STALL_US);
    write_once(*(const uint64_t *)context);
}

/* Two writers, one record each.  When both have ended, there is one. */
static void in_rounds(int64_t time_us, bool to_the_first)
{
    const int64_t end = peer_now_us() + time_us;
    const pid_t reader = peer_start(read_for_ever, NULL);

    while (peer_now_us() < end) {
        uint64_t latest[WRITER_COUNT] = {0};
        const uint64_t gave_up = peer_counted(&sum->gave_up);
        const pid_t one = peer_start(write_in_a_round, &names[0]);
        const pid_t other = peer_start(write_in_a_round, &names[1]);

        waitpid(one, NULL, 0);
        waitpid(other, NULL, 0);
        sum->rounds++;
        sum->lost += read_once(latest) != MMF_OK &&
                     peer_counted(&sum->gave_up) == gave_up;
        if (to_the_first && (sum->lost > 0 || peer_counted(&sum->wrong) > 0))
            break;
    }
    peer_end(reader);
}

#define SHOW(name) printf(" %llu " #name ",", (unsigned long long)sum->name)

static void show(void)
{
    printf("readers:");
    SHOW(reads);
    SHOW(whole);
    SHOW(overlaps);
    SHOW(abandoned);
    SHOW(busy);
    printf(" %llu wrong\nwriters:", (unsigned long long)sum->wrong);
    SHOW(writes);
    SHOW(stalls);
    SHOW(kills);
    SHOW(displaced);
    printf(" %llu gave up\n", (unsigned long long)sum->gave_up);
    printf("left behind: %llu rounds, %llu without a record\n",
           (unsigned long long)sum->rounds, (unsigned long long)sum->lost);
}

int main(int count, char **arguments)
{
    const bool soak = peer_soak(count, arguments);
    const bool broken = peer_asked(count, arguments, "--wrong");

    view = peer_view();
    sum = peer_shared(sizeof *sum);
    write_once(0);
    in_rounds(soak ? 10000000 : 2000000, broken);
    if (!broken)
        free_for_all(soak ? 60000000 : 4000000);
    show();
    if (broken)
        return sum->wrong > 0 || sum->lost > 0 ? 0 : 1;
    return sum->wrong == 0 && sum->lost == 0 && sum->whole > 0 &&
                   sum->displaced >= MIN_DISPLACED &&
                   sum->overlaps * 100 >= sum->reads * MIN_OVERLAP_PERCENT
               ? 0
               : 1;
}
