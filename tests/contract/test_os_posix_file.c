/* SPDX-License-Identifier: MIT */
/*
 * What lies at a path on POSIX, and the lock that .NET takes.
 */
#include "host.h"
#include "host_file.h"
#include "seam.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SECONDS = 20, /* then a call that waits has failed */
    EITHER = MMF_OS_FILE_EXISTING | MMF_OS_FILE_MISSING
};

static int setup(void **state)
{
    (void)alarm(SECONDS);
    return seam_setup(state);
}

static int open_file(const char *path, uint32_t which, uint32_t access,
                     mmf_os_file *out)
{
    const mmf_os_wish wish = {.access = access};

    return seam_status(mmf_os_file_open(path, which, &wish, out));
}

static void refuse(const char *path, int status)
{
    mmf_os_file file;

    assert_status(open_file(path, MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file),
                  status);
    assert_status(open_file(path, EITHER, MMF_OS_READ, &file), status);
}

/* Whether somebody else could have the file for himself. */
static bool is_locked(const char *path)
{
    const intptr_t other = host_file_open(path, HOST_READ | HOST_ALONE);

    if (other >= 0)
        host_file_close(other);
    return other < 0;
}

static void a_folder_is_no_file(void **state)
{
    const char *path = seam_path();

    (void)state;
    assert_int_equal(mkdir(path, 0700), 0);
    refuse(path, MMF_ETYPE);
    assert_int_equal(rmdir(path), 0);
}

static void a_pipe_is_no_file_and_not_waited_for(void **state)
{
    const char *path = seam_path();

    (void)state;
    assert_int_equal(mkfifo(path, 0600), 0);
    refuse(path, MMF_ETYPE);
    host_file_remove(path);
}

static void a_socket_is_no_file(void **state)
{
    const char *path = seam_path();
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    (void)state;
    memcpy(address.sun_path, path, strlen(path) + 1);
    assert_int_equal(
        bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    refuse(path, MMF_ETYPE);
    assert_int_equal(close(fd), 0);
    host_file_remove(path);
}

static void a_device_has_no_end(void **state)
{
    mmf_os_file file;

    (void)state;
    assert_status(
        open_file("/dev/zero", MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file),
        MMF_OK);
    assert_true(file.device);
    assert_int_equal(file.size, 0);
    mmf_os_file_close(&file);
}

static void a_link_is_followed_but_to_nowhere(void **state)
{
    char path[SEAM_NAME_ROOM];
    const char *link;
    mmf_os_file file;

    (void)state;
    (void)snprintf(path, sizeof path, "%s", seam_path());
    link = seam_path();
    assert_int_equal(symlink(path, link), 0);
    assert_status(open_file(link, EITHER, SEAM_READ_WRITE, &file), MMF_ENOENT);
    assert_int_equal(host_file_size(path), -1);
    seam_lay(path, 10, 7);
    assert_status(open_file(link, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
    assert_int_equal(file.size, 10);
    mmf_os_file_close(&file);
    host_file_remove(link);
    host_file_remove(path);
}

static void links_in_a_circle_are_no_file(void **state)
{
    const char *path = seam_path();

    (void)state;
    assert_int_equal(symlink(path, path), 0);
    refuse(path, MMF_ETYPE);
    host_file_remove(path);
}

static void a_part_of_the_path_that_is_a_file_is_told(void **state)
{
    const char *path = seam_path();
    char below[SEAM_NAME_ROOM + 8];

    (void)state;
    seam_lay(path, 10, 7);
    (void)snprintf(below, sizeof below, "%s/x", path);
    refuse(below, MMF_ENOENT);
    host_file_remove(path);
}

static void permissions_are_those_asked_for_or_the_usual(void **state)
{
    static const mode_t modes[][2] = {{0, 0640}, {0600, 0600}, {0666, 0666}};
    const mode_t before = umask(027);
    const char *path = seam_path();

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(modes); i++) {
        const mmf_os_wish wish = {.access = SEAM_READ_WRITE,
                                  .protection.mode = modes[i][0]};
        struct stat object;
        mmf_os_file file;

        assert_int_equal(mmf_os_file_open(path, EITHER, &wish, &file), 0);
        assert_int_equal(stat(path, &object), 0);
        assert_int_equal(object.st_mode & 07777, modes[i][1]);
        mmf_os_file_discard(path, &file);
    }
    (void)umask(before);
}

static void an_open_file_is_locked_as_by_dotnet(void **state)
{
    static const uint32_t accesses[] = {MMF_OS_READ, SEAM_READ_WRITE};
    const char *path = seam_path();

    (void)state;
    seam_lay(path, 10, 7);
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        mmf_os_file file;
        mmf_os_file second;

        assert_status(open_file(path, MMF_OS_FILE_EXISTING, accesses[i], &file),
                      MMF_OK);
        assert_false(host_is_inherited(file.handle));
        assert_true(is_locked(path));
        assert_status(
            open_file(path, MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &second),
            MMF_OK);
        mmf_os_file_close(&second);
        assert_true(is_locked(path));
        mmf_os_file_close(&file);
        assert_false(is_locked(path));
    }
    host_file_remove(path);
}

/* Who has it for himself is not waited for, and a file that was made meanwhile
 * is not left. */
static void a_file_of_somebody_alone_is_busy(void **state)
{
    const char *path = seam_path();
    intptr_t other;

    (void)state;
    seam_lay(path, 10, 7);
    other = host_file_open(path, HOST_READ | HOST_ALONE);
    refuse(path, MMF_EBUSY);
    assert_int_equal(host_file_size(path), 10);
    host_file_close(other);
    host_file_remove(path);
}

/* The kernel keeps the lock with the mapping; we do not. */
static void a_mapping_that_lasts_keeps_no_lock(void **state)
{
    const char *path = seam_path();
    const mmf_os_wish wish = {.access = SEAM_READ_WRITE, .size = 10};
    mmf_os_section section;
    unsigned char *bytes;
    mmf_os_file file;

    (void)state;
    seam_lay(path, 10, 7);
    assert_status(open_file(path, MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file),
                  MMF_OK);
    assert_int_equal(mmf_os_file_section(NULL, &file, &wish, &section), 0);
    bytes = seam_map(&section, SEAM_READ_WRITE);
    mmf_os_section_close(NULL, &section);
    mmf_os_file_close(&file);
    assert_false(is_locked(path));
    seam_unmap(bytes, &section);
    host_file_remove(path);
}

static void the_close_of_a_forked_child_keeps_the_lock(void **state)
{
    const char *path = seam_path();
    mmf_os_file file;
    int status = 1;
    pid_t child;

    (void)state;
    seam_lay(path, 10, 7);
    assert_status(open_file(path, MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file),
                  MMF_OK);
    child = fork();
    if (child == 0) {
        mmf_os_file_close(&file);
        _exit(0);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(is_locked(path));
    mmf_os_file_close(&file);
    host_file_remove(path);
}

static void what_is_inherited_holds_the_lock_by_itself(void **state)
{
    const char *path = seam_path();
    const mmf_os_wish wish = {
        .access = SEAM_READ_WRITE, .size = 10, .inherit = true};
    mmf_os_section section;
    mmf_os_file file;
    int legacy;

    (void)state;
    seam_lay(path, 10, 7);
    assert_status(open_file(path, MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file),
                  MMF_OK);
    assert_int_equal(mmf_os_file_section(NULL, &file, &wish, &section), 0);
    assert_true(host_is_inherited(section.legacy));
    legacy = fcntl((int)section.legacy, F_DUPFD_CLOEXEC, 0);
    mmf_os_section_close(NULL, &section);
    mmf_os_file_close(&file);
    assert_true(is_locked(path));
    assert_int_equal(close(legacy), 0);
    assert_false(is_locked(path));
    host_file_remove(path);
}

static void what_became_of_the_path_is_not_deleted(void **state)
{
    const char *path = seam_path();
    mmf_os_file file;

    (void)state;
    assert_status(open_file(path, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
    host_file_remove(path);
    seam_lay(path, 10, 7);
    mmf_os_file_discard(path, &file);
    assert_int_equal(host_file_size(path), 10);
    host_file_remove(path);
}

/* Asked for before a block is taken: it fits no disk. */
static void storage_that_is_not_there_is_told_at_once(void **state)
{
    const char *path = seam_path();
    mmf_os_file file;
    struct stat object;

    (void)state;
    assert_status(open_file(path, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
    assert_status(
        seam_status(mmf_os_file_resize(&file, (int64_t)1 << 46, false)),
        MMF_ENOSPC);
    assert_int_equal(fstat((int)file.handle, &object), 0);
    assert_int_equal(object.st_size, 0);
    assert_int_equal(file.size, 0);
    mmf_os_file_discard(path, &file);
}

static void storage_is_taken_or_left(void **state)
{
    enum {
        SIZE = 1 << 20
    };
    const char *path = seam_path();

    (void)state;
    for (int sparse = 0; sparse < 2; sparse++) {
        struct stat object;
        mmf_os_file file;

        assert_status(open_file(path, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
        assert_int_equal(mmf_os_file_resize(&file, SIZE, sparse != 0), 0);
        assert_int_equal(fstat((int)file.handle, &object), 0);
        assert_int_equal(object.st_size, SIZE);
        assert_int_equal(object.st_blocks * 512 >= SIZE, sparse == 0);
        mmf_os_file_discard(path, &file);
    }
}

/* Its low half is a descriptor that is open, and not the one that was meant. */
static void a_wide_number_is_no_descriptor(void **state)
{
    const char *path = seam_path();
    const intptr_t above = (intptr_t)((int64_t)1 << 32);
    mmf_os_file file;
    mmf_os_file seen;

    (void)state;
    if (above == 0) /* 32 bits: every number may be one */
        skip();
    assert_status(open_file(path, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
    assert_status(seam_status(mmf_os_file_look(file.handle | above, &seen)),
                  MMF_EINVAL);
    assert_status(seam_status(mmf_os_file_look(file.handle - above, &seen)),
                  MMF_EINVAL);
    mmf_os_file_discard(path, &file);
}

static void a_descriptor_that_only_names_a_file_is_refused(void **state)
{
    const char *path = seam_path();
    mmf_os_file seen;
    int fd;

    (void)state;
    seam_lay(path, 10, 7);
    fd = open(path, O_PATH | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_status(seam_status(mmf_os_file_look(fd, &seen)), MMF_EINVAL);
    assert_int_equal(close(fd), 0);
    host_file_remove(path);
}

static void who_may_only_read_cannot_resize(void **state)
{
    const char *path = seam_path();
    mmf_os_file file;

    (void)state;
    seam_lay(path, 10, 7);
    assert_status(open_file(path, MMF_OS_FILE_EXISTING, MMF_OS_READ, &file),
                  MMF_OK);
    assert_status(seam_status(mmf_os_file_resize(&file, 20, false)),
                  MMF_EACCES);
    assert_status(seam_status(mmf_os_file_resize(&file, 5, false)), MMF_EACCES);
    mmf_os_file_close(&file);
    assert_int_equal(host_file_size(path), 10);
    host_file_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_no_file),
        cmocka_unit_test(a_pipe_is_no_file_and_not_waited_for),
        cmocka_unit_test(a_socket_is_no_file),
        cmocka_unit_test(a_device_has_no_end),
        cmocka_unit_test(a_link_is_followed_but_to_nowhere),
        cmocka_unit_test(links_in_a_circle_are_no_file),
        cmocka_unit_test(a_part_of_the_path_that_is_a_file_is_told),
        cmocka_unit_test(permissions_are_those_asked_for_or_the_usual),
        cmocka_unit_test(an_open_file_is_locked_as_by_dotnet),
        cmocka_unit_test(a_file_of_somebody_alone_is_busy),
        cmocka_unit_test(a_mapping_that_lasts_keeps_no_lock),
        cmocka_unit_test(the_close_of_a_forked_child_keeps_the_lock),
        cmocka_unit_test(what_is_inherited_holds_the_lock_by_itself),
        cmocka_unit_test(what_became_of_the_path_is_not_deleted),
        cmocka_unit_test(storage_that_is_not_there_is_told_at_once),
        cmocka_unit_test(storage_is_taken_or_left),
        cmocka_unit_test(a_wide_number_is_no_descriptor),
        cmocka_unit_test(a_descriptor_that_only_names_a_file_is_refused),
        cmocka_unit_test(who_may_only_read_cannot_resize),
    };

    return cmocka_run_group_tests(tests, setup, seam_teardown);
}
