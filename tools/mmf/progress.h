/* SPDX-License-Identifier: MIT */
/*
 * How far a long job has got, in a row of the terminal that standard error is;
 * nothing where it is none.  A job that is done at once shows nothing.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdint.h>

/* whole: bytes in all, or -1 if that is not known. */
void progress_begin(int64_t whole);
void progress_at(int64_t done);

/* Clears the row. */
void progress_end(void);

#endif
