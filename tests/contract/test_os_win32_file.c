/* SPDX-License-Identifier: MIT */
/*
 * What only Windows has of files: sharing, sections that bind their file, paths
 * of more than 260 characters, and what pretends to be a file.
 */
#include "host_file.h"
#include "seam.h"
#include <windows.h>

enum {
    EITHER = MMF_OS_FILE_EXISTING | MMF_OS_FILE_MISSING
};

static int open_file(const char *path, uint32_t which, uint32_t access,
                     mmf_os_file *out)
{
    const mmf_os_wish wish = {.access = access};

    return seam_status(mmf_os_file_open(path, which, &wish, out));
}

static void others_may_read_and_not_write(void **state)
{
    const char *path = seam_path();
    mmf_os_file file;
    intptr_t reader;

    (void)state;
    seam_lay(path, 10, 7);
    assert_status(open_file(path, MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file),
                  MMF_OK);
    reader = host_file_open(path, HOST_READ);
    assert_int_not_equal(reader, -1);
    host_file_close(reader);
    assert_int_equal(host_file_open(path, HOST_READ | HOST_WRITE), -1);
    mmf_os_file_close(&file);
    reader = host_file_open(path, HOST_READ | HOST_WRITE);
    assert_status(open_file(path, EITHER, MMF_OS_READ, &file), MMF_EBUSY);
    host_file_close(reader);
    host_file_remove(path);
}

static void a_folder_and_devices_are_no_files(void **state)
{
    static const char *const paths[] = {"C:\\windows", "C:\\", "NUL", "CON"};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(paths); i++) {
        mmf_os_file file;
        const int rc =
            open_file(paths[i], MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file);

        /* There may be no console. */
        if (i < 3 || rc != MMF_ENOENT)
            assert_status(rc, MMF_ETYPE);
    }
}

/* It has a size, and its handle is one to a disk. */
static void a_handle_to_a_folder_is_no_file(void **state)
{
    const HANDLE folder =
        CreateFileW(L"C:\\windows", GENERIC_READ,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    mmf_os_file file;

    (void)state;
    assert_true(folder != INVALID_HANDLE_VALUE);
    assert_status(seam_status(mmf_os_file_look((intptr_t)folder, &file)),
                  MMF_ETYPE);
    assert_true(CloseHandle(folder));
}

static void a_pipe_is_no_file(void **state)
{
    const char *name = "\\\\.\\pipe\\mmf.contract";
    const HANDLE server =
        CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX, 0, 1, 0, 0, 0, NULL);
    mmf_os_file file;
    intptr_t nameless = host_pipe();

    (void)state;
    assert_true(server != INVALID_HANDLE_VALUE);
    assert_status(open_file(name, MMF_OS_FILE_EXISTING, SEAM_READ_WRITE, &file),
                  MMF_ETYPE);
    assert_true(CloseHandle(server));
    assert_status(seam_status(mmf_os_file_look(nameless, &file)), MMF_ETYPE);
    host_file_close(nameless);
    assert_status(seam_status(mmf_os_file_look(nameless, &file)), MMF_EINVAL);
}

static void a_missing_folder_is_no_other_kind(void **state)
{
    mmf_os_file file;

    (void)state;
    assert_status(open_file("C:\\no such folder\\x", MMF_OS_FILE_EXISTING,
                            MMF_OS_READ, &file),
                  MMF_ENOENT);
}

static void a_path_is_utf_8(void **state)
{
    const char *path = host_path("h\xC3\xA9llo \xE5\x85\xB1\xE6\x9C\x89 "
                                 "\xF0\x9F\x98\x80");
    mmf_os_file file;

    (void)state;
    assert_status(open_file(path, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
    assert_int_equal(host_file_size(path), 0);
    mmf_os_file_discard(path, &file);
    assert_int_equal(host_file_size(path), -1);
    assert_status(open_file("a\xFF", EITHER, SEAM_READ_WRITE, &file),
                  MMF_ENAME);
}

/* Such a path is not made any nicer. */
static void a_verbatim_path_is_taken_to_the_letter(void **state)
{
    char path[400];
    mmf_os_file file;

    (void)state;
    (void)snprintf(path, sizeof path, "\\\\?\\%s.", seam_path());
    assert_status(open_file(path, MMF_OS_FILE_MISSING, SEAM_READ_WRITE, &file),
                  MMF_OK);
    assert_int_equal(host_file_size(path + 4), 0);
    mmf_os_file_discard(path, &file);
    assert_int_equal(host_file_size(path + 4), -1);
}

/* In three steps of 200 characters; each by itself would do. */
static void a_path_may_be_long(void **state)
{
    char path[1100];
    size_t starts[3];
    mmf_os_file file;

    (void)state;
    (void)snprintf(path, sizeof path, "%s", seam_path());
    for (size_t i = 0; i < LENGTH_OF(starts); i++) {
        wchar_t wide[1200] = L"\\\\?\\";

        starts[i] = strlen(path);
        path[starts[i]] = i == 0 ? '.' : '\\';
        memset(path + starts[i] + 1, 'x', 199);
        path[starts[i] + 200] = '\0';
        assert_true(MultiByteToWideChar(CP_UTF8, 0, path, -1, wide + 4, 1100));
        if (i < 2)
            assert_true(CreateDirectoryW(wide, NULL));
    }
    assert_true(strlen(path) > 600);
    assert_status(open_file(path, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
    assert_int_equal(host_file_size(path), 0);
    mmf_os_file_discard(path, &file);
    assert_int_equal(host_file_size(path), -1);
    for (size_t i = 2; i > 0; i--) {
        wchar_t wide[1200] = L"\\\\?\\";

        path[starts[i]] = '\0';
        assert_true(MultiByteToWideChar(CP_UTF8, 0, path, -1, wide + 4, 1100));
        assert_true(RemoveDirectoryW(wide));
    }
}

static void a_section_has_a_name(void **state)
{
    const char *name = seam_name();
    const char *path = seam_path();
    const mmf_os_wish wish = {.access = SEAM_READ_WRITE, .size = 5000};
    mmf_os_section section;
    mmf_os_section opened;
    mmf_os_file file;

    (void)state;
    assert_status(open_file(path, EITHER, SEAM_READ_WRITE, &file), MMF_OK);
    assert_int_equal(mmf_os_file_resize(&file, 5000, false), 0);
    assert_int_equal(mmf_os_file_section(name, &file, &wish, &section), 0);
    assert_int_equal(section.size, 5000);
    assert_status(seam_status(mmf_os_file_section(name, &file, &wish, &opened)),
                  MMF_EEXIST);
    assert_status(seam_open(name, &opened), MMF_OK);
    assert_int_equal(opened.size, 8192);
    mmf_os_section_close(name, &opened);
    mmf_os_section_close(name, &section);
    assert_false(seam_exists(name));
    mmf_os_file_discard(path, &file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(others_may_read_and_not_write),
        cmocka_unit_test(a_folder_and_devices_are_no_files),
        cmocka_unit_test(a_handle_to_a_folder_is_no_file),
        cmocka_unit_test(a_pipe_is_no_file),
        cmocka_unit_test(a_missing_folder_is_no_other_kind),
        cmocka_unit_test(a_path_is_utf_8),
        cmocka_unit_test(a_verbatim_path_is_taken_to_the_letter),
        cmocka_unit_test(a_path_may_be_long),
        cmocka_unit_test(a_section_has_a_name),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
