/* SPDX-License-Identifier: MIT */
/*
 * mmf watch: each text of a server as it comes, through all its restarts.
 *
 * Nothing of the server's is held open, so that a watcher is in nobody's way
 * and leaves nothing when a signal ends it.
 */
#include "command.h"
#include "fail.h"
#include "json.h"
#include "out.h"
#include "system.h"
#include "texts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    FIRST_ROOM = MMF_TEXT_ROOM(4043), /* of most texts */
    FOR_EVER = -1,
    TIME_ROOM = 40
};

typedef struct watching {
    const request *given;
    mmf_text_watcher watcher;
    mmf_text_result found;
    char *text;
    size_t room;
    int32_t wait_ms;
} watching;

static const char *const events[] = {"nothing", "appeared", "changed", "gone"};

/* Of the day for people, of the world for programs. */
static const char *time_now(bool for_programs, char *buffer)
{
    const int64_t now = system_now_ms();
    const time_t seconds = (time_t)(now / 1000);
    const struct tm *parts =
        for_programs ? gmtime(&seconds) : localtime(&seconds);
    char whole[TIME_ROOM - 8] = "";

    if (parts != NULL)
        (void)strftime(whole, sizeof whole,
                       for_programs ? "%Y-%m-%dT%H:%M:%S" : "%H:%M:%S", parts);
    (void)snprintf(buffer, TIME_ROOM, "%s.%03d%s", whole, (int)(now % 1000),
                   for_programs ? "Z" : "");
    return buffer;
}

static void tell_json(const watching *of, int status)
{
    char buffer[TIME_ROOM];

    json_open('{');
    json_field("time", time_now(true, buffer));
    json_field("event", events[of->watcher.event]);
    if (status != MMF_OK)
        json_field("error", mmf_status_name(status));
    if (of->watcher.event != MMF_TEXT_GONE)
        texts_json_fields(&of->found, of->text);
    json_close('}');
    json_end();
}

static void tell(const watching *of)
{
    const bool gone = of->watcher.event == MMF_TEXT_GONE;
    char buffer[TIME_ROOM];

    out_print("%s  ", time_now(false, buffer));
    out_set_style(gone                                     ? STYLE_WARNING
                  : of->watcher.event == MMF_TEXT_APPEARED ? STYLE_GOOD
                                                           : STYLE_PLAIN);
    out_print(gone ? "%s" : "%-8s", events[of->watcher.event]);
    out_set_style(STYLE_PLAIN);
    if (!gone) {
        out_print("  %-9s  %4lld  ", texts_guarantee(&of->found),
                  (long long)of->found.count);
        out_line_bytes(of->text, (size_t)of->found.length);
    }
    out_print("\n");
}

/* What the next text may make good. */
static bool is_passing(int status)
{
    return status == MMF_ETRUNCATED || status == MMF_ECORRUPT ||
           status == MMF_EABANDONED || status == MMF_EBUSY;
}

/* The next event.  A text that is longer than all before is asked for again. */
static int next(watching *of)
{
    static const mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS,
                                         .flags = MMF_TEXT_BEST_EFFORT};

    for (;;) {
        const mmf_text_watcher before = of->watcher;
        const int rc =
            mmf_text_watch(&of->watcher, request_name(of->given), NULL, &how,
                           of->wait_ms, of->text, of->room, &of->found);
        char *larger;

        if (rc != MMF_ETOOBIG || (size_t)of->found.length < of->room)
            return rc;
        larger = realloc(of->text, (size_t)of->found.length + 1);
        if (larger == NULL)
            return rc;
        of->text = larger;
        of->room = (size_t)of->found.length + 1;
        of->watcher = before;
    }
}

/* Whether there was an event to tell of; status gets what ends the program. */
static bool take(watching *of, int *status)
{
    const int rc = next(of);

    if (rc != MMF_OK && !is_passing(rc)) {
        *status = fail_library();
        return false;
    }
    if (rc != MMF_OK)
        (void)fail_library(); /* and go on */
    if (of->given->given[OPTION_JSON])
        tell_json(of, rc);
    else
        tell(of);
    return true;
}

int command_watch(const request *given)
{
    const int64_t most = request_number(given, OPTION_COUNT, INT64_MAX);
    watching of = {.given = given};
    int status = EXIT_DONE;

    of.wait_ms = (int32_t)request_number(given, OPTION_WAIT, FOR_EVER);
    if (given->given[OPTION_ANY_OWNER])
        of.watcher.flags = MMF_ANY_OWNER;
    of.room = FIRST_ROOM;
    of.text = malloc(of.room);
    if (of.text == NULL)
        return fail_with(EXIT_FAILED, "out of memory");
    for (int64_t told = 0; told < most && out_flush(); told++)
        if (!take(&of, &status))
            break;
    free(of.text);
    return status;
}
