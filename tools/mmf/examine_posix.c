/* SPDX-License-Identifier: MIT */
/*
 * What the doctor looks at on POSIX.  What is told of in /proc is told by Linux
 * alone; elsewhere the files are not there and nothing is said.
 */
#include "examine.h"
#include <errno.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define SHM_FOLDER "/dev/shm"
#define MOUNTS     "/proc/mounts"

enum {
    LINE_ROOM = 1024,
    SEEN_ROOM = 256,
    FEW_DESCRIPTORS = 256,
    MEBIBYTE = 1 << 20,
    CONTAINER_MEBIBYTES = 64 /* what a container is given unless asked */
};

/* The last line of a file that this says yes to, or false: a later mount hides
 * an earlier one, and a later setting counts. */
static bool find_line(const char *path, bool (*is_it)(const char *line),
                      char *found)
{
    FILE *file = fopen(path, "re");
    char line[LINE_ROOM];
    bool any = false;

    if (file == NULL)
        return false;
    while (fgets(line, sizeof line, file) != NULL) {
        if (!is_it(line))
            continue;
        memcpy(found, line, sizeof line);
        any = true;
    }
    (void)fclose(file);
    return any;
}

static bool is_mount(const char *line)
{
    return strstr(line, " " SHM_FOLDER " ") != NULL;
}

static bool is_any(const char *line)
{
    (void)line;
    return true;
}

/* "device folder type options ..." */
static bool has_mount_option(const char *line, const char *option)
{
    char options[LINE_ROOM] = ",";
    char wanted[32];

    if (sscanf(line, "%*s %*s %*s %1020s", options + 1) != 1)
        return false;
    (void)snprintf(wanted, sizeof wanted, ",%s,", option);
    (void)strcat(options, ",");
    return strstr(options, wanted) != NULL;
}

static void examine_room(report to, const struct statvfs *facts)
{
    const unsigned long long unit = facts->f_frsize;
    const unsigned long long whole = unit * facts->f_blocks;
    const unsigned long long room = unit * facts->f_bavail;
    char seen[SEEN_ROOM];

    (void)snprintf(seen, sizeof seen, "%llu MiB, %llu MiB of them free",
                   whole / MEBIBYTE, room / MEBIBYTE);
    if (whole / MEBIBYTE == CONTAINER_MEBIBYTES)
        to(room < whole / 10 ? FINDING_BAD : FINDING_NOTE, "size", seen,
           "that is what a container is given by default: start it with "
           "--shm-size=1g or more, or share the host's by --ipc=host");
    else if (room < whole / 10)
        to(FINDING_BAD, "size", seen,
           "see \"mmf ls\" for what takes it; enlarge it by mount -o "
           "remount,size=4G " SHM_FOLDER);
    else
        to(FINDING_GOOD, "size", seen, "");
}

static void examine_mount_options(report to)
{
    char line[LINE_ROOM];

    if (!find_line(MOUNTS, is_mount, line)) {
        to(FINDING_NOTE, "mount",
           "nothing is mounted at " SHM_FOLDER ": maps are files of the disk",
           "mount -t tmpfs -o mode=1777 tmpfs " SHM_FOLDER);
        return;
    }
    if (has_mount_option(line, "ro"))
        to(FINDING_BAD, "mount", SHM_FOLDER " is mounted for reading only",
           "mount -o remount,rw " SHM_FOLDER);
    else if (has_mount_option(line, "noexec"))
        to(FINDING_NOTE, "mount",
           SHM_FOLDER " is mounted noexec: maps with a name cannot be executed",
           "if execution is wanted: mount -o remount,exec " SHM_FOLDER);
    else
        to(FINDING_GOOD, "mount", SHM_FOLDER " is mounted", "");
}

static void examine_folder(report to)
{
    struct statvfs facts;
    struct stat folder;

    if (stat(SHM_FOLDER, &folder) != 0 || statvfs(SHM_FOLDER, &facts) != 0) {
        /* Not on Linux: maps are somewhere that nobody can see. */
        if (access(MOUNTS, R_OK) != 0)
            return;
        to(FINDING_BAD, "mount", "there is no " SHM_FOLDER,
           "mkdir " SHM_FOLDER
           " && mount -t tmpfs -o mode=1777 tmpfs " SHM_FOLDER);
        return;
    }
    examine_mount_options(to);
    if (access(SHM_FOLDER, W_OK | X_OK) != 0)
        to(FINDING_BAD, "permissions",
           SHM_FOLDER " cannot be written by this user",
           "as root: chmod 1777 " SHM_FOLDER);
    else if ((folder.st_mode & S_IWOTH) != 0 && (folder.st_mode & S_ISVTX) == 0)
        to(FINDING_BAD, "permissions",
           "everybody may remove everybody's maps from " SHM_FOLDER,
           "as root: chmod 1777 " SHM_FOLDER);
    else
        to(FINDING_GOOD, "permissions", SHM_FOLDER " can be written", "");
    examine_room(to, &facts);
}

static bool is_remove_ipc(const char *line)
{
    return strncmp(line, "RemoveIPC=", 10) == 0;
}

/* The last file that says something decides, as systemd reads them. */
static bool removes_ipc(void)
{
    static const char *const patterns[] = {
        "/usr/lib/systemd/logind.conf",
        "/etc/systemd/logind.conf",
        "/usr/lib/systemd/logind.conf.d/*.conf",
        "/etc/systemd/logind.conf.d/*.conf",
    };
    const size_t count = sizeof patterns / sizeof *patterns;
    char line[LINE_ROOM];
    bool removes = true; /* unless it is told not to */
    glob_t files;

    memset(&files, 0, sizeof files);
    for (size_t i = 0; i < count; i++)
        (void)glob(patterns[i], i == 0 ? 0 : GLOB_APPEND, NULL, &files);
    for (size_t i = 0; i < files.gl_pathc; i++)
        if (find_line(files.gl_pathv[i], is_remove_ipc, line))
            removes = strchr("0nNfF", line[10]) == NULL;
    globfree(&files);
    return removes;
}

/* When the last session of a user who is no system user ends, logind removes
 * what he owns in shared memory. */
static void examine_logind(report to)
{
    if (access("/run/systemd/system", F_OK) != 0)
        to(FINDING_GOOD, "RemoveIPC", "systemd does not run here", "");
    else if (!removes_ipc())
        to(FINDING_GOOD, "RemoveIPC", "maps outlive the sessions of users", "");
    else
        to(FINDING_NOTE, "RemoveIPC",
           "systemd removes a user's maps at the end of his last session",
           "for services: run them as a system user, or say RemoveIPC=no in "
           "/etc/systemd/logind.conf");
}

static void examine_protection(report to)
{
    char line[LINE_ROOM];

    if (!find_line("/proc/sys/fs/protected_regular", is_any, line))
        return;
    if (line[0] == '0')
        to(FINDING_GOOD, "protected files", "fs.protected_regular is 0", "");
    else
        to(FINDING_NOTE, "protected files",
           "fs.protected_regular is on: who opens another user's map with a "
           "call that could create it is refused, root too",
           "open such maps with FileMode.Open (.NET) or without O_CREAT; "
           "mmf_open_existing() does");
}

static void examine_limits(report to)
{
    struct rlimit files, memory, size;
    char seen[SEEN_ROOM];

    if (getrlimit(RLIMIT_NOFILE, &files) != 0 ||
        getrlimit(RLIMIT_AS, &memory) != 0 ||
        getrlimit(RLIMIT_FSIZE, &size) != 0)
        return;
    (void)snprintf(seen, sizeof seen, "%llu descriptors, one for each map",
                   (unsigned long long)files.rlim_cur);
    to(files.rlim_cur < FEW_DESCRIPTORS ? FINDING_NOTE : FINDING_GOOD,
       "descriptors", seen,
       files.rlim_cur < FEW_DESCRIPTORS ? "ulimit -n 1024" : "");
    if (memory.rlim_cur != RLIM_INFINITY) {
        (void)snprintf(seen, sizeof seen,
                       "%llu MiB of address space: all views together",
                       (unsigned long long)memory.rlim_cur / MEBIBYTE);
        to(FINDING_NOTE, "address space", seen, "ulimit -v unlimited");
    }
    if (size.rlim_cur != RLIM_INFINITY) {
        (void)snprintf(seen, sizeof seen, "no map may have more than %llu KiB",
                       (unsigned long long)size.rlim_cur / 1024);
        to(FINDING_NOTE, "file size", seen, "ulimit -f unlimited");
    }
}

void examine_system(report to)
{
    examine_folder(to);
    examine_logind(to);
    examine_protection(to);
    examine_limits(to);
}
