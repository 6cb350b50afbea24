/* SPDX-License-Identifier: MIT */
/*
 * The storm: processes that create, open, probe and close a few names at
 * random, some as another user, some where objects cannot be published whole,
 * and each of them killed again and again.  What they see is compared with a
 * ledger in memory that they share outside the library:
 *
 *   - all who hold a name hold one object, and the name refers to it;
 *   - a name that somebody holds all the time is found;
 *   - a name that nobody holds or touches all the time is not;
 *   - what is created is whole and zero;
 *   - no wait reaches its bound, and nothing is left at the end.
 *
 * The ledger is written after a handle was got and before it is given back, so
 * that what it says is true at any moment; who is about to be killed is marked
 * before.
 */
#include "world.h"
#include <errno.h>
#include <mmf/mmf.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WORKERS = 9,
    NAMES = 5,
    CAPACITY = 5000,
    MODE = 0644,
    STUCK_MS = 30000
};

/* What one worker says of one name. */
typedef struct entry {
    atomic_ulong inode; /* what it holds, 0 = nothing */
    atomic_ulong begun; /* calls that may have changed what it holds */
    atomic_ulong ended; /* ... those that are over */
} entry;

typedef struct worker {
    atomic_ulong life; /* odd: about to be killed, or dead */
    atomic_ulong calls;
    pid_t pid;
    entry names[NAMES];
} worker;

static struct ledger {
    atomic_int failed;
    atomic_ulong sure_alive; /* answers that the ledger could judge */
    atomic_ulong sure_gone;
    char failure[300];
    worker workers[WORKERS];
} * ledger;

static int self;
static mmf_map *maps[NAMES];
static char names[NAMES][40];
static bool strangers_exist;
static uint64_t state;

static uint32_t random_below(uint32_t limit)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(state >> 33) % limit;
}

static int64_t now_ms(void)
{
    struct timespec now;

    must(clock_gettime(CLOCK_MONOTONIC, &now) == 0, "clock_gettime");
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void fail(const char *format, ...)
{
    va_list arguments;

    if (atomic_exchange(&ledger->failed, 1) != 0)
        return;
    va_start(arguments, format);
    (void)vsnprintf(ledger->failure, sizeof ledger->failure, format, arguments);
    va_end(arguments);
}

/* What the others said of a name, before a call. */
typedef struct picture {
    unsigned long lives[WORKERS];
    unsigned long begun[WORKERS];
    unsigned long ended[WORKERS];
    unsigned long inodes[WORKERS];
} picture;

/* The end first and the begin last: between them nothing went on if both are
 * equal. */
static picture look_around(int name)
{
    picture seen;

    for (int i = 0; i < WORKERS; i++) {
        const entry *other = &ledger->workers[i].names[name];

        seen.lives[i] = atomic_load(&ledger->workers[i].life);
        seen.ended[i] = atomic_load(&other->ended);
        seen.inodes[i] = atomic_load(&other->inode);
        seen.begun[i] = atomic_load(&other->begun);
    }
    return seen;
}

/* Whether a worker did nothing from one look to the other. */
static bool was_quiet(const picture *before, const picture *after, int i)
{
    return before->lives[i] == after->lives[i] && before->lives[i] % 2 == 0 &&
           before->ended[i] == before->begun[i] &&
           before->begun[i] == after->begun[i];
}

/* Whether somebody held the name all the time. */
static bool was_held(const picture *before, const picture *after)
{
    for (int i = 0; i < WORKERS; i++)
        if (i != self && before->inodes[i] != 0 && was_quiet(before, after, i))
            return true;
    return false;
}

/* Whether nobody could hold the name at any time. */
static bool was_free(const picture *before, const picture *after)
{
    for (int i = 0; i < WORKERS; i++)
        if (i != self &&
            (before->inodes[i] != 0 || !was_quiet(before, after, i)))
            return false;
    return true;
}

static void check_name(int name, unsigned long inode)
{
    struct stat named;

    if (stat(path_of(names[name]), &named) != 0)
        fail("name %d is gone while it is held", name);
    else if (named.st_ino != inode)
        fail("name %d is another object while it is held", name);
}

/* Who holds the same name at the same time holds the same object. */
static void check_others(int name, unsigned long inode)
{
    for (int i = 0; i < WORKERS; i++) {
        const worker *other = &ledger->workers[i];
        const unsigned long life = atomic_load(&other->life);
        const unsigned long theirs = atomic_load(&other->names[name].inode);

        if (life % 2 == 0 && theirs != 0 && theirs != inode &&
            atomic_load(&other->life) == life)
            fail("two objects are held under name %d", name);
    }
}

static void check_zero(const mmf_map *map)
{
    unsigned char bytes[CAPACITY];
    mmf_view view;

    if (mmf_map_size(map) != CAPACITY) {
        fail("a map of %lld bytes", (long long)mmf_map_size(map));
        return;
    }
    if (mmf_view_open(map, 0, 0, MMF_ACCESS_READ, &view) != MMF_OK) {
        fail("no view");
        return;
    }
    memcpy(bytes, view.bytes, sizeof bytes);
    for (int i = 0; i < CAPACITY; i++)
        if (bytes[i] != 0)
            fail("a map that is not zero");
    (void)mmf_view_close(&view);
}

/* Leaves something that the next creator must not find. */
static void scribble(const mmf_map *map)
{
    mmf_view view;

    if (mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view) != MMF_OK)
        return;
    memset(view.bytes + random_below(CAPACITY), 1, 1);
    (void)mmf_view_close(&view);
}

static void begin_call(int name)
{
    atomic_fetch_add(&ledger->workers[self].names[name].begun, 1);
}

static void end_call(int name)
{
    atomic_fetch_add(&ledger->workers[self].names[name].ended, 1);
}

static void take(int name, mmf_map *map, bool created)
{
    entry *mine = &ledger->workers[self].names[name];
    struct stat object;

    must(fstat((int)mmf_map_handle(map), &object) == 0, "fstat");
    maps[name] = map;
    atomic_store(&mine->inode, object.st_ino);
    check_name(name, object.st_ino);
    check_others(name, object.st_ino);
    if (mmf_map_size(map) != CAPACITY)
        fail("a map of %lld bytes", (long long)mmf_map_size(map));
    if (created)
        scribble(map);
}

/* Whether an answer can be, by what the ledger said before and says after. */
static void judge(int name, const picture *before, int rc, bool created)
{
    const picture after = look_around(name);

    if (was_held(before, &after)) {
        atomic_fetch_add(&ledger->sure_alive, 1);
        if (rc == MMF_ENOENT || (rc == MMF_OK && created))
            fail("name %d was held and not found", name);
    } else if (was_free(before, &after)) {
        atomic_fetch_add(&ledger->sure_gone, 1);
        if (rc == MMF_EEXIST || (rc == MMF_OK && !created))
            fail("name %d was found and not held", name);
    }
}

static int is_stranger(int number)
{
    return strangers_exist && number % 3 == 2;
}

static void get(int name)
{
    static const mmf_options creating = {.flags = MMF_ANY_OWNER, .mode = MODE};
    static const mmf_options opening = {.flags = MMF_ANY_OWNER};
    const uint32_t way = random_below(4);
    mmf_map *map = NULL;
    picture before;
    int how = MMF_OPENED;
    int rc;

    begin_call(name);
    before = look_around(name);
    if (way == 0) {
        rc = mmf_create_new(names[name], CAPACITY, &creating, &map);
        how = MMF_CREATED;
    } else if (way == 1 && !is_stranger(self)) {
        rc = mmf_create_or_open(names[name], CAPACITY, &creating, &map, &how);
    } else {
        rc = mmf_open_existing(names[name], MMF_RIGHTS_READ, &opening, &map);
    }
    judge(name, &before, rc, how == MMF_CREATED);
    if (rc == MMF_OK) {
        if (how == MMF_CREATED && random_below(4) == 0)
            check_zero(map);
        take(name, map, how == MMF_CREATED && !is_stranger(self));
    } else if (rc != MMF_ENOENT && rc != MMF_EEXIST &&
               !(rc == MMF_EACCES && strangers_exist)) {
        fail("%s", mmf_status_name(rc));
    }
    end_call(name);
}

static void give(int name)
{
    entry *mine = &ledger->workers[self].names[name];

    check_name(name, atomic_load(&mine->inode));
    begin_call(name);
    atomic_store(&mine->inode, 0);
    mmf_map_close(maps[name]);
    maps[name] = NULL;
    end_call(name);
}

/* Calls that must find what is held, and leave it alone. */
static void probe(int name)
{
    static const mmf_options creating = {.flags = MMF_ANY_OWNER};
    mmf_name_info info = {0};
    mmf_map *map;
    int rc;

    if (random_below(2) == 0) {
        rc = mmf_create_new(names[name], CAPACITY, &creating, &map);
        if (rc != MMF_EEXIST && rc != MMF_EACCES)
            fail("created what is held: %s", mmf_status_name(rc));
    } else {
        rc = mmf_name_stat(names[name], &info);
        if (rc != MMF_OK || (info.flags & MMF_NAME_STALE) != 0)
            fail("what is held is told to be %s", mmf_status_name(rc));
    }
    check_name(name, atomic_load(&ledger->workers[self].names[name].inode));
}

static void work(int number)
{
    self = number;
    state = (uint64_t)getpid() * 2654435761U + (uint64_t)now_ms();
    must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "PR_SET_PDEATHSIG");
    if (is_stranger(number))
        become_stranger();
    else if (number % 2 == 1)
        forbid_publication();
    while (atomic_load(&ledger->failed) == 0) {
        /* Some names are used less, so that they also come to rest. */
        const uint32_t one = random_below(NAMES), two = random_below(NAMES);
        const int name = (int)(one < two ? one : two);

        if (maps[name] == NULL)
            get(name);
        else if (random_below(3) == 0)
            probe(name);
        else
            give(name);
        atomic_fetch_add(&ledger->workers[number].calls, 1);
    }
    _exit(0);
}

static void hire(int number)
{
    worker *one = &ledger->workers[number];
    pid_t pid;

    for (int name = 0; name < NAMES; name++) {
        atomic_store(&one->names[name].inode, 0);
        atomic_store(&one->names[name].ended,
                     atomic_load(&one->names[name].begun));
    }
    if (atomic_load(&one->life) % 2 == 1)
        atomic_fetch_add(&one->life, 1);
    /* Not into the ledger by both: the child's 0 would be a whole group. */
    pid = fork();
    must(pid >= 0, "fork");
    if (pid == 0)
        work(number);
    one->pid = pid;
}

static void fire(int number)
{
    worker *one = &ledger->workers[number];

    atomic_fetch_add(&one->life, 1);
    (void)kill(one->pid, SIGKILL);
    must(waitpid(one->pid, NULL, 0) == one->pid, "waitpid");
}

static unsigned long calls_so_far(void)
{
    unsigned long sum = 0;

    for (int i = 0; i < WORKERS; i++)
        sum += atomic_load(&ledger->workers[i].calls);
    return sum;
}

/* Until there were so many calls, or so much time has gone. */
static unsigned long rage(unsigned long calls, int64_t ms)
{
    const int64_t began = now_ms();
    unsigned long kills = 0, seen = 0;
    int64_t moved = began;

    for (int i = 0; i < WORKERS; i++)
        hire(i);
    while (atomic_load(&ledger->failed) == 0 && calls_so_far() < calls &&
           now_ms() - began < ms) {
        const struct timespec moment = {0, 1000L * (long)random_below(1500)};
        const int victim = (int)random_below(WORKERS);

        (void)nanosleep(&moment, NULL);
        fire(victim);
        hire(victim);
        kills++;
        if (calls_so_far() != seen)
            moved = now_ms();
        seen = calls_so_far();
        if (now_ms() - moved > STUCK_MS)
            fail("nothing moves");
    }
    for (int i = 0; i < WORKERS; i++)
        fire(i);
    return kills;
}

/* After the storm each name is free, and then there is nothing. */
static void clear_up(bool mount_is_ours, const usage *clean)
{
    static const mmf_options any = {.flags = MMF_ANY_OWNER};
    usage now;
    mmf_map *map;

    for (int name = 0; name < NAMES; name++) {
        int rc = mmf_open_existing(names[name], MMF_RIGHTS_READ, &any, &map);

        if (rc != MMF_ENOENT)
            fail("name %d is not free: %s", name, mmf_status_name(rc));
        rc = mmf_create_new(names[name], CAPACITY, &any, &map);
        if (rc != MMF_OK) {
            fail("name %d cannot be made: %s", name, mmf_status_name(rc));
            continue;
        }
        check_zero(map);
        mmf_map_close(map);
        if (access(path_of(names[name]), F_OK) == 0)
            fail("name %d stays", name);
    }
    now = measure();
    if (mount_is_ours &&
        (now.blocks != clean->blocks || now.files != clean->files ||
         now.names != clean->names))
        fail("storage is left");
    if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
        fail("a process is left");
}

int main(int argc, char **argv)
{
    const unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 10) : ~0UL;
    const int64_t ms = 1000 * (argc > 2 ? strtol(argv[2], NULL, 10) : 8);
    const bool is_root = geteuid() == 0;
    const bool mount_is_ours = own_mount("size=64m,mode=1777");
    const usage clean = measure();
    unsigned long kills;

    strangers_exist = is_root;
    ledger = mmap(NULL, sizeof *ledger, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(ledger != MAP_FAILED, "mmap");
    state = (uint64_t)getpid();
    for (int name = 0; name < NAMES; name++)
        (void)snprintf(names[name], sizeof names[name], "mmf-storm-%ld-%d",
                       (long)getpid(), name);
    kills = rage(calls, ms);
    clear_up(mount_is_ours, &clean);
    (void)printf(
        "%d processes%s, %lu calls, %lu killed; of the answers %lu had "
        "to be alive and %lu gone\n",
        WORKERS, is_root ? ", 3 of them another user's" : "", calls_so_far(),
        kills, atomic_load(&ledger->sure_alive),
        atomic_load(&ledger->sure_gone));
    if (atomic_load(&ledger->failed) != 0)
        (void)printf("FAILED: %s\n", ledger->failure);
    return atomic_load(&ledger->failed) != 0;
}
