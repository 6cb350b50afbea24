/* SPDX-License-Identifier: MIT */
/*
 * Messages of four bytes, which one reader takes: by a pipe, by a pair of Unix
 * sockets, or by a queue, as bench/CMakeLists.txt says.
 */
#include "wake_message.h"
#include "wake.h"

static void send_it(uint32_t value)
{
    peer_require(message_send(&value, sizeof value), "nothing was sent");
}

static uint32_t receive(uint32_t seen)
{
    uint32_t value = seen;

    peer_require(message_receive(&value, sizeof value), "nothing came");
    return value;
}

int main(void)
{
    static wake_peer peer = {NULL, message_open, send_it, NULL, receive};

    peer.version = message_version;
    return wake_main(&peer);
}
