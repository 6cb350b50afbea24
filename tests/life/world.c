/* SPDX-License-Identifier: MIT */
/*
 * Places and users for the tests of life, see world.h.
 */
#include "world.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDER "/dev/shm"

void must(bool well, const char *what)
{
    if (well)
        return;
    perror(what);
    abort();
}

static bool write_file(const char *path, const char *text)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const ssize_t length = (ssize_t)strlen(text);
    const bool well = fd >= 0 && write(fd, text, (size_t)length) == length;

    if (fd >= 0)
        (void)close(fd);
    return well;
}

/* In a user namespace of its own anybody may mount; this user is its root. */
static bool own_namespace(void)
{
    char users[64], groups[64];

    if (unshare(CLONE_NEWNS) == 0)
        return true;
    (void)snprintf(users, sizeof users, "0 %ld 1", (long)getuid());
    (void)snprintf(groups, sizeof groups, "0 %ld 1", (long)getgid());
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
           write_file("/proc/self/setgroups", "deny") &&
           write_file("/proc/self/uid_map", users) &&
           write_file("/proc/self/gid_map", groups);
}

bool own_mount_over(const char *folder, unsigned long flags,
                    const char *options)
{
    return own_namespace() &&
           mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", folder, "tmpfs", flags, options) == 0;
}

bool own_mount(const char *options)
{
    return own_mount_over(FOLDER, MS_NOSUID | MS_NODEV, options);
}

bool mount_is_possible(void)
{
    const pid_t pid = fork();
    int status = 0;

    if (pid == 0)
        _exit(own_mount("size=64k,mode=1777") ? 0 : 1);
    return waitpid(pid, &status, 0) == pid && status == 0;
}

usage measure(void)
{
    struct statvfs shm;
    usage seen = {0};
    DIR *folder = opendir(FOLDER);

    must(folder != NULL, FOLDER);
    while (readdir(folder) != NULL)
        seen.names++;
    (void)closedir(folder);
    must(statvfs(FOLDER, &shm) == 0, "statvfs");
    seen.names -= 2; /* . and .. */
    seen.blocks = shm.f_blocks - shm.f_bfree;
    seen.files = shm.f_files - shm.f_ffree;
    return seen;
}

void become_stranger(void)
{
    must(setgroups(0, NULL) == 0, "setgroups");
    must(setresgid(STRANGER, STRANGER, STRANGER) == 0, "setresgid");
    must(setresuid(STRANGER, STRANGER, STRANGER) == 0, "setresuid");
    /* A change of user makes a process undumpable, and its /proc/self/fd
     * root's. */
    must(prctl(PR_SET_DUMPABLE, 1) == 0, "PR_SET_DUMPABLE");
}

void forbid_publication(void)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {.len = sizeof steps / sizeof steps[0],
                                       .filter = steps};

    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
    must(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0,
         "PR_SET_SECCOMP");
}

const char *path_of(const char *name)
{
    static char path[300];

    (void)snprintf(path, sizeof path, FOLDER "/%s", name);
    return path;
}

int skip(const char *reason)
{
    (void)printf("skipped: %s\n", reason);
    return EXIT_SKIPPED;
}
