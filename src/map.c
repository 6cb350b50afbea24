/* SPDX-License-Identifier: MIT */
/*
 * Maps: what their creators and openers ask for, checked, and handed to the
 * system.  Not here: names (name.c), views (view.c), life time (the backend).
 */
#include "map.h"
#include "explain.h"
#include "mmf/status.h"
#include "name.h"
#include "security.h"
#include "sized.h"
#include "status.h"
#include <stdlib.h>
#include <string.h>

enum {
    DEFAULT_WAIT_MS = 5000,
    RETRY_PAUSE_US = 500,
    DEFAULT_MODE = 0600,
    ADOPTED_NAME_ROOM = 1024 /* more than any system with such names allows */
};

static const uint32_t opening_flags = MMF_ANY_OWNER;
static const uint32_t known_rights =
    MMF_RIGHTS_FULL_CONTROL | MMF_RIGHTS_ACCESS_SYSTEM_SECURITY;

uint32_t mmf_access_bits(uint32_t access)
{
    static const uint32_t bits[] = {
        [MMF_ACCESS_READ_WRITE] = MMF_OS_READ | MMF_OS_WRITE,
        [MMF_ACCESS_READ] = MMF_OS_READ,
        [MMF_ACCESS_WRITE] = MMF_OS_WRITE,
        [MMF_ACCESS_COPY_ON_WRITE] = MMF_OS_COPY,
        [MMF_ACCESS_READ_EXECUTE] = MMF_OS_READ | MMF_OS_EXECUTE,
        [MMF_ACCESS_READ_WRITE_EXECUTE] =
            MMF_OS_READ | MMF_OS_WRITE | MMF_OS_EXECUTE,
    };

    return access < sizeof bits / sizeof bits[0] ? bits[access] : 0;
}

static int32_t bounded_wait(int32_t wait_ms)
{
    if (wait_ms == 0)
        return DEFAULT_WAIT_MS;
    return wait_ms == -1 ? 0 : wait_ms;
}

/* What every call asks of options.  flags: those that this one takes. */
static int check_options(const char *operation, const mmf_options *options,
                         uint32_t flags)
{
    if ((options->flags & ~flags) != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "flags 0x%lX has bits that are not for this call",
                        (unsigned long)options->flags);
    if (options->wait_ms < -1)
        return mmf_fail(MMF_EINVAL, operation, "wait_ms %ld is below -1",
                        (long)options->wait_ms);
    if (options->inheritability > MMF_INHERITABLE)
        return mmf_fail(MMF_EINVAL, operation,
                        "inheritability %lu is no mmf_inheritability",
                        (unsigned long)options->inheritability);
    return MMF_OK;
}

/* The part of a wish that opening and creating share. */
static void begin_wish(const mmf_options *options, uint32_t access,
                       mmf_os_wish *out)
{
    memset(out, 0, sizeof *out);
    out->access = access;
    out->wait_ms = bounded_wait(options->wait_ms);
    out->inherit = options->inheritability == MMF_INHERITABLE;
    out->strangers = (options->flags & MMF_ANY_OWNER) != 0;
}

static int check_capacity(const mmf_map_rules *rules, int64_t capacity)
{
    if (capacity >= rules->least)
        return MMF_OK;
    return mmf_fail(MMF_ERANGE, rules->operation,
                    rules->least == 0
                        ? "capacity %lld is negative"
                        : "capacity %lld: a map has at least 1 byte",
                    (long long)capacity);
}

int mmf_map_check_caps(const char *operation, const mmf_os_wish *wish)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    if (wish->size > caps.section_max)
        return mmf_fail(MMF_ETOOBIG, operation,
                        "capacity %lld: this system ends at %lld",
                        (long long)wish->size, (long long)caps.section_max);
    if (wish->persist && !caps.persistence)
        return mmf_fail(MMF_ENOTSUP, operation,
                        "MMF_PERSIST: names end with their last handle here");
    return MMF_OK;
}

/* The mode stands in two places: that of options came first. */
static int read_protection(const mmf_map_rules *rules,
                           const mmf_options *options, mmf_os_protection *out)
{
    const char *operation = rules->operation;
    int rc = mmf_mode_check(operation, options->mode);

    if (rc == MMF_OK && options->security != NULL)
        rc = mmf_security_read(operation, options->security, out);
    if (rc != MMF_OK)
        return rc;
    if ((out->parts & MMF_OS_ACCESS) == 0)
        out->mode = options->mode == 0 ? rules->mode : options->mode;
    else if (options->mode != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "mode 0%lo, and mode 0%lo in security: which one?",
                        (unsigned long)options->mode, (unsigned long)out->mode);
    return MMF_OK;
}

int mmf_map_read_wish(const mmf_map_rules *rules, int64_t capacity,
                      const mmf_options *options, mmf_os_wish *out)
{
    static const mmf_options defaults;
    const char *operation = rules->operation;
    int rc = check_capacity(rules, capacity);

    if (options == NULL)
        options = &defaults;
    if (rc == MMF_OK)
        rc = mmf_sized_check(operation, "options", options, sizeof *options);
    if (rc == MMF_OK && mmf_access_bits(options->access) == 0)
        rc = mmf_fail(MMF_EINVAL, operation, "access %lu is no mmf_access",
                      (unsigned long)options->access);
    if (rc == MMF_OK)
        rc = check_options(operation, options, rules->flags);
    if (rc != MMF_OK)
        return rc;
    begin_wish(options, mmf_access_bits(options->access), out);
    rc = read_protection(rules, options, &out->protection);
    if (rc != MMF_OK)
        return rc;
    out->size = capacity;
    out->sparse = (options->flags & MMF_DELAY_ALLOCATE_PAGES) != 0;
    out->persist = (options->flags & MMF_PERSIST) != 0;
    return mmf_map_check_caps(operation, out);
}

/* The same for maps of memory. */
static int read_wish(const char *operation, int64_t capacity,
                     const mmf_options *options, mmf_os_wish *out)
{
    const mmf_map_rules rules = {
        operation, 1, MMF_ANY_OWNER | MMF_DELAY_ALLOCATE_PAGES | MMF_PERSIST,
        DEFAULT_MODE};

    return mmf_map_read_wish(&rules, capacity, options, out);
}

/* What opening and adopting ask alike. */
static int read_rights(const char *operation, uint32_t rights,
                       const mmf_options *options, mmf_os_wish *out)
{
    static const mmf_options defaults;
    int rc;

    if (options == NULL)
        options = &defaults;
    rc = mmf_sized_check(operation, "options", options, sizeof *options);
    if (rc == MMF_OK)
        rc = check_options(operation, options, opening_flags);
    if (rc != MMF_OK)
        return rc;
    if (rights == 0 || (rights & ~known_rights) != 0)
        return mmf_fail(MMF_EINVAL, operation, "rights 0x%lX: %s",
                        (unsigned long)rights,
                        rights == 0 ? "nothing is asked" : "unknown bits");
    if (options->access != 0 || options->mode != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "access %lu and mode 0%lo are for creating; rights say "
                        "what to open",
                        (unsigned long)options->access,
                        (unsigned long)options->mode);
    if (options->security != NULL)
        return mmf_fail(MMF_EINVAL, operation,
                        "security is for creating; mmf_security_set() changes "
                        "that of an open map");
    begin_wish(options, rights, out);
    return MMF_OK;
}

int mmf_map_begin(const char *operation, const char *name, mmf_map **out)
{
    mmf_map *map = malloc(sizeof *map);
    int rc = MMF_OK;

    if (map == NULL)
        return mmf_fail(MMF_ENOMEM, operation, "no memory for the map");
    map->os_name = NULL;
    map->file.handle = MMF_OS_NONE;
    if (name != NULL)
        rc = mmf_name_to_os(operation, name, &map->os_name);
    if (rc != MMF_OK)
        free(map);
    else
        *out = map;
    return rc;
}

int mmf_map_end(int rc, mmf_map *map, uint32_t rights, mmf_map **out)
{
    if (rc != MMF_OK) {
        free(map->os_name);
        free(map);
        return rc;
    }
    map->rights = rights;
    *out = map;
    return MMF_OK;
}

int mmf_map_check_access(const char *operation, const mmf_os_wish *wish)
{
    if (wish->access == MMF_OS_WRITE)
        return mmf_fail(MMF_EINVAL, operation,
                        "access MMF_ACCESS_WRITE is for views, not for maps");
    return MMF_OK;
}

int mmf_create_new(const char *name, int64_t capacity,
                   const mmf_options *options, mmf_map **out)
{
    static const char operation[] = "mmf_create_new";
    mmf_os_wish wish = {0};
    mmf_map *map = NULL;
    int rc;

    if (out == NULL)
        return mmf_fail(MMF_EINVAL, operation, "out is NULL");
    *out = NULL;
    rc = mmf_map_begin(operation, name, &map);
    if (rc != MMF_OK)
        return rc;
    rc = read_wish(operation, capacity, options, &wish);
    if (rc == MMF_OK)
        rc = mmf_map_check_access(operation, &wish);
    if (rc == MMF_OK && wish.persist && name == NULL)
        rc = mmf_fail(MMF_EINVAL, operation, "MMF_PERSIST needs a name");
    if (rc == MMF_OK) {
        rc = mmf_check_os(operation, mmf_os_section_create(map->os_name, &wish,
                                                           &map->section));
        rc = mmf_explain_name(rc, name, map->os_name, &wish);
    }
    return mmf_map_end(rc, map, wish.access, out);
}

/* One round of creating or opening: MMF_ENOENT means that the name was there
 * for the first and gone for the second.  denied: creating was refused. */
static int create_or_open_once(const char *os_name, const mmf_os_wish *wish,
                               mmf_os_section *section, int *how, bool *denied)
{
    static const char operation[] = "mmf_create_or_open";
    int rc = MMF_EEXIST;

    *how = MMF_CREATED;
    *denied = false;
    if (wish->access != MMF_OS_WRITE)
        rc = mmf_check_os(operation,
                          mmf_os_section_create(os_name, wish, section));
    if (rc != MMF_EEXIST && rc != MMF_EACCES)
        return rc;
    *how = MMF_OPENED;
    *denied = rc == MMF_EACCES;
    return mmf_check_os(operation, mmf_os_section_open(os_name, wish, section));
}

static int create_or_open(const char *os_name, const mmf_os_wish *wish,
                          mmf_os_section *section, int *how)
{
    const int64_t start = mmf_os_clock_ms();
    int denials = 0;

    for (;;) {
        bool denied;
        const int rc =
            create_or_open_once(os_name, wish, section, how, &denied);

        if (rc != MMF_ENOENT || wish->access == MMF_OS_WRITE)
            return rc;
        /* Refused, yet not there: once, that is a map that went away in
         * between; twice, the system does not want it made. */
        denials += denied;
        if (denials == 2)
            return mmf_fail(MMF_EACCES, "mmf_create_or_open", "denied");
        if (mmf_os_clock_ms() - start >= wish->wait_ms)
            return mmf_fail(MMF_EBUSY, "mmf_create_or_open", "busy");
        mmf_os_pause(RETRY_PAUSE_US);
    }
}

int mmf_create_or_open(const char *name, int64_t capacity,
                       const mmf_options *options, mmf_map **out, int *how)
{
    static const char operation[] = "mmf_create_or_open";
    mmf_os_wish wish = {0};
    mmf_map *map = NULL;
    int happened = 0;
    int rc;

    if (how != NULL)
        *how = 0;
    if (out != NULL)
        *out = NULL;
    if (out == NULL || name == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        out == NULL ? "out" : "name");
    rc = mmf_map_begin(operation, name, &map);
    if (rc != MMF_OK)
        return rc;
    rc = read_wish(operation, capacity, options, &wish);
    if (rc == MMF_OK) {
        rc = create_or_open(map->os_name, &wish, &map->section, &happened);
        rc = mmf_explain_name(rc, name, map->os_name, &wish);
    }
    if (rc == MMF_OK && how != NULL)
        *how = happened;
    return mmf_map_end(rc, map, wish.access, out);
}

int mmf_open_existing(const char *name, uint32_t rights,
                      const mmf_options *options, mmf_map **out)
{
    static const char operation[] = "mmf_open_existing";
    mmf_os_wish wish = {0};
    mmf_map *map = NULL;
    int rc;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || name == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        out == NULL ? "out" : "name");
    rc = mmf_map_begin(operation, name, &map);
    if (rc != MMF_OK)
        return rc;
    rc = read_rights(operation, rights, options, &wish);
    if (rc == MMF_OK) {
        rc = mmf_check_os(
            operation, mmf_os_section_open(map->os_name, &wish, &map->section));
        rc = mmf_explain_name(rc, name, map->os_name, &wish);
    }
    return mmf_map_end(rc, map, rights, out);
}

/* Adopts into a map, whose name only the system knows. */
static int adopt_into(mmf_map *map, intptr_t handle, const mmf_os_wish *wish)
{
    static const char operation[] = "mmf_map_adopt";
    int rc;

    map->os_name = malloc(ADOPTED_NAME_ROOM);
    if (map->os_name == NULL)
        return mmf_fail(MMF_ENOMEM, operation, "no memory for the name");
    rc = mmf_check_os(operation,
                      mmf_os_section_adopt(handle, wish, &map->section,
                                           map->os_name, ADOPTED_NAME_ROOM));
    if (rc == MMF_EINVAL || rc == MMF_ETYPE)
        mmf_explain("handle %lld is no map that this process inherited",
                    (long long)handle);
    if (rc == MMF_OK && map->os_name[0] == '\0') {
        free(map->os_name);
        map->os_name = NULL;
    }
    return rc;
}

int mmf_map_adopt(intptr_t handle, uint32_t rights, const mmf_options *options,
                  mmf_map **out)
{
    static const char operation[] = "mmf_map_adopt";
    mmf_os_wish wish = {0};
    mmf_map *map = NULL;
    int rc;

    if (out == NULL)
        return mmf_fail(MMF_EINVAL, operation, "out is NULL");
    *out = NULL;
    rc = mmf_map_begin(operation, NULL, &map);
    if (rc != MMF_OK)
        return rc;
    rc = read_rights(operation, rights, options, &wish);
    if (rc == MMF_OK && handle == MMF_OS_NONE)
        rc = mmf_fail(MMF_EINVAL, operation, "handle -1 is none");
    if (rc == MMF_OK)
        rc = adopt_into(map, handle, &wish);
    return mmf_map_end(rc, map, rights, out);
}

int mmf_map_after_fork(mmf_map *map)
{
    static const char operation[] = "mmf_map_after_fork";

    if (map == NULL)
        return mmf_fail(MMF_EINVAL, operation, "map is NULL");
    return mmf_check_os(operation,
                        mmf_os_section_renew(map->os_name, &map->section));
}

void mmf_map_close(mmf_map *map)
{
    if (map == NULL)
        return;
    mmf_os_section_close(map->os_name, &map->section);
    if (map->file.handle != MMF_OS_NONE)
        mmf_os_file_close(&map->file);
    free(map->os_name);
    free(map);
}

int64_t mmf_map_size(const mmf_map *map)
{
    return map == NULL ? -1 : map->section.size;
}

intptr_t mmf_map_handle(const mmf_map *map)
{
    if (map == NULL)
        return MMF_OS_NONE;
    return map->section.legacy != MMF_OS_NONE ? map->section.legacy
                                              : map->section.handle;
}
