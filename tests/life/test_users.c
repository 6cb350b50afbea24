/* SPDX-License-Identifier: MIT */
/*
 * Two users: what a neighbour on the same machine can do to a map, and what
 * not.  The owner is the test (root here, so that it can become somebody
 * else); the stranger is a user that owns nothing, and a third one owns what
 * the test meets.
 */
#include "child.h"
#include "maps.h"
#include "world.h"
#include <fcntl.h>
#include <grp.h>
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CAPACITY = 8192,
    OWNER = 12345,
    GROUP = 23456,
    ANSWER_IS_BAD = 99
};

static const mmf_options any_owner = {.flags = MMF_ANY_OWNER};

/* What another user does, with its answer: 0, a status turned positive, or
 * ANSWER_IS_BAD. */
typedef int deed(void);

static void become(uid_t user)
{
    if (user == STRANGER) {
        become_stranger();
        return;
    }
    must(setgroups(0, NULL) == 0, "setgroups");
    must(setresgid(user, user, user) == 0, "setresgid");
    must(setresuid(user, user, user) == 0, "setresuid");
}

static pid_t begin_as(uid_t user, deed *what)
{
    const pid_t pid = fork();

    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        become(user);
        _exit(what());
    }
    return pid;
}

/* Runs a deed to its end; nobody may take longer than a moment. */
static int as(uid_t user, deed *what)
{
    const long long began = now_ms();
    const pid_t pid = begin_as(user, what);
    int status = 0;

    while (waitpid(pid, &status, WNOHANG) == 0)
        rest(began, "another user's deed");
    ck_assert_int_lt(now_ms() - began, 4000);
    return WIFEXITED(status) ? -WEXITSTATUS(status) : -1000 - WTERMSIG(status);
}

static int create_with(uint32_t mode, mmf_map **map)
{
    const mmf_options options = {.mode = mode, .flags = MMF_ANY_OWNER};

    return mmf_create_new(name_of(0), CAPACITY, &options, map);
}

static mode_t mode_on_disk(void)
{
    struct stat object;

    ck_assert_int_eq(stat(path_of(name_of(0)), &object), 0);
    return object.st_mode & 07777;
}

static int open_with(uint32_t rights)
{
    mmf_map *map;
    const int rc = mmf_open_existing(name_of(0), rights, &any_owner, &map);

    mmf_map_close(map);
    return -rc;
}

static int open_to_read(void)
{
    return open_with(MMF_RIGHTS_READ);
}

static int open_to_write(void)
{
    return open_with(MMF_RIGHTS_READ_WRITE);
}

/* Without asking for what others own. */
static int open_own(void)
{
    mmf_map *map;
    const int rc = mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map);

    mmf_map_close(map);
    return -rc;
}

static int create(void)
{
    mmf_map *map;
    const int rc = create_with(0, &map);

    mmf_map_close(map);
    return -rc;
}

static int create_and_die(void)
{
    mmf_map *map;

    return -create_with(0644, &map);
}

static int remove_it(void)
{
    return -mmf_remove(name_of(0));
}

START_TEST(the_mode_is_what_was_asked_for_whatever_the_umask)
{
    static const mode_t masks[] = {0, 022, 077, 0777};
    static const uint32_t modes[] = {0, 0600, 0640, 0666, 0444};

    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++)
        for (size_t j = 0; j < sizeof modes / sizeof modes[0]; j++) {
            const mode_t before = umask(masks[i]);
            mmf_map *map;

            ck_assert_int_eq(create_with(modes[j], &map), MMF_OK);
            (void)umask(before);
            ck_assert_uint_eq(mode_on_disk() & 0777,
                              modes[j] == 0 ? 0600 : modes[j]);
            mmf_map_close(map);
        }
}
END_TEST

/* What a service that runs as root gives to the users of one group. */
static const mmf_security team = {.parts =
                                      MMF_SECURITY_ACCESS | MMF_SECURITY_GROUP,
                                  .mode = 0660,
                                  .group = GROUP};

/* Runs a deed as a stranger who is a member of the group. */
static int as_member(deed *what)
{
    int status = 0;
    const pid_t pid = fork();

    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        must(setgroups(0, NULL) == 0, "setgroups");
        must(setresgid(GROUP, GROUP, GROUP) == 0, "setresgid");
        must(setresuid(STRANGER, STRANGER, STRANGER) == 0, "setresuid");
        _exit(what());
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? -WEXITSTATUS(status) : -1000;
}

static mmf_map *protected_by(const mmf_security *security)
{
    const mmf_options options = {.security = security};
    mmf_map *map;

    ck_assert_int_eq(mmf_create_new(name_of(0), CAPACITY, &options, &map),
                     MMF_OK);
    return map;
}

static int open_own_to_write(void)
{
    mmf_map *map;
    const int rc =
        mmf_open_existing(name_of(0), MMF_RIGHTS_READ_WRITE, NULL, &map);

    mmf_map_close(map);
    return -rc;
}

/* Root's objects are trusted: the users need no flag. */
START_TEST(a_service_shares_a_map_with_a_group_and_nobody_else)
{
    mmf_map *map = protected_by(&team);

    ck_assert_int_eq(as_member(open_own_to_write), MMF_OK);
    ck_assert_int_eq(as(STRANGER, open_to_read), MMF_EACCES);
    ck_assert_uint_eq(mode_on_disk(), S_ISVTX | 0660);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

START_TEST(a_service_gives_a_map_to_a_user)
{
    static const mmf_security given = {.parts = MMF_SECURITY_OWNER,
                                       .owner = OWNER};
    mmf_name_info info = {0};
    mmf_map *map = protected_by(&given);

    ck_assert_int_eq(mmf_name_stat(name_of(0), &info), MMF_OK);
    ck_assert_int_eq(info.owner, OWNER);
    ck_assert_uint_eq(info.mode, 0600);
    ck_assert_uint_eq(info.flags, MMF_NAME_MANAGED);
    ck_assert_int_eq(as(OWNER, open_own_to_write), MMF_OK);
    ck_assert_int_eq(as(STRANGER, open_to_read), MMF_EACCES);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

START_TEST(a_change_later_lets_others_in_and_out)
{
    static const mmf_security closed = {
        .parts = MMF_SECURITY_ACCESS | MMF_SECURITY_GROUP, .mode = 0600};
    mmf_map *map = protected_by(NULL);

    ck_assert_int_eq(as_member(open_own_to_write), MMF_EACCES);
    ck_assert_int_eq(mmf_security_set(map, &team), MMF_OK);
    ck_assert_int_eq(as_member(open_own_to_write), MMF_OK);
    ck_assert_int_eq(mmf_security_set(map, &closed), MMF_OK);
    ck_assert_int_eq(as_member(open_own_to_write), MMF_EACCES);
    ck_assert_uint_eq(mode_on_disk(), S_ISVTX | 0600);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

static bool hint_has(const char *part)
{
    mmf_detail why = {0};

    if (mmf_last_detail(&why) == MMF_OK && strstr(why.hint, part) != NULL)
        return true;
    (void)fprintf(stderr, "hint: %s\n", why.hint);
    return false;
}

/* Creates with what only root may give, and is told which capability it is. */
static int create_for_others(void)
{
    static const mmf_security someone = {.parts = MMF_SECURITY_OWNER};
    const mmf_security *const wanted[] = {&someone, &team};

    for (int i = 0; i < 2; i++) {
        const mmf_options options = {.security = wanted[i]};
        mmf_map *map;

        if (mmf_create_new(name_of(0), CAPACITY, &options, &map) !=
                MMF_EACCES ||
            !hint_has("CAP_CHOWN"))
            return ANSWER_IS_BAD;
    }
    return 0;
}

START_TEST(who_may_not_give_a_map_away_is_told_of_the_capability)
{
    ck_assert_int_eq(as(STRANGER, create_for_others), 0);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

/* Of another user's map nothing can be changed; of one's own, not all, and what
 * was changed before the refusal is as it was. */
static int change_what_one_may_not(void)
{
    const mmf_security away = {.parts = MMF_SECURITY_ACCESS |
                                        MMF_SECURITY_OWNER | MMF_SECURITY_GROUP,
                               .mode = 0666,
                               .group = (uint32_t)getegid()};
    mmf_security now = {0};
    mmf_map *map;

    if (mmf_create_new(name_of(1), CAPACITY, NULL, &map) != MMF_OK ||
        mmf_security_set(map, &away) != MMF_EACCES || !hint_has("CAP_CHOWN") ||
        mmf_security_get(map, &now) != MMF_OK || now.mode != 0600 ||
        now.owner != geteuid() || now.group != getegid())
        return ANSWER_IS_BAD;
    mmf_map_close(map);
    if (mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map) != MMF_OK ||
        mmf_security_set(map, &team) != MMF_EACCES || !hint_has("user 0"))
        return ANSWER_IS_BAD;
    mmf_map_close(map);
    return 0;
}

START_TEST(a_refused_change_leaves_the_map_as_it_was)
{
    static const mmf_security readable = {.parts = MMF_SECURITY_ACCESS,
                                          .mode = 0644};
    mmf_map *map = protected_by(&readable);

    ck_assert_int_eq(as(STRANGER, change_what_one_may_not), 0);
    ck_assert_uint_eq(mode_on_disk(), S_ISVTX | 0644);
    mmf_map_close(map);
}
END_TEST

START_TEST(by_default_nobody_else_gets_in)
{
    mmf_map *map;

    ck_assert_int_eq(create_with(0, &map), MMF_OK);
    ck_assert_int_eq(as(STRANGER, open_to_read), MMF_EACCES);
    ck_assert_int_eq(as(STRANGER, open_to_write), MMF_EACCES);
    ck_assert_int_eq(as(STRANGER, create), MMF_EACCES);
    ck_assert_int_eq(as(STRANGER, remove_it), MMF_EACCES);
    ck_assert(object_exists(name_of(0)));
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

START_TEST(readers_read_and_do_not_write)
{
    mmf_map *map;

    ck_assert_int_eq(create_with(0644, &map), MMF_OK);
    ck_assert_int_eq(as(STRANGER, open_to_read), MMF_OK);
    ck_assert_int_eq(as(STRANGER, open_to_write), MMF_EACCES);
    ck_assert_int_eq(open_to_read(), MMF_OK);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

START_TEST(a_stale_object_is_reaped_by_its_owner_and_nobody_loops)
{
    mmf_map *map;

    ck_assert_int_eq(as(OWNER, create_and_die), MMF_OK);
    ck_assert(object_exists(name_of(0)));
    ck_assert_int_eq(as(STRANGER, open_to_read), MMF_ENOENT);
    ck_assert(object_exists(name_of(0)));
    ck_assert_int_eq(as(STRANGER, create), MMF_EACCES);
    ck_assert(object_exists(name_of(0)));
    ck_assert_int_eq(as(OWNER, open_to_read), MMF_ENOENT);
    ck_assert(!object_exists(name_of(0)));
    ck_assert_int_eq(as(OWNER, create_and_die), MMF_OK);
    ck_assert_int_eq(as(OWNER, create), MMF_OK);
    ck_assert(!object_exists(name_of(0)));
    /* Root may reap what is anybody's. */
    ck_assert_int_eq(as(OWNER, create_and_die), MMF_OK);
    ck_assert_int_eq(create_with(0, &map), MMF_OK);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

static int create_refused_by_name(void)
{
    mmf_detail why = {0};
    mmf_map *map;
    char owner[32];

    (void)snprintf(owner, sizeof owner, "user %d", OWNER);
    if (create_with(0, &map) != MMF_EACCES || mmf_last_detail(&why) != MMF_OK ||
        why.status != MMF_EACCES || strstr(why.hint, owner) == NULL ||
        strstr(why.hint, name_of(0)) == NULL) {
        (void)fprintf(stderr, "hint: %s\n", why.hint);
        return ANSWER_IS_BAD;
    }
    return 0;
}

START_TEST(the_hint_names_the_owner)
{
    ck_assert_int_eq(as(OWNER, create_and_die), MMF_OK);
    ck_assert_int_eq(as(STRANGER, create_refused_by_name), 0);
    ck_assert_int_eq(as(OWNER, create), MMF_OK);
}
END_TEST

static int ready[2], go[2];

/* Holds the map until told to go. */
static int hold(void)
{
    mmf_map *map;
    char order;
    const int rc = create_with(0666, &map);

    if (write(ready[1], "", 1) != 1 || read(go[0], &order, 1) != 1)
        return ANSWER_IS_BAD;
    mmf_map_close(map);
    return -rc;
}

static pid_t begin_holding(uid_t user, deed *what)
{
    char told;
    pid_t pid;

    ck_assert_int_eq(pipe(ready), 0);
    ck_assert_int_eq(pipe(go), 0);
    pid = begin_as(user, what);
    (void)close(ready[1]); /* so that its end is seen */
    ck_assert_int_eq(read(ready[0], &told, 1), 1);
    return pid;
}

static void end_holding(pid_t pid)
{
    int status = 0;

    ck_assert_int_eq(write(go[1], "", 1), 1);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
}

START_TEST(what_a_stranger_owns_is_joined_only_when_asked_for)
{
    const pid_t pid = begin_holding(OWNER, hold);

    ck_assert_int_eq(open_own(), -MMF_EACCES);
    ck_assert_int_eq(as(STRANGER, open_own), MMF_EACCES);
    ck_assert_int_eq(open_to_read(), -MMF_OK);
    ck_assert_int_eq(as(STRANGER, open_to_write), MMF_OK);
    ck_assert_int_eq(as(OWNER, open_own), MMF_OK);
    end_holding(pid);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

/* The last closer may write, but the folder does not let it unlink. */
START_TEST(a_last_closer_who_is_not_the_owner_leaves_a_stale_object)
{
    mmf_name_info info = {0};
    const pid_t pid = begin_holding(OWNER, hold);

    ck_assert_int_eq(kill(pid, SIGKILL), 0);
    ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
    ck_assert_int_eq(as(STRANGER, open_to_write), MMF_ENOENT);
    ck_assert_int_eq(as(STRANGER, create), MMF_EACCES);
    ck_assert_int_eq(mmf_name_stat(name_of(0), &info), MMF_OK);
    ck_assert_uint_eq(info.flags, MMF_NAME_MANAGED | MMF_NAME_STALE);
    ck_assert_int_eq(info.owner, OWNER);
    ck_assert_int_eq(as(OWNER, open_to_read), MMF_ENOENT);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

static int hold_to_read(void)
{
    mmf_map *map;
    char order;
    const int rc = mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map);

    if (write(ready[1], "", 1) != 1 || read(go[0], &order, 1) != 1)
        return ANSWER_IS_BAD;
    mmf_map_close(map);
    return -rc;
}

/* It holds the name, but cannot take it along. */
START_TEST(a_reader_who_closes_last_leaves_a_stale_object)
{
    mmf_map *map;
    pid_t pid;

    ck_assert_int_eq(create_with(0644, &map), MMF_OK);
    pid = begin_holding(STRANGER, hold_to_read);
    mmf_map_close(map);
    ck_assert_int_eq(as(STRANGER, open_to_read), MMF_OK);
    end_holding(pid);
    ck_assert_int_eq(as(STRANGER, open_to_read), MMF_ENOENT);
    ck_assert(object_exists(name_of(0)));
    ck_assert_int_eq(open_to_read(), -MMF_ENOENT);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

/* All that a reader's descriptor allows, at once and for ever. */
static int pester(void)
{
    const char *path = path_of(name_of(0));
    const int fd = open(path, O_RDONLY);
    char order;

    if (fd < 0 || unlink(path) == 0 || rename(path, "/dev/shm/other") == 0 ||
        ftruncate(fd, 0) == 0 || truncate(path, 0) == 0 ||
        fchmod(fd, 0666) == 0 || fchmod(fd, 0644) == 0 ||
        open(path, O_WRONLY | O_TRUNC) >= 0 ||
        mmap(NULL, 1, PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED)
        return ANSWER_IS_BAD;
    (void)flock(fd, LOCK_UN);
    return write(ready[1], "", 1) == 1 && read(go[0], &order, 1) == 1
               ? 0
               : ANSWER_IS_BAD;
}

START_TEST(a_reader_cannot_take_hide_or_shorten_a_living_map)
{
    mmf_name_info info = {0};
    mmf_map *map;
    mmf_view view;
    char bytes[16];
    pid_t pid;

    ck_assert_int_eq(create_with(0644, &map), MMF_OK);
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ, &view), MMF_OK);
    pid = begin_holding(STRANGER, pester);
    ck_assert_int_eq(open_to_write(), -MMF_OK);
    ck_assert_int_eq(-create(), MMF_EEXIST);
    ck_assert_int_eq(mmf_name_stat(name_of(0), &info), MMF_OK);
    ck_assert_uint_eq(info.flags, MMF_NAME_MANAGED);
    ck_assert_int_eq(mmf_view_copy(&view, CAPACITY - 16, bytes, 16), MMF_OK);
    end_holding(pid);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

/* Holds the gate for reading, which a read-only descriptor may. */
static int keep_the_gate(void)
{
    const int fd = open(path_of(name_of(0)), O_RDONLY);
    struct flock gate = {.l_type = F_RDLCK,
                         .l_whence = SEEK_SET,
                         .l_start = INT64_MAX - 1,
                         .l_len = 1};
    char order;

    return fd >= 0 && fcntl(fd, F_OFD_SETLK, &gate) == 0 &&
                   write(ready[1], "", 1) == 1 && read(go[0], &order, 1) == 1
               ? 0
               : ANSWER_IS_BAD;
}

/* It costs the owner time, as much as the owner allows, and a stale object; no
 * byte and no name. */
START_TEST(a_reader_who_keeps_the_gate_only_costs_time)
{
    static const mmf_options brief = {.wait_ms = 50, .mode = 0644};
    const long long began = now_ms();
    mmf_map *map, *second;
    pid_t pid;

    ck_assert_int_eq(mmf_create_new(name_of(0), CAPACITY, &brief, &map),
                     MMF_OK);
    pid = begin_holding(STRANGER, keep_the_gate);
    ck_assert_int_eq(mmf_create_new(name_of(0), 1, &brief, &second), MMF_EBUSY);
    mmf_map_close(map);
    ck_assert_int_lt(now_ms() - began, 2000);
    end_holding(pid);
    ck_assert_int_eq(open_to_read(), -MMF_ENOENT);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

/* Holds a stale object as a reader can: it looks alive then, and nothing of it
 * can be trusted less than before. */
static int pin(void)
{
    const int fd = open(path_of(name_of(0)), O_RDONLY);
    char order;

    return fd >= 0 && flock(fd, LOCK_SH) == 0 && write(ready[1], "", 1) == 1 &&
                   read(go[0], &order, 1) == 1
               ? 0
               : ANSWER_IS_BAD;
}

START_TEST(a_reader_can_keep_a_dead_map_until_it_ends)
{
    mmf_map *map;
    pid_t pid;

    ck_assert_int_eq(create_with(0644, &map), MMF_OK);
    pid = begin_holding(STRANGER, pin);
    mmf_map_close(map);
    ck_assert_int_eq(-create(), MMF_EEXIST);
    ck_assert_int_eq(mmf_remove(name_of(0)), MMF_OK);
    ck_assert_int_eq(-create(), MMF_OK);
    end_holding(pid);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

static int shorten(void)
{
    return truncate(path_of(name_of(0)), 10) == 0 ? 0 : ANSWER_IS_BAD;
}

/* The documented price of a mode that lets others write. */
START_TEST(who_may_write_can_shorten_and_a_careful_reader_is_told)
{
    char text[100], bytes[16];
    mmf_text_result result = {0};
    mmf_map *map;
    mmf_view view;

    ck_assert_int_eq(create_with(0666, &map), MMF_OK);
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ, &view), MMF_OK);
    ck_assert_int_eq(mmf_view_copy(&view, 5000, bytes, 16), MMF_OK);
    ck_assert_int_eq(as(STRANGER, shorten), 0);
    ck_assert_int_eq(mmf_view_copy(&view, 5000, bytes, 16), MMF_EIO);
    ck_assert_int_eq(mmf_view_copy(&view, 0, bytes, 10), MMF_OK);
    ck_assert_int_eq(truncate(path_of(name_of(0)), 0), 0);
    ck_assert_int_eq(mmf_view_copy(&view, 0, bytes, 10), MMF_EIO);
    ck_assert_int_eq(
        mmf_text_read(&view, NULL, NULL, text, sizeof text, &result), MMF_EIO);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
    ck_assert(!object_exists(name_of(0)));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("users");
    TCase *tests = tcase_create("users");

    if (geteuid() != 0)
        return skip("only root can become another user");
    if (!own_mount("size=16m,mode=1777"))
        return skip("root may not mount here, and may not be root at all");
    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_test(tests, the_mode_is_what_was_asked_for_whatever_the_umask);
    tcase_add_test(tests, a_service_shares_a_map_with_a_group_and_nobody_else);
    tcase_add_test(tests, a_service_gives_a_map_to_a_user);
    tcase_add_test(tests, a_change_later_lets_others_in_and_out);
    tcase_add_test(tests,
                   who_may_not_give_a_map_away_is_told_of_the_capability);
    tcase_add_test(tests, a_refused_change_leaves_the_map_as_it_was);
    tcase_add_test(tests, by_default_nobody_else_gets_in);
    tcase_add_test(tests, readers_read_and_do_not_write);
    tcase_add_test(tests,
                   a_stale_object_is_reaped_by_its_owner_and_nobody_loops);
    tcase_add_test(tests, the_hint_names_the_owner);
    tcase_add_test(tests, what_a_stranger_owns_is_joined_only_when_asked_for);
    tcase_add_test(tests,
                   a_last_closer_who_is_not_the_owner_leaves_a_stale_object);
    tcase_add_test(tests, a_reader_who_closes_last_leaves_a_stale_object);
    tcase_add_test(tests, a_reader_cannot_take_hide_or_shorten_a_living_map);
    tcase_add_test(tests, a_reader_who_keeps_the_gate_only_costs_time);
    tcase_add_test(tests, a_reader_can_keep_a_dead_map_until_it_ends);
    tcase_add_test(tests,
                   who_may_write_can_shorten_and_a_careful_reader_is_told);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
