/* SPDX-License-Identifier: MIT */
/*
 * Names: which are allowed, and what they become.  What differs between systems
 * comes as caps; not here: what a name does (os.h) and how it is encoded for
 * Windows (src/win32).
 */
#include "name.h"
#include "explain.h"
#include "mmf/name.h"
#include "mmf/text.h"
#include "os.h"
#include "sized.h"
#include "status.h"
#include "utf.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOK_WAIT_MS = 5000
};

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
                        "name \"%.40s...\" has %llu bytes, this system "
                        "allows %u",
                        plain, (unsigned long long)strlen(plain),
                        (unsigned)caps->name_max);
    return MMF_OK;
}

static int check_encoding(const char *operation, const char *name)
{
    mmf_utf_result seen = {0, 0};

    if (mmf_utf8_units(name, strlen(name), MMF_TEXT_LOSSLESS, &seen) == MMF_OK)
        return MMF_OK;
    return mmf_fail(MMF_ENAME, operation,
                    "name is not UTF-8: byte %llu is 0x%02X",
                    (unsigned long long)seen.used,
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
                      "the name takes %llu bytes and a NUL, room is %llu",
                      (unsigned long long)length, (unsigned long long)room);
    free(os_name);
    return rc;
}

static void report(const mmf_os_facts *facts, mmf_name_info *out)
{
    out->flags = (facts->managed ? MMF_NAME_MANAGED : 0U) |
                 (facts->stale ? MMF_NAME_STALE : 0U);
    out->bytes = facts->size;
    out->owner = facts->owner;
    out->holders = facts->holders;
    out->mode = facts->mode;
}

int mmf_name_stat(const char *name, mmf_name_info *out)
{
    static const char operation[] = "mmf_name_stat";
    mmf_os_facts facts;
    char *os_name = NULL;
    int rc;

    if (name == NULL || out == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        name == NULL ? "name" : "out");
    rc = mmf_sized_check(operation, "out", out, sizeof *out);
    if (rc != MMF_OK)
        return rc;
    mmf_sized_clear(out, sizeof *out);
    rc = mmf_name_to_os(operation, name, &os_name);
    if (rc != MMF_OK)
        return rc;
    rc = mmf_explain_name(
        mmf_check_os(operation,
                     mmf_os_name_look(os_name, LOOK_WAIT_MS, &facts)),
        name, os_name, NULL);
    if (rc == MMF_OK)
        report(&facts, out);
    free(os_name);
    return rc;
}

int mmf_remove(const char *name)
{
    static const char operation[] = "mmf_remove";
    const mmf_os_wish wish = {.access = MMF_OS_READ | MMF_OS_WRITE,
                              .wait_ms = LOOK_WAIT_MS,
                              .strangers = true};
    mmf_os_caps caps;
    char *os_name = NULL;
    int rc;

    if (name == NULL)
        return mmf_fail(MMF_EINVAL, operation, "name is NULL");
    rc = mmf_name_to_os(operation, name, &os_name);
    if (rc != MMF_OK)
        return rc;
    mmf_os_query_caps(&caps);
    rc = !caps.persistence
             ? mmf_fail(MMF_ENOTSUP, operation,
                        "names end with their last handle on this system")
             : mmf_explain_name(
                   mmf_check_os(operation, mmf_os_name_remove(os_name, &wish)),
                   name, os_name, NULL);
    free(os_name);
    return rc;
}

typedef struct listing {
    mmf_list_visit visit;
    void *context;
} listing;

/* Names that no call would take are not shown. */
static bool show(void *context, const char *name)
{
    const listing *to = context;
    mmf_utf_result seen = {0, 0};

    return mmf_utf8_units(name, strlen(name), MMF_TEXT_LOSSLESS, &seen) !=
               MMF_OK ||
           to->visit(name, to->context) == 0;
}

int mmf_list(mmf_list_visit visit, void *context)
{
    static const char operation[] = "mmf_list";
    listing to = {visit, context};

    if (visit == NULL)
        return mmf_fail(MMF_EINVAL, operation, "visit is NULL");
    return mmf_check_os(operation, mmf_os_name_list(show, &to));
}
