/* SPDX-License-Identifier: MIT */
/*
 * The tool's system on POSIX: files, users and signals.
 */
#include "system.h"
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    NEW_FILE_MODE = 0666 /* past the umask */
};

static int last_error;

static volatile sig_atomic_t caught; /* a signal that was held */
static sigset_t held;
static bool holding;

void system_begin(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    /* A full limit of file sizes shall be an error as well. */
    (void)signal(SIGXFSZ, SIG_IGN);
}

int64_t system_now_ms(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

unsigned long system_process(void)
{
    return (unsigned long)getpid();
}

bool system_shows_colours(void)
{
    const char *terminal = getenv("TERM");

    return terminal != NULL && strcmp(terminal, "dumb") != 0;
}

bool system_user(int64_t number, char *out, size_t room)
{
    const struct passwd *user = getpwuid((uid_t)number);

    if (user == NULL)
        return false;
    (void)snprintf(out, room, "%s", user->pw_name);
    return true;
}

static bool fail(void)
{
    last_error = errno;
    return false;
}

const char *system_error(void)
{
    return strerror(last_error);
}

/* Whether a file can be replaced by another one that nobody can tell from it;
 * links and owners would be lost. */
static bool is_replaceable(const struct stat *facts)
{
    return S_ISREG(facts->st_mode) && facts->st_nlink == 1 &&
           facts->st_uid == geteuid() && (facts->st_mode & S_IWUSR) != 0;
}

static void forget_names(system_file *file)
{
    free(file->made);
    free(file->target);
    file->made = NULL;
    file->target = NULL;
}

/* The file itself, behind all links, and its mode; NULL for what is to be
 * written where it is. */
static char *target_of(const char *path, mode_t *mode)
{
    struct stat facts;

    *mode = 0;
    if (stat(path, &facts) != 0)
        return lstat(path, &facts) == 0 ? NULL : strdup(path);
    *mode = (mode_t)(facts.st_mode & 07777);
    return is_replaceable(&facts) ? realpath(path, NULL) : NULL;
}

/* A file beside the one that it will replace; -1 where there can be none. */
static int open_beside(const char *path, system_file *file)
{
    mode_t mode;
    char *target = target_of(path, &mode);
    const size_t room = target == NULL ? 0 : strlen(target) + 32;
    int fd = -1;

    file->target = target;
    file->made = target == NULL ? NULL : malloc(room);
    if (file->made != NULL) {
        (void)snprintf(file->made, room, "%s.mmf-%lu", target,
                       system_process());
        system_hold_signals();
        fd = open(file->made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                  NEW_FILE_MODE);
    }
    if (fd >= 0 && mode != 0)
        (void)fchmod(fd, mode);
    if (fd < 0)
        forget_names(file);
    return fd;
}

static int open_to_write(const char *path, system_file *file)
{
    const int fd = open_beside(path, file);

    return fd >= 0 ? fd
                   : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                          NEW_FILE_MODE);
}

/* Learns the size, where a file has one.  A folder opens, and cannot be read. */
static bool look_at(system_file *file)
{
    struct stat facts;

    if (fstat((int)file->handle, &facts) != 0)
        return true;
    if (S_ISREG(facts.st_mode))
        file->size = (int64_t)facts.st_size;
    errno = EISDIR;
    return !S_ISDIR(facts.st_mode);
}

bool system_open(const char *path, bool to_write, system_file *file)
{
    int fd;

    file->is_standard = strcmp(path, "-") == 0;
    file->size = -1;
    file->made = NULL;
    file->target = NULL;
    if (file->is_standard)
        fd = to_write ? STDOUT_FILENO : STDIN_FILENO;
    else if (to_write)
        fd = open_to_write(path, file);
    else
        fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail();
    file->handle = fd;
    if (to_write || look_at(file))
        return true;
    (void)fail();
    if (!file->is_standard)
        (void)close(fd);
    return false;
}

static void on_signal(int number)
{
    caught = number;
}

void system_hold_signals(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    struct sigaction action, before;

    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    (void)sigemptyset(&action.sa_mask);
    (void)sigemptyset(&held);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        /* What the parent wants ignored stays so. */
        if (sigaction(numbers[i], NULL, &before) != 0 ||
            before.sa_handler == SIG_IGN)
            continue;
        (void)sigaction(numbers[i], &action, NULL);
        (void)sigaddset(&held, numbers[i]);
    }
    holding = true;
}

int system_signal(void)
{
    return (int)caught;
}

/* They are let in while it waits only, so that none comes between a look and
 * the wait. */
static bool await_input(int fd)
{
    sigset_t mask;
    fd_set input;

    if (!holding || fd >= FD_SETSIZE)
        return true;
    (void)sigprocmask(SIG_BLOCK, &held, &mask);
    do {
        FD_ZERO(&input);
        FD_SET(fd, &input);
    } while (caught == 0 &&
             pselect(fd + 1, &input, NULL, NULL, NULL, &mask) < 0 &&
             errno == EINTR);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
    errno = EINTR;
    return caught == 0;
}

bool system_read(system_file *file, void *buffer, size_t room, size_t *length)
{
    ssize_t got;

    if (!await_input((int)file->handle))
        return fail();
    do
        got = read((int)file->handle, buffer, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return fail();
    *length = (size_t)got;
    return true;
}

bool system_write(system_file *file, const void *bytes, size_t length)
{
    const char *from = bytes;

    while (length > 0) {
        const ssize_t written = write((int)file->handle, from, length);

        if (written < 0 && errno != EINTR)
            return fail();
        if (written > 0) {
            from += written;
            length -= (size_t)written;
        }
    }
    return true;
}

/* The first failure counts. */
static bool put_in_place(const system_file *file, bool keep)
{
    if (keep && rename(file->made, file->target) == 0)
        return true;
    if (keep)
        (void)fail();
    (void)unlink(file->made);
    return !keep;
}

bool system_close(system_file *file, bool keep)
{
    bool done = true;

    if (!file->is_standard && close((int)file->handle) != 0)
        done = fail();
    if (file->made != NULL && !put_in_place(file, keep && done))
        done = false;
    forget_names(file);
    return done;
}
