/* SPDX-License-Identifier: MIT */
/*
 * The article's server: publishes a text in a named map, after every key.
 *
 * console.h hides how consoles differ; everything else is here.
 */
#include "arguments.h"
#include "console.h"
#include <mmf/mmf.h>

enum {
    NAME_EXISTS = 1, /* exit statuses */
    FAILED = 3,
    LEAST_CAPACITY = 12 /* the count, the gap behind it, one character */
};

static const char usage[] =
    "usage: server [NAME [CAPACITY]] [--exit-at-eof]\n"
    "Publishes what is typed, or each line of the input, in a named map.\n"
    "NAME is EMoreauSharedDemo unless given, and CAPACITY 8096 bytes; 12 are\n"
    "the least, because 10 come before the first character.\n"
    "When the input ends, the last text stays published until a signal;\n"
    "with --exit-at-eof it does not.\n"
    "Exit status: 0 done, 1 the name exists, 2 wrong usage, 3 refused, 128\n"
    "and the signal's number if a signal ended it.\n";

/* Tells the user why the library refused. */
static int fail(int status)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("server: %s: %s\n", mmf_status_text(why.status), why.hint);
    return status;
}

/* Publishes every text that comes from the console. */
static int serve(const mmf_view *view, const char *name)
{
    static const mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS};
    const char *text;
    size_t length;
    int64_t room;

    if (mmf_text_capacity(view, NULL, &room) != MMF_OK)
        return fail(FAILED);
    console_print("%s: room for %lld characters.\n", name, (long long)room);
    while (console_next(&text, &length)) {
        mmf_detail why = {0};
        int32_t units = 0;

        /* accessor.Write(0, length), accessor.WriteArray(10, chars, 0, length);
         * lossless, because .NET's strings may hold half a surrogate pair. */
        if (mmf_text_write(view, NULL, &how, text, length) == 0) {
            mmf_view_read_i32(view, 0, &units); /* accessor.ReadInt32(0) */
            console_published(units, room);
        } else {
            mmf_last_detail(&why); /* and the text before is still there */
            console_refused(why.hint);
        }
    }
    return console_end();
}

int main(int argc, char **argv)
{
    arguments given = {
        "EMoreauSharedDemo", 8096, LEAST_CAPACITY, false, false, false};
    mmf_map *map;
    mmf_view view;
    int status;

    argv = console_arguments(&argc, argv);
    status = arguments_read(argc, argv, usage, &given);
    if (status != GO_ON)
        return status;
    console_begin(!given.exit_at_eof); /* from here on signals end serve() */

    /* MemoryMappedFile.CreateNew(name, capacity) */
    status = mmf_create_new(given.name, given.capacity, NULL, &map);
    if (status != MMF_OK)
        return fail(status == MMF_EEXIST    ? NAME_EXISTS
                    : status == MMF_ETOOBIG ? WRONG_USAGE
                                            : FAILED);

    /* file.CreateViewAccessor() */
    status =
        mmf_view_open(map, 0, given.capacity, MMF_ACCESS_READ_WRITE, &view);
    status = status == MMF_OK ? serve(&view, given.name) : fail(FAILED);
    mmf_view_close(&view); /* harmless if it was not opened */
    mmf_map_close(map);    /* the last handle: now the name is gone */
    return status;
}
