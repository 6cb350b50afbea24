/* SPDX-License-Identifier: MIT */
/*
 * The host on POSIX.
 */
#include "host.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct start {
    void (*run)(void *);
    void *context;
} start;

unsigned long host_process(void)
{
    return (unsigned long)getpid();
}

bool host_is_wine(void)
{
    return false;
}

bool host_is_inherited(intptr_t handle)
{
    const int flags = fcntl((int)handle, F_GETFD);

    if (flags < 0)
        abort();
    return (flags & FD_CLOEXEC) == 0;
}

int host_run(const char *program, const char *argument)
{
    const pid_t child = fork();
    int status = 0;

    if (child < 0)
        abort();
    if (child == 0) {
        (void)execl(program, program, argument, (char *)NULL);
        _exit(127);
    }
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

void host_rest(unsigned milliseconds)
{
    const struct timespec time = {(time_t)milliseconds / 1000,
                                  (long)milliseconds % 1000 * 1000000};

    (void)nanosleep(&time, NULL);
}

static void *begin(void *given)
{
    const start *at = given;

    at->run(at->context);
    return NULL;
}

static void nothing(void *context)
{
    (void)context;
}

void host_in_thread(void (*run)(void *), void *context)
{
    host_in_two_threads(nothing, run, context);
}

void host_in_two_threads(void (*here)(void *), void (*there)(void *),
                         void *context)
{
    start at = {there, context};
    pthread_t thread;

    if (pthread_create(&thread, NULL, begin, &at) != 0)
        abort();
    here(context);
    if (pthread_join(thread, NULL) != 0)
        abort();
}
