/* SPDX-License-Identifier: MIT */
/*
 * The texts of --help and the completion for bash, made from the table of the
 * commands (command.c).
 */
#ifndef HELP_H
#define HELP_H

#include "command.h"

void help_all(void);
void help_of(const command *of);
void help_version(void);

#endif
