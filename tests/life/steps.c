/* SPDX-License-Identifier: MIT */
/*
 * Processes in single steps, see steps.h.
 */
#include "steps.h"
#include "world.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STOPPED_BY_CALL = SIGTRAP | 0x80
};

static void wait_for_stop_of(stepper *of)
{
    while (waitpid(of->pid, &of->status, __WALL) < 0)
        must(errno == EINTR, "waitpid");
    of->ended = !WIFSTOPPED(of->status);
}

static int nothing(void *context)
{
    (void)context;
    return getppid() == 0;
}

bool steps_are_possible(void)
{
    stepper probe;
    const pid_t asker = fork();
    int status = 0;

    if (asker == 0) { /* a refusal aborts it, not us */
        step_begin(&probe, nothing, NULL);
        _exit(!step_behind(&probe, SYS_getppid, -1, 1) ||
              step_finish(&probe) != 0);
    }
    return waitpid(asker, &status, 0) == asker && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

void step_begin(stepper *made, act *what, void *context)
{
    memset(made, 0, sizeof *made);
    made->pid = fork();
    must(made->pid >= 0, "fork");
    if (made->pid == 0) {
        must(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0, "PTRACE_TRACEME");
        (void)raise(SIGSTOP);
        _exit(what(context));
    }
    wait_for_stop_of(made);
    must(!made->ended, "a child that stops");
    must(ptrace(PTRACE_SETOPTIONS, made->pid, NULL,
                PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0,
         "PTRACE_SETOPTIONS");
}

static void look_at_stop(stepper *of)
{
    struct __ptrace_syscall_info info;

    must(ptrace(PTRACE_GET_SYSCALL_INFO, of->pid, sizeof info, &info) > 0,
         "PTRACE_GET_SYSCALL_INFO");
    of->entering = info.op == PTRACE_SYSCALL_INFO_ENTRY;
    if (of->entering) {
        of->call = (long)info.entry.nr;
        of->argument = (long)info.entry.args[1];
        of->third = (long)info.entry.args[2];
    } else {
        of->result = (long)info.exit.rval;
    }
}

bool step_next(stepper *of)
{
    long signal = 0;

    for (;;) {
        must(ptrace(PTRACE_SYSCALL, of->pid, NULL, signal) == 0,
             "PTRACE_SYSCALL");
        wait_for_stop_of(of);
        if (of->ended)
            return false;
        if (WSTOPSIG(of->status) == STOPPED_BY_CALL) {
            look_at_stop(of);
            return true;
        }
        signal = WSTOPSIG(of->status);
    }
}

bool step_behind(stepper *of, long call, long argument, int times)
{
    while (times > 0) {
        if (!step_next(of))
            return false;
        times -= !of->entering && of->call == call &&
                 (argument < 0 || of->argument == argument);
    }
    return true;
}

int step_finish(stepper *of)
{
    if (!of->ended) {
        must(ptrace(PTRACE_DETACH, of->pid, NULL, 0) == 0, "PTRACE_DETACH");
        wait_for_stop_of(of);
    }
    return WIFEXITED(of->status) ? WEXITSTATUS(of->status)
                                 : -WTERMSIG(of->status);
}

void step_kill(stepper *of)
{
    if (of->ended)
        return;
    must(kill(of->pid, SIGKILL) == 0, "kill");
    while (!of->ended)
        wait_for_stop_of(of);
}
