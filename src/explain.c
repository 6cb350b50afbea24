/* SPDX-License-Identifier: MIT */
/*
 * Hints for people: what a status means for a name, with the numbers that the
 * system knows.  Which status it is was decided before.
 */
#include "explain.h"
#include "os.h"
#include "status.h"
#include <string.h>

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
    else if (os_name != NULL && mmf_os_name_owner(os_name, &owner) == 0)
        mmf_explain("the system denies access to \"%.80s\", which user %lld "
                    "owns",
                    name, (long long)owner);
    else
        mmf_explain("the system denies access to \"%.80s\"", name);
}

int mmf_explain_name(int status, const char *name, const char *os_name,
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
        if (asked > 0)
            mmf_explain("this machine has no shared memory for \"%.80s\"; on "
                        "Linux it is what is mounted at /dev/shm",
                        shown);
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
