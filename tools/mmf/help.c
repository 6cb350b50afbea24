/* SPDX-License-Identifier: MIT */
/*
 * Help, see help.h: as wide as 80 columns, whatever the terminal.
 */
#include "help.h"
#include "fail.h"
#include "out.h"
#include "type.h"
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>

enum {
    NAME_COLUMNS = 18 /* of an option or a word, in front of its text */
};

static void heading(const char *text)
{
    out_set_style(STYLE_HEADING);
    out_print("\n%s\n", text);
    out_set_style(STYLE_PLAIN);
}

static void row(const char *name, const char *text)
{
    out_print("  %-*s %s\n", NAME_COLUMNS, name, text);
}

static void option_row(const option *of)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%s%s%s", of->name,
                   of->value == NULL ? "" : " ",
                   of->value == NULL ? "" : of->value);
    row(name, of->help);
}

static void usage(const command *of)
{
    out_set_style(STYLE_HEADING);
    out_print("usage: mmf %s", of->name);
    out_set_style(STYLE_PLAIN);
    for (const word *at = of->words; at->name != NULL; at++)
        out_print(at->optional ? " [%s%s]" : " %s%s", at->name,
                  at->repeated ? "..." : "");
    out_print(" [OPTION...]\n");
}

static void types(void)
{
    heading("Types, and what .NET calls them");
    for (const type *at = type_rows(); at->name != NULL; at++)
        row(at->name, at->alias);
}

void help_of(const command *of)
{
    bool has_type = false;

    usage(of);
    out_print("\n%s", of->description);
    if (of->words->name != NULL)
        heading("Words");
    for (const word *at = of->words; at->name != NULL; at++) {
        row(at->name, at->help);
        has_type = has_type || at->kind == KIND_TYPE;
    }
    if (has_type)
        types();
    heading("Options");
    for (const option *at = of->options; at->name != NULL; at++)
        option_row(at);
    for (const option *at = common_options; at->name != NULL; at++)
        option_row(at);
    heading("Example");
    out_print("%s", of->example);
}

static const struct {
    int value;
    const char *text;
} exits[] = {
#define EXIT_ROW(name, number, words) {number, words},
    EXIT_MAP(EXIT_ROW)
#undef EXIT_ROW
};

void help_all(void)
{
    out_set_style(STYLE_HEADING);
    out_print("usage: mmf COMMAND [WORD...] [OPTION...]\n");
    out_set_style(STYLE_PLAIN);
    out_print(
        "\nNamed shared memory, as .NET programs know it: shows it, makes "
        "it, changes it.\n");
    heading("Commands (mmf COMMAND --help tells more)");
    for (const command *at = commands; at->name != NULL; at++)
        row(at->name, at->summary);
    heading("Options");
    for (const option *at = common_options; at->name != NULL; at++)
        option_row(at);
    row("--json", "write JSON (all commands but completion and help)");
    row("--version", "show the version");
    out_print("\nSizes and positions are bytes: 8096, 0x1fa0, 64K, 1G.  \"--\" "
              "ends the options.\nIn JSON, half a surrogate pair is written as "
              "its escape (\\ud83d).\n");
    heading("Exit status");
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
        out_print("  %3d  %s\n", exits[i].value, exits[i].text);
    heading("Environment");
    row("NO_COLOR", "if set, no colours; without it on terminals only");
}

void help_version(void)
{
    const int version = mmf_version();

    out_print("mmf %d.%d.%d\n", version / 10000, version / 100 % 100,
              version % 100);
}

int command_help(const request *given)
{
    if (given->count == 0)
        help_all();
    else
        help_of(command_find(given->words[0]));
    return EXIT_DONE;
}
