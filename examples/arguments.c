/* SPDX-License-Identifier: MIT */
/*
 * Reads the command lines of the examples, see arguments.h.  Knows nothing of
 * maps: which names and sizes are possible is the library's to say.
 */
#include "arguments.h"
#include "console.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int refuse(const char *usage, const char *word, const char *why)
{
    console_complain("\"%s\" %s.\n%s", word, why, usage);
    return WRONG_USAGE;
}

static int read_capacity(const char *usage, const char *word, arguments *out)
{
    char *end;

    errno = 0;
    out->capacity = strtoll(word, &end, 10);
    if (end == word || *end != '\0')
        return refuse(usage, word, "is no capacity: not a number");
    if (errno != 0)
        return refuse(usage, word, "is no capacity: out of range");
    if (out->capacity < out->least_capacity)
        return refuse(usage, word, "is no capacity: too small");
    return GO_ON;
}

static bool is_option(const char *word)
{
    return word[0] == '-' && !isdigit((unsigned char)word[1]);
}

int arguments_read(int argc, char **argv, const char *usage, arguments *out)
{
    const bool server = out->least_capacity > 0;
    int status = GO_ON;
    int words = 0;

    for (int i = 1; i < argc && status == GO_ON; i++) {
        const char *word = argv[i];

        if (strcmp(word, "--help") == 0) {
            console_print("%s", usage);
            status = console_status(0);
        } else if (server && strcmp(word, "--exit-at-eof") == 0) {
            out->exit_at_eof = true;
        } else if (out->takes_follow && strcmp(word, "--follow") == 0) {
            out->follow = true;
        } else if (is_option(word)) {
            status = refuse(usage, word, "is an unknown option");
        } else if (words == (server ? 2 : 1)) {
            status = refuse(usage, word, "is one word too many");
        } else if (words == 1) {
            status = read_capacity(usage, word, out);
            words++;
        } else {
            out->name = word;
            words++;
        }
    }
    return status;
}
