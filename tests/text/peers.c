/* SPDX-License-Identifier: MIT */
/*
 * What the processes of these tests share.  POSIX.
 */
#include "peers.h"
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static uint32_t state = 1;

void peer_seed(uint32_t seed)
{
    state = seed * 2654435761u | 1;
}

uint32_t peer_random(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
}

static uint16_t pattern(uint32_t writer, uint32_t n, size_t at)
{
    const uint32_t start = (n * 8 + writer) * 2654435761u;

    return (uint16_t)((start >> 13) + at * 0x9E37u);
}

size_t peer_text(uint16_t units[ROOM], uint32_t writer, uint32_t n,
                 uint32_t longest)
{
    /* Every other text is short, so that a count makes a difference. */
    const uint32_t most = n % 2 == 0 ? longest : 64;
    const size_t count = HEAD + (n * 2246822519u >> 7) % (most - HEAD + 1);

    units[0] = (uint16_t)writer;
    units[1] = (uint16_t)n;
    units[2] = (uint16_t)(n >> 16);
    units[3] = (uint16_t)count;
    for (size_t i = HEAD; i < count; i++)
        units[i] = pattern(writer, n, i);
    return count;
}

bool peer_is_text(const uint16_t *units, int64_t count, uint32_t *writer,
                  uint32_t *n)
{
    uint32_t differences = 0;

    if (count < HEAD || count > ROOM || units[3] != count)
        return false;
    *writer = units[0];
    *n = units[1] | (uint32_t)units[2] << 16;
    if (*writer < 1 || *writer >= WRITERS)
        return false;
    for (size_t i = HEAD; i < (size_t)count; i++)
        differences |= (uint32_t)units[i] ^ pattern(*writer, *n, i);
    return differences == 0;
}

void peer_write_plain(const mmf_view *view, const uint16_t *units, size_t count)
{
    *(volatile int32_t *)(void *)view->bytes = (int32_t)count;
    for (size_t i = 0; i < count; i++)
        ((volatile uint16_t *)(void *)(view->bytes + 10))[i] = units[i];
}

mmf_view peer_view(void)
{
    mmf_view view;
    mmf_map *map;

    REQUIRE(mmf_create_new(NULL, VIEW_SIZE, NULL, &map) == MMF_OK, "no map");
    REQUIRE(mmf_view_open(map, 0, VIEW_SIZE, MMF_ACCESS_READ_WRITE, &view) ==
                MMF_OK,
            "no view");
    mmf_map_close(map);
    return view;
}

void *peer_shared(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    REQUIRE(memory != MAP_FAILED, "no memory");
    return memory;
}

int64_t peer_now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void peer_sleep_us(int64_t microseconds)
{
    const struct timespec pause = {(time_t)(microseconds / 1000000),
                                   (long)(microseconds % 1000000) * 1000};

    nanosleep(&pause, NULL);
}

void peer_spin_us(int64_t microseconds)
{
    const int64_t end = peer_now_us() + microseconds;

    while (peer_now_us() < end)
        ;
}

pid_t peer_start(void (*body)(void *context), void *context)
{
    pid_t child;

    fflush(NULL);
    child = fork();
    REQUIRE(child >= 0, "no process");
    if (child == 0) {
        peer_seed((uint32_t)getpid());
        body(context);
        _exit(0);
    }
    return child;
}

void peer_end(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

bool peer_asked(int count, char **arguments, const char *option)
{
    for (int i = 1; i < count; i++)
        if (strcmp(arguments[i], option) == 0)
            return true;
    return false;
}

bool peer_soak(int count, char **arguments)
{
    return getenv("MMF_SOAK") != NULL || peer_asked(count, arguments, "--soak");
}
