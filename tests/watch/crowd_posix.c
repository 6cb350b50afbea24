/* SPDX-License-Identifier: MIT */
/*
 * The crowd on POSIX.
 */
#include "crowd.h"
#include <dirent.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

unsigned long crowd_self(void)
{
    return (unsigned long)getpid();
}

member crowd_start(const char *program, const char *const arguments[])
{
    char *list[12] = {NULL};
    pid_t child;

    list[0] = strdup(program);
    for (int i = 0; arguments[i] != NULL; i++) {
        REQUIRE(i < 10, "too many arguments");
        list[i + 1] = strdup(arguments[i]);
    }
    fflush(NULL);
    child = fork();
    REQUIRE(child >= 0, "no process");
    if (child == 0) {
        /* No crowd outlives a test that fails. */
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        execv(program, list);
        _exit(127);
    }
    for (int i = 0; list[i] != NULL; i++)
        free(list[i]);
    return child;
}

int crowd_wait(member of, int64_t milliseconds)
{
    const int64_t end = crowd_now() + milliseconds * 1000;
    int status;

    while (waitpid((pid_t)of, &status, WNOHANG) == 0) {
        if (crowd_now() >= end)
            return -2;
        crowd_sleep(500);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void crowd_kill(member of)
{
    (void)kill((pid_t)of, SIGKILL);
    (void)waitpid((pid_t)of, NULL, 0);
}

int64_t crowd_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void crowd_sleep(int64_t microseconds)
{
    const struct timespec pause = {(time_t)(microseconds / 1000000),
                                   (long)(microseconds % 1000000) * 1000};

    (void)nanosleep(&pause, NULL);
}

int64_t crowd_processor_time(void)
{
    struct rusage used;

    (void)getrusage(RUSAGE_SELF, &used);
    return ((int64_t)used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 +
           used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static int count_in(const char *folder, const char *start)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;
    int count = 0;

    if (open == NULL)
        return 0;
    while ((entry = readdir(open)) != NULL)
        count += strncmp(entry->d_name, start, strlen(start)) == 0;
    (void)closedir(open);
    return count;
}

int crowd_handles(void)
{
    return count_in("/proc/self/fd", "");
}

bool crowd_sees(const char *name)
{
    return count_in("/dev/shm", name) > 0;
}
