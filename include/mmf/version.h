/* SPDX-License-Identifier: MIT */
/*
 * The version, and what each number promises.  The build reads it from here;
 * it is written nowhere else.
 *
 * While MMF_VERSION_MAJOR is 0, a new MINOR may change the interface and the
 * changelog says how.  From 1.0 on: MAJOR, programs must be compiled again;
 * MINOR, functions were added and programs built before still run; PATCH,
 * nothing but repairs.
 */
#ifndef MMF_VERSION_H
#define MMF_VERSION_H

#include "export.h"

#define MMF_VERSION_MAJOR 0
#define MMF_VERSION_MINOR 1
#define MMF_VERSION_PATCH 0

/** One number that grows with each release: 0.1.0 is 100, 1.2.3 is 10203. */
#define MMF_VERSION_NUMBER \
    (MMF_VERSION_MAJOR * 10000 + MMF_VERSION_MINOR * 100 + MMF_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Tells the version of the library that is running, as MMF_VERSION_NUMBER.
 *
 * It differs from the macro when a program built against one version is run
 * with the shared library of another.
 *
 * @return the number; the call cannot fail.
 *
 * Thread safety: any thread, any time.
 * Since: 0.1.
 */
MMF_API int mmf_version(void);

#ifdef __cplusplus
}
#endif

#endif
