/* SPDX-License-Identifier: MIT */
/*
 * The console on POSIX: terminal modes, signals, and input that waits for
 * either.
 *
 * Signals are blocked but while the program waits, so that none is missed
 * between a look and a wait, and none comes between two steps of anything else.
 */
#include "console_os.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

enum {
    /* So much goes into a pipe or terminal that is ready, without blocking. */
    WRITE_AT_ONCE = 512,
    DEFAULT_COLUMNS = 80
};

static const char paste_marks_on[] = "\033[?2004h";
static const char paste_marks_off[] = "\033[?2004l";

static volatile sig_atomic_t ending; /* the signal that ends the program */
static volatile sig_atomic_t stopping;
static volatile sig_atomic_t resumed;
static sigset_t waiting_mask; /* lets them all in */
static bool begun;            /* signals are caught at all */

static struct termios modes_before;
static bool have_modes_before;
static bool keys_are_on;

/* A program may be started with a standard stream closed.  The next thing that
 * it opens would take its number, and if that is the shared memory, the next
 * word printed goes there. */
static void fill_standard_streams(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        (void)close(fd);
}

char **console_os_arguments(int *argc, char **argv)
{
    (void)argc;
    fill_standard_streams();
    return argv;
}

bool console_os_is_terminal(int stream)
{
    return isatty(stream) != 0;
}

static void on_signal(int number)
{
    if (number == SIGTSTP)
        stopping = 1;
    else if (number == SIGCONT)
        resumed = 1;
    else if (ending == 0)
        ending = number;
}

/* A signal that the parent wants ignored (nohup, a job in the background)
 * stays so. */
static void catch_signal(int number)
{
    struct sigaction action;
    struct sigaction before;
    sigset_t one;

    if (sigaction(number, NULL, &before) != 0 || before.sa_handler == SIG_IGN)
        return;
    (void)sigemptyset(&one);
    (void)sigaddset(&one, number);
    (void)sigprocmask(SIG_BLOCK, &one, NULL);
    (void)sigdelset(&waiting_mask, number);
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    (void)sigfillset(&action.sa_mask);
    (void)sigaction(number, &action, NULL);
}

void console_os_begin(void)
{
    (void)sigprocmask(SIG_BLOCK, NULL, &waiting_mask);
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    catch_signal(SIGHUP);
    catch_signal(SIGQUIT);
    catch_signal(SIGPIPE);
    begun = true;
}

int console_os_signal(void)
{
    return ending;
}

/* With input at hand pselect() does not look for signals; input without end
 * would keep them out for ever. */
static void let_signals_in(void)
{
    sigset_t mask;

    (void)sigprocmask(SIG_SETMASK, &waiting_mask, &mask);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
}

/* Waits until a stream is ready, or for nothing but signals if it is negative.
 * False: a signal came. */
static bool wait_for(int stream, bool to_write)
{
    static const struct timespec no_time = {0, 0};
    fd_set set;
    int ready;

    FD_ZERO(&set);
    if (stream >= 0)
        FD_SET(stream, &set);
    ready = pselect(stream + 1, to_write ? NULL : &set, to_write ? &set : NULL,
                    NULL, ending != 0 ? &no_time : NULL, &waiting_mask);
    /* Of any other failure the read or write itself will tell. */
    return ready > 0 || (ready < 0 && errno != EINTR);
}

void console_os_wait(void)
{
    let_signals_in();
    while (ending == 0)
        (void)wait_for(-1, false);
}

/* A reader that sleeps must not keep a signal from ending us. */
static bool wait_to_write(int stream)
{
    while (begun) {
        const bool last_try = ending != 0;

        if (wait_for(stream, true))
            return true;
        if (last_try)
            return false;
    }
    return true;
}

bool console_os_write(int stream, const char *bytes, size_t length)
{
    while (length > 0) {
        const size_t part = length < WRITE_AT_ONCE ? length : WRITE_AT_ONCE;
        ssize_t written;

        if (!wait_to_write(stream))
            return false;
        written = write(stream, bytes, part);
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
    return true;
}

int console_os_columns(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return DEFAULT_COLUMNS;
    return size.ws_col;
}

void console_os_clear(int rows_above)
{
    char sequence[32];
    int length;

    if (rows_above > 0)
        length =
            snprintf(sequence, sizeof sequence, "\r\033[%dA\033[J", rows_above);
    else
        length = snprintf(sequence, sizeof sequence, "\r\033[J");
    (void)console_os_write(STDOUT_FILENO, sequence, (size_t)length);
}

static void set_modes(void)
{
    struct termios modes = modes_before;

    /* ISIG stays: Ctrl-C and Ctrl-Z are signals as they are elsewhere. */
    modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
    modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON);
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    (void)console_os_write(STDOUT_FILENO, paste_marks_on,
                           sizeof paste_marks_on - 1);
}

/* In the background the terminal is somebody else's, with his modes; to touch
 * it would stop us. */
static bool is_in_background(void)
{
    const pid_t foreground = tcgetpgrp(STDIN_FILENO);

    return foreground >= 0 && foreground != getpgrp();
}

static void restore_modes(void)
{
    sigset_t mask, stop;

    if (is_in_background())
        return;
    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGTTOU);
    (void)sigprocmask(SIG_BLOCK, &stop, &mask);
    (void)console_os_write(STDOUT_FILENO, paste_marks_off,
                           sizeof paste_marks_off - 1);
    /* What was typed for us is not for whoever reads next. */
    (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes_before);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
}

void console_os_keys(bool on)
{
    if (on && !have_modes_before) {
        if (tcgetattr(STDIN_FILENO, &modes_before) != 0)
            return;
        have_modes_before = true;
        catch_signal(SIGTSTP);
        catch_signal(SIGCONT);
    }
    if (on)
        set_modes();
    else if (keys_are_on)
        restore_modes();
    keys_are_on = on;
}

/* Ctrl-Z: stops as any program does, with the terminal as it was. */
static void stop_here(void)
{
    sigset_t mask, stop;

    console_os_keys(false);
    stopping = 0;
    (void)signal(SIGTSTP, SIG_DFL);
    (void)raise(SIGTSTP);
    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGTSTP);
    (void)sigprocmask(SIG_UNBLOCK, &stop, &mask);
    /* It stops here, and goes on here. */
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
    catch_signal(SIGTSTP);
    resumed = 1;
}

enum console_event console_os_read(char *buffer, size_t room, size_t *length)
{
    for (;;) {
        ssize_t got;

        let_signals_in();
        if (ending != 0)
            return CONSOLE_SIGNAL;
        if (stopping != 0)
            stop_here();
        if (resumed != 0) {
            resumed = 0;
            console_os_keys(true);
            return CONSOLE_REDRAW;
        }
        if (!wait_for(STDIN_FILENO, false))
            continue;
        got = read(STDIN_FILENO, buffer, room);
        if (got > 0) {
            *length = (size_t)got;
            return CONSOLE_BYTES;
        }
        if (got == 0 || (errno != EINTR && errno != EAGAIN))
            return CONSOLE_END;
    }
}
