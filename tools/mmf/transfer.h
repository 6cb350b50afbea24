/* SPDX-License-Identifier: MIT */
/*
 * Bytes between files and views, piece by piece, with the progress on the
 * terminal when it takes long.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include "system.h"
#include <mmf/mmf.h>

/* All return the exit status; a failure has been told. */

/* Of a signal that ends what is not finished; EXIT_DONE while there is none. */
int transfer_signalled(void);

/* Opens a file for bytes; not a terminal to write them to. */
int transfer_open(const char *path, bool to_write, system_file *file);

/* Closes it, and tells what only then turned out. */
int transfer_close(const char *path, system_file *file, int status);

/* Writes a whole view into a file. */
int transfer_out(const mmf_view *view, const char *path, system_file *file);

/* Fills the front of a view with all bytes of a file; *length gets how many. */
int transfer_in(const mmf_view *view, const char *path, system_file *file,
                int64_t *length);

#endif
