/* SPDX-License-Identifier: MIT */
/*
 * What can lie at a name on POSIX, and what is open to those who may only read
 * it.  For Linux, where names are files that a test can lay.
 */
#include "host.h"
#include "seam.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    NOBODY = 65534,
    SECONDS = 20 /* then a call that waits has failed */
};

/* Permissions mean nothing to root, who becomes somebody else here.  That makes
 * the process undumpable, and its /proc/self/fd another user's. */
static int setup(void **state)
{
    if (geteuid() == 0 &&
        (seteuid(NOBODY) != 0 || prctl(PR_SET_DUMPABLE, 1) != 0))
        return -1;
    (void)alarm(SECONDS);
    return seam_setup(state);
}

/* Who started as root is root again: what looks for leaks at the end traces
 * this process, which another user's undumpable one does not allow. */
static int teardown(void **state)
{
    if (getuid() == 0 && (seteuid(0) != 0 || prctl(PR_SET_DUMPABLE, 1) != 0))
        return -1;
    return seam_teardown(state);
}

static const char *path_of(const char *name)
{
    static char path[SEAM_NAME_ROOM + 32];

    (void)snprintf(path, sizeof path, "/dev/shm%s", name);
    return path;
}

static void assert_another_kind(const char *name)
{
    mmf_os_section section = seam_poison();
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    /* Where names do not end by themselves, nobody looks at what is there. */
    assert_status(seam_create(name, 100, &section),
                  caps.lifetime ? MMF_ETYPE : MMF_EEXIST);
    assert_status(seam_open(name, &section), MMF_ETYPE);
    assert_status(seam_open_for(name, MMF_OS_READ, &section), MMF_ETYPE);
    assert_true(seam_is_poison(&section));
}

static void a_folder_is_another_kind(void **state)
{
    const char *name = seam_name();

    (void)state;
    assert_int_equal(mkdir(path_of(name), 0700), 0);
    assert_another_kind(name);
    assert_int_equal(rmdir(path_of(name)), 0);
}

/* One that cannot be written is opened for reading alone, and that waits for a
 * writer unless told not to. */
static void a_pipe_is_another_kind_and_not_waited_for(void **state)
{
    static const mode_t modes[] = {0600, 0400};
    const char *name = seam_name();
    mmf_os_section section = seam_poison();

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(modes); i++) {
        assert_int_equal(mkfifo(path_of(name), modes[i]), 0);
        if (modes[i] == 0600)
            assert_another_kind(name);
        assert_status(seam_open_for(name, MMF_OS_READ, &section), MMF_ETYPE);
        assert_true(seam_is_poison(&section));
        assert_int_equal(unlink(path_of(name)), 0);
    }
}

static void a_link_is_another_kind_and_not_followed(void **state)
{
    const char *name = seam_name();
    char link[SEAM_NAME_ROOM + 8];
    mmf_os_section section;

    (void)state;
    (void)snprintf(link, sizeof link, "%s-link", name);
    assert_status(seam_create(name, 100, &section), MMF_OK);
    assert_int_equal(symlink(name + 1, path_of(link)), 0);
    assert_another_kind(link);
    assert_int_equal(unlink(path_of(link)), 0);
    seam_end(name, &section);
}

static void a_socket_is_another_kind(void **state)
{
    const char *name = seam_name();
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    (void)state;
    assert_true(fd >= 0);
    memcpy(address.sun_path, path_of(name), strlen(path_of(name)) + 1);
    assert_int_equal(
        bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_another_kind(name);
    assert_int_equal(close(fd), 0);
    assert_int_equal(unlink(path_of(name)), 0);
}

static void who_may_only_read_reads(void **state)
{
    const char *name = seam_name();
    mmf_os_section creator;
    mmf_os_section reader = seam_poison();
    unsigned char *bytes;

    (void)state;
    assert_status(seam_create(name, 100, &creator), MMF_OK);
    assert_int_equal(chmod(path_of(name), 01400), 0);
    assert_status(seam_open(name, &reader), MMF_EACCES);
    assert_true(seam_is_poison(&reader));
    assert_status(seam_open_for(name, MMF_OS_READ, &reader), MMF_OK);
    assert_false(host_is_inherited(reader.handle));
    bytes = seam_map(&reader, MMF_OS_READ);
    assert_int_equal(bytes[99], 0);
    seam_unmap(bytes, &reader);
    mmf_os_section_close(name, &reader);
    seam_end(name, &creator);
    assert_false(seam_exists(name));
}

/* A map that was inherited is joined as one that is opened: who is in the way
 * for a moment is waited for. */
static void who_adopts_waits_for_its_turn(void **state)
{
    const mmf_os_wish wish = {.access = SEAM_READ_WRITE, .wait_ms = 30};
    const char *name = seam_name();
    const int64_t began = mmf_os_clock_ms();
    char found[SEAM_NAME_ROOM];
    mmf_os_section section = seam_poison();
    mmf_os_caps caps;
    int inherited;
    int alone;

    (void)state;
    mmf_os_query_caps(&caps);
    if (!caps.lifetime)
        return;
    inherited = open(path_of(name), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    alone = open(path_of(name), O_RDWR | O_CLOEXEC);
    assert_int_equal(ftruncate(inherited, 100), 0);
    assert_int_equal(flock(alone, LOCK_EX | LOCK_NB), 0);
    assert_int_equal(seam_status(mmf_os_section_adopt(
                         inherited, &wish, &section, found, sizeof found)),
                     MMF_EBUSY);
    assert_true(seam_is_poison(&section));
    assert_true(mmf_os_clock_ms() - began >= wish.wait_ms);
    assert_int_equal(close(alone), 0);
    assert_int_equal(
        mmf_os_section_adopt(inherited, &wish, &section, found, sizeof found),
        0);
    mmf_os_section_close(name, &section);
    assert_int_equal(unlink(path_of(name)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_another_kind),
        cmocka_unit_test(a_pipe_is_another_kind_and_not_waited_for),
        cmocka_unit_test(a_link_is_another_kind_and_not_followed),
        cmocka_unit_test(a_socket_is_another_kind),
        cmocka_unit_test(who_may_only_read_reads),
        cmocka_unit_test(who_adopts_waits_for_its_turn),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
