/* SPDX-License-Identifier: MIT */
/*
 * What a file that is made lets others do before it has what was asked for:
 * nothing.  That moment ends with fchmod(), which is wrapped to look.
 */
#include "host_file.h"
#include "real.h"
#include <sys/stat.h>

int __real_fchmod(int fd, mode_t mode);
int __wrap_fchmod(int fd, mode_t mode);

static unsigned int open_to_others; /* bits that were seen */
static int looks;

int __wrap_fchmod(int fd, mode_t mode)
{
    struct stat object;

    if (fstat(fd, &object) == 0) {
        open_to_others |= (unsigned int)object.st_mode & 0077U;
        looks++;
    }
    return __real_fchmod(fd, mode);
}

static void make_file(const mmf_options *options, mode_t expected)
{
    const char *path = real_file(-1);
    mmf_map *map = NULL;
    struct stat object;

    assert_status(mmf_create_from_file(path, MMF_FILE_CREATE_NEW, NULL, 100,
                                       options, &map),
                  MMF_OK);
    assert_int_equal(fstat((int)mmf_map_handle(map), &object), 0);
    assert_int_equal(object.st_mode & 07777, expected);
    mmf_map_close(map);
    host_file_remove(path);
}

static void nobody_gets_in_before(void **state)
{
    static const mmf_security asked = {.parts = MMF_SECURITY_ACCESS,
                                       .mode = 0640};
    const mode_t before = umask(0);

    (void)state;
    make_file(&(mmf_options){.security = &asked}, 0640);
    make_file(&(mmf_options){.mode = 0604}, 0604);
    assert_true(looks >= 2);
    assert_int_equal(open_to_others, 0);
    make_file(NULL, 0666);
    (void)umask(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_gets_in_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
