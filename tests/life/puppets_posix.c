/* SPDX-License-Identifier: MIT */
/*
 * Puppets on POSIX, see puppets.h.
 */
#include "puppets.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 20000
};

struct puppet {
    pid_t pid;
    int orders;
    int answers;
};

puppet *puppet_start(const char *program, const char *name, const char *handle)
{
    puppet *made = malloc(sizeof *made);
    int orders[2], answers[2];

    if (made == NULL || pipe2(orders, O_CLOEXEC) != 0 ||
        pipe2(answers, O_CLOEXEC) != 0)
        abort();
    made->pid = fork();
    if (made->pid < 0)
        abort();
    if (made->pid == 0) {
        if (dup2(orders[0], 0) == 0 && dup2(answers[1], 1) == 1)
            (void)execl(program, program, name, handle, (char *)NULL);
        _exit(127);
    }
    (void)close(orders[0]);
    (void)close(answers[1]);
    made->orders = orders[1];
    made->answers = answers[0];
    return made;
}

bool puppet_tell(puppet *to, const char *line, long long *answer)
{
    struct pollfd one = {.fd = to->answers, .events = POLLIN};
    char text[64];
    size_t length = 0;

    if (line != NULL && (write(to->orders, line, strlen(line)) < 0 ||
                         write(to->orders, "\n", 1) != 1))
        return false;
    while (length + 1 < sizeof text) {
        if (poll(&one, 1, PATIENCE_MS) != 1 ||
            read(to->answers, text + length, 1) != 1)
            return false;
        if (text[length++] == '\n')
            break;
    }
    text[length] = '\0';
    *answer = strtoll(text, NULL, 10);
    return true;
}

void puppet_end(puppet *of, bool by_force)
{
    if (by_force)
        (void)kill(of->pid, SIGKILL);
    (void)close(of->orders);
    (void)waitpid(of->pid, NULL, 0);
    (void)close(of->answers);
    free(of);
}

unsigned long puppets_process(void)
{
    return (unsigned long)getpid();
}
