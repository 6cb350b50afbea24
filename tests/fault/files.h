/* SPDX-License-Identifier: MIT */
/*
 * Maps of files while system calls fail: a call that fails leaves a file as it
 * was, and none that was not there.
 */
#ifndef MMF_FILES_H
#define MMF_FILES_H

/* Lets calls 1, 2, ... of each scenario fail with one error. */
void files_sweep(int error);

/* Removes what a failed test has left. */
void files_clear(void);

#endif
