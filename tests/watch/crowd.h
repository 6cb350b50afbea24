/* SPDX-License-Identifier: MIT */
/*
 * What these tests need of a machine with many processes: crowd_posix.c and
 * crowd_win32.c, of which the build takes one.  And how they fail and are asked
 * for more.
 */
#ifndef MMF_TEST_CROWD_H
#define MMF_TEST_CROWD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* A process. */
typedef intptr_t member;

/* The number of this process. */
unsigned long crowd_self(void);

/* Starts this program again, with other arguments; the last is NULL. */
member crowd_start(const char *program, const char *const arguments[]);

/* Waits for its end: its exit status, -1 where it was killed, -2 where it did
 * not end in time. */
int crowd_wait(member of, int64_t milliseconds);

/* Kills it and waits for its end. */
void crowd_kill(member of);

/* A clock, sleep, and the processor time that this process took so far; all in
 * microseconds. */
int64_t crowd_now(void);
void crowd_sleep(int64_t microseconds);
int64_t crowd_processor_time(void);

/* How many descriptors or handles this process has open. */
int crowd_handles(void);

/* Whether any object of the system has a name that starts so: what killed
 * processes may have left. */
bool crowd_sees(const char *name);

/* Whether an option was given, and the number behind it. */
static inline bool crowd_is_asked(int count, char **arguments,
                                  const char *option)
{
    for (int i = 1; i < count; i++)
        if (strcmp(arguments[i], option) == 0)
            return true;
    return false;
}

static inline int crowd_number(int count, char **arguments, const char *option,
                               int otherwise)
{
    for (int i = 1; i + 1 < count; i++)
        if (strcmp(arguments[i], option) == 0)
            return atoi(arguments[i + 1]);
    return otherwise;
}

#endif
