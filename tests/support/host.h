/* SPDX-License-Identifier: MIT */
/*
 * What tests need from the machine they run on and the library does not give:
 * host_posix.c and host_win32.c, of which the build takes one.
 */
#ifndef MMF_HOST_H
#define MMF_HOST_H

#include <stdbool.h>
#include <stdint.h>

/* The number of this process: names that are real belong to one run only. */
unsigned long host_process(void);

/* Whether this Windows is Wine's, which in some places is known to be another
 * one than Microsoft's. */
bool host_is_wine(void);

/* Whether programs that this process starts get the handle or descriptor too.
 */
bool host_is_inherited(intptr_t handle);

/* Runs a program with one argument to its end: its exit status, or -1.  It gets
 * what is inherited. */
int host_run(const char *program, const char *argument);

/* Lets so much time pass. */
void host_rest(unsigned milliseconds);

/* Runs a function in another thread and waits for its end. */
void host_in_thread(void (*run)(void *), void *context);

/* Runs one function here and another one in a thread, both with the same
 * context, and waits for both. */
void host_in_two_threads(void (*here)(void *), void (*there)(void *),
                         void *context);

#endif
