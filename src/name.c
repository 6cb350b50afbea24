/* SPDX-License-Identifier: MIT */
/*
 * Names: which are allowed, and what they become.  What differs between systems
 * comes as caps; not here: what a name does (os.h) and how it is encoded for
 * Windows (win32/os_section.c).
 */
#include "name.h"
#include "mmf/map.h"
#include "mmf/text.h"
#include "os.h"
#include "status.h"
#include "utf.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Prefixes are told apart by case on Windows; so they are here. */
static const char *const prefixes[] = {"Local\\", "Global\\"};

static const char *skip_prefix(const char *name)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        const size_t length = strlen(prefixes[i]);

        if (strncmp(name, prefixes[i], length) == 0)
            return name + length;
    }
    return name;
}

static int refuse(const char *operation, const char *name, const char *rule)
{
    return mmf_fail(MMF_ENAME, operation, "name \"%.80s\": %s", name, rule);
}

/* The rules of systems on which a name is a file of one folder. */
static int check_flat(const char *operation, const char *name,
                      const char *plain, const mmf_os_caps *caps)
{
    if (plain[0] == '\0')
        return refuse(operation, name, "nothing follows the prefix");
    if (strchr(plain, '/') != NULL)
        return refuse(operation, name, "this system allows no '/' in it");
    if (strchr(plain, '\\') != NULL)
        return refuse(operation, name,
                      "this system allows a '\\' only in Local\\ and Global\\ "
                      "at its start");
    if (strcmp(plain, ".") == 0 || strcmp(plain, "..") == 0)
        return refuse(operation, name, "\".\" and \"..\" are folders");
    if (strlen(plain) > caps->name_max)
        return mmf_fail(MMF_ENAME, operation,
                        "name \"%.40s...\" has %zu bytes, this system allows "
                        "%u",
                        plain, strlen(plain), (unsigned)caps->name_max);
    return MMF_OK;
}

static int check_encoding(const char *operation, const char *name)
{
    mmf_utf_result seen = {0, 0};

    if (mmf_utf8_units(name, strlen(name), MMF_TEXT_LOSSLESS, &seen) == MMF_OK)
        return MMF_OK;
    return mmf_fail(MMF_ENAME, operation,
                    "name is not UTF-8: byte %zu is 0x%02X", seen.used,
                    (unsigned)(unsigned char)name[seen.used]);
}

int mmf_name_to_os(const char *operation, const char *name, char **out)
{
    const char *plain = name;
    mmf_os_caps caps;
    size_t length;
    int rc;

    mmf_os_query_caps(&caps);
    if (name[0] == '\0')
        return mmf_fail(MMF_ENAME, operation, "the name is empty");
    rc = check_encoding(operation, name);
    if (rc == MMF_OK && caps.flat_names) {
        plain = skip_prefix(name);
        rc = check_flat(operation, name, plain, &caps);
    }
    if (rc != MMF_OK)
        return rc;

    length = strlen(plain) + 1;
    *out = malloc(length + 1);
    if (*out == NULL)
        return mmf_fail(MMF_ENOMEM, operation, "no memory for the name");
    (*out)[0] = '/';
    memcpy(*out + (caps.flat_names ? 1 : 0), plain, length);
    return MMF_OK;
}

int mmf_name_resolve(const char *name, char *buffer, size_t room,
                     size_t *needed)
{
    char *os_name = NULL;
    size_t length;
    int rc;

    if (needed != NULL)
        *needed = 0;
    if (name == NULL || (buffer == NULL && room != 0))
        return mmf_fail(MMF_EINVAL, "mmf_name_resolve", "%s is NULL",
                        name == NULL ? "name" : "buffer");
    rc = mmf_name_to_os("mmf_name_resolve", name, &os_name);
    if (rc != MMF_OK)
        return rc;

    length = strlen(os_name);
    if (needed != NULL)
        *needed = length;
    if (length < room)
        memcpy(buffer, os_name, length + 1);
    else
        rc = mmf_fail(MMF_ETOOBIG, "mmf_name_resolve",
                      "the name takes %zu bytes and a NUL, room is %zu", length,
                      room);
    free(os_name);
    return rc;
}
