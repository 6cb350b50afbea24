/* SPDX-License-Identifier: MIT */
/*
 * The loop of peer.h, in a file of its own so that it stays a function, by whose
 * name counts.py finds what belongs to the work.
 */
#include "peer.h"

int64_t peer_loop(const peer_task *task, const peer_order *order,
                  unsigned long times)
{
    const int64_t began = peer_now_ns();

    for (unsigned long i = 0; i < times; i++)
        task->run(order);
    return peer_now_ns() - began;
}
