/* SPDX-License-Identifier: MIT */
/*
 * What the fault test does with the library, over and over: one scenario for
 * each way through the backend.  Each closes what it opened and asserts that a
 * function which failed has set its outputs to nothing.
 */
#ifndef MMF_SCENARIOS_H
#define MMF_SCENARIOS_H

#include "places.h"
#include <stddef.h>

typedef struct scenario {
    const char *title;
    int (*run)(void); /* the first failure */
    enum place before;
    int status;       /* when no call fails */
    enum place after; /* likewise */
} scenario;

extern const scenario scenarios[];
extern const size_t scenarios_length;

#endif
