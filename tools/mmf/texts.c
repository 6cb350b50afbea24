/* SPDX-License-Identifier: MIT */
/*
 * Reads texts, see texts.h.
 */
#include "texts.h"
#include "json.h"
#include <stdlib.h>

enum {
    FIRST_ROOM = MMF_TEXT_ROOM(4043), /* of most texts */
    MOST_TRIES = 100 /* a text that grows faster than we read */
};

int texts_read(const mmf_view *view, char **text, mmf_text_result *found)
{
    /* Lossless, because .NET's strings may hold half a surrogate pair. */
    static const mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS,
                                         .flags = MMF_TEXT_BEST_EFFORT};
    size_t room = FIRST_ROOM;
    int rc = MMF_ETOOBIG;

    *text = NULL;
    for (int i = 0; rc == MMF_ETOOBIG && i < MOST_TRIES; i++) {
        char *larger = realloc(*text, room);

        if (larger == NULL)
            return rc;
        *text = larger;
        rc = mmf_text_read(view, NULL, &how, larger, room, found);
        room = (size_t)found->length + 1;
    }
    return rc;
}

static const char *const guarantees[] = {"unsettled", "settled", "verified"};
static const char *const reasons[] = {NULL, "not in use", "foreign write",
                                      "writer busy", "writer dead"};

const char *texts_guarantee(const mmf_text_result *found)
{
    return guarantees[found->guarantee];
}

void texts_json_fields(const mmf_text_result *found, const char *text)
{
    json_field_int("count", found->count);
    json_field_int("units", found->units);
    json_field("guarantee", texts_guarantee(found));
    json_key("reason");
    if (reasons[found->reason] == NULL)
        json_null();
    else
        json_string(reasons[found->reason]);
    json_key("text");
    json_text(text, (size_t)found->length);
}

void texts_json(const char *name, const mmf_text_result *found,
                const char *text)
{
    json_open('{');
    json_field("name", name);
    texts_json_fields(found, text);
    json_close('}');
    json_end();
}
