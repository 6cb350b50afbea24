/* SPDX-License-Identifier: MIT */
/*
 * A way to send messages to another process.
 */
#ifndef MMF_BENCH_WAKE_MESSAGE_H
#define MMF_BENCH_WAKE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

extern const char *const message_version;

void message_open(void);
bool message_send(const void *bytes, size_t size);
bool message_receive(void *bytes, size_t size);

#endif
