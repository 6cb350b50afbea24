/* SPDX-License-Identifier: MIT */
/*
 * What a command line may look like: the commands, their words and their
 * options, in one table (command.c).  The parser, the help texts, the errors
 * and the completion of shells all come from it.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stdint.h>

/* What a word or the value of an option is. */
enum kind {
    KIND_FLAG, /* an option without a value */
    KIND_TEXT,
    KIND_NAME,     /* of a map */
    KIND_FILE,     /* "-" is a standard stream */
    KIND_TYPE,     /* see type.h */
    KIND_COMMAND,  /* of this program */
    KIND_POSITION, /* bytes, from 0 */
    KIND_SIZE,     /* bytes, from 1 */
    KIND_COUNT,    /* from 1 */
    KIND_SECONDS,  /* from 0, with a fraction; kept in milliseconds */
    KIND_MODE      /* octal, from 0 to 0777 */
};

/* Every option that any command has. */
enum option_id {
    OPTION_HELP,
    OPTION_JSON,
    OPTION_ANY_OWNER,
    OPTION_AT,
    OPTION_COUNT,
    OPTION_EXIT_AT_EOF,
    OPTION_FROM,
    OPTION_MODE,
    OPTION_NAMES,
    OPTION_PERSIST,
    OPTION_RAW,
    OPTION_SDDL,
    OPTION_SEQUENCED,
    OPTION_SIZE,
    OPTION_SPARSE,
    OPTION_STALE,
    OPTION_TEXT,
    OPTION_TEXT_ONLY,
    OPTION_UTF16,
    OPTION_WAIT,
    OPTIONS
};

/* A list of them ends with a row whose name is NULL. */
typedef struct option {
    const char *name;
    const char *value; /* what it is called in the help; NULL for a flag */
    const char *help;
    enum option_id id;
    enum kind kind;
} option;

/* A list of them ends with a row whose name is NULL. */
typedef struct word {
    const char *name;
    const char *help;
    enum kind kind;
    bool optional;
    bool repeated; /* the last one may be */
} word;

typedef struct request request;

typedef struct command {
    const char *name;
    const char *summary;     /* in the list of all */
    const char *description; /* whole lines */
    const char *example;     /* whole lines */
    const word *words;
    const option *options; /* beside the common ones */
    int (*run)(const request *given);
} command;

enum {
    MOST_NUMBERED = 4 /* words of a command whose numbers are kept */
};

/* A command line that was understood. */
struct request {
    const command *command;
    char **words;
    int count;
    int64_t word_numbers[MOST_NUMBERED]; /* of those that are numbers */
    bool given[OPTIONS];
    const char *texts[OPTIONS];
    int64_t numbers[OPTIONS];
};

/* All commands; the last one has no name. */
extern const command commands[];

/* The options that every command has. */
extern const option common_options[];

/* NULL if there is none of this name. */
const command *command_find(const char *name);

/* The name of the map: the first word, or the article's. */
const char *request_name(const request *given);

/* A number that was given with an option, or another one. */
int64_t request_number(const request *given, enum option_id id,
                       int64_t otherwise);

/* What each command does.  They return the exit status (fail.h). */
int command_serve(const request *given);
int command_read(const request *given);
int command_watch(const request *given);
int command_ls(const request *given);
int command_stat(const request *given);
int command_rm(const request *given);
int command_create(const request *given);
int command_peek(const request *given);
int command_poke(const request *given);
int command_dump(const request *given);
int command_save(const request *given);
int command_load(const request *given);
int command_doctor(const request *given);
int command_completion(const request *given);
int command_help(const request *given);

#endif
