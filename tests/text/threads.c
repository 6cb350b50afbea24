/* SPDX-License-Identifier: MIT */
/*
 * Writers and readers, who also wait, as threads of one process, strict and
 * sequenced: what a race detector can watch, with nothing suppressed.
 */
#include "peers.h"
#include <pthread.h>

enum {
    TIME_US = 1500000,
    WAIT_EACH = 8 /* readings */
};

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};
static const mmf_text_options strict = {.flags = MMF_TEXT_BEST_EFFORT};

/* One thread's work. */
typedef struct work {
    mmf_view view;
    const mmf_text_options *how;
    uint32_t writer;
    uint64_t done, verified, settled, wrong;
    pthread_t thread;
} work;

static int64_t end_us;

static void *write_texts(void *context)
{
    work *self = context;
    uint16_t units[ROOM];

    for (uint32_t n = 1; peer_now_us() < end_us; n++) {
        const size_t count = peer_text(units, self->writer, n, ROOM);

        self->wrong += mmf_text_write_utf16(&self->view, NULL, self->how, units,
                                            count) != MMF_OK;
        self->done++;
        if (n % 4 == 0)
            peer_sleep_us(50);
    }
    return NULL;
}

static bool is_no_wait(int status)
{
    return status != MMF_OK && status != MMF_ETIMEDOUT;
}

static void *read_texts(void *context)
{
    work *self = context;
    uint16_t units[ROOM];

    while (peer_now_us() < end_us) {
        mmf_text_result found = {0};
        uint32_t writer;
        uint32_t n;

        (void)mmf_text_read_utf16(&self->view, NULL, &strict, units, ROOM,
                                  &found);
        self->done++;
        self->settled += found.guarantee == MMF_TEXT_SETTLED;
        self->verified += found.guarantee == MMF_TEXT_VERIFIED;
        self->wrong += found.guarantee == MMF_TEXT_VERIFIED &&
                       !peer_is_text(units, found.units, &writer, &n);
        if (self->done % WAIT_EACH == 0)
            self->wrong +=
                is_no_wait(mmf_text_wait(&self->view, NULL, &found.token, 1));
    }
    return NULL;
}

enum {
    VALUES = 100
};

static void *write_records(void *context)
{
    work *self = context;
    uint64_t values[VALUES];

    for (uint64_t n = self->writer; peer_now_us() < end_us; n += 4) {
        for (uint64_t i = 0; i < VALUES; i++)
            values[i] = n * (i + 1);
        self->wrong += mmf_record_write(&self->view, 0, NULL, values,
                                        sizeof values) != MMF_OK;
        self->done++;
        if (n % 16 == 0)
            peer_sleep_us(50);
    }
    return NULL;
}

static void *read_records(void *context)
{
    work *self = context;
    uint64_t values[VALUES];

    while (peer_now_us() < end_us) {
        mmf_record_result found = {0};
        const int rc = mmf_record_read(&self->view, 0, NULL, values,
                                       sizeof values, &found);

        self->done++;
        if (self->done % WAIT_EACH == 0)
            self->wrong += is_no_wait(
                mmf_record_wait(&self->view, 0, sizeof values, found.token, 1));
        if (rc != MMF_OK)
            continue;
        self->verified++;
        for (uint64_t i = 0; i < VALUES; i++)
            self->wrong += values[i] != values[0] * (i + 1);
    }
    return NULL;
}

/* Some writers, then two readers. */
static bool run(const char *name, const mmf_text_options *how, int writers,
                void *(*write)(void *), void *(*read)(void *))
{
    enum {
        MOST = 4
    };
    static const work none;
    work works[MOST];
    mmf_view view = peer_view();
    const int threads = writers + 2;
    bool good = true;

    end_us = peer_now_us() + TIME_US;
    for (int i = 0; i < threads; i++) {
        works[i] = none;
        works[i].view = view;
        works[i].how = how;
        works[i].writer = (uint32_t)i + 1;
        REQUIRE(pthread_create(&works[i].thread, NULL,
                               i < writers ? write : read, &works[i]) == 0,
                "no thread");
    }
    for (int i = 0; i < threads; i++) {
        const work *self = &works[i];

        pthread_join(self->thread, NULL);
        printf(
            "%s %s: %llu done, %llu verified, %llu settled, %llu wrong\n", name,
            i < writers ? "writer" : "reader", (unsigned long long)self->done,
            (unsigned long long)self->verified,
            (unsigned long long)self->settled, (unsigned long long)self->wrong);
        good = good && self->done > 0 && self->wrong == 0;
    }
    (void)mmf_view_close(&view);
    return good && (how == &strict || works[writers].verified > 0);
}

enum {
    COUNTERS = 4,
    COUNTS = 100000
};

static void *count_up(void *context)
{
    const mmf_view *at = context;
    uint64_t before;

    for (int i = 0; i < COUNTS; i++) {
        mmf_atomic_add_u32(at, 0, 1, NULL);
        mmf_atomic_add_u64(at, 8, 0x100000001u, &before);
    }
    return NULL;
}

/* Several threads count the same numbers; none is lost. */
static bool count(void)
{
    mmf_view at = peer_view();
    pthread_t threads[COUNTERS];
    uint32_t small = 0;
    uint64_t large = 0;

    for (int i = 0; i < COUNTERS; i++)
        REQUIRE(pthread_create(&threads[i], NULL, count_up, &at) == 0,
                "no thread");
    for (int i = 0; i < COUNTERS; i++)
        pthread_join(threads[i], NULL);
    mmf_atomic_load_acquire_u32(&at, 0, &small);
    mmf_atomic_load_acquire_u64(&at, 8, &large);
    (void)mmf_view_close(&at);
    printf("counted %lu and %llx\n", (unsigned long)small,
           (unsigned long long)large);
    return small == COUNTERS * COUNTS &&
           large == 0x100000001u * (uint64_t)small;
}

int main(void)
{
    const bool strict_good = run("strict", &strict, 1, write_texts, read_texts);
    const bool sequenced_good =
        run("sequenced", &sequenced, 2, write_texts, read_texts);
    const bool records_good =
        run("records", NULL, 2, write_records, read_records);

    return count() && strict_good && sequenced_good && records_good ? 0 : 1;
}
