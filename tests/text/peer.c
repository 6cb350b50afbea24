/* SPDX-License-Identifier: MIT */
/*
 * The library and the peer in Python (layout.py), which knows docs/layout.md
 * alone, read each other's texts in one file.
 *
 *     peer PYTHON LAYOUT.PY
 */
#include "peers.h"
#include <unistd.h>

static const char name[] = "text-peer.bin";
static const char given[] = "H\xC3\xA9llo, \xE4\xB8\x96\xE7\x95\x8C \xF0\x9F"
                            "\x98\x80";

/* Runs the other program; gives back the first line that it prints. */
static void ask(char **arguments, const char *what, char *line, int room)
{
    char command[1000];
    FILE *answer;

    (void)snprintf(command, sizeof command, "'%s' '%s' %s", arguments[1],
                   arguments[2], what);
    answer = popen(command, "r");
    REQUIRE(answer != NULL, "cannot run %s", command);
    line[0] = '\0';
    (void)fgets(line, room, answer);
    line[strcspn(line, "\n")] = '\0';
    REQUIRE(pclose(answer) == 0, "%s failed", command);
}

static void expect(const mmf_view *view, const char *text)
{
    char seen[100];
    mmf_text_result found = {0};

    REQUIRE(mmf_text_read(view, NULL, NULL, seen, sizeof seen, &found) ==
                MMF_OK,
            "the text cannot be read");
    REQUIRE(found.guarantee == MMF_TEXT_VERIFIED, "reason %u",
            (unsigned)found.reason);
    REQUIRE(strcmp(seen, text) == 0, "read %s", seen);
}

int main(int count, char **arguments)
{
    const mmf_text_options how = {.flags = MMF_TEXT_SEQUENCED};
    char line[200];
    char wanted[200];
    mmf_view view = peer_view();
    FILE *file = fopen(name, "w+b");

    REQUIRE(count == 3 && file != NULL, "usage: peer PYTHON LAYOUT.PY");
    for (int round = 0; round < 3; round++) {
        REQUIRE(mmf_text_write(&view, NULL, &how, given, strlen(given)) ==
                    MMF_OK,
                "no text");
        rewind(file);
        REQUIRE(fwrite(view.bytes, 1, VIEW_SIZE, file) == VIEW_SIZE &&
                    fflush(file) == 0,
                "no file");
        ask(arguments, "read text-peer.bin", line, sizeof line);
        (void)snprintf(wanted, sizeof wanted, "verified: %s", given);
        REQUIRE(strcmp(line, wanted) == 0, "the peer says: %s", line);
        ask(arguments, "write text-peer.bin 'Guten Tag'", line, sizeof line);
        rewind(file);
        REQUIRE(fread(view.bytes, 1, VIEW_SIZE, file) == VIEW_SIZE, "no file");
        expect(&view, "Guten Tag");
    }
    fclose(file);
    (void)mmf_view_close(&view);
    return unlink(name);
}
