/* SPDX-License-Identifier: MIT */
/*
 * A sequenced writer is killed before each of its steps in turn.  A reader is
 * told so within the bound, or takes what is there if it said that it would;
 * the next text, whoever writes it, can be read again.
 */
#include "peers.h"
#include "probes.h"
#include <signal.h>
#include <sys/wait.h>

enum {
    OLD = 1,
    KILLED = 2,
    NEXT = 3,
    LONGEST = 64,
    SLACK_MS = 400
};

static const mmf_text_options how = {.flags = MMF_TEXT_SEQUENCED,
                                     .takeover_ms = 30};
static const mmf_text_options anyway = {.flags = MMF_TEXT_BEST_EFFORT,
                                        .takeover_ms = 30};

static mmf_view view;
static int steps_left;
static uint64_t *displaced;

void probe_step(enum probe step)
{
    if (step == PROBE_DISPLACED)
        peer_count(displaced);
    if (steps_left > 0 && --steps_left == 0)
        raise(SIGKILL);
}

static int write_text(uint32_t writer, uint32_t n)
{
    uint16_t units[ROOM];

    return mmf_text_write_utf16(&view, NULL, &how, units,
                                peer_text(units, writer, n, LONGEST));
}

/* Reads, and tells whose text it was; 0 = nobody's. */
static int read_text(const mmf_text_options *options, mmf_text_result *found,
                     uint32_t *writer)
{
    uint16_t units[ROOM];
    uint32_t n;
    int rc;

    memset(found, 0, sizeof *found);
    *writer = 0;
    rc = mmf_text_read_utf16(&view, NULL, options, units, ROOM, found);
    if (rc == MMF_OK && !peer_is_text(units, found->units, writer, &n))
        *writer = 0;
    return rc;
}

static void be_killed(void *context)
{
    steps_left = *(int *)context;
    if (write_text(KILLED, 34) != MMF_OK)
        _Exit(2);
}

/* The writer of step n; false when it came through. */
static bool kill_at(int n)
{
    int status;
    pid_t child;

    steps_left = 0;
    REQUIRE(write_text(OLD, 4) == MMF_OK, "no text to begin with");
    child = peer_start(be_killed, &n);
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0,
            "the write failed");
    return WIFSIGNALED(status);
}

/* What readers are told after a death at step n; true: in the middle. */
static bool ask(int n)
{
    mmf_text_result found;
    uint32_t writer;
    const int64_t began = peer_now_us();
    const int rc = read_text(&how, &found, &writer);
    const int64_t took_ms = (peer_now_us() - began) / 1000;

    if (rc == MMF_OK) {
        REQUIRE(found.guarantee == MMF_TEXT_VERIFIED, "step %d: unsure", n);
        REQUIRE(writer == OLD, "step %d: writer %u", n, writer);
        return false;
    }
    REQUIRE(rc == MMF_EABANDONED, "step %d: %s", n, mmf_status_name(rc));
    REQUIRE(took_ms >= how.takeover_ms - 1 &&
                took_ms <= how.takeover_ms + SLACK_MS,
            "step %d: told after %lld ms", n, (long long)took_ms);
    REQUIRE(read_text(&anyway, &found, &writer) == MMF_OK &&
                found.reason == MMF_TEXT_WRITER_DEAD &&
                found.guarantee == MMF_TEXT_SETTLED,
            "step %d: no best effort", n);
    return true;
}

/* A .NET program writes next: best effort, but its text.  Then C. */
static void go_on(int n, bool dead)
{
    uint16_t units[ROOM];
    mmf_text_result found;
    uint32_t writer;

    peer_write_plain(&view, units, peer_text(units, NEXT, 12, LONGEST));
    REQUIRE(read_text(&anyway, &found, &writer) == MMF_OK && writer == NEXT,
            "step %d: the plain text cannot be read", n);
    REQUIRE(found.reason ==
                (dead ? MMF_TEXT_WRITER_DEAD : MMF_TEXT_FOREIGN_WRITE),
            "step %d: reason %u for a plain text", n, found.reason);
    REQUIRE(write_text(NEXT, 14) == MMF_OK, "step %d: no write after it", n);
    REQUIRE(read_text(&how, &found, &writer) == MMF_OK &&
                found.guarantee == MMF_TEXT_VERIFIED && writer == NEXT,
            "step %d: the next text is not verified", n);
}

int main(void)
{
    int in_the_middle = 0;
    int n;

    view = peer_view();
    displaced = peer_shared(sizeof *displaced);
    for (n = 1; kill_at(n); n++) {
        const bool dead = ask(n);

        in_the_middle += dead;
        go_on(n, dead);
    }
    printf("%d steps, killed before each; %d of them in the middle, %llu "
           "displaced\n",
           n - 1, in_the_middle, (unsigned long long)*displaced);
    /* The first step takes the word; all others are in the middle. */
    return in_the_middle == n - 2 && n > 10 ? 0 : 1;
}
