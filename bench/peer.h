/* SPDX-License-Identifier: MIT */
/*
 * What the programs of the benchmark have in common: the same loop around what
 * is measured, and the same way to be asked.  A program reads requests, one a
 * line, and answers each with a line:
 *
 *     version                    -> what it measures, with its version
 *     TASK KIND SIZE TIMES       -> nanoseconds for so many times
 *     TASK KIND SIZE 0           -> the bytes that came of it, in hexadecimal,
 *                                   which have to be the same for all
 *     anything else              -> "unknown", and 1 as its exit status
 *
 * What KIND and SIZE mean is the task's business; a text (text.h) has a kind of
 * characters and a number of UTF-16 units.  dotnet/Program.cs and maps_python.py
 * do the same for .NET and Python.
 */
#ifndef MMF_BENCH_PEER_H
#define MMF_BENCH_PEER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is asked for. */
typedef struct peer_order {
    char kind[16];
    uint64_t size;
    const struct peer_text *text; /* NULL = the kind is none of a text */
} peer_order;

/* Something that can be measured. */
typedef struct peer_task {
    const char *name;
    /* Before the first time; NULL = nothing to do. */
    void (*prepare)(const peer_order *order);
    void (*run)(const peer_order *order);
    /* What came of it; size is in bytes. */
    const void *(*result)(const peer_order *order, size_t *size);
    /* After the last time; NULL = nothing to do. */
    void (*finish)(const peer_order *order);
    /* Instead of a loop around run; NULL = the loop.  Returns nanoseconds. */
    int64_t (*measure)(const peer_order *order, unsigned long times);
} peer_task;

/* Answers requests until the input ends, and returns the exit status; tasks end
 * with one without a name. */
int peer_main(const char *version, const peer_task *tasks);

/* Runs a task so often; returns nanoseconds. */
int64_t peer_loop(const peer_task *task, const peer_order *order,
                  unsigned long times);

/* Ends the program with a message unless a condition holds. */
void peer_require(int condition, const char *message);

/* Nanoseconds since some moment that all processes of the machine share. */
int64_t peer_now_ns(void);

#ifdef __cplusplus
}
#endif

#endif
