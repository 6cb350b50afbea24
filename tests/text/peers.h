/* SPDX-License-Identifier: MIT */
/*
 * What the processes of these tests share: texts that tell by themselves
 * whether they are whole, a map that forked children inherit, numbers that all
 * can count up, and time.
 */
#ifndef MMF_TEST_PEERS_H
#define MMF_TEST_PEERS_H

#include "mmf/mmf.h"
#include "mmf/text.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum {
    ROOM = 4043,
    VIEW_SIZE = 8096,
    HEAD = 4,
    WRITERS = 4
};

/* Ends the test with a message where a condition does not hold. */
#define REQUIRE(condition, ...)                             \
    do {                                                    \
        if (!(condition)) {                                 \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__); \
            fprintf(stderr, __VA_ARGS__);                   \
            fputc('\n', stderr);                            \
            exit(1);                                        \
        }                                                   \
    } while (0)

/* The nth text of a writer, with 1 <= writer < WRITERS: HEAD units that say
 * whose it is, which one and how long, then a pattern that depends on all of
 * it.  Returns the number of units, HEAD to longest. */
size_t peer_text(uint16_t units[ROOM], uint32_t writer, uint32_t n,
                 uint32_t longest);

/* Whether units are a text that peer_text() made; then whose and which. */
bool peer_is_text(const uint16_t *units, int64_t count, uint32_t *writer,
                  uint32_t *n);

/* What a .NET program's Write(0, length) and WriteArray(10, ...) do. */
void peer_write_plain(const mmf_view *view, const uint16_t *units,
                      size_t count);

/* A view of a new map without a name. */
mmf_view peer_view(void);

/* Zeroed memory that forked children share. */
void *peer_shared(size_t size);

/* Random numbers, different in each process. */
void peer_seed(uint32_t seed);
uint32_t peer_random(uint32_t below);

int64_t peer_now_us(void);
void peer_sleep_us(int64_t microseconds);

/* Waits without giving up the processor, for pauses shorter than the system
 * can sleep. */
void peer_spin_us(int64_t microseconds);

/* Runs a function in a child, which never returns; and ends a child. */
pid_t peer_start(void (*body)(void *context), void *context);
void peer_end(pid_t child);

/* Whether the long runs are asked for: --soak, or MMF_SOAK in the environment.
 * And whether an argument was given. */
bool peer_soak(int count, char **arguments);
bool peer_asked(int count, char **arguments, const char *option);

/* Counters that several processes add to. */
static inline void peer_count(uint64_t *counter)
{
    __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}

static inline uint64_t peer_counted(const uint64_t *counter)
{
    return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

#endif
