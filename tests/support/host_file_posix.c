/* SPDX-License-Identifier: MIT */
/*
 * Files on POSIX.
 */
#include "host.h"
#include "host_file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void must(bool well)
{
    if (!well) {
        perror("host_file");
        abort();
    }
}

const char *host_path(const char *leaf)
{
    static char path[1024];
    static int serial;
    const char *folder = getenv("TMPDIR");

    (void)snprintf(path, sizeof path, "%s/mmf.%lx.%d.%s",
                   folder == NULL ? "/tmp" : folder, host_process(), ++serial,
                   leaf);
    host_file_remove(path);
    return path;
}

void host_file_lay(const char *path, int64_t size, int byte)
{
    FILE *file = fopen(path, "wbe");

    must(file != NULL);
    for (int64_t i = 0; i < size; i++)
        must(fputc(byte, file) != EOF);
    must(fclose(file) == 0);
}

void host_file_remove(const char *path)
{
    must(unlink(path) == 0 || errno == ENOENT);
}

int64_t host_file_size(const char *path)
{
    struct stat object;

    return stat(path, &object) == 0 ? (int64_t)object.st_size : -1;
}

bool host_file_holds(const char *path, int64_t offset, int64_t count, int byte)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    unsigned char seen;
    bool same = true;

    must(fd >= 0);
    for (int64_t i = 0; same && i < count; i++)
        same = pread(fd, &seen, 1, (off_t)(offset + i)) == 1 && seen == byte;
    must(close(fd) == 0);
    return same;
}

void host_file_protect(const char *path, bool read_only)
{
    must(chmod(path, read_only ? 0400 : 0600) == 0);
}

intptr_t host_file_open(const char *path, int how)
{
    const bool both = (how & HOST_READ) != 0 && (how & HOST_WRITE) != 0;
    const int access = both                      ? O_RDWR
                       : (how & HOST_WRITE) != 0 ? O_WRONLY
                                                 : O_RDONLY;
    const int fd = open(path, access | O_CLOEXEC);

    if (fd < 0 || (how & HOST_ALONE) == 0)
        return fd;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    must(close(fd) == 0);
    return -1;
}

void host_file_close(intptr_t handle)
{
    must(close((int)handle) == 0);
}

bool host_file_is_open(intptr_t handle)
{
    return fcntl((int)handle, F_GETFD) >= 0;
}

intptr_t host_pipe(void)
{
    int ends[2];

    must(pipe(ends) == 0);
    must(close(ends[1]) == 0);
    return ends[0];
}

intptr_t host_pipe_at(const char **path)
{
    *path = host_path("pipe");
    must(mkfifo(*path, 0600) == 0);
    return -1; /* nobody has it open */
}

void host_pipe_end(intptr_t pipe, const char *path)
{
    (void)pipe;
    host_file_remove(path);
}

bool host_is_root(void)
{
    return geteuid() == 0;
}
