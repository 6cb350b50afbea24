/* SPDX-License-Identifier: MIT */
/*
 * Children on pipes and on terminals, see child.h.
 */
#include "child.h"
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum {
    CANNOT_EXEC = 127
};

long long now_ms(void)
{
    struct timespec now;

    ck_assert_int_eq(clock_gettime(CLOCK_MONOTONIC, &now), 0);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void rest(long long began, const char *waiting_for)
{
    static const struct timespec moment = {0, 1000000};

    if (now_ms() - began > PATIENCE_MS)
        ck_abort_msg("waited too long for: %s", waiting_for);
    (void)nanosleep(&moment, NULL);
}

static void make_pipe(int ends[2])
{
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
}

/* Never returns.  The streams stay open, everything else closes by itself. */
static void become(const char *const argv[], int in, int out, int err)
{
    (void)signal(SIGPIPE, SIG_DFL); /* run_suite() ignores it */
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(CANNOT_EXEC);
    /* execv() changes neither the pointers nor the texts. */
    (void)execv(argv[0], (char *const *)(void *)(size_t)argv);
    _exit(CANNOT_EXEC);
}

static void clear(child *made)
{
    memset(made, 0, sizeof *made);
    made->in = made->out.fd = made->err.fd = -1;
    made->slave = made->reports = made->orders = -1;
}

void start(child *made, const char *const argv[])
{
    int in[2], out[2], err[2];

    clear(made);
    make_pipe(in);
    make_pipe(out);
    make_pipe(err);
    made->pid = fork();
    ck_assert_int_ge(made->pid, 0);
    if (made->pid == 0)
        become(argv, in[0], out[1], err[1]);
    (void)close(in[0]);
    (void)close(out[1]);
    (void)close(err[1]);
    made->in = in[1];
    made->out.fd = out[0];
    made->err.fd = err[0];
}

/* The program, in the foreground.  Whoever comes second finds it done. */
static void take_foreground(int slave, pid_t group)
{
    sigset_t stop, mask;

    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGTTOU);
    (void)sigprocmask(SIG_BLOCK, &stop, &mask);
    (void)setpgid(group, group);
    (void)tcsetpgrp(slave, group == 0 ? getpid() : group);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
}

static void report(int reports, int number)
{
    if (write(reports, &number, sizeof number) != (ssize_t)sizeof number)
        _exit(CANNOT_EXEC);
}

static bool is_ready(int fd, int timeout_ms)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    int ready;

    do
        ready = poll(&one, 1, timeout_ms);
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

/* Reports what becomes of the program, until it ends.  A test that failed has
 * closed its end of the orders, and takes the program along. */
static void watch(pid_t pid, int reports, int orders)
{
    int status = 0;
    pid_t got;

    do {
        got = waitpid(pid, &status, WUNTRACED | WNOHANG);
        if (got == pid)
            report(reports, status);
        else if (is_ready(orders, 1))
            (void)kill(pid, SIGKILL);
    } while (got != pid || WIFSTOPPED(status));
}

/* What a shell does: it owns the terminal's session and stays until it is told
 * to go. */
static void lead(const char *const argv[], int slave, int reports, int orders)
{
    char none;
    pid_t pid;

    if (setsid() < 0 || ioctl(slave, TIOCSCTTY, 0) != 0)
        _exit(CANNOT_EXEC);
    pid = fork();
    if (pid == 0) {
        take_foreground(slave, 0);
        become(argv, slave, slave, slave);
    }
    /* Not before the fork: what is ignored is inherited. */
    (void)signal(SIGHUP, SIG_IGN);
    take_foreground(slave, pid);
    report(reports, (int)pid);
    watch(pid, reports, orders);
    while (read(orders, &none, 1) > 0)
        continue;
    _exit(0);
}

static int next_report(child *of)
{
    int number = 0;

    ck_assert_msg(is_ready(of->reports, PATIENCE_MS),
                  "the program neither ends nor stops");
    ck_assert_int_eq(read(of->reports, &number, sizeof number), sizeof number);
    return number;
}

void start_on_terminal(child *made, const char *const argv[])
{
    int master, slave, reports[2], orders[2];

    clear(made);
    make_pipe(reports);
    make_pipe(orders);
    ck_assert_int_eq(openpty(&master, &slave, NULL, NULL, NULL), 0);
    ck_assert_int_eq(fcntl(master, F_SETFD, FD_CLOEXEC), 0);
    ck_assert_int_eq(fcntl(slave, F_SETFD, FD_CLOEXEC), 0);
    made->leader = fork();
    ck_assert_int_ge(made->leader, 0);
    if (made->leader == 0) {
        (void)close(master);
        (void)close(reports[0]);
        (void)close(orders[1]);
        lead(argv, slave, reports[1], orders[0]);
    }
    (void)close(reports[1]);
    (void)close(orders[0]);
    made->in = made->out.fd = master;
    made->slave = slave;
    made->reports = reports[0];
    made->orders = orders[1];
    made->pid = (pid_t)next_report(made);
    ck_assert_int_gt(made->pid, 0);
}

void send_bytes(child *to, const char *bytes, size_t length)
{
    while (length > 0) {
        const ssize_t written = write(to->in, bytes, length);

        ck_assert_msg(written > 0, "the program takes no input");
        bytes += written;
        length -= (size_t)written;
    }
}

void send_text(child *to, const char *text)
{
    send_bytes(to, text, strlen(text));
}

/* Whether there was more; a terminal without its program fails to be read. */
static bool read_more(output *from)
{
    ssize_t got;

    ck_assert_msg(from->length < OUTPUT_ROOM, "endless output");
    got =
        read(from->fd, from->bytes + from->length, OUTPUT_ROOM - from->length);
    if (got > 0)
        from->length += (size_t)got;
    from->bytes[from->length] = '\0';
    return got > 0;
}

void expect_output(output *from, const char *text)
{
    const long long began = now_ms();
    const size_t length = strlen(text);

    for (;;) {
        const char *at = memmem(from->bytes + from->seen,
                                from->length - from->seen, text, length);
        const long long left = began + PATIENCE_MS - now_ms();

        if (at != NULL) {
            from->seen = (size_t)(at - from->bytes) + length;
            return;
        }
        if (left <= 0 || !is_ready(from->fd, (int)left) || !read_more(from))
            ck_abort_msg("expected \"%s\", seen so far \"%s\"", text,
                         from->bytes + from->seen);
    }
}

void take_output(output *from)
{
    while (is_ready(from->fd, 0))
        if (!read_more(from))
            return;
}

void forget_output(output *from)
{
    take_output(from);
    from->length = from->seen = 0;
    from->bytes[0] = '\0';
}

void read_to_end(output *from)
{
    do
        ck_assert_msg(is_ready(from->fd, PATIENCE_MS), "output does not end");
    while (read_more(from));
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

void close_input(child *of)
{
    if (of->in == of->out.fd)
        of->out.fd = -1; /* a terminal has one end for both */
    close_one(&of->in);
}

static int code_of(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int wait_for_end(child *of)
{
    const long long began = now_ms();
    int status = 0;

    if (of->leader != 0) {
        status = next_report(of);
        ck_assert_msg(!WIFSTOPPED(status), "the program was stopped");
    } else {
        while (waitpid(of->pid, &status, WNOHANG) == 0)
            rest(began, "the program to end");
    }
    of->pid = 0;
    return code_of(status);
}

void wait_for_stop(child *of)
{
    ck_assert_msg(WIFSTOPPED(next_report(of)), "the program ended");
}

void end_child(child *of)
{
    if (of->pid > 0) {
        (void)kill(of->pid, SIGKILL);
        (void)wait_for_end(of);
    }
    close_input(of);
    close_one(&of->out.fd);
    close_one(&of->err.fd);
    close_one(&of->slave);
    close_one(&of->orders);
    close_one(&of->reports);
    if (of->leader > 0)
        (void)waitpid(of->leader, NULL, 0);
    of->leader = 0;
}

int run(child *made, const char *const argv[])
{
    start(made, argv);
    close_input(made);
    read_to_end(&made->out);
    read_to_end(&made->err);
    return wait_for_end(made);
}
