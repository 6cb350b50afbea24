/* SPDX-License-Identifier: MIT */
/*
 * The table of commands, see command.h.  Texts are 80 columns wide at most.
 */
#include "command.h"
#include "maps.h"
#include <stddef.h>
#include <string.h>

#define END_OF_OPTIONS                       \
    {                                        \
        NULL, NULL, NULL, OPTIONS, KIND_FLAG \
    }
#define END_OF_WORDS                        \
    {                                       \
        NULL, NULL, KIND_FLAG, false, false \
    }

const option common_options[] = {
    {"--help", NULL, "show this text", OPTION_HELP, KIND_FLAG},
    END_OF_OPTIONS,
};

#define JSON                                                 \
    {                                                        \
        "--json", NULL, "write JSON", OPTION_JSON, KIND_FLAG \
    }
#define ANY_OWNER                                             \
    {                                                         \
        "--any-owner", NULL, "join also maps of other users", \
            OPTION_ANY_OWNER, KIND_FLAG                       \
    }
#define AT                                                             \
    {                                                                  \
        "--at", "POSITION", "the first byte, instead of 0", OPTION_AT, \
            KIND_POSITION                                              \
    }
#define LENGTH                                                           \
    {                                                                    \
        "--size", "BYTES", "how many bytes, instead of all that follow", \
            OPTION_SIZE, KIND_SIZE                                       \
    }
#define EXIT_AT_EOF                                         \
    {                                                       \
        "--exit-at-eof", NULL, "leave when the input ends", \
            OPTION_EXIT_AT_EOF, KIND_FLAG                   \
    }
#define NAME_WORD                                     \
    {                                                 \
        "NAME", "of the map", KIND_NAME, false, false \
    }

static const word article_name[] = {
    {"NAME", "of the map; EMoreauSharedDemo unless given", KIND_NAME, true,
     false},
    END_OF_WORDS,
};

static const word one_name[] = {NAME_WORD, END_OF_WORDS};

static const word no_words[] = {END_OF_WORDS};

static const word command_words[] = {
    {"COMMAND", "to tell of, instead of all", KIND_COMMAND, true, false},
    END_OF_WORDS,
};

static const word rm_words[] = {
    {"NAME", "of a map, and of more", KIND_NAME, true, true},
    END_OF_WORDS,
};

static const word create_words[] = {
    {"NAME", "of the map", KIND_TEXT, false, false},
    {"SIZE", "in bytes; may be left out with --from", KIND_SIZE, true, false},
    END_OF_WORDS,
};

static const word peek_words[] = {
    NAME_WORD,
    {"POSITION", "of the first byte", KIND_POSITION, false, false},
    {"TYPE", "of the values, see below", KIND_TYPE, false, false},
    {"COUNT", "of values, or of units of a text; 1 unless given", KIND_COUNT,
     true, false},
    END_OF_WORDS,
};

static const word poke_words[] = {
    NAME_WORD,
    {"POSITION", "of the first byte", KIND_POSITION, false, false},
    {"TYPE", "of the values, see below", KIND_TYPE, false, false},
    {"VALUE", "one after the other; of a text, its characters", KIND_TEXT,
     false, true},
    END_OF_WORDS,
};

static const word file_words[] = {
    NAME_WORD,
    {"FILE", "or \"-\" for standard input or output", KIND_FILE, false, false},
    END_OF_WORDS,
};

static const option serve_options[] = {
    {"--size", "BYTES", "of the map, instead of 8096", OPTION_SIZE, KIND_SIZE},
    {"--text", "TEXT", "publish this and no input", OPTION_TEXT, KIND_TEXT},
    EXIT_AT_EOF,
    {"--sequenced", NULL, "let readers know that a text is whole",
     OPTION_SEQUENCED, KIND_FLAG},
    JSON,
    END_OF_OPTIONS,
};

static const option read_options[] = {
    {"--text", NULL, "show the text alone", OPTION_TEXT_ONLY, KIND_FLAG},
    {"--raw", NULL, "write the bytes of the text and nothing else", OPTION_RAW,
     KIND_FLAG},
    {"--wait", "SECONDS", "wait so long for a server that is not there yet",
     OPTION_WAIT, KIND_SECONDS},
    ANY_OWNER,
    JSON,
    END_OF_OPTIONS,
};

static const option watch_options[] = {
    {"--count", "EVENTS", "leave after so many", OPTION_COUNT, KIND_COUNT},
    {"--wait", "SECONDS", "leave when nothing happens for so long", OPTION_WAIT,
     KIND_SECONDS},
    ANY_OWNER,
    JSON,
    END_OF_OPTIONS,
};

static const option ls_options[] = {
    {"--names", NULL, "show names only, one a line", OPTION_NAMES, KIND_FLAG},
    JSON,
    END_OF_OPTIONS,
};

static const option no_options[] = {END_OF_OPTIONS};

static const option json_option[] = {JSON, END_OF_OPTIONS};

static const option rm_options[] = {
    {"--stale", NULL, "only stale ones; all of them if no NAME is given",
     OPTION_STALE, KIND_FLAG},
    JSON,
    END_OF_OPTIONS,
};

static const option create_options[] = {
    {"--from", "FILE", "fill it with the bytes of a file", OPTION_FROM,
     KIND_FILE},
    {"--persist", NULL, "leave it there (not on Windows)", OPTION_PERSIST,
     KIND_FLAG},
    {"--mode", "MODE", "permissions, instead of 0600 (not on Windows)",
     OPTION_MODE, KIND_MODE},
    {"--sddl", "SDDL", "who may do what, in Windows' notation (Windows only)",
     OPTION_SDDL, KIND_TEXT},
    {"--sparse", NULL, "take storage when it is touched", OPTION_SPARSE,
     KIND_FLAG},
    EXIT_AT_EOF,
    JSON,
    END_OF_OPTIONS,
};

static const option peek_options[] = {ANY_OWNER, JSON, END_OF_OPTIONS};

static const option dump_options[] = {
    AT,
    LENGTH,
    {"--utf16", NULL, "show UTF-16 units as characters", OPTION_UTF16,
     KIND_FLAG},
    ANY_OWNER,
    JSON,
    END_OF_OPTIONS,
};

static const option save_options[] = {AT, LENGTH, ANY_OWNER, JSON,
                                      END_OF_OPTIONS};

static const option load_options[] = {AT, ANY_OWNER, JSON, END_OF_OPTIONS};

const command commands[] = {
    {"serve", "publish a text, as the article's server",
     "Makes a map and publishes in it what is typed, after every key; or each\n"
     "line of the input, where that is no terminal.  When the input ends, the\n"
     "last text stays until a signal.\n",
     "  mmf serve\n"
     "  mmf serve Greeting --text 'Hello, Process B!'\n",
     article_name, serve_options, command_serve},
    {"read", "show the text that a server publishes",
     "Shows how many characters there are, and the text.  On a terminal, "
     "symbols\n"
     "stand for characters that would drive it; into a pipe or a file, and by\n"
     "--raw, the text goes as it is.\n",
     "  mmf read\n"
     "  mmf read Greeting --text\n",
     article_name, read_options, command_read},
    {"watch", "show each text of a server as it comes",
     "Shows when a server appears, each text as it changes, and when the "
     "server\n"
     "has gone: one line each, with the time, what is known of the text, and "
     "its\n"
     "length.  It may be started before the server and survives its restarts.\n"
     "Texts that come faster than they are shown are skipped, the last "
     "never.\n",
     "  mmf watch\n"
     "  mmf watch Greeting --json --wait 60\n",
     article_name, watch_options, command_watch},
    {"ls", "list all maps",
     "Lists the maps that the system shows, with size, permissions, owner, "
     "the\n"
     "open handles, and what ends them: a map is \"live\" and goes with its "
     "last\n"
     "handle, \"stays\" until it is removed, or is \"stale\": its processes "
     "have\n"
     "died, and the next one to ask for the name finds it gone.  Symbols "
     "stand\n"
     "for characters that would drive a terminal; --json tells them.\n",
     "  mmf ls\n"
     "  mmf ls --json\n",
     no_words, ls_options, command_ls},
    {"stat", "tell all that can be seen of a map",
     "Tells what can be seen of a map without opening it.\n",
     "  mmf stat EMoreauSharedDemo\n", one_name, json_option, command_stat},
    {"rm", "remove maps that stay, or stale ones",
     "Removes names.  Who has the map open keeps it, and no one finds it any\n"
     "more.  On Windows a name ends with its last handle, and only so.\n",
     "  mmf rm Settings\n"
     "  mmf rm --stale\n",
     rm_words, rm_options, command_rm},
    {"create", "make a map",
     "Makes a map of zeros, or of the bytes of a file, and keeps it until a\n"
     "signal; with --persist it stays without this program.\n",
     "  mmf create Buffer 64K\n"
     "  mmf create Settings --from settings.bin --persist --mode 0644\n",
     create_words, create_options, command_create},
    {"peek", "show values in a map",
     "Shows values that stand in a map one behind the other, one a line.\n",
     "  mmf peek EMoreauSharedDemo 0 i32\n"
     "  mmf peek EMoreauSharedDemo 10 utf16 5\n",
     peek_words, peek_options, command_peek},
    {"poke", "write values into a map",
     "Writes values into a map, one behind the other: all of them, or none if\n"
     "one is wrong or they do not fit.\n",
     "  mmf poke Buffer 0 i32 -1 0x7f\n"
     "  mmf poke Buffer 10 utf16 'Hello'\n",
     poke_words, peek_options, command_poke},
    {"dump", "show the bytes of a map",
     "Shows bytes in hexadecimal and as characters, 16 a line.  A \"*\" "
     "stands\n"
     "for lines that are as the one before.\n",
     "  mmf dump EMoreauSharedDemo --size 64\n"
     "  mmf dump EMoreauSharedDemo --at 10 --utf16\n",
     one_name, dump_options, command_dump},
    {"save", "write the bytes of a map into a file",
     "Writes the bytes of a map into a file, which is replaced when all of "
     "them\n"
     "are there.\n",
     "  mmf save Settings settings.bin\n"
     "  mmf save Settings - | sha256sum\n",
     file_words, save_options, command_save},
    {"load", "write the bytes of a file into a map",
     "Writes the bytes of a file into a map that is there (mmf create makes\n"
     "one).  A file that is longer than the map is refused.\n",
     "  mmf load Settings settings.bin\n"
     "  date | mmf load Buffer - --at 16\n",
     file_words, load_options, command_load},
    {"doctor", "look for what is wrong with shared memory here",
     "Looks at all of this system that bears upon shared memory, and says "
     "what\n"
     "to do where something is amiss.  It makes a map of its own and removes "
     "it.\n",
     "  mmf doctor\n", no_words, json_option, command_doctor},
    {"completion", "write the completion for bash",
     "Writes the script with which bash completes commands, options and names\n"
     "of maps.\n",
     "  source <(mmf completion)\n", no_words, no_options, command_completion},
    {"help", "show the help of a command",
     "Shows the commands, or all of one.\n", "  mmf help peek\n", command_words,
     no_options, command_help},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

const command *command_find(const char *name)
{
    for (const command *at = commands; at->name != NULL; at++)
        if (strcmp(at->name, name) == 0)
            return at;
    return NULL;
}

const char *request_name(const request *given)
{
    return given->count > 0 ? given->words[0] : ARTICLE_NAME;
}

int64_t request_number(const request *given, enum option_id id,
                       int64_t otherwise)
{
    return given->given[id] ? given->numbers[id] : otherwise;
}
