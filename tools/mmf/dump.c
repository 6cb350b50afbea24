/* SPDX-License-Identifier: MIT */
/*
 * mmf dump: bytes of a map, in hexadecimal beside what they may mean.
 */
#include "console_text.h"
#include "fail.h"
#include "json.h"
#include "maps.h"
#include "out.h"
#include "type.h"
#include <stdlib.h>
#include <string.h>

enum {
    ROW = 16
};

typedef struct dumping {
    bool utf16;
    bool has_row; /* there is one before, of full length */
    bool skipping;
    unsigned char row[ROW];
} dumping;

static void show_hex(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < ROW; i++) {
        if (i % 8 == 0)
            out_print(" ");
        if (i < length)
            out_print(" %02x", bytes[i]);
        else
            out_print("   ");
    }
}

/* Controls, halves of pairs and the like are points. */
static void show_character(uint32_t code)
{
    char plain[4];
    char shown[4];
    size_t used;
    const size_t length = text_encode(code, plain);

    if (text_show_line(plain, length, shown, sizeof shown, &used) != length ||
        memcmp(plain, shown, length) != 0)
        out_print(".");
    else
        out_bytes(plain, length);
}

static void show_bytes(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        show_character(bytes[i] < 0x80 ? bytes[i] : 0);
}

static void show_units(const unsigned char *bytes, size_t length)
{
    char text[ROW / 2 * 3];
    const size_t made = type_from_utf16(bytes, length / 2, text);
    uint32_t code;

    for (size_t at = 0; at < made;) {
        at += text_decode(text + at, made - at, &code);
        show_character(code);
    }
}

static void show_row(const dumping *of, int64_t at, const unsigned char *bytes,
                     size_t length)
{
    out_print("%08llx", (unsigned long long)at);
    show_hex(bytes, length);
    out_print("  |");
    if (of->utf16)
        show_units(bytes, length);
    else
        show_bytes(bytes, length);
    out_print("|\n");
}

/* One row, or a star for the first of those that are as the row before. */
static void take_row(dumping *of, int64_t at, const unsigned char *bytes,
                     size_t length)
{
    const bool same =
        of->has_row && length == ROW && memcmp(of->row, bytes, ROW) == 0;

    if (same && !of->skipping)
        out_print("*\n");
    if (!same)
        show_row(of, at, bytes, length);
    of->skipping = same;
    of->has_row = length == ROW;
    memcpy(of->row, bytes, length);
}

static void take_hex(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        out_print("%02x", bytes[i]);
}

/* Piece by piece, so that a map of any size can be shown. */
static int dump(const request *given, const mmf_view *view, int64_t start)
{
    dumping of = {.utf16 = given->given[OPTION_UTF16]};
    unsigned char *piece = malloc(PIECE);
    int status = EXIT_DONE;

    if (piece == NULL)
        return fail_with(EXIT_FAILED, "out of memory");
    for (int64_t at = 0; at < view->size && status == EXIT_DONE; at += PIECE) {
        const int64_t left = view->size - at;
        const size_t length = (size_t)(left < PIECE ? left : PIECE);

        if (mmf_view_copy(view, at, piece, (int64_t)length) != MMF_OK)
            status = fail_library();
        else if (given->given[OPTION_JSON])
            take_hex(piece, length);
        else
            for (size_t i = 0; i < length; i += ROW)
                take_row(&of, start + at + (int64_t)i, piece + i,
                         length - i < ROW ? length - i : ROW);
        if (!out_flush())
            break;
    }
    free(piece);
    return status;
}

static int dump_json(const request *given, const mmf_view *view,
                     const stretch *what)
{
    int status;

    json_open('{');
    json_field("name", given->words[0]);
    json_field_int("size", what->map_size);
    json_field_int("at", what->at);
    json_key("bytes");
    json_made("\"");
    status = dump(given, view, what->at);
    out_print("\"");
    json_close('}');
    json_end();
    return status;
}

int command_dump(const request *given)
{
    mmf_view view;
    stretch what;
    int status = maps_view_stretch(given, MMF_RIGHTS_READ, &view, &what);

    if (status != EXIT_DONE)
        return status;
    if (given->given[OPTION_JSON]) {
        status = dump_json(given, &view, &what);
    } else {
        status = dump(given, &view, what.at);
        if (status == EXIT_DONE)
            out_print("%08llx\n", (unsigned long long)(what.at + view.size));
    }
    mmf_view_close(&view);
    return status;
}
