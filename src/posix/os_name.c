/* SPDX-License-Identifier: MIT */
/*
 * Names on POSIX, seen from outside: removed, looked at, listed.
 */
#include "posix.h"
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

unsigned long mmf_os_name_remove(const char *name, const mmf_os_wish *wish)
{
    return mmf_life_remove(name, wish);
}

unsigned long mmf_os_name_look(const char *name, int32_t wait_ms,
                               mmf_os_facts *out)
{
    return mmf_life_look(name, wait_ms, out);
}

unsigned long mmf_os_name_probe(const char *name, int32_t wait_ms,
                                uint64_t *identity)
{
    return mmf_life_probe(name, wait_ms, identity);
}

unsigned long mmf_os_name_owner(const char *name, int64_t *owner)
{
    char path[MMF_PATH_ROOM];
    struct stat object;

    /* By path: an object that cannot be opened still shows its owner. */
    mmf_posix_path(name, path);
    if (lstat(path, &object) != 0)
        return mmf_posix_error();
    *owner = (int64_t)object.st_uid;
    return 0;
}

/* The folder also holds the semaphores of sem_open. */
static bool is_section(int folder, const char *name)
{
    struct stat object;

    return strncmp(name, "sem.", 4) != 0 && strlen(name) <= MMF_NAME_MAX &&
           fstatat(folder, name, &object, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(object.st_mode);
}

/* Systems that do not show their objects have no such folder: ENOENT. */
unsigned long mmf_os_name_list(bool (*visit)(void *context, const char *name),
                               void *context)
{
    DIR *folder = opendir(MMF_SHM_FOLDER);
    const struct dirent *entry;

    if (folder == NULL)
        return errno == ENOENT ? ENOSYS : mmf_posix_error();
    for (bool more = true; more && (entry = readdir(folder)) != NULL;)
        if (is_section(dirfd(folder), entry->d_name))
            more = visit(context, entry->d_name);
    (void)closedir(folder);
    return 0;
}
