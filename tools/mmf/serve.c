/* SPDX-License-Identifier: MIT */
/*
 * mmf serve: the article's server, with a choice of where its texts come from.
 */
#include "command.h"
#include "console.h"
#include "fail.h"
#include "json.h"
#include "keep.h"
#include "maps.h"
#include "out.h"
#include "type.h"
#include <string.h>

enum {
    LEAST_SIZE = 12 /* the count, the gap behind it, one character */
};

typedef struct service {
    const request *given;
    mmf_view view;
    int64_t room;
} service;

static void tell_room(const service *of)
{
    const char *name = request_name(of->given);

    if (of->given->given[OPTION_JSON]) {
        json_open('{');
        json_field("event", "ready");
        json_field("name", name);
        json_field_int("room", of->room);
        json_close('}');
        json_end();
    } else {
        out_line(name);
        out_print(": room for %lld characters.\n", (long long)of->room);
    }
    (void)out_flush();
}

static void tell_published(const service *of, int64_t units)
{
    if (!of->given->given[OPTION_JSON]) {
        console_published(units, of->room);
        return;
    }
    json_open('{');
    json_field("event", "published");
    json_field_int("units", units);
    json_close('}');
    json_end();
    (void)out_flush();
}

static int publish(const service *of, const char *text, size_t length)
{
    /* Lossless, because .NET's strings may hold half a surrogate pair. */
    mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS};
    unsigned char last;
    int32_t units = 0;
    int rc;

    if (of->given->given[OPTION_SEQUENCED])
        how.flags = MMF_TEXT_SEQUENCED;
    /* Writers do not look whether the map was shortened. */
    rc = mmf_view_copy(&of->view, of->view.size - 1, &last, 1);
    if (rc == MMF_OK)
        rc = mmf_text_write(&of->view, NULL, &how, text, length);
    if (rc == MMF_OK) {
        (void)mmf_view_read_i32(&of->view, 0, &units);
        tell_published(of, units);
    }
    return rc;
}

/* A text that is refused leaves the one before where it is.  False: there is no
 * place for any, as somebody has shortened the map. */
static bool publish_input(const service *of)
{
    int rc = MMF_OK;
    const char *text;
    size_t length;

    while (rc != MMF_EIO && out_flush() && console_next(&text, &length)) {
        mmf_detail why = {0};

        rc = publish(of, text, length);
        if (rc != MMF_OK && rc != MMF_EIO) {
            mmf_last_detail(&why);
            console_refused(why.hint);
        }
    }
    return rc != MMF_EIO;
}

static int serve(const service *of)
{
    const char *text = of->given->texts[OPTION_TEXT];

    tell_room(of);
    if (text == NULL) {
        const bool served = publish_input(of);
        const int status = console_end();

        return served ? status : fail_library();
    }
    if (publish(of, text, strlen(text)) != MMF_OK)
        return fail_library();
    return keep_on(of->given);
}

int command_serve(const request *given)
{
    const int64_t size = request_number(given, OPTION_SIZE, ARTICLE_SIZE);
    const char *text = given->texts[OPTION_TEXT];
    service of = {.given = given};
    mmf_map *map;
    int status;

    if (size < LEAST_SIZE)
        return fail_usage(given->texts[OPTION_SIZE],
                          "is too small: 12 bytes hold one character");
    if (text != NULL && !type_is_utf8(text, strlen(text)))
        return fail_usage(text, "is not UTF-8");
    if (given->given[OPTION_JSON] || given->given[OPTION_TEXT])
        console_take_lines();
    console_begin(!given->given[OPTION_EXIT_AT_EOF]);
    if (mmf_create_new(request_name(given), size, NULL, &map) != MMF_OK)
        return fail_library();
    status = mmf_view_open(map, 0, size, MMF_ACCESS_READ_WRITE, &of.view) ==
                         MMF_OK &&
                     mmf_text_capacity(&of.view, NULL, &of.room) == MMF_OK
                 ? serve(&of)
                 : fail_library();
    mmf_view_close(&of.view);
    mmf_map_close(map);
    return status;
}
