/* SPDX-License-Identifier: MIT */
/*
 * Who may use a map: what callers ask for, checked, and handed to the system.
 * Not here: how a system protects (src/os.h), and what a refusal means
 * (explain.c).
 */
#include "security.h"
#include "explain.h"
#include "map.h"
#include "mmf/text.h"
#include "sized.h"
#include "status.h"
#include "utf.h"
#include <string.h>

#define MODE_BITS ((uint32_t)0777)

/* POSIX: "leave it as it is", and so no user and no group. */
#define NOBODY_AT_ALL UINT32_MAX

static const uint32_t numbers = MMF_OS_ACCESS | MMF_OS_OWNER | MMF_OS_GROUP;

int mmf_mode_check(const char *operation, uint32_t mode)
{
    if ((mode & ~MODE_BITS) == 0)
        return MMF_OK;
    return mmf_fail(MMF_EINVAL, operation,
                    "mode 0%lo has more than permission bits",
                    (unsigned long)mode);
}

/* A number that nobody looks at is a protection that is not there. */
static int check_parts(const char *operation, const mmf_security *given)
{
    const uint32_t said = (given->mode != 0 ? MMF_OS_ACCESS : 0U) |
                          (given->owner != 0 ? MMF_OS_OWNER : 0U) |
                          (given->group != 0 ? MMF_OS_GROUP : 0U);

    if ((given->parts & ~numbers) != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "parts 0x%lX has more than ACCESS, OWNER and GROUP",
                        (unsigned long)given->parts);
    if ((said & ~given->parts) != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "mode 0%lo, owner %lu, group %lu: parts 0x%lX does not "
                        "tell of them all",
                        (unsigned long)given->mode, (unsigned long)given->owner,
                        (unsigned long)given->group,
                        (unsigned long)given->parts);
    return MMF_OK;
}

static int check_numbers(const char *operation, const mmf_security *given)
{
    if (given->reserved != 0)
        return mmf_fail(MMF_EINVAL, operation, "reserved is not 0");
    if (given->owner == NOBODY_AT_ALL || given->group == NOBODY_AT_ALL)
        return mmf_fail(MMF_EINVAL, operation, "%s %lu is nobody",
                        given->owner == NOBODY_AT_ALL ? "owner" : "group",
                        (unsigned long)NOBODY_AT_ALL);
    return mmf_mode_check(operation, given->mode);
}

static int check_text(const char *operation, const char *sddl)
{
    mmf_utf_result seen = {0, 0};

    if (sddl == NULL ||
        mmf_utf8_units(sddl, strlen(sddl), MMF_TEXT_LOSSLESS, &seen) == MMF_OK)
        return MMF_OK;
    return mmf_fail(MMF_EINVAL, operation,
                    "sddl is not UTF-8: byte %llu is 0x%02X",
                    (unsigned long long)seen.used,
                    (unsigned)(unsigned char)sddl[seen.used]);
}

static int check_kind(const char *operation, const mmf_security *given)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    if (caps.descriptors && given->parts != 0)
        return mmf_fail(MMF_ENOTSUP, operation,
                        "mode, owner and group are not for this system: sddl "
                        "protects a map here");
    if (!caps.descriptors && given->sddl != NULL)
        return mmf_fail(MMF_ENOTSUP, operation,
                        "sddl is not for this system: mode, owner and group "
                        "protect a map here");
    return MMF_OK;
}

int mmf_security_read(const char *operation, const mmf_security *given,
                      mmf_os_protection *out)
{
    int rc = mmf_sized_check(operation, "security", given, sizeof *given);

    if (rc == MMF_OK)
        rc = check_parts(operation, given);
    if (rc == MMF_OK)
        rc = check_numbers(operation, given);
    if (rc == MMF_OK)
        rc = check_text(operation, given->sddl);
    if (rc == MMF_OK)
        rc = check_kind(operation, given);
    if (rc != MMF_OK)
        return rc;
    out->parts = given->parts;
    out->mode = given->mode;
    out->owner = given->owner;
    out->group = given->group;
    out->sddl = given->sddl;
    return MMF_OK;
}

int mmf_security_set(const mmf_map *map, const mmf_security *security)
{
    static const char operation[] = "mmf_security_set";
    mmf_os_protection to = {0};
    int rc;

    if (map == NULL || security == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        map == NULL ? "map" : "security");
    rc = mmf_security_read(operation, security, &to);
    if (rc != MMF_OK)
        return rc;
    if (to.parts == 0 && to.sddl == NULL)
        return mmf_fail(MMF_EINVAL, operation, "nothing is asked");
    return mmf_explain_protection(
        mmf_check_os(operation, mmf_os_protect(&map->section, &to)),
        &map->section, &to);
}

int mmf_security_get(const mmf_map *map, mmf_security *out)
{
    static const char operation[] = "mmf_security_get";
    mmf_os_protection now = {0};
    mmf_os_caps caps;
    int rc;

    if (map == NULL || out == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        map == NULL ? "map" : "out");
    rc = mmf_sized_check(operation, "out", out, sizeof *out);
    if (rc != MMF_OK)
        return rc;
    mmf_sized_clear(out, sizeof *out);
    mmf_os_query_caps(&caps);
    if (caps.descriptors)
        return mmf_fail(MMF_ENOTSUP, operation,
                        "this system has no mode: ask mmf_security_sddl()");
    rc = mmf_check_os(operation, mmf_os_protection_read(&map->section, &now));
    if (rc != MMF_OK)
        return rc;
    out->parts = numbers;
    out->mode = now.mode;
    out->owner = now.owner;
    out->group = now.group;
    return MMF_OK;
}

static int check_question(const char *operation, const mmf_map *map,
                          uint32_t parts, const char *buffer, size_t room)
{
    mmf_os_caps caps;

    if (map == NULL || (buffer == NULL && room != 0))
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        map == NULL ? "map" : "buffer");
    if (parts == 0 || (parts & ~(uint32_t)MMF_SECURITY_ALL) != 0)
        return mmf_fail(MMF_EINVAL, operation, "parts 0x%lX: %s",
                        (unsigned long)parts,
                        parts == 0 ? "nothing is asked" : "unknown bits");
    mmf_os_query_caps(&caps);
    if (!caps.descriptors)
        return mmf_fail(MMF_ENOTSUP, operation,
                        "this system has no descriptors: ask "
                        "mmf_security_get()");
    return MMF_OK;
}

int mmf_security_sddl(const mmf_map *map, uint32_t parts, char *buffer,
                      size_t room, size_t *needed)
{
    static const char operation[] = "mmf_security_sddl";
    const mmf_os_protection asked = {.parts = parts};
    size_t length = 0;
    int rc;

    if (needed != NULL)
        *needed = 0;
    rc = check_question(operation, map, parts, buffer, room);
    if (rc != MMF_OK)
        return rc;
    rc = mmf_explain_protection(
        mmf_check_os(operation, mmf_os_protection_text(&map->section, parts,
                                                       buffer, room, &length)),
        &map->section, &asked);
    if (rc != MMF_OK)
        return rc;
    if (needed != NULL)
        *needed = length;
    if (length < room)
        return MMF_OK;
    return mmf_fail(MMF_ETOOBIG, operation,
                    "the text takes %llu bytes and a NUL, room is %llu",
                    (unsigned long long)length, (unsigned long long)room);
}
