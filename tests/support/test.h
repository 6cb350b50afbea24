/* SPDX-License-Identifier: MIT */
/*
 * What every cmocka test includes: cmocka with all that it wants before it,
 * and assertions that speak of statuses and details instead of numbers.
 */
#ifndef MMF_TEST_H
#define MMF_TEST_H

#include "mmf/mmf.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof(array)[0])

/* What outputs hold before a call, so that a function which forgets to set
 * them shows. */
#define POISON_MAP  ((mmf_map *)(uintptr_t)0x51)
#define POISON_BYTE 0x5A

/* Asserts that a call returned a status; tells both by name. */
#define assert_status(call, expected) \
    test_assert_status((call), (expected), #call, __FILE__, __LINE__)

/* Asserts that the detail of the last failure has this status and operation
 * and that its hint contains a text. */
#define assert_detail(status, operation, part) \
    test_assert_detail((status), (operation), (part), __FILE__, __LINE__)

void test_assert_status(int seen, int expected, const char *call,
                        const char *file, int line);
void test_assert_detail(int status, const char *operation, const char *part,
                        const char *file, int line);

#endif
