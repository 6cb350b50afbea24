/* SPDX-License-Identifier: MIT */
/*
 * Names and contents of maps, see maps.h.
 */
#include "maps.h"
#include "child.h"
#include <errno.h>
#include <fcntl.h>
#include <mmf/mmf.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    NAMES = 10
};

static pid_t suite_process;

const char *name_of(int number)
{
    static char names[NAMES][32];

    (void)snprintf(names[number], sizeof names[number], "mmf-process-%ld-%d",
                   (long)suite_process, number);
    return names[number];
}

/* "/NAME", as shm_open() has it. */
static const char *object_of(const char *name)
{
    static char object[512];

    (void)snprintf(object, sizeof object, "/%s", name);
    return object;
}

int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_process = getpid();
    /* A program that has died shall fail its test, not end all of them. */
    (void)signal(SIGPIPE, SIG_IGN);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    for (int number = 0; number < NAMES; number++)
        (void)shm_unlink(object_of(name_of(number)));
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

bool object_exists(const char *name)
{
    const int fd = shm_open(object_of(name), O_RDONLY, 0);

    if (fd >= 0) {
        (void)close(fd);
        return true;
    }
    ck_assert_int_eq(errno, ENOENT);
    return false;
}

/* What the map holds now.  False: no map, or no text that can be. */
static bool read_text(const char *name, char *text, size_t room,
                      mmf_text_result *found)
{
    static const mmf_text_options how = {.policy = MMF_TEXT_LOSSLESS};
    mmf_map *map;
    mmf_view view;
    int rc = mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &map);

    if (rc == MMF_ENOENT)
        return false;
    ck_assert_int_eq(rc, MMF_OK);
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ, &view), MMF_OK);
    rc = mmf_text_read(&view, NULL, &how, text, room, found);
    ck_assert(rc == MMF_OK || rc == MMF_ECORRUPT || rc == MMF_ETRUNCATED);
    (void)mmf_view_close(&view);
    mmf_map_close(map);
    return rc == MMF_OK;
}

void expect_text(const char *name, const char *text, size_t length)
{
    static char seen[MMF_TEXT_ROOM(5000)];
    const long long began = now_ms();
    mmf_text_result found = {0};
    char wanted[200];

    (void)snprintf(wanted, sizeof wanted, "the text \"%.150s\" in the map",
                   text);
    while (!read_text(name, seen, sizeof seen, &found) ||
           found.length != (int64_t)length || memcmp(seen, text, length) != 0)
        rest(began, wanted);
}

void poke_count(const char *name, int32_t count)
{
    mmf_map *map;
    mmf_view view;

    ck_assert_int_eq(mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &map),
                     MMF_OK);
    ck_assert_int_eq(mmf_view_open(map, 0, 4, MMF_ACCESS_READ_WRITE, &view),
                     MMF_OK);
    ck_assert_int_eq(mmf_view_write_i32(&view, 0, count), MMF_OK);
    (void)mmf_view_close(&view);
    mmf_map_close(map);
}
