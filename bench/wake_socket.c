/* SPDX-License-Identifier: MIT */
/*
 * wake_message.h by a pair of Unix sockets.
 */
#include "peer.h"
#include "wake_message.h"
#include <sys/socket.h>
#include <unistd.h>

const char *const message_version = "Unix socket";
static int ends[2];

void message_open(void)
{
    peer_require(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0,
                 "there is no socket");
}

bool message_send(const void *bytes, size_t size)
{
    return write(ends[1], bytes, size) == (ssize_t)size;
}

bool message_receive(void *bytes, size_t size)
{
    return read(ends[0], bytes, size) == (ssize_t)size;
}
