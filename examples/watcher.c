/* SPDX-License-Identifier: MIT */
/*
 * Shows each text that a server publishes, as it changes, until it is
 * interrupted.  Servers may end and start again meanwhile: who watches holds
 * nothing open that is theirs.
 */
#include "arguments.h"
#include "console.h"
#include <mmf/mmf.h>

enum {
    FAILED = 3,       /* exit status */
    VIEW_SIZE = 8096, /* the article's */
    MOST_UNITS = (VIEW_SIZE - 10) / 2,
    FOR_EVER = -1
};

static const char usage[] =
    "usage: watcher [NAME]\n"
    "Shows each text that a server publishes in the map NAME, which is\n"
    "EMoreauSharedDemo unless given.\n";

static int fail(void)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    console_complain("watcher: %s: %s\n", mmf_status_text(why.status),
                     why.hint);
    return FAILED;
}

static void print(const mmf_text_watcher *watcher, const char *text,
                  size_t length)
{
    if (watcher->event == MMF_TEXT_GONE) {
        console_complain("watcher: the server is gone.\n");
        return;
    }
    console_print_text(text, length);
    console_print("\n");
}

/* What the next text may make good. */
static bool is_passing(int status)
{
    return status == MMF_ETRUNCATED || status == MMF_ECORRUPT ||
           status == MMF_EABANDONED;
}

static int watch(const char *name)
{
    static const mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS,
                                         .flags = MMF_TEXT_BEST_EFFORT};
    static char text[MMF_TEXT_ROOM(MOST_UNITS)];
    mmf_text_watcher watcher = {0};

    watcher.view_size = VIEW_SIZE;
    do {
        mmf_text_result found = {0};
        const int status = mmf_text_watch(&watcher, name, NULL, &how, FOR_EVER,
                                          text, sizeof text, &found);

        if (status != MMF_OK && !is_passing(status))
            return fail();
        if (status == MMF_OK || status == MMF_ETRUNCATED)
            print(&watcher, text, (size_t)found.length);
        else
            (void)fail(); /* and go on */
    } while (console_status(0) == 0);
    return console_status(0);
}

int main(int argc, char **argv)
{
    arguments given = {"EMoreauSharedDemo", 0, 0, false, false, false};
    int status;

    argv = console_arguments(&argc, argv);
    status = arguments_read(argc, argv, usage, &given);
    return status == GO_ON ? watch(given.name) : status;
}
