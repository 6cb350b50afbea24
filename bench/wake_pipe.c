/* SPDX-License-Identifier: MIT */
/*
 * wake_message.h by a pipe.
 */
#include "peer.h"
#include "wake_message.h"
#include <unistd.h>

const char *const message_version = "pipe";
static int ends[2];

void message_open(void)
{
    peer_require(pipe(ends) == 0, "there is no pipe");
}

bool message_send(const void *bytes, size_t size)
{
    return write(ends[1], bytes, size) == (ssize_t)size;
}

bool message_receive(void *bytes, size_t size)
{
    return read(ends[0], bytes, size) == (ssize_t)size;
}
