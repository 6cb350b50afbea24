/* SPDX-License-Identifier: MIT */
/*
 * What tests need from the machine they run on and the library does not give:
 * host_posix.c and host_win32.c, of which the build takes one.
 */
#ifndef MMF_HOST_H
#define MMF_HOST_H

/* The number of this process: names that are real belong to one run only. */
unsigned long host_process(void);

/* Runs a function in another thread and waits for its end. */
void host_in_thread(void (*run)(void *), void *context);

#endif
