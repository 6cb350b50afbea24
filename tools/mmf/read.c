/* SPDX-License-Identifier: MIT */
/*
 * mmf read: the article's client, in four forms.
 *
 * It trusts nothing that it finds in the map: anybody who may write there may
 * write any count and any character.
 */
#include "fail.h"
#include "maps.h"
#include "out.h"
#include "texts.h"
#include <stdlib.h>

static void show(const request *given, const mmf_text_result *found,
                 const char *text)
{
    const size_t length = (size_t)found->length;

    if (given->given[OPTION_RAW]) {
        out_bytes(text, length);
        return;
    }
    if (!given->given[OPTION_TEXT_ONLY]) {
        out_print("%lld characters to read.\n", (long long)found->count);
        out_print("------------------------------\n");
        if (found->count == 0)
            return;
    }
    out_text(text, length);
    out_print("\n");
}

/* What keeps the text from being all that it should be. */
static int judge(const mmf_text_result *found, int rc)
{
    if (rc == MMF_ETRUNCATED)
        return fail_with(EXIT_CONTENTS, "only %lld characters fit into the map",
                         (long long)found->units);
    if (found->reason == MMF_TEXT_WRITER_DEAD)
        fail_note("the writer died or stalled; the text may be a mixture");
    else if (found->guarantee == MMF_TEXT_UNSETTLED)
        fail_note("the server wrote all the while; the text may be a mixture");
    return EXIT_DONE;
}

/* Until there is a map, or not for longer than --wait says. */
static int await_map(const request *given)
{
    int rc;

    if (!given->given[OPTION_WAIT])
        return EXIT_DONE;
    rc = mmf_name_wait(request_name(given),
                       (int32_t)given->numbers[OPTION_WAIT]);
    if (rc == MMF_ETIMEDOUT)
        return fail_with(EXIT_LATE,
                         "no map named \"%s\" appeared in %s seconds",
                         request_name(given), given->texts[OPTION_WAIT]);
    return rc == MMF_OK ? EXIT_DONE : fail_library();
}

int command_read(const request *given)
{
    mmf_text_result found = {0};
    char *text = NULL;
    mmf_view view;
    stretch what;
    int status, rc;

    if (given->given[OPTION_JSON] + given->given[OPTION_RAW] +
            given->given[OPTION_TEXT_ONLY] >
        1)
        return fail_usage("--json, --raw, --text", "are three forms; take one");
    status = await_map(given);
    if (status == EXIT_DONE)
        status = maps_view(given, MMF_RIGHTS_READ, 0, 0, &view, &what);
    if (status != EXIT_DONE)
        return status;
    rc = texts_read(&view, &text, &found);
    mmf_view_close(&view);
    if (rc != MMF_OK && rc != MMF_ETRUNCATED) {
        status = fail_library();
    } else if (given->given[OPTION_JSON]) {
        texts_json(request_name(given), &found, text);
        status = judge(&found, rc);
    } else {
        show(given, &found, text);
        status = judge(&found, rc);
    }
    free(text);
    return status;
}
