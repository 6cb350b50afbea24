/* SPDX-License-Identifier: MIT */
/*
 * mmf doctor: what bears upon shared memory here, and what to do about it.  What
 * only one system has is looked at by examine_posix.c and examine_win32.c.
 */
#include "command.h"
#include "examine.h"
#include "fail.h"
#include "json.h"
#include "names.h"
#include "out.h"
#include "system.h"
#include <mmf/mmf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool as_json;
static bool found_fault;

static const struct {
    const char *word;
    enum out_style style;
} looks[] = {
    {"ok", STYLE_GOOD},
    {"note", STYLE_WARNING},
    {"fault", STYLE_BAD},
};

static void show_json(enum finding finding, const char *topic, const char *seen,
                      const char *advice)
{
    json_open('{');
    json_field("finding", looks[finding].word);
    json_field("topic", topic);
    json_field("seen", seen);
    json_key("advice");
    if (advice[0] == '\0')
        json_null();
    else
        json_string(advice);
    json_close('}');
}

static void tell(enum finding finding, const char *topic, const char *seen,
                 const char *advice)
{
    found_fault = found_fault || finding == FINDING_BAD;
    if (as_json) {
        show_json(finding, topic, seen, advice);
        return;
    }
    out_set_style(looks[finding].style);
    out_print("%-5s", looks[finding].word);
    out_set_style(STYLE_PLAIN);
    out_print("  %-15s ", topic);
    out_line(seen);
    out_print("\n");
    if (advice[0] != '\0') {
        out_print("       -> ");
        out_line(advice);
        out_print("\n");
    }
}

static void tell_detail(const char *topic, const char *what, const char *advice)
{
    char seen[512];

    (void)snprintf(seen, sizeof seen, "%s: %s", what, fail_words());
    tell(FINDING_BAD, topic, seen, advice);
}

/* Whether a map works, from its creation to the end of its name. */
static void examine_map(void)
{
    mmf_name_info info = {0};
    mmf_map *map;
    char name[64];

    (void)snprintf(name, sizeof name, "mmf-doctor-%lu", system_process());
    if (mmf_create_new(name, 8096, NULL, &map) != MMF_OK) {
        tell_detail("maps", "no map can be made",
                    "see the other findings for the reason");
        return;
    }
    if (mmf_name_stat(name, &info) != MMF_OK) {
        tell_detail("maps", "a map that was made cannot be seen",
                    "look for what removes objects of shared memory, and see "
                    "the other findings");
        mmf_map_close(map);
        return;
    }
    mmf_map_close(map);
    tell(FINDING_GOOD, "maps", "a map can be made and found by its name", "");
    if (mmf_name_stat(name, &info) == MMF_ENOENT) {
        tell(FINDING_GOOD, "life", "its name has gone with it", "");
        return;
    }
    (void)mmf_remove(name);
    tell(FINDING_NOTE, "life",
         "names stay when their maps are closed: this system has no means to "
         "end them",
         "remove names by \"mmf rm\" when they are done with");
}

static void examine_stale(void)
{
    size_t stale = 0;
    char seen[128];
    names all;

    if (names_gather(&all) != MMF_OK) {
        tell(FINDING_NOTE, "stale maps", "this system does not list maps", "");
        names_free(&all);
        return;
    }
    for (size_t i = 0; i < all.count; i++)
        if (all.rows[i].status == MMF_OK &&
            (all.rows[i].info.flags & MMF_NAME_STALE) != 0)
            stale++;
    names_free(&all);
    (void)snprintf(seen, sizeof seen,
                   stale == 1 ? "%llu map whose processes have died"
                              : "%llu maps whose processes have died",
                   (unsigned long long)stale);
    if (stale == 0)
        tell(FINDING_GOOD, "stale maps", "there are none", "");
    else
        tell(FINDING_NOTE, "stale maps", seen,
             "they hold memory until \"mmf rm --stale\", or until their name "
             "is asked for");
}

/* .NET takes the lock that makes it a holder, unless it is told not to. */
static void examine_dotnet(void)
{
    const char *off = getenv("DOTNET_SYSTEM_IO_DISABLEFILELOCKING");

    if (off == NULL || (strcmp(off, "1") != 0 && strcmp(off, "true") != 0))
        return;
    tell(FINDING_BAD, ".NET locks",
         "DOTNET_SYSTEM_IO_DISABLEFILELOCKING is set: .NET programs do not "
         "count as holders of a map",
         "unset it for programs that share maps");
}

int command_doctor(const request *given)
{
    as_json = given->given[OPTION_JSON];
    if (as_json)
        json_open('[');
    examine_system(tell);
    examine_map();
    examine_stale();
    examine_dotnet();
    if (as_json) {
        json_close(']');
        json_end();
    }
    return found_fault ? EXIT_NO : EXIT_DONE;
}
