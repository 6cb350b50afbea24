/* SPDX-License-Identifier: MIT */
/*
 * mmf: named shared memory, shown and changed from the command line.
 *
 * What there is to say is in command.c; here a command line finds its command.
 */
#include "console.h"
#include "fail.h"
#include "help.h"
#include "out.h"
#include "request.h"
#include "system.h"
#include <string.h>

static int run(int argc, char **argv)
{
    const command *found;
    request given;
    int status;

    found = command_find(argv[0]);
    if (found == NULL)
        return fail_usage(argv[0], argv[0][0] == '-' ? "is an unknown option"
                                                     : "is no command");
    fail_in(found->name);
    status = request_read(argc - 1, argv + 1, found, &given);
    if (status != GO_ON)
        return status;
    if (given.given[OPTION_HELP]) {
        help_of(found);
        return EXIT_DONE;
    }
    return found->run(&given);
}

/* It may stand before the command, too. */
static void move_json_back(int argc, char **argv)
{
    char *json = argv[1];

    if (argc < 3 || strcmp(json, "--json") != 0)
        return;
    argv[1] = argv[2];
    argv[2] = json;
}

/* Lost output is told, unless something worse was. */
static int end(int status)
{
    if (out_flush() || status != EXIT_DONE)
        return status;
    return fail_with(EXIT_OUTPUT_LOST, "standard output cannot be written");
}

/* What tells of the program itself, with nothing behind it. */
static int tell(int argc, char **argv, void (*what)(void))
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--json") != 0)
            return fail_usage(argv[i], "is one word too many");
    what();
    return EXIT_DONE;
}

int main(int argc, char **argv)
{
    int status = EXIT_DONE;

    system_begin();
    argv = console_arguments(&argc, argv);
    move_json_back(argc, argv);
    if (argc < 2)
        status = fail_usage("COMMAND", "is missing");
    else if (strcmp(argv[1], "--help") == 0)
        status = tell(argc - 1, argv + 1, help_all);
    else if (strcmp(argv[1], "--version") == 0)
        status = tell(argc - 1, argv + 1, help_version);
    else
        status = run(argc - 1, argv + 1);
    return end(status);
}
