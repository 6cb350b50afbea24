/* SPDX-License-Identifier: MIT */
/*
 * From a command line to a request: which command, which words and options, and
 * whether each is what the table (command.c) says that it must be.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include "command.h"

enum {
    GO_ON = -1
};

/*
 * Reads what stands behind the name of the command, whose words it gathers at
 * the front of argv.  Options may stand anywhere; "--" ends them.  GO_ON, or
 * the exit status when the line is wrong, which has been said then.
 */
int request_read(int argc, char **argv, const command *of, request *out);

#endif
