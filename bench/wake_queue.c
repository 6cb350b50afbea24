/* SPDX-License-Identifier: MIT */
/*
 * wake_message.h by a POSIX message queue.
 */
#include "peer.h"
#include "wake_message.h"
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <unistd.h>

const char *const message_version = "POSIX message queue";
static mqd_t queue;

void message_open(void)
{
    struct mq_attr shape = {.mq_maxmsg = 4, .mq_msgsize = 4};
    char name[40];

    (void)snprintf(name, sizeof name, "/mmf-bench.%ld", (long)getpid());
    queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &shape);
    peer_require(queue != (mqd_t)-1, "there is no message queue");
    (void)mq_unlink(name);
}

bool message_send(const void *bytes, size_t size)
{
    return mq_send(queue, bytes, size, 0) == 0;
}

bool message_receive(void *bytes, size_t size)
{
    return mq_receive(queue, bytes, size, NULL) == (ssize_t)size;
}
