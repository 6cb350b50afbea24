/* SPDX-License-Identifier: MIT */
/*
 * The loop of polling.h.  Nothing in it but the accessor's own barrier keeps
 * the compiler from reading once and counting on.
 */
#include "polling.h"

int64_t poll_for(const mmf_view *view, int32_t wanted, int64_t most)
{
    /* A view that the compiler sees through: no call is left in the loop. */
    const mmf_view known = {.bytes = view->bytes,
                            .size = (int64_t)sizeof wanted,
                            .readable = (int64_t)sizeof wanted,
                            .access = MMF_ACCESS_READ};
    int32_t seen = 0;
    int64_t turn = 0;

    if (known.bytes == NULL)
        return most;
    while (turn < most) {
        (void)mmf_view_read_i32(&known, 0, &seen);
        if (seen == wanted)
            break;
        turn++;
    }
    return turn;
}
