/* SPDX-License-Identifier: MIT */
/*
 * The tasks of wake.h.
 */
#include "wake.h"
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a reader tells, in a cache line of its own. */
typedef struct notes {
    _Alignas(64) uint32_t seen;
    uint64_t added;   /* the numbers received */
    int64_t since_ns; /* of the number that was received last */
} notes;

typedef struct board {
    _Alignas(64) int64_t sent_ns;
    notes readers[WAKE_READERS];
} board;

typedef struct reader {
    pid_t process;
    int state; /* its file in /proc */
} reader;

static const wake_peer *it;
static board *shared;
static reader readers[WAKE_READERS];
static uint32_t last; /* the number that was sent last */
static uint32_t base; /* the same, before what is looked at */
static cpu_set_t everywhere;

void wake_pause(unsigned int turn)
{
    if (turn % 4096 == 4095)
        (void)sched_yield();
}

static uint32_t seen_by(unsigned int i)
{
    return __atomic_load_n(&shared->readers[i].seen, __ATOMIC_ACQUIRE);
}

static void receive(notes *mine, uint32_t (*wait)(uint32_t seen))
{
    for (uint32_t seen = last;;) {
        const uint32_t value = wait(seen);
        const int64_t now = peer_now_ns();

        mine->since_ns =
            now - __atomic_load_n(&shared->sent_ns, __ATOMIC_RELAXED);
        mine->added += value;
        seen = value;
        __atomic_store_n(&mine->seen, value, __ATOMIC_RELEASE);
    }
}

static void start(unsigned int i, uint32_t (*wait)(uint32_t seen))
{
    const pid_t parent = getpid();
    char path[40];

    shared->readers[i] = (notes){.seen = last};
    readers[i].process = fork();
    peer_require(readers[i].process >= 0, "there is no other process");
    if (readers[i].process == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == parent)
            receive(&shared->readers[i], wait);
        _exit(0);
    }
    (void)snprintf(path, sizeof path, "/proc/%ld/stat",
                   (long)readers[i].process);
    readers[i].state = open(path, O_RDONLY | O_CLOEXEC);
    peer_require(readers[i].state >= 0, "there is no /proc");
}

static void end(unsigned int i)
{
    (void)close(readers[i].state);
    (void)kill(readers[i].process, SIGKILL);
    (void)waitpid(readers[i].process, NULL, 0);
}

static bool is_asleep(unsigned int i)
{
    char line[300] = "";
    const char *name_end;

    if (pread(readers[i].state, line, sizeof line - 1, 0) <= 0)
        return false;
    name_end = strrchr(line, ')');
    return name_end != NULL && name_end[1] == ' ' && name_end[2] == 'S';
}

/* Until all have what was sent, and sleep again where they shall. */
static void settle(unsigned int count, bool asleep)
{
    for (unsigned int i = 0; i < count; i++)
        for (unsigned int turn = 0;
             seen_by(i) != last || (asleep && !is_asleep(i)); turn++)
            wake_pause(asleep ? 4095 : turn);
}

static int64_t slowest(unsigned int count)
{
    int64_t most = 0;

    for (unsigned int i = 0; i < count; i++)
        if (shared->readers[i].since_ns > most)
            most = shared->readers[i].since_ns;
    return most;
}

static void send_next(void)
{
    last++;
    __atomic_store_n(&shared->sent_ns, peer_now_ns(), __ATOMIC_RELAXED);
    it->send(last);
}

static void stay_on(const cpu_set_t *processors)
{
    peer_require(sched_setaffinity(0, sizeof *processors, processors) == 0,
                 "this program may not choose its processor");
}

/* Starts readers, who stay where the sender is when that changes. */
static void start_all(const peer_order *order, uint32_t (*wait)(uint32_t seen))
{
    const bool apart = strcmp(order->kind, "apart") == 0;
    cpu_set_t here, others;

    CPU_ZERO(&here);
    CPU_SET((size_t)sched_getcpu(), &here);
    CPU_XOR(&others, &everywhere, &here);
    if (apart)
        stay_on(&others);
    else if (strcmp(order->kind, "together") == 0)
        stay_on(&here);
    for (unsigned int i = 0; i < (unsigned int)order->size; i++)
        start(i, wait);
    if (apart)
        stay_on(&here);
}

/* Ends them, and goes wherever it may again. */
static void end_all(const peer_order *order)
{
    for (unsigned int i = 0; i < (unsigned int)order->size; i++)
        end(i);
    (void)sched_setaffinity(0, sizeof everywhere, &everywhere);
}

static int64_t latency(const peer_order *order, unsigned long times,
                       uint32_t (*wait)(uint32_t seen), bool asleep)
{
    const unsigned int count = (unsigned int)order->size;
    int64_t took = 0;

    peer_require(count <= WAKE_READERS && wait != NULL,
                 "this peer does not do that");
    start_all(order, wait);
    /* The first one finds readers that are still beginning. */
    for (unsigned long i = 0; i <= times; i++) {
        settle(count, asleep);
        send_next();
        settle(count, false);
        took += i == 0 ? 0 : slowest(count);
    }
    end_all(order);
    return took;
}

static int64_t spin(const peer_order *order, unsigned long times)
{
    return latency(order, times, it->spin, false);
}

static int64_t sleep_until(const peer_order *order, unsigned long times)
{
    return latency(order, times, it->sleep, true);
}

static int64_t writer(const peer_order *order, unsigned long times)
{
    const unsigned int count = (unsigned int)order->size;
    int64_t took;

    peer_require(count <= WAKE_READERS, "those are too many");
    start_all(order, it->sleep);
    settle(count, true);
    took = peer_now_ns();
    for (unsigned long i = 0; i < times; i++)
        send_next();
    took = peer_now_ns() - took;
    end_all(order);
    return took;
}

/* Three numbers to each reader: what has arrived. */
static void three(const peer_order *order)
{
    base = last;
    (void)latency(order, 2, it->sleep, true);
}

static void three_spinning(const peer_order *order)
{
    base = last;
    (void)latency(order, 2, it->spin, false);
}

static const void *arrived(const peer_order *order, size_t *size)
{
    static uint64_t sums[WAKE_READERS];

    for (uint64_t i = 0; i < order->size; i++)
        sums[i] = shared->readers[i].added - 3 * (uint64_t)base;
    *size = (size_t)order->size * sizeof *sums;
    return sums;
}

int wake_main(const wake_peer *peer)
{
    static const peer_task tasks[] = {
        {.name = "spin",
         .run = three_spinning,
         .result = arrived,
         .measure = spin},
        {.name = "sleep",
         .run = three,
         .result = arrived,
         .measure = sleep_until},
        {.name = "writer", .run = three, .result = arrived, .measure = writer},
        {0}};

    it = peer;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    peer_require(shared != MAP_FAILED, "there is no memory");
    (void)sched_getaffinity(0, sizeof everywhere, &everywhere);
    it->open();
    return peer_main(it->version, tasks);
}
