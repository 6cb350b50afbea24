/* SPDX-License-Identifier: MIT */
/*
 * What callers ask of a protection, checked.
 */
#ifndef MMF_SECURITY_PRIVATE_H
#define MMF_SECURITY_PRIVATE_H

#include "mmf/security.h"
#include "os.h"

/* Refuses what is no permission bits. */
int mmf_mode_check(const char *operation, uint32_t mode);

/* Takes over what a caller asks for, if this system has it. */
int mmf_security_read(const char *operation, const mmf_security *given,
                      mmf_os_protection *out);

#endif
