/* SPDX-License-Identifier: MIT */
/*
 * One sequenced writer and one reader, in two processes, with and without
 * pauses between the writes: no answer that says "verified" is ever wrong.
 * Each of the two now and then stops between two loads or stores, as if the
 * system had taken the processor away, so that enough reads meet a write on
 * any machine, however busy.
 *
 *     racing [--soak] [--wrong]     --wrong: the protocol is broken, and this
 *                                   test has to notice
 */
#include "peers.h"
#include "probes.h"

enum {
    PAUSES = 4,
    MIN_OVERLAP_PERCENT = 1,
    READS = 120000, /* at each pause */
    SOAK_READS = 2500000,
    ONE_IN = 16, /* reads or writes stops in the middle, */
    LOG2_STEPS = 10,
    STOP_US = 10 /* which takes about 60 more */
};

static const int64_t pauses_us[PAUSES] = {0, 10, 100, 1000};
static const mmf_text_options how = {.flags = MMF_TEXT_SEQUENCED |
                                              MMF_TEXT_BEST_EFFORT};

/* What one run of reads came to. */
typedef struct tally {
    uint64_t reads, overlaps, retries;
    uint64_t verified, busy, dead, foreign, other;
    uint64_t wrong;
} tally;

static mmf_view view;
static int64_t pause_us;

/* After how many steps this process stops for a while; 0 = not. */
static uint32_t stop_in;

void probe_step(enum probe step)
{
    (void)step;
    if (stop_in > 0 && --stop_in == 0)
        peer_sleep_us(STOP_US);
}

/* Early as often as late: many texts are short. */
static void stop_now_and_then(void)
{
    stop_in = 0;
    if (peer_random(ONE_IN) == 0)
        stop_in = 1 + peer_random(1u << peer_random(LOG2_STEPS));
}

static void write_for_ever(void *context)
{
    static uint16_t units[ROOM];

    for (uint32_t n = *(uint32_t *)context;; n++) {
        const size_t count = peer_text(units, 1, n, ROOM);

        stop_now_and_then();
        REQUIRE(mmf_text_write_utf16(&view, NULL, &how, units, count) == MMF_OK,
                "a write failed");
        if (pause_us > 0)
            peer_spin_us(pause_us);
    }
}

/* One read.  Wrong is a text that is not the writer's, one that is older than
 * one seen before, and a foreign write where nobody is foreign. */
static void read_once(tally *sum, uint32_t *latest)
{
    static uint16_t units[ROOM];
    mmf_text_result found = {0};
    uint32_t writer = 0;
    uint32_t n = 0;
    bool good = true;
    int rc;

    stop_now_and_then();
    rc = mmf_text_read_utf16(&view, NULL, &how, units, ROOM, &found);
    sum->reads++;
    sum->overlaps += found.retries > 0;
    sum->retries += found.retries;
    if (found.guarantee == MMF_TEXT_VERIFIED) {
        sum->verified++;
        good = rc == MMF_OK && peer_is_text(units, found.units, &writer, &n) &&
               n >= *latest;
        *latest = n > *latest ? n : *latest;
    }
    sum->busy += found.reason == MMF_TEXT_WRITER_BUSY;
    sum->dead += found.reason == MMF_TEXT_WRITER_DEAD;
    sum->foreign += found.reason == MMF_TEXT_FOREIGN_WRITE;
    sum->other += found.reason == MMF_TEXT_NOT_IN_USE;
    if (!good || found.reason == MMF_TEXT_FOREIGN_WRITE ||
        found.reason == MMF_TEXT_NOT_IN_USE)
        sum->wrong++;
}

/* Reads so often, or up to the first wrong answer where one is due. */
static void read_often(tally *sum, uint64_t reads, uint32_t *latest,
                       bool to_the_first)
{
    while (sum->reads < reads && !(to_the_first && sum->wrong > 0))
        read_once(sum, latest);
}

static double percent(uint64_t part, uint64_t whole)
{
    return 100.0 * (double)part / (double)whole;
}

static void show(int64_t pause, const tally *sum)
{
    printf("pause %4lld us: %9llu reads, %5.2f %% met a write (%.2f retries "
           "each), %.4f %% best effort, %llu wrong\n",
           (long long)pause, (unsigned long long)sum->reads,
           percent(sum->overlaps, sum->reads),
           sum->overlaps == 0 ? 0.0
                              : (double)sum->retries / (double)sum->overlaps,
           percent(sum->reads - sum->verified, sum->reads),
           (unsigned long long)sum->wrong);
    if (sum->verified < sum->reads)
        printf("    best effort: %llu busy, %llu dead, %llu foreign, %llu "
               "other\n",
               (unsigned long long)sum->busy, (unsigned long long)sum->dead,
               (unsigned long long)sum->foreign,
               (unsigned long long)sum->other);
}

int main(int count, char **arguments)
{
    const bool soak = peer_soak(count, arguments);
    const bool broken = peer_asked(count, arguments, "--wrong");
    uint64_t reads = 0, overlaps = 0, wrong = 0;
    uint32_t first = 1;
    uint32_t latest = 0;

    view = peer_view();
    for (int i = 0; i < PAUSES && (!broken || wrong == 0); i++) {
        static const tally none;
        static uint16_t units[ROOM];
        tally sum = none;
        pid_t writer;

        pause_us = pauses_us[i];
        first = latest + 1;
        mmf_text_write_utf16(&view, NULL, &how, units,
                             peer_text(units, 1, first, ROOM));
        writer = peer_start(write_for_ever, &first);
        read_often(&sum, soak ? SOAK_READS : READS, &latest, broken);
        peer_end(writer);
        show(pause_us, &sum);
        reads += sum.reads;
        overlaps += sum.overlaps;
        wrong += sum.wrong;
    }
    printf("in all: %llu reads, %.2f %% met a write, %llu wrong\n",
           (unsigned long long)reads, percent(overlaps, reads),
           (unsigned long long)wrong);
    if (broken)
        return wrong > 0 ? 0 : 1;
    return wrong == 0 && percent(overlaps, reads) >= (double)MIN_OVERLAP_PERCENT
               ? 0
               : 1;
}
