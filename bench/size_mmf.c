/* SPDX-License-Identifier: MIT */
/*
 * Memory of the process that an open map takes, in answer to the request
 *
 *     heap maps 0 COUNT    -> bytes for so many maps, with a view of each
 *
 * What the kernel keeps for a descriptor and a mapping comes on top.
 */
#include "mmf/mmf.h"
#include "peer.h"
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    MOST = 4000,
    SMALL = 8192
};

static mmf_map *maps[MOST];
static mmf_view views[MOST];

static void make(unsigned long number)
{
    char name[60];

    (void)snprintf(name, sizeof name, "mmf-bench.%ld.%lu", (long)getpid(),
                   number);
    peer_require(mmf_create_new(name, SMALL, NULL, &maps[number]) == MMF_OK &&
                     mmf_view_open(maps[number], 0, SMALL,
                                   MMF_ACCESS_READ_WRITE,
                                   &views[number]) == MMF_OK,
                 "a map was not made");
}

static int64_t heap(const peer_order *order, unsigned long count)
{
    struct rlimit files;
    const char *before;
    int64_t grown;

    (void)order;
    peer_require(getrlimit(RLIMIT_NOFILE, &files) == 0, "there is no limit");
    files.rlim_cur = files.rlim_max;
    peer_require(setrlimit(RLIMIT_NOFILE, &files) == 0 && count <= MOST,
                 "that is too many");
    before = sbrk(0);
    for (unsigned long i = 0; i < count; i++)
        make(i);
    grown = (const char *)sbrk(0) - before;
    for (unsigned long i = 0; i < count; i++) {
        mmf_view_close(&views[i]);
        mmf_map_close(maps[i]);
    }
    return grown;
}

int main(void)
{
    static const peer_task tasks[] = {{.name = "heap", .measure = heap}, {0}};

    return peer_main("libmmf", tasks);
}
