/* SPDX-License-Identifier: MIT */
/*
 * A writer of records is killed before each of its steps in turn, the first one
 * that ever writes and a later one.  A reader is told so within the bound and
 * gets nothing; the next record can be read again.
 */
#include "peers.h"
#include "probes.h"
#include <signal.h>
#include <sys/wait.h>

enum {
    VALUES = 6,
    SLACK_MS = 400
};

typedef struct record {
    double values[VALUES];
} record;

static const mmf_record_options how = {.takeover_ms = 30};

static mmf_view view;
static int steps_left;

void probe_step(enum probe step)
{
    (void)step;
    if (steps_left > 0 && --steps_left == 0)
        raise(SIGKILL);
}

static int write_record(double value)
{
    record now;

    for (int i = 0; i < VALUES; i++)
        now.values[i] = value + i;
    return mmf_record_write(&view, 0, &how, &now, sizeof now);
}

/* Reads; *value is that of a whole record, 0 where all is zero, else -1. */
static int read_record(double *value)
{
    record now;
    bool whole = true;
    bool zero = true;
    const int rc = mmf_record_read(&view, 0, &how, &now, sizeof now, NULL);

    for (int i = 0; i < VALUES; i++) {
        whole = whole && now.values[i] == now.values[0] + i;
        zero = zero && now.values[i] == 0;
    }
    *value = zero ? 0 : whole ? now.values[0] : -1;
    return rc;
}

static void be_killed(void *context)
{
    steps_left = *(int *)context;
    if (write_record(2) != MMF_OK)
        _Exit(2);
}

/* The writer of step n; false when it came through. */
static bool kill_at(int n)
{
    const pid_t child = peer_start(be_killed, &n);
    int status;

    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0,
            "the write failed");
    return WIFSIGNALED(status);
}

/* What readers are told after a death at step n; true: in the middle.  before
 * is the record of before, 0 for none. */
static bool ask(int n, double before)
{
    const int64_t began = peer_now_us();
    double value = -1;
    const int rc = read_record(&value);
    const int64_t took_ms = (peer_now_us() - began) / 1000;

    REQUIRE(rc == MMF_OK ? value == before && before != 0 : value == 0,
            "step %d: %s and %g", n, mmf_status_name(rc), value);
    if (rc == MMF_OK || (rc == MMF_ENOENT && before == 0))
        return false;
    REQUIRE(rc == MMF_EABANDONED, "step %d: %s", n, mmf_status_name(rc));
    REQUIRE(took_ms >= how.takeover_ms - 1 &&
                took_ms <= how.takeover_ms + SLACK_MS,
            "step %d: told after %lld ms", n, (long long)took_ms);
    return true;
}

/* Kills a writer at each step, in a map that is new or has a record.  How many
 * of the deaths were in the middle; all but the one before the word is taken
 * and those before it ought to be. */
static int kill_at_each(bool first, int *steps)
{
    int in_the_middle = 0;
    double value;
    int n;

    for (n = 1;; n++) {
        memset(view.bytes, 0, VIEW_SIZE);
        REQUIRE(first || write_record(1) == MMF_OK, "no record to begin with");
        if (!kill_at(n))
            break;
        in_the_middle += ask(n, first ? 0 : 1);
        REQUIRE(write_record(3) == MMF_OK, "step %d: no write after it", n);
        REQUIRE(read_record(&value) == MMF_OK && value == 3,
                "step %d: the next record cannot be read", n);
    }
    *steps = n - 1;
    printf("%s: %d steps, killed before each; %d of them in the middle\n",
           first ? "first record" : "later record", *steps, in_the_middle);
    return in_the_middle;
}

int main(void)
{
    enum {
        STORES = 9 /* at least: head 2, values 6, hash 1 */
    };
    bool good = true;

    view = peer_view();
    for (int first = 0; first < 2; first++) {
        int steps;
        const int in_the_middle = kill_at_each(first != 0, &steps);

        good = good && in_the_middle > STORES && in_the_middle < steps;
    }
    return good ? 0 : 1;
}
