/* SPDX-License-Identifier: MIT */
/*
 * Reads command lines, see request.h.  It knows how the table is written and no
 * command by itself.
 */
#include "request.h"
#include "fail.h"
#include "number.h"
#include "type.h"
#include <ctype.h>
#include <string.h>

/* An option begins with a dash; so do numbers, "-Infinity" and the file "-". */
static bool is_option(const char *text)
{
    static const char *const numbers[] = {"-inf", "-infinity", "-nan"};

    if (text[0] != '-' || (text[1] != '-' && !isalpha((unsigned char)text[1])))
        return false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (type_is_same(text, numbers[i]))
            return false;
    return true;
}

/* The row of an option that is given as --name or --name=value. */
static const option *find(const option *rows, const char *text, size_t length)
{
    for (; rows->name != NULL; rows++)
        if (strlen(rows->name) == length &&
            strncmp(rows->name, text, length) == 0)
            return rows;
    return NULL;
}

/* NULL, or what is wrong with a text for its kind. */
static const char *check(enum kind kind, const char *text, int64_t *number)
{
    switch (kind) {
    case KIND_POSITION:
        return number_bytes(text, 0, number);
    case KIND_SIZE:
        return number_bytes(text, 1, number);
    case KIND_COUNT:
        return number_signed(text, 1, INT64_MAX, number);
    case KIND_SECONDS:
        return number_seconds(text, number);
    case KIND_MODE:
        return number_mode(text, number);
    case KIND_TYPE:
        return type_find(text) != NULL ? NULL : "is no type of a value";
    case KIND_COMMAND:
        return command_find(text) != NULL ? NULL : "is no command";
    default:
        return NULL;
    }
}

/* Takes an option; *used gets 1 where the next word was its value. */
static int take_option(request *out, const char *text, const char *next,
                       int *used)
{
    const char *equals = strchr(text, '=');
    const size_t length =
        equals == NULL ? strlen(text) : (size_t)(equals - text);
    const option *row = find(common_options, text, length);
    const char *value = equals == NULL ? next : equals + 1;
    const char *why;

    if (row == NULL)
        row = find(out->command->options, text, length);
    if (row == NULL)
        return fail_usage(text, "is an unknown option");
    if (row->kind == KIND_FLAG && equals != NULL)
        return fail_usage(text, "is an option without a value");
    *used = 0;
    if (row->kind != KIND_FLAG) {
        if (value == NULL)
            return fail_usage(text, "lacks its value");
        *used = equals == NULL;
        why = check(row->kind, value, &out->numbers[row->id]);
        if (why != NULL)
            return fail_usage(value, why);
        out->texts[row->id] = value;
    }
    out->given[row->id] = true;
    return GO_ON;
}

/* Holds the words against the table. */
static int check_words(request *out)
{
    const word *row = out->command->words;

    for (int i = 0; i < out->count; i++) {
        int64_t number = 0;
        const char *why;

        if (row->name == NULL)
            return fail_usage(out->words[i], "is one word too many");
        why = check(row->kind, out->words[i], &number);
        if (why != NULL)
            return fail_usage(out->words[i], why);
        if (i < MOST_NUMBERED)
            out->word_numbers[i] = number;
        if (!row->repeated)
            row++;
        else if (row->optional || i + 1 < out->count)
            continue;
        else
            return GO_ON;
    }
    if (row->name != NULL && !row->optional)
        return fail_usage(row->name, "is missing");
    return GO_ON;
}

int request_read(int argc, char **argv, const command *of, request *out)
{
    bool options_end = false;

    memset(out, 0, sizeof *out);
    out->command = of;
    out->words = argv;
    for (int i = 0; i < argc; i++) {
        int used = 0;
        int status;

        if (!options_end && strcmp(argv[i], "--") == 0) {
            options_end = true;
        } else if (options_end || !is_option(argv[i])) {
            out->words[out->count] = argv[i];
            out->count++;
        } else {
            status = take_option(out, argv[i],
                                 i + 1 < argc ? argv[i + 1] : NULL, &used);
            if (status != GO_ON)
                return status;
            i += used;
        }
    }
    return out->given[OPTION_HELP] ? GO_ON : check_words(out);
}
