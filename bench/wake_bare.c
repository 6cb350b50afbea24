/* SPDX-License-Identifier: MIT */
/*
 * The floor: a flag in shared memory, written by hand, and a futex on it.
 */
#include "wake.h"
#include <limits.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint32_t *word;

static void open_it(void)
{
    word = mmap(NULL, sizeof *word, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    peer_require(word != MAP_FAILED, "there is no memory");
}

static void send_it(uint32_t value)
{
    __atomic_store_n(word, value, __ATOMIC_RELEASE);
    (void)syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static uint32_t spin(uint32_t seen)
{
    for (unsigned int turn = 0;; turn++) {
        const uint32_t value = __atomic_load_n(word, __ATOMIC_ACQUIRE);

        if (value != seen)
            return value;
        wake_pause(turn);
    }
}

static uint32_t sleep_it(uint32_t seen)
{
    for (;;) {
        const uint32_t value = __atomic_load_n(word, __ATOMIC_ACQUIRE);

        if (value != seen)
            return value;
        (void)syscall(SYS_futex, word, FUTEX_WAIT, seen, NULL, NULL, 0);
    }
}

int main(void)
{
    static const wake_peer peer = {"a flag and a futex", open_it, send_it, spin,
                                   sleep_it};

    return wake_main(&peer);
}
