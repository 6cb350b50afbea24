/* SPDX-License-Identifier: MIT */
/*
 * The completion for bash, made from the table of the commands (command.c).
 * What an installation puts in place is this very output (completion.bash).
 */
#include "command.h"
#include "fail.h"
#include "out.h"
#include "type.h"

static const char head[] =
    "# SPDX-License-Identifier: MIT\n"
    "# shellcheck shell=bash\n"
    "# Completion of mmf for bash, as \"mmf completion\" writes it.\n"
    "_mmf() {\n";

static const char words[] =
    "    local word=${COMP_WORDS[COMP_CWORD]} command='' kind='' line i\n"
    "    local options kinds rest='' at=0 values=''\n"
    "    for ((i = 1; i <= COMP_CWORD; i++)); do\n"
    "        case \"$command ${COMP_WORDS[i - 1]}\" in\n";

static const char after_values[] =
    "        *)\n"
    "            kind=word\n"
    "            case ${COMP_WORDS[i]} in\n"
    "            -*) kind=option ;;\n"
    "            *)\n"
    "                if [ \"$i\" -lt \"$COMP_CWORD\" ]; then\n"
    "                    if [ -z \"$command\" ]; then\n"
    "                        command=${COMP_WORDS[i]}\n"
    "                    else\n"
    "                        at=$((at + 1))\n"
    "                    fi\n"
    "                fi\n"
    "                ;;\n"
    "            esac\n"
    "            ;;\n"
    "        esac\n"
    "    done\n"
    "    case $command in\n"
    "    '')\n"
    "        kinds=(command)\n"
    "        options='--help --json --version'\n"
    "        ;;\n";

/* Names of maps are anybody's words: they are compared and quoted, and the
 * shell expands nothing in them (as it would in those of compgen -W). */
static const char tail[] =
    "    *) return ;;\n"
    "    esac\n"
    "    [ \"$kind\" != word ] || kind=${kinds[at]-$rest}\n"
    "    case $kind in\n"
    "    option) values=${options// /$'\\n'} ;;\n"
    "    command) values=${commands// /$'\\n'} ;;\n"
    "    type) values=${types// /$'\\n'} ;;\n"
    "    name) values=$(mmf ls --names 2>/dev/null) ;;\n"
    "    file) values=$(compgen -f -- \"$word\") ;;\n"
    "    esac\n"
    "    COMPREPLY=()\n"
    "    while IFS= read -r line; do\n"
    "        if [ -n \"$line\" ] && [[ $line == \"$word\"* ]]; then\n"
    "            printf -v line %q \"$line\"\n"
    "            COMPREPLY+=(\"$line\")\n"
    "        fi\n"
    "    done <<<\"$values\"\n"
    "}\n"
    "complete -F _mmf mmf\n";

/* What the script calls a kind; what it has no proposals for is "none". */
static const char *kind_name(enum kind kind)
{
    switch (kind) {
    case KIND_NAME:
        return "name";
    case KIND_FILE:
        return "file";
    case KIND_TYPE:
        return "type";
    case KIND_COMMAND:
        return "command";
    default:
        return "none";
    }
}

/* Which words are values of the option in front of them. */
static void values_of(const command *of)
{
    for (const option *at = of->options; at->name != NULL; at++)
        if (at->kind != KIND_FLAG)
            out_print("        '%s %s') kind='%s' ;;\n", of->name, at->name,
                      kind_name(at->kind));
}

static void case_of(const command *of)
{
    const char *rest = "none";

    out_print("    %s)\n        kinds=(", of->name);
    for (const word *at = of->words; at->name != NULL; at++) {
        out_print("%s%s", at == of->words ? "" : " ", kind_name(at->kind));
        if (at->repeated)
            rest = kind_name(at->kind);
    }
    out_print(")\n        rest=%s\n        options='", rest);
    for (const option *at = of->options; at->name != NULL; at++)
        out_print("%s ", at->name);
    for (const option *at = common_options; at->name != NULL; at++)
        out_print("%s%s", at == common_options ? "" : " ", at->name);
    out_print("'\n        ;;\n");
}

static void lists(void)
{
    out_print("    local commands='");
    for (const command *at = commands; at->name != NULL; at++)
        out_print("%s%s", at == commands ? "" : " ", at->name);
    out_print("'\n    local types='");
    for (const type *at = type_rows(); at->name != NULL; at++)
        out_print("%s%s", at == type_rows() ? "" : " ", at->name);
    out_print("'\n");
}

int command_completion(const request *given)
{
    (void)given;
    out_print("%s", head);
    lists();
    out_print("%s", words);
    for (const command *at = commands; at->name != NULL; at++)
        values_of(at);
    out_print("%s", after_values);
    for (const command *at = commands; at->name != NULL; at++)
        case_of(at);
    out_print("%s", tail);
    return EXIT_DONE;
}
