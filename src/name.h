/* SPDX-License-Identifier: MIT */
/*
 * From the name that a user gives to the name that the system gets.
 */
#ifndef MMF_NAME_PRIVATE_H
#define MMF_NAME_PRIVATE_H

/* Checks a name against the rules of this system and makes its final form, to
 * be released by free().  Returns 0, or MMF_ENAME or MMF_ENOMEM, recorded for
 * operation. */
int mmf_name_to_os(const char *operation, const char *name, char **out);

#endif
