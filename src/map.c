/* SPDX-License-Identifier: MIT */
/*
 * Maps: what their creators and openers ask for, checked, and handed to the
 * system.  Not here: names (name.c), views (view.c), life time (the backend).
 */
#include "map.h"
#include "mmf/status.h"
#include "name.h"
#include "sized.h"
#include "status.h"
#include <stdlib.h>
#include <string.h>

enum {
    DEFAULT_WAIT_MS = 5000,
    RETRY_PAUSE_US = 500
};

static const uint32_t known_flags = MMF_DELAY_ALLOCATE_PAGES;
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

/* Takes options apart; out gets the defaults for NULL. */
static int read_options(const char *operation, const mmf_options *options,
                        mmf_options *out)
{
    memset(out, 0, sizeof *out);
    if (options != NULL) {
        if (!mmf_sized_is_known(options, sizeof *options))
            return mmf_fail(MMF_EINVAL, operation,
                            "options of %u bytes ask for what this version "
                            "does not know",
                            (unsigned)options->size);
        *out = *options;
    }
    if (out->wait_ms < -1)
        return mmf_fail(MMF_EINVAL, operation, "wait_ms %ld is below -1",
                        (long)out->wait_ms);
    out->wait_ms = out->wait_ms == 0    ? DEFAULT_WAIT_MS
                   : out->wait_ms == -1 ? 0
                                        : out->wait_ms;
    return MMF_OK;
}

/* What creating and creating-or-opening ask alike, in .NET's order. */
static int read_wish(const char *operation, int64_t capacity,
                     const mmf_options *options, mmf_os_wish *out)
{
    mmf_options known;
    mmf_os_caps caps;
    int rc;

    mmf_os_query_caps(&caps);
    if (capacity <= 0)
        return mmf_fail(MMF_ERANGE, operation,
                        "capacity %lld: a map has at least 1 byte",
                        (long long)capacity);
    rc = read_options(operation, options, &known);
    if (rc != MMF_OK)
        return rc;
    if (mmf_access_bits(known.access) == 0)
        return mmf_fail(MMF_EINVAL, operation, "access %lu is no mmf_access",
                        (unsigned long)known.access);
    if ((known.flags & ~known_flags) != 0)
        return mmf_fail(MMF_EINVAL, operation, "flags 0x%lX has unknown bits",
                        (unsigned long)known.flags);
    if (capacity > caps.section_max)
        return mmf_fail(MMF_ETOOBIG, operation,
                        "capacity %lld: this system ends at %lld",
                        (long long)capacity, (long long)caps.section_max);
    out->size = capacity;
    out->access = mmf_access_bits(known.access);
    out->sparse = (known.flags & MMF_DELAY_ALLOCATE_PAGES) != 0;
    out->wait_ms = known.wait_ms;
    return MMF_OK;
}

/* Adds to a failed creation how much the system has. */
static void explain_storage(bool named, int64_t asked)
{
    int64_t total = 0;
    int64_t available = 0;

    if (mmf_os_storage(named, &total, &available) == 0)
        mmf_explain("%lld bytes asked; shared memory has room for %lld, %lld "
                    "of them free",
                    (long long)asked, (long long)total, (long long)available);
}

static void explain_refusal(const char *name, const char *os_name,
                            int64_t asked)
{
    int64_t owner = 0;

    if (asked > 0 && strncmp(name, "Global\\", 7) == 0)
        mmf_explain(
            "the system denies access to \"%.80s\"; creating a Global\\ "
            "name needs SeCreateGlobalPrivilege",
            name);
    else if (os_name != NULL && mmf_os_section_owner(os_name, &owner) == 0)
        mmf_explain("the system denies access to \"%.80s\", which user %lld "
                    "owns",
                    name, (long long)owner);
    else
        mmf_explain("the system denies access to \"%.80s\"", name);
}

/* Says in the hint what a status means for this name.  asked: the capacity, or
 * 0 for opening. */
static int explain(int status, const char *name, const char *os_name,
                   int64_t asked)
{
    const char *shown = name == NULL ? "(no name)" : name;

    switch (status) {
    case MMF_EEXIST:
        mmf_explain("a map named \"%.80s\" exists already", shown);
        break;
    case MMF_ENOENT:
        mmf_explain("there is no map named \"%.80s\"", shown);
        break;
    case MMF_ETYPE:
        mmf_explain("\"%.80s\" is another kind of object", shown);
        break;
    case MMF_EBUSY:
        mmf_explain("\"%.80s\" was busy for longer than wait_ms", shown);
        break;
    case MMF_EACCES:
        explain_refusal(shown, os_name, asked);
        break;
    case MMF_ENOSPC:
    case MMF_ENOMEM:
    case MMF_ETOOBIG:
        if (asked > 0)
            explain_storage(name != NULL, asked);
        break;
    default:
        break;
    }
    return status;
}

/* Makes the handle that the user gets.  Takes os_name with it on success. */
static int wrap(const char *operation, const mmf_os_section *section,
                uint32_t rights, char *os_name, mmf_map **out)
{
    mmf_map *map = malloc(sizeof *map);

    if (map == NULL) {
        mmf_os_section_close(os_name, section);
        return mmf_fail(MMF_ENOMEM, operation, "no memory for the map");
    }
    map->section = *section;
    map->rights = rights;
    map->os_name = os_name;
    *out = map;
    return MMF_OK;
}

int mmf_create_new(const char *name, int64_t capacity,
                   const mmf_options *options, mmf_map **out)
{
    static const char operation[] = "mmf_create_new";
    mmf_os_section section;
    mmf_os_wish wish;
    char *os_name = NULL;
    int rc;

    if (out == NULL)
        return mmf_fail(MMF_EINVAL, operation, "out is NULL");
    *out = NULL;
    rc = name == NULL ? MMF_OK : mmf_name_to_os(operation, name, &os_name);
    if (rc == MMF_OK)
        rc = read_wish(operation, capacity, options, &wish);
    if (rc == MMF_OK && wish.access == MMF_OS_WRITE)
        rc = mmf_fail(MMF_EINVAL, operation,
                      "access MMF_ACCESS_WRITE is for views, not for maps");
    if (rc == MMF_OK) {
        rc = mmf_check_os(operation,
                          mmf_os_section_create(os_name, &wish, &section));
        rc = explain(rc, name, os_name, capacity);
    }
    if (rc == MMF_OK)
        rc = wrap(operation, &section, wish.access, os_name, out);
    if (rc != MMF_OK)
        free(os_name);
    return rc;
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
    return mmf_check_os(operation, mmf_os_section_open(os_name, wish->access,
                                                       wish->wait_ms, section));
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
    mmf_os_section section;
    mmf_os_wish wish;
    char *os_name = NULL;
    int happened = 0;
    int rc;

    if (how != NULL)
        *how = 0;
    if (out != NULL)
        *out = NULL;
    if (out == NULL || name == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        out == NULL ? "out" : "name");
    rc = mmf_name_to_os(operation, name, &os_name);
    if (rc == MMF_OK)
        rc = read_wish(operation, capacity, options, &wish);
    if (rc == MMF_OK)
        rc = explain(create_or_open(os_name, &wish, &section, &happened), name,
                     os_name, capacity);
    if (rc == MMF_OK)
        rc = wrap(operation, &section, wish.access, os_name, out);
    if (rc != MMF_OK) {
        free(os_name);
        return rc;
    }
    if (how != NULL)
        *how = happened;
    return MMF_OK;
}

static int check_rights(const char *operation, uint32_t rights,
                        const mmf_options *options)
{
    if (rights == 0 || (rights & ~known_rights) != 0)
        return mmf_fail(MMF_EINVAL, operation, "rights 0x%lX: %s",
                        (unsigned long)rights,
                        rights == 0 ? "nothing is asked" : "unknown bits");
    if (options->access != 0 || options->flags != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "access %lu and flags 0x%lX are for creating; rights "
                        "say what to open",
                        (unsigned long)options->access,
                        (unsigned long)options->flags);
    return MMF_OK;
}

int mmf_open_existing(const char *name, uint32_t rights,
                      const mmf_options *options, mmf_map **out)
{
    static const char operation[] = "mmf_open_existing";
    mmf_os_section section;
    mmf_options known;
    char *os_name = NULL;
    int rc;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || name == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        out == NULL ? "out" : "name");
    rc = mmf_name_to_os(operation, name, &os_name);
    if (rc == MMF_OK)
        rc = read_options(operation, options, &known);
    if (rc == MMF_OK)
        rc = check_rights(operation, rights, &known);
    if (rc == MMF_OK) {
        rc = mmf_check_os(
            operation,
            mmf_os_section_open(os_name, rights, known.wait_ms, &section));
        rc = explain(rc, name, os_name, 0);
    }
    if (rc == MMF_OK)
        rc = wrap(operation, &section, rights, os_name, out);
    if (rc != MMF_OK)
        free(os_name);
    return rc;
}

void mmf_map_close(mmf_map *map)
{
    if (map == NULL)
        return;
    mmf_os_section_close(map->os_name, &map->section);
    free(map->os_name);
    free(map);
}

int64_t mmf_map_size(const mmf_map *map)
{
    return map == NULL ? -1 : map->section.size;
}

intptr_t mmf_map_handle(const mmf_map *map)
{
    return map == NULL ? MMF_OS_NONE : map->section.handle;
}
