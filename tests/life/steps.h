/* SPDX-License-Identifier: MIT */
/*
 * A child process that stops before and after each of its system calls, so that
 * it can be killed there, or others can run meanwhile.  The program itself is
 * not changed: the kernel does it (ptrace).
 */
#ifndef STEPS_H
#define STEPS_H

#include <stdbool.h>
#include <sys/types.h>

typedef struct stepper {
    pid_t pid;
    bool ended;
    bool entering; /* the last stop was before the call, else behind it */
    long call;     /* which call: SYS_... */
    long argument; /* its second argument; only before the call */
    long third;    /* ... and its third */
    long result;   /* only behind the call */
    int status;    /* once it has ended, as waitpid() has it */
} stepper;

/* What the child does; its result is the exit code. */
typedef int act(void *context);

/* Whether this machine lets a process trace its child. */
bool steps_are_possible(void);

/* Starts a child that waits before its first step. */
void step_begin(stepper *made, act *what, void *context);

/* Lets it run to its next stop.  False: it has ended. */
bool step_next(stepper *of);

/* Lets it run until it has done this call so often, from now on; argument -1:
 * with any second argument. */
bool step_behind(stepper *of, long call, long argument, int times);

/* Lets it run to its end: the exit code, or minus the signal. */
int step_finish(stepper *of);

/* Kills it where it stands, and waits until the kernel is done with it. */
void step_kill(stepper *of);

#endif
