/* SPDX-License-Identifier: MIT */
/*
 * The article's client: shows the text that a server publishes, once.
 *
 * It trusts nothing that it finds in the map: anybody who may write there may
 * write any count and any character.
 */
#include "arguments.h"
#include "console.h"
#include <mmf/mmf.h>

enum {
    NO_MAP = 1, /* exit statuses */
    WRONG_COUNT = 2,
    FAILED = 3,
    VIEW_SIZE = 8096, /* the article's */
    MOST_UNITS = (VIEW_SIZE - 10) / 2
};

static const char usage[] =
    "usage: client [NAME]\n"
    "Shows the text that a server publishes in the map NAME, which is\n"
    "EMoreauSharedDemo unless given.\n"
    "Exit status: 0 shown, 1 no such map, 2 the map's count or the usage is\n"
    "wrong, 3 refused.\n";

/* Tells the user why the library refused. */
static int fail(int status)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("client: %s: %s\n", mmf_status_text(why.status), why.hint);
    return status;
}

/* Prints what the article's client shows in its text box. */
static void print(const mmf_text_result *found, const char *text)
{
    console_print("%lld characters to read.\n", (long long)found->count);
    console_print("------------------------------\n");
    if (found->count > 0) {
        console_print_text(text, (size_t)found->length);
        console_print("\n");
    }
}

static int show(const mmf_view *view)
{
    /* Lossless, because .NET's strings may hold half a surrogate pair. */
    static const mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS,
                                         .flags = MMF_TEXT_BEST_EFFORT};
    static char text[MMF_TEXT_ROOM(MOST_UNITS)];
    mmf_text_result found = {0};
    const int status =
        mmf_text_read(view, NULL, &how, text, sizeof text, &found);

    if (status == MMF_ECORRUPT)
        return fail(WRONG_COUNT);
    if (status != MMF_OK && status != MMF_ETRUNCATED)
        return fail(FAILED);
    print(&found, text);
    if (status == MMF_ETRUNCATED)
        console_complain("client: only %lld characters fit into the view.\n",
                         (long long)found.units);
    if (found.guarantee == MMF_TEXT_UNSETTLED)
        console_complain("client: the server wrote all the while; the text "
                         "may be a mixture.\n");
    return console_status(0);
}

int main(int argc, char **argv)
{
    arguments given = {"EMoreauSharedDemo", 0, 0, false, false, false};
    mmf_map *map;
    mmf_view view;
    int64_t size;
    int status;

    argv = console_arguments(&argc, argv);
    status = arguments_read(argc, argv, usage, &given);
    if (status != GO_ON)
        return status;

    /* MemoryMappedFile.OpenExisting(name); to read, the right to is enough */
    status = mmf_open_existing(given.name, MMF_RIGHTS_READ, NULL, &map);
    if (status == MMF_ENOENT) {
        console_print(
            "Memory-mapped file does not exist. Run Process A first.\n");
        return NO_MAP;
    }
    if (status != MMF_OK)
        return fail(FAILED);

    /* file.CreateViewAccessor(0, 8096), or all of a map that is smaller */
    size = mmf_map_size(map) < VIEW_SIZE ? 0 : VIEW_SIZE;
    status = mmf_view_open(map, 0, size, MMF_ACCESS_READ, &view);
    status = status == MMF_OK ? show(&view) : fail(FAILED);
    mmf_view_close(&view);
    mmf_map_close(map);
    return status;
}
