/* SPDX-License-Identifier: MIT */
/*
 * What the doctor looks at on each system: examine_posix.c or examine_win32.c,
 * chosen by the build.
 */
#ifndef EXAMINE_H
#define EXAMINE_H

/* What the doctor reports. */
enum finding {
    FINDING_GOOD,
    FINDING_NOTE, /* to be known; nothing has to be done */
    FINDING_BAD
};

/* advice: what to do; "" where there is nothing to be done. */
typedef void (*report)(enum finding finding, const char *topic,
                       const char *seen, const char *advice);

/* Looks at everything of this system that bears upon shared memory. */
void examine_system(report to);

#endif
