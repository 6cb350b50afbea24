/* SPDX-License-Identifier: MIT */
/*
 * What the programs of the benchmark have in common: the same texts, the same
 * loop around what is measured, and the same way to be asked.  A program reads
 * requests, one a line, and answers each with a line:
 *
 *     version                    -> what it measures, with its version
 *     TASK KIND UNITS TIMES      -> nanoseconds for so many times
 *     TASK KIND UNITS 0          -> the bytes that came of it, in hexadecimal,
 *                                   which have to be the same for all
 *     anything else              -> "unknown"
 *
 * bench/dotnet/Program.cs does the same for .NET.
 */
#ifndef MMF_BENCH_PEER_H
#define MMF_BENCH_PEER_H

#include <stddef.h>
#include <stdint.h>

enum {
    PEER_UNITS = 4043, /* what fits into the article's map */
    PEER_BYTES = 3 * PEER_UNITS,
    PEER_VIEW = 8096
};

/* A text in both encodings. */
typedef struct peer_text {
    size_t count;
    uint16_t units[PEER_UNITS];
    size_t length;
    char bytes[PEER_BYTES];
} peer_text;

/* Something that can be measured. */
typedef struct peer_task {
    const char *name;
    /* Before the first time with a text; NULL = nothing to do. */
    void (*prepare)(const peer_text *text);
    void (*run)(const peer_text *text);
    /* What came of it; size is in bytes. */
    const void *(*result)(const peer_text *text, size_t *size);
} peer_task;

/* Answers requests until the input ends; tasks end with one without a name. */
int peer_main(const char *version, const peer_task *tasks);

/* Ends the program with a message unless a condition holds. */
void peer_require(int condition, const char *message);

#endif
