/* SPDX-License-Identifier: MIT */
/*
 * Memory file systems as machines and containers have them: full, tiny, noexec,
 * missing, or with something in them that is no shared memory.  Each test has
 * one of its own.
 */
#include "child.h"
#include "maps.h"
#include "steps.h"
#include "world.h"
#include <errno.h>
#include <fcntl.h>
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    MOUNT_SIZE = 65536,
    PAGE = 4096
};

static const char tiny[] = "size=64k,mode=1777";
static const char roomy[] = "size=1m,mode=1777";
static const mmf_options persistent = {.flags = MMF_PERSIST};
static const mmf_options sparse = {.flags = MMF_DELAY_ALLOCATE_PAGES};

static void expect_hint(int status, const char *words)
{
    mmf_detail why = {0};

    ck_assert_int_eq(mmf_last_detail(&why), MMF_OK);
    ck_assert_int_eq(why.status, status);
    ck_assert_msg(strstr(why.hint, words) != NULL, "\"%s\" lacks \"%s\"",
                  why.hint, words);
}

static void expect_usage(const usage *wanted)
{
    const usage now = measure();

    ck_assert_int_eq(now.names, wanted->names);
    ck_assert_uint_eq(now.files, wanted->files);
    ck_assert_uint_eq(now.blocks, wanted->blocks);
}

/* However it is asked for. */
static void expect_no_space(int64_t size)
{
    const usage before = measure();
    mmf_map *map;
    int how;

    ck_assert_int_eq(mmf_create_new(name_of(0), size, NULL, &map), MMF_ENOSPC);
    ck_assert_ptr_null(map);
    expect_hint(MMF_ENOSPC, "65536");
    ck_assert_int_eq(mmf_create_new(name_of(0), size, &persistent, &map),
                     MMF_ENOSPC);
    ck_assert_int_eq(mmf_create_or_open(name_of(0), size, NULL, &map, &how),
                     MMF_ENOSPC);
    expect_usage(&before);
}

static void expect_space(int64_t size)
{
    mmf_map *map;
    mmf_view view;

    ck_assert_int_eq(mmf_create_new(name_of(0), size, NULL, &map), MMF_OK);
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view),
                     MMF_OK);
    memset(view.bytes, 1, (size_t)view.size);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}

/* 1: where objects cannot be published whole. */
START_TEST(a_tiny_mount_is_full_and_says_so)
{
    mmf_map *map;
    usage clean;

    ck_assert(own_mount(tiny));
    if (_i == 1)
        forbid_publication();
    clean = measure();
    expect_no_space(MOUNT_SIZE + 1);
    expect_no_space((int64_t)1 << 40);
    expect_space(MOUNT_SIZE);
    expect_usage(&clean);
    ck_assert_int_eq(mmf_create_new(name_of(1), MOUNT_SIZE - PAGE, NULL, &map),
                     MMF_OK);
    expect_no_space(PAGE + 1);
    expect_hint(MMF_ENOSPC, "4097");
    expect_space(PAGE);
    mmf_map_close(map);
    expect_usage(&clean);
}
END_TEST

START_TEST(a_mount_filled_to_the_brim_takes_nothing)
{
    char page[PAGE] = {1};
    int fd;

    ck_assert(own_mount(tiny));
    if (_i == 1)
        forbid_publication();
    fd = open("/dev/shm/filler", O_CREAT | O_WRONLY, 0600);
    while (write(fd, page, sizeof page) > 0)
        continue;
    ck_assert_int_eq(errno, ENOSPC);
    expect_no_space(1);
    ck_assert_int_eq(ftruncate(fd, 0), 0);
    expect_space(MOUNT_SIZE);
    (void)close(fd);
}
END_TEST

START_TEST(a_mount_without_room_for_names_takes_nothing)
{
    usage clean;
    mmf_map *map, *second;

    ck_assert(own_mount("size=64k,mode=1777,nr_inodes=2"));
    clean = measure();
    ck_assert_int_eq(mmf_create_new(name_of(0), 1, NULL, &map), MMF_OK);
    ck_assert_int_eq(mmf_create_new(name_of(1), 1, NULL, &second), MMF_ENOSPC);
    ck_assert_int_eq(
        mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &second), MMF_OK);
    mmf_map_close(second);
    mmf_map_close(map);
    expect_usage(&clean);
}
END_TEST

START_TEST(a_sparse_map_may_be_larger_than_the_mount)
{
    usage clean;
    mmf_map *map;

    ck_assert(own_mount(tiny));
    clean = measure();
    ck_assert_int_eq(mmf_create_new(name_of(0), 1 << 30, &sparse, &map),
                     MMF_OK);
    ck_assert_uint_eq(measure().blocks, clean.blocks);
    mmf_map_close(map);
    expect_usage(&clean);
}
END_TEST

START_TEST(a_noexec_mount_gives_no_executable_view)
{
    static const mmf_options executable = {.access =
                                               MMF_ACCESS_READ_WRITE_EXECUTE};
    mmf_map *map;
    mmf_view view;

    ck_assert(own_mount_over("/dev/shm", MS_NOEXEC, roomy));
    ck_assert_int_eq(mmf_create_new(name_of(0), PAGE, &executable, &map),
                     MMF_OK);
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_EXECUTE, &view),
                     MMF_EACCES);
    expect_hint(MMF_EACCES, "noexec");
    ck_assert_int_eq(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view),
                     MMF_OK);
    ck_assert_int_eq(mmf_view_close(&view), MMF_OK);
    mmf_map_close(map);
}
END_TEST

START_TEST(a_machine_without_shared_memory_says_so)
{
    mmf_map *map;
    int how;

    ck_assert(own_mount_over("/dev", 0, roomy));
    ck_assert_int_eq(mmf_create_new(name_of(0), PAGE, NULL, &map), MMF_ENOTSUP);
    expect_hint(MMF_ENOTSUP, "/dev/shm");
    ck_assert_int_eq(mmf_create_or_open(name_of(0), PAGE, NULL, &map, &how),
                     MMF_ENOTSUP);
    expect_hint(MMF_ENOTSUP, "/dev/shm");
    ck_assert_int_eq(mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map),
                     MMF_ENOENT);
    ck_assert_int_eq(mmf_create_new(NULL, PAGE, NULL, &map), MMF_OK);
    mmf_map_close(map);
}
END_TEST

START_TEST(a_mount_that_cannot_be_written_refuses)
{
    mmf_map *map;

    ck_assert(own_mount(roomy));
    ck_assert_int_eq(
        mount("none", "/dev/shm", NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    ck_assert_int_eq(mmf_create_new(name_of(0), PAGE, NULL, &map), MMF_EACCES);
    ck_assert_int_eq(mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map),
                     MMF_ENOENT);
}
END_TEST

/* Opening must not need O_CREAT, which fs.protected_regular forbids for other
 * users' files in such a folder. */
static int open_only(void *context)
{
    mmf_map *map;

    (void)context;
    return mmf_open_existing(name_of(0), MMF_RIGHTS_READ_WRITE, NULL, &map) !=
           MMF_OK;
}

START_TEST(opening_never_offers_to_create)
{
    int opened = 0;
    stepper opener;
    mmf_map *map;

    ck_assert(own_mount(roomy));
    ck_assert_int_eq(mmf_create_new(name_of(0), PAGE, NULL, &map), MMF_OK);
    step_begin(&opener, open_only, NULL);
    while (step_next(&opener))
        if (opener.entering && opener.call == SYS_openat) {
            ck_assert_int_eq(opener.third & O_CREAT, 0);
            opened++;
        }
    ck_assert_int_ge(opened, 1);
    ck_assert_int_eq(step_finish(&opener), 0);
    mmf_map_close(map);
}
END_TEST

static void make_link(const char *path)
{
    ck_assert_int_eq(symlink("/dev/shm/prey", path), 0);
}

static void make_link_to_nothing(const char *path)
{
    ck_assert_int_eq(symlink("/dev/shm/nothing", path), 0);
}

static void make_folder(const char *path)
{
    ck_assert_int_eq(mkdir(path, 0700), 0);
}

static void make_pipe_there(const char *path)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
}

static void make_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    (void)snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    ck_assert_int_eq(
        bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    (void)close(fd);
}

/* The full device, whose writes would fail. */
static void make_device(const char *path)
{
    if (mknod(path, S_IFCHR | 0600, makedev(1, 7)) != 0)
        make_folder(path); /* not root of the machine */
}

static void (*const kinds[])(const char *path) = {
    make_link,       make_link_to_nothing, make_folder,
    make_pipe_there, make_socket,          make_device,
};

enum {
    KINDS = sizeof kinds / sizeof kinds[0]
};

/* A file that a link could lead to, and that nobody may touch. */
static void expect_prey_untouched(void)
{
    struct stat prey;

    ck_assert_int_eq(stat("/dev/shm/prey", &prey), 0);
    ck_assert_int_eq(prey.st_size, 5000);
    ck_assert_uint_eq(prey.st_mode & 07777, S_ISVTX | 0600);
    ck_assert_int_eq(access("/dev/shm/nothing", F_OK), -1);
}

START_TEST(what_is_no_shared_memory_is_neither_opened_nor_removed)
{
    mmf_name_info info = {0};
    const long long began = now_ms();
    struct stat thing;
    mmf_map *map;
    int how, fd;

    ck_assert(own_mount_over("/dev/shm", 0, roomy));
    fd = open("/dev/shm/prey", O_CREAT | O_RDWR, 0600);
    ck_assert_int_eq(fchmod(fd, S_ISVTX | 0600), 0);
    ck_assert_int_eq(ftruncate(fd, 5000), 0);
    (void)close(fd);
    kinds[_i](path_of(name_of(0)));
    ck_assert_int_eq(mmf_create_new(name_of(0), PAGE, NULL, &map), MMF_ETYPE);
    ck_assert_int_eq(mmf_create_or_open(name_of(0), PAGE, NULL, &map, &how),
                     MMF_ETYPE);
    ck_assert_int_eq(mmf_open_existing(name_of(0), MMF_RIGHTS_READ, NULL, &map),
                     MMF_ETYPE);
    expect_hint(MMF_ETYPE, name_of(0));
    ck_assert_int_eq(
        mmf_open_existing(name_of(0), MMF_RIGHTS_READ_WRITE, NULL, &map),
        MMF_ETYPE);
    ck_assert_int_eq(mmf_name_stat(name_of(0), &info), MMF_ETYPE);
    ck_assert_int_eq(mmf_remove(name_of(0)), MMF_ETYPE);
    ck_assert_int_eq(lstat(path_of(name_of(0)), &thing), 0);
    ck_assert(!S_ISREG(thing.st_mode));
    expect_prey_untouched();
    ck_assert_int_lt(now_ms() - began, 2000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("full");
    TCase *tests = tcase_create("full");

    if (!mount_is_possible())
        return skip("this machine lets nobody mount a memory file system");
    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_loop_test(tests, a_tiny_mount_is_full_and_says_so, 0, 2);
    tcase_add_loop_test(tests, a_mount_filled_to_the_brim_takes_nothing, 0, 2);
    tcase_add_test(tests, a_mount_without_room_for_names_takes_nothing);
    tcase_add_test(tests, a_sparse_map_may_be_larger_than_the_mount);
    tcase_add_test(tests, a_noexec_mount_gives_no_executable_view);
    tcase_add_test(tests, a_machine_without_shared_memory_says_so);
    tcase_add_test(tests, a_mount_that_cannot_be_written_refuses);
    if (steps_are_possible())
        tcase_add_test(tests, opening_never_offers_to_create);
    tcase_add_loop_test(tests,
                        what_is_no_shared_memory_is_neither_opened_nor_removed,
                        0, KINDS);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
