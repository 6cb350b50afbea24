/* SPDX-License-Identifier: MIT */
/*
 * Counts in a file how often it was run: bytes of a mapped file stay when the
 * last map is closed.  Runs at the same time all count, for the number is added
 * to in one step; on Windows they take turns, because a file that is mapped for
 * writing is nobody else's to write.
 */
#include "arguments.h"
#include "console.h"
#include <mmf/mmf.h>

enum {
    IN_USE = 1, /* exit statuses */
    FAILED = 3,
    SIZE = 4096,
    COUNT_AT = 0
};

static const char usage[] =
    "usage: file [PATH]\n"
    "Counts in the file PATH, which is counter.bin unless given, how often it\n"
    "was run with it.  The first run makes the file.\n";

/* Tells the user why the library refused. */
static int fail(int status)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("file: %s: %s\n", mmf_status_text(why.status), why.hint);
    return status;
}

static int count(const mmf_view *view)
{
    uint64_t before = 0;

    if (mmf_atomic_add_u64(view, COUNT_AT, 1, &before) != MMF_OK)
        return fail(FAILED);
    /* Other processes see it already; the disk does from here on. */
    if (mmf_view_flush(view) != MMF_OK)
        return fail(FAILED);
    console_print("Run %llu.\n", (unsigned long long)before + 1);
    return console_status(0);
}

int main(int argc, char **argv)
{
    arguments given = {.name = "counter.bin"};
    mmf_map *map;
    mmf_view view;
    int status;

    argv = console_arguments(&argc, argv);
    status = arguments_read(argc, argv, usage, &given);
    if (status != GO_ON)
        return status;

    /* CreateFromFile(path, FileMode.OpenOrCreate, null, 4096) */
    status = mmf_create_from_file(given.name, MMF_FILE_OPEN_OR_CREATE, NULL,
                                  SIZE, NULL, &map);
    if (status != MMF_OK)
        return fail(status == MMF_EBUSY ? IN_USE : FAILED);
    status = mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view);
    status = status == MMF_OK ? count(&view) : fail(FAILED);
    mmf_view_close(&view);
    mmf_map_close(map);
    return status;
}
