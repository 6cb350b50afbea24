/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for <crtdefs.h> of the MSVC toolset.
 * It is the old name of <corecrt.h> and nothing more.
 */
#pragma once
#include <corecrt.h>
