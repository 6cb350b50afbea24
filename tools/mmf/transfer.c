/* SPDX-License-Identifier: MIT */
/*
 * mmf save and mmf load, and what they share with mmf create; see transfer.h.
 */
#include "transfer.h"
#include "command.h"
#include "console_os.h"
#include "fail.h"
#include "json.h"
#include "maps.h"
#include "out.h"
#include "progress.h"
#include <stdlib.h>
#include <string.h>

int transfer_signalled(void)
{
    return system_signal() == 0 ? EXIT_DONE : EXIT_SIGNALLED + system_signal();
}

/* A signal that ends the transfer needs no words. */
static int fail_file(const char *path)
{
    if (transfer_signalled() != EXIT_DONE)
        return transfer_signalled();
    return fail_with(EXIT_FAILED, "\"%s\": %s", path, system_error());
}

int transfer_open(const char *path, bool to_write, system_file *file)
{
    if (to_write && strcmp(path, "-") == 0 && console_os_is_terminal(1))
        return fail_usage(path, "is a terminal, which bytes would drive");
    return system_open(path, to_write, file) ? EXIT_DONE : fail_file(path);
}

int transfer_close(const char *path, system_file *file, int status)
{
    if (!system_close(file, status == EXIT_DONE) && status == EXIT_DONE)
        return fail_file(path);
    return status;
}

static int fail_output(const char *path, const system_file *file, int64_t done,
                       int64_t size)
{
    return fail_with(file->is_standard ? EXIT_OUTPUT_LOST : EXIT_FAILED,
                     "\"%s\": %s; only %lld of %lld bytes are written", path,
                     system_error(), (long long)done, (long long)size);
}

static int64_t piece_of(int64_t left)
{
    return left < PIECE ? left : PIECE;
}

int transfer_out(const mmf_view *view, const char *path, system_file *file)
{
    unsigned char *piece = malloc(PIECE);
    int status = EXIT_DONE;

    if (piece == NULL)
        return fail_with(EXIT_FAILED, "out of memory");
    progress_begin(view->size);
    for (int64_t at = 0; at < view->size && status == EXIT_DONE; at += PIECE) {
        const int64_t length = piece_of(view->size - at);

        if (mmf_view_copy(view, at, piece, length) != MMF_OK)
            status = fail_library();
        else if (!system_write(file, piece, (size_t)length))
            status = fail_output(path, file, at, view->size);
        else
            status = transfer_signalled();
        progress_at(at + length);
    }
    progress_end();
    free(piece);
    return status;
}

/* Whether the file ends here. */
static int expect_end(const char *path, system_file *file, int64_t size)
{
    unsigned char one;
    size_t length = 0;

    if (!system_read(file, &one, 1, &length))
        return fail_file(path);
    if (length == 0)
        return EXIT_DONE;
    return fail_with(EXIT_FAILED,
                     "\"%s\" is longer than the %lld bytes that it may fill",
                     path, (long long)size);
}

static int fill(const mmf_view *view, const char *path, system_file *file,
                unsigned char *piece, int64_t *length)
{
    int status = EXIT_DONE;
    size_t got = 1;

    while (*length < view->size && got > 0 && status == EXIT_DONE) {
        const int64_t room = piece_of(view->size - *length);

        if (!system_read(file, piece, (size_t)room, &got))
            return fail_file(path);
        status = maps_store(view, *length, piece, got);
        *length += (int64_t)got;
        progress_at(*length);
    }
    return status == EXIT_DONE && got > 0 ? expect_end(path, file, view->size)
                                          : status;
}

int transfer_in(const mmf_view *view, const char *path, system_file *file,
                int64_t *length)
{
    unsigned char *piece;
    int status;

    *length = 0;
    if (file->size > view->size)
        return fail_with(EXIT_FAILED,
                         "\"%s\" has %lld bytes, and it may fill %lld", path,
                         (long long)file->size, (long long)view->size);
    piece = malloc(PIECE);
    if (piece == NULL)
        return fail_with(EXIT_FAILED, "out of memory");
    progress_begin(file->size);
    status = fill(view, path, file, piece, length);
    progress_end();
    free(piece);
    return status;
}

static void tell(const request *given, const char *verb, int64_t bytes)
{
    if (given->given[OPTION_JSON]) {
        json_open('{');
        json_field("name", given->words[0]);
        json_field("file", given->words[1]);
        json_field_int("bytes", bytes);
        json_close('}');
        json_end();
    } else {
        out_print("%lld bytes %s\n", (long long)bytes, verb);
    }
}

int command_save(const request *given)
{
    const char *path = given->words[1];
    mmf_view view;
    stretch what;
    system_file file;
    int status = maps_view_stretch(given, MMF_RIGHTS_READ, &view, &what);

    if (status != EXIT_DONE)
        return status;
    status = transfer_open(path, true, &file);
    if (status == EXIT_DONE) {
        status = transfer_out(&view, path, &file);
        status = transfer_close(path, &file, status);
    }
    mmf_view_close(&view);
    /* What stands on standard output is the map's alone. */
    if (status == EXIT_DONE && strcmp(path, "-") != 0)
        tell(given, "saved", what.size);
    return status;
}

int command_load(const request *given)
{
    const char *path = given->words[1];
    mmf_view view;
    stretch what;
    system_file file;
    int64_t length = 0;
    int status = maps_view_stretch(given, MMF_RIGHTS_READ_WRITE, &view, &what);

    if (status != EXIT_DONE)
        return status;
    status = transfer_open(path, false, &file);
    if (status == EXIT_DONE) {
        status = transfer_in(&view, path, &file, &length);
        status = transfer_close(path, &file, status);
    }
    mmf_view_close(&view);
    if (status == EXIT_DONE)
        tell(given, "loaded", length);
    return status;
}
