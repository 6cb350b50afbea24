/* SPDX-License-Identifier: MIT */
/*
 * What the process tests ask of shared memory: names of their own, and what is
 * in the map of a name.  What the system itself knows is asked past the
 * library.
 */
#ifndef MAPS_H
#define MAPS_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Runs a suite and removes what failed tests may have left. */
int run_suite(Suite *suite);

/* A name that no other run of tests uses; number: 0..9, unlike any other in
 * the same test. */
const char *name_of(int number);

/* Waits until the map holds this text. */
void expect_text(const char *name, const char *text, size_t length);

/* Whether the system has an object of this name, stale ones included. */
bool object_exists(const char *name);

/* Writes a count into the map, whatever it may be. */
void poke_count(const char *name, int32_t count);

#endif
