/* SPDX-License-Identifier: MIT */
/*
 * What tests over the fake backend share: a fresh backend before each test,
 * nothing left of it afterwards, and maps and views made in one line.
 */
#ifndef MMF_FAKE_TEST_H
#define MMF_FAKE_TEST_H

#include "os_fake.h"
#include "test.h"

/* A test that begins with a fresh backend and must leave nothing in it. */
#define fake_test(name) \
    cmocka_unit_test_setup_teardown(name, fake_setup, fake_teardown)

int fake_setup(void **state);
int fake_teardown(void **state);

/* A new map; the test fails where there is none. */
mmf_map *fake_map(const char *name, int64_t capacity, uint32_t access);

/* A view of a whole new map without a name; the map is closed already. */
mmf_view fake_view(int64_t size, uint32_t access);

/* The same with access set aside: bytes can be prepared through any view. */
void fake_fill(const mmf_view *view, int byte);

/* How many bytes from position on hold a value; and whether all do. */
int64_t fake_run(const mmf_view *view, int64_t position, int byte);

#endif
