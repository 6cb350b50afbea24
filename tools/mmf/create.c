/* SPDX-License-Identifier: MIT */
/*
 * mmf create: makes a map, empty or of a file.
 */
#include "console.h"
#include "fail.h"
#include "json.h"
#include "keep.h"
#include "maps.h"
#include "out.h"
#include "transfer.h"

/* What a system does not have is refused by the library. */
static mmf_security security_of(const request *given)
{
    mmf_security security = {0};

    if (given->given[OPTION_MODE]) {
        security.parts = MMF_SECURITY_ACCESS;
        security.mode = (uint32_t)given->numbers[OPTION_MODE];
    }
    security.sddl = given->texts[OPTION_SDDL];
    return security;
}

static mmf_options options_of(const request *given,
                              const mmf_security *security)
{
    mmf_options options = {.size = sizeof options};

    if (given->given[OPTION_MODE] || given->given[OPTION_SDDL])
        options.security = security;
    if (given->given[OPTION_PERSIST])
        options.flags |= MMF_PERSIST;
    if (given->given[OPTION_SPARSE])
        options.flags |= MMF_DELAY_ALLOCATE_PAGES;
    return options;
}

static void tell(const request *given, int64_t size)
{
    const char *name = given->words[0];

    if (given->given[OPTION_JSON]) {
        json_open('{');
        json_field("name", name);
        json_field_int("size", size);
        json_close('}');
        json_end();
        return;
    }
    out_line(name);
    out_print(": %lld bytes%s.\n", (long long)size,
              given->given[OPTION_PERSIST] ? "" : ", until this program ends");
}

static int fill(const request *given, const mmf_map *map, int64_t size,
                system_file *file)
{
    int64_t length = 0;
    mmf_view view;
    int status;

    if (mmf_view_open(map, 0, size, MMF_ACCESS_READ_WRITE, &view) != MMF_OK)
        return fail_library();
    status = transfer_in(&view, given->texts[OPTION_FROM], file, &length);
    mmf_view_close(&view);
    return status;
}

/* A map that could not be filled must not stay.  No signal is lost between those
 * who look for them. */
static int make(const request *given, int64_t size, system_file *file)
{
    const mmf_security security = security_of(given);
    const mmf_options options = options_of(given, &security);
    const bool persists = given->given[OPTION_PERSIST];
    int status = EXIT_DONE;
    mmf_map *map;

    system_hold_signals();
    if (mmf_create_new(given->words[0], size, &options, &map) != MMF_OK)
        return fail_library();
    if (file != NULL)
        status = fill(given, map, size, file);
    if (status == EXIT_DONE && !persists)
        keep_begin(given);
    if (status == EXIT_DONE)
        status = transfer_signalled();
    if (status == EXIT_DONE)
        tell(given, mmf_map_size(map));
    else if (persists)
        (void)mmf_remove(given->words[0]);
    if (status == EXIT_DONE && !persists)
        status = keep_on(given);
    mmf_map_close(map);
    return status;
}

static int make_from(const request *given, int64_t size)
{
    const char *path = given->texts[OPTION_FROM];
    system_file file;
    int status = transfer_open(path, false, &file);

    if (status != EXIT_DONE)
        return status;
    if (size == 0)
        size = file.size;
    if (size > 0)
        status = make(given, size, &file);
    else
        status = fail_usage("SIZE", file.size == 0
                                        ? "is missing, and the file is empty"
                                        : "is missing, and the file has none");
    return transfer_close(path, &file, status);
}

int command_create(const request *given)
{
    const int64_t size = given->count > 1 ? given->word_numbers[1] : 0;

    if (given->given[OPTION_FROM])
        return make_from(given, size);
    return size > 0 ? make(given, size, NULL)
                    : fail_usage("SIZE", "is missing, and so is --from");
}
