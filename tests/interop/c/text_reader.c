/* SPDX-License-Identifier: MIT */
/*
 * Reads a text and says what it knows of it: the guarantee, the reason, and the
 * units, four hexadecimal digits each.
 *
 *     interop_text_reader NAME          reads once
 *     interop_text_reader NAME TEXT     reads without a rest, and prints what is
 *                                       verified and new, until it is TEXT;
 *                                       then how often it has read
 */
#include <mmf/mmf.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    VIEW_SIZE = 8096,
    ROOM = 4043
};

static const mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS,
                                     .flags = MMF_TEXT_BEST_EFFORT};

static int fail(void)
{
    mmf_detail why = {0};

    mmf_last_detail(&why);
    fprintf(stderr, "%s: %s\n", mmf_status_text(why.status), why.hint);
    return 1;
}

static void print(const mmf_text_result *found, const uint16_t *units)
{
    printf("%u %u ", (unsigned)found->guarantee, (unsigned)found->reason);
    for (int64_t i = 0; i < found->units; i++)
        printf("%04x", (unsigned)units[i]);
    putchar('\n');
}

static int read_once(const mmf_view *view)
{
    static uint16_t units[ROOM];
    mmf_text_result found = {0};

    if (mmf_text_read_utf16(view, NULL, &how, units, ROOM, &found) != MMF_OK)
        return fail();
    print(&found, units);
    return 0;
}

/* Whether these units are this text, of ASCII characters. */
static bool is_text(const uint16_t *units, int64_t count, const char *text)
{
    if (count != (int64_t)strlen(text))
        return false;
    for (int64_t i = 0; i < count; i++)
        if (units[i] != (unsigned char)text[i])
            return false;
    return true;
}

static int read_until(const mmf_view *view, const char *last)
{
    static uint16_t units[ROOM];
    unsigned long reads = 0, verified = 0, foreign = 0;
    uint32_t seen = 0;

    puts("Ready.");
    fflush(stdout);
    for (;;) {
        mmf_text_result found = {0};
        const int status =
            mmf_text_read_utf16(view, NULL, &how, units, ROOM, &found);

        /* A count from the middle of a write of .NET's is none of ours. */
        if (status != MMF_OK && found.guarantee == MMF_TEXT_VERIFIED)
            return fail();
        reads++;
        foreign += found.reason == MMF_TEXT_FOREIGN_WRITE;
        if (found.guarantee != MMF_TEXT_VERIFIED)
            continue;
        verified++;
        if (found.token.word != seen)
            print(&found, units);
        seen = found.token.word;
        if (is_text(units, found.units, last))
            break;
    }
    printf("%lu reads, %lu verified, %lu foreign\n", reads, verified, foreign);
    return 0;
}

int main(int count, char **arguments)
{
    mmf_map *map;
    mmf_view view;
    int status;

    if (count != 2 && count != 3)
        return 2;
    if (mmf_open_existing(arguments[1], MMF_RIGHTS_READ, NULL, &map) != MMF_OK)
        return fail();
    if (mmf_view_open(map, 0, VIEW_SIZE, MMF_ACCESS_READ, &view) != MMF_OK)
        status = fail();
    else
        status =
            count == 2 ? read_once(&view) : read_until(&view, arguments[2]);
    mmf_view_close(&view);
    mmf_map_close(map);
    return status;
}
