/* SPDX-License-Identifier: MIT */
/*
 * A sequenced writer beside others: publishes each line of its input in a map
 * that another program made, and says so.
 *
 *     interop_text_writer NAME
 */
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>

enum {
    VIEW_SIZE = 8096,
    LINE = MMF_TEXT_ROOM(4043) + 2
};

static int fail(void)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    fprintf(stderr, "%s: %s\n", mmf_status_text(why.status), why.hint);
    return 1;
}

static int serve(const mmf_view *view)
{
    static const mmf_text_options how = {.flags = MMF_TEXT_SEQUENCED};
    static char line[LINE];

    puts("Ready.");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (mmf_text_write(view, NULL, &how, line, strcspn(line, "\r\n")) !=
            MMF_OK)
            return fail();
        puts("published.");
        fflush(stdout);
    }
    return 0;
}

int main(int count, char **arguments)
{
    mmf_map *map;
    mmf_view view;
    int status;

    if (count != 2)
        return 2;
    if (mmf_open_existing(arguments[1], MMF_RIGHTS_READ_WRITE, NULL, &map) !=
        MMF_OK)
        return fail();
    status =
        mmf_view_open(map, 0, VIEW_SIZE, MMF_ACCESS_READ_WRITE, &view) == MMF_OK
            ? serve(&view)
            : fail();
    mmf_view_close(&view);
    mmf_map_close(map);
    return status;
}
