/* SPDX-License-Identifier: MIT */
/*
 * Programs under test as children: on pipes or on a terminal of their own,
 * talked to, waited for and ended.  Every wait ends in a failed test when what
 * it waits for does not come.  What a program has to answer is not told here.
 */
#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum {
    OUTPUT_ROOM = 1 << 16,
    PATIENCE_MS = 20000,
    TEST_SECONDS = 60 /* for tcase_set_timeout(); longer than any one wait */
};

/* What came out of a descriptor so far; a NUL follows. */
typedef struct output {
    int fd;
    size_t length;
    size_t seen; /* by expect_output() */
    char bytes[OUTPUT_ROOM + 1];
} output;

typedef struct child {
    pid_t pid;
    int in;
    output out; /* on a terminal: what it shows */
    output err; /* on a terminal: nothing */
    int slave;  /* the terminal as the program sees it; -1 on pipes */
    pid_t leader;
    int reports; /* from the leader */
    int orders;  /* the leader ends when it is closed */
} child;

/* Starts a program; argv ends with NULL. */
void start(child *made, const char *const argv[]);

/* The same in the foreground of a new terminal, below a session leader that
 * stays, as a shell does. */
void start_on_terminal(child *made, const char *const argv[]);

void send_bytes(child *to, const char *bytes, size_t length);
void send_text(child *to, const char *text);

/* Waits until the text appears in the output behind what was expected before. */
void expect_output(output *from, const char *text);

/* Reads what is there; a program may have to wait until somebody does. */
void take_output(output *from);

/* Takes it and expects nothing of it. */
void forget_output(output *from);

/* Reads all that is still to come. */
void read_to_end(output *from);

void close_input(child *of);

/* Waits for the end: the exit status, or minus the signal. */
int wait_for_end(child *of);

/* On a terminal: waits until the program is stopped. */
void wait_for_stop(child *of);

/* Ends what still runs and closes what is open. */
void end_child(child *of);

/* Runs a program without input to its end: the exit status. */
int run(child *made, const char *const argv[]);

/* Milliseconds of a clock that nobody sets. */
long long now_ms(void);

/* For loops that wait for a condition: a moment's rest, or a failed test if
 * the condition takes too long.  began: now_ms() before the loop. */
void rest(long long began, const char *waiting_for);

#endif
