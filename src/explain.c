/* SPDX-License-Identifier: MIT */
/*
 * Hints for people: what a status means for a name or a file, with the numbers
 * that the system knows.  Which status it is was decided before.
 */
#include "explain.h"
#include "mmf/map.h"
#include "status.h"
#include <string.h>

/* Whether a text in SDDL has a section such as "S:".  What stands between
 * parentheses is something else, and may have colons. */
static bool has_section(const char *sddl, char section)
{
    int depth = 0;

    if (sddl == NULL)
        return false;
    for (const char *at = sddl; *at != '\0'; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0 && at[0] == section && at[1] == ':')
            return true;
    }
    return false;
}

/* Whether a text's "S:" is nothing but an integrity label, which is another
 * matter than what is logged. */
static bool has_label_alone(const char *sddl)
{
    return has_section(sddl, 'S') && strstr(sddl, "(ML;") != NULL &&
           strstr(sddl, "(AU;") == NULL;
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

/* What a new map with such a protection takes, or NULL. */
static const char *privilege_for(const char *name, const mmf_os_protection *to)
{
    if (has_label_alone(to->sddl))
        return "a label in sddl above one's own integrity needs "
               "SeRelabelPrivilege";
    if (has_section(to->sddl, 'S'))
        return "S: in sddl needs SeSecurityPrivilege";
    if (has_section(to->sddl, 'O'))
        return "another owner than oneself in sddl needs SeRestorePrivilege";
    if (strncmp(name, "Global\\", 7) == 0)
        return "creating a Global\\ name needs SeCreateGlobalPrivilege";
    if ((to->parts & MMF_OS_OWNER) != 0)
        return "another owner than oneself needs CAP_CHOWN";
    if ((to->parts & MMF_OS_GROUP) != 0)
        return "a group that one is not in needs CAP_CHOWN";
    return NULL;
}

static const char *privilege_of(const char *name, const mmf_os_wish *asked)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    if (asked == NULL)
        return NULL;
    if (asked->size > 0)
        return privilege_for(name, &asked->protection);
    return caps.descriptors &&
                   (asked->access & MMF_RIGHTS_ACCESS_SYSTEM_SECURITY) != 0
               ? "MMF_RIGHTS_ACCESS_SYSTEM_SECURITY needs SeSecurityPrivilege"
               : NULL;
}

static void explain_refusal(const char *name, const char *os_name,
                            const mmf_os_wish *asked)
{
    const char *privilege = privilege_of(name, asked);
    int64_t owner = 0;

    if (privilege != NULL)
        mmf_explain("the system denies access to \"%.80s\"; %s", name,
                    privilege);
    else if (os_name != NULL && mmf_os_name_owner(os_name, &owner) == 0)
        mmf_explain("the system denies access to \"%.80s\", which user %lld "
                    "owns",
                    name, (long long)owner);
    else
        mmf_explain("the system denies access to \"%.80s\"", name);
}

/* What the system cannot make sense of. */
static void explain_nonsense(const mmf_os_protection *asked)
{
    if (asked->sddl != NULL)
        mmf_explain("sddl \"%.120s\" is not well-formed, or names nobody whom "
                    "this system knows",
                    asked->sddl);
    else if ((asked->parts & (MMF_OS_OWNER | MMF_OS_GROUP)) != 0)
        mmf_explain("user %lu or group %lu is none that can be given here",
                    (unsigned long)asked->owner, (unsigned long)asked->group);
}

int mmf_explain_name(int status, const char *name, const char *os_name,
                     const mmf_os_wish *asked)
{
    const char *shown = name == NULL ? "(no name)" : name;
    const int64_t size = asked == NULL ? 0 : asked->size;

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
        mmf_explain(
            "\"%.80s\" was in transition, or an empty object, for longer "
            "than wait_ms",
            shown);
        break;
    case MMF_ENAME:
        mmf_explain(
            "name \"%.80s\": the system refuses it; a '\\' stands only in "
            "Local\\ and Global\\ at its start, with more behind it",
            shown);
        break;
    case MMF_EACCES:
        explain_refusal(shown, os_name, asked);
        break;
    case MMF_ENOTSUP:
        if (size > 0)
            mmf_explain("this machine has no shared memory for \"%.80s\"; on "
                        "Linux it is what is mounted at /dev/shm",
                        shown);
        break;
    case MMF_ENOSPC:
    case MMF_ENOMEM:
    case MMF_ETOOBIG:
        if (size > 0)
            explain_storage(name != NULL, size);
        break;
    case MMF_EINVAL:
        if (size > 0)
            explain_nonsense(&asked->protection);
        break;
    default:
        break;
    }
    return status;
}

/* Which right of an open map, and which privilege, a change takes. */
static const char *right_for(const mmf_os_protection *asked)
{
    if (has_label_alone(asked->sddl))
        return "a label needs MMF_RIGHTS_TAKE_OWNERSHIP, and one above one's "
               "own integrity SeRelabelPrivilege";
    if (has_section(asked->sddl, 'S'))
        return "S: needs MMF_RIGHTS_ACCESS_SYSTEM_SECURITY, and "
               "SeSecurityPrivilege to get it";
    if (has_section(asked->sddl, 'O') || has_section(asked->sddl, 'G'))
        return "O: and G: need MMF_RIGHTS_TAKE_OWNERSHIP, and another owner "
               "than oneself SeRestorePrivilege";
    if (asked->sddl != NULL)
        return "D: needs MMF_RIGHTS_CHANGE_PERMISSIONS";
    if ((asked->parts & MMF_OS_AUDIT) != 0)
        return "S: needs MMF_RIGHTS_ACCESS_SYSTEM_SECURITY, and "
               "SeSecurityPrivilege to get it";
    return "it needs MMF_RIGHTS_READ_PERMISSIONS";
}

static void explain_number(const mmf_os_section *section,
                           const mmf_os_protection *asked)
{
    mmf_os_protection now = {0};

    if (mmf_os_protection_read(section, &now) != 0)
        return;
    mmf_explain("only its owner, user %lu, may change a map; %s",
                (unsigned long)now.owner,
                (asked->parts & MMF_OS_OWNER) != 0
                    ? "another owner takes CAP_CHOWN"
                : (asked->parts & MMF_OS_GROUP) != 0
                    ? "a group that the owner is not in takes CAP_CHOWN"
                    : "others take CAP_FOWNER");
}

int mmf_explain_protection(int status, const mmf_os_section *section,
                           const mmf_os_protection *asked)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    if (status == MMF_EINVAL)
        explain_nonsense(asked);
    else if (status == MMF_EACCES && caps.descriptors)
        mmf_explain("the map was opened without the right for it: %s",
                    right_for(asked));
    else if (status == MMF_EACCES)
        explain_number(section, asked);
    return status;
}

/* What is there, or nothing, where a file was expected. */
static void explain_place(int status, const char *path)
{
    const size_t length = strlen(path);

    if (length > 0 && path[length - 1] == '/')
        mmf_explain("path \"%.120s\" ends in a slash, as that of a file does "
                    "not",
                    path);
    else if (status == MMF_ENOENT)
        mmf_explain("there is no file \"%.120s\", or not its folder", path);
    else
        mmf_explain("\"%.120s\" is a folder, a pipe, links that lead in a "
                    "circle, or else what cannot be mapped",
                    path);
}

int mmf_explain_file(int status, const char *path, int64_t asked)
{
    const char *shown = path == NULL ? "(a handle)" : path;

    switch (status) {
    case MMF_EEXIST:
        mmf_explain("file \"%.120s\" exists already", shown);
        break;
    case MMF_ENOENT:
    case MMF_ETYPE:
        explain_place(status, shown);
        break;
    case MMF_ENAME:
        mmf_explain("path \"%.120s\": the system takes no such path", shown);
        break;
    case MMF_EACCES:
        mmf_explain("the system denies this access to file \"%.120s\"", shown);
        break;
    case MMF_EBUSY:
        mmf_explain("file \"%.120s\" is in use by a program that does not "
                    "share it",
                    shown);
        break;
    case MMF_ENOSPC:
    case MMF_ETOOBIG:
        mmf_explain("file \"%.120s\" cannot have %lld bytes there", shown,
                    (long long)asked);
        break;
    default:
        break;
    }
    return status;
}
