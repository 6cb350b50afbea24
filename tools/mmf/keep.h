/* SPDX-License-Identifier: MIT */
/*
 * Keeping a map: until a signal, or until the input ends.
 */
#ifndef KEEP_H
#define KEEP_H

#include "command.h"

/* Before the map is told of: from here on a signal ends keep_on() and not the
 * process, so that the name goes as well. */
void keep_begin(const request *given);

/* Waits for the end; the exit status. */
int keep_on(const request *given);

#endif
