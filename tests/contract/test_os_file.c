/* SPDX-License-Identifier: MIT */
/*
 * Files: opened or made, sized, mapped, and given back.
 */
#include "seam.h"

static const mmf_os_wish writing = {.access = SEAM_READ_WRITE,
                                    .wait_ms = SEAM_WAIT_MS};
static const mmf_os_wish reading = {.access = MMF_OS_READ,
                                    .wait_ms = SEAM_WAIT_MS};

enum {
    EITHER = MMF_OS_FILE_EXISTING | MMF_OS_FILE_MISSING
};

static mmf_os_file open_file(const char *path, uint32_t which,
                             const mmf_os_wish *wish)
{
    mmf_os_file file;

    memset(&file, POISON_BYTE, sizeof file);
    assert_status(seam_status(mmf_os_file_open(path, which, wish, &file)),
                  MMF_OK);
    assert_false(file.device);
    return file;
}

static void refuse(const char *path, uint32_t which, int status)
{
    mmf_os_file file;
    mmf_os_file poison;

    memset(&file, POISON_BYTE, sizeof file);
    memcpy(&poison, &file, sizeof file);
    assert_status(seam_status(mmf_os_file_open(path, which, &writing, &file)),
                  status);
    assert_memory_equal(&file, &poison, sizeof file);
}

/* All of a file through a section of its own. */
static unsigned char *map_all(const mmf_os_file *file, mmf_os_section *section)
{
    mmf_os_wish wish = writing;

    wish.size = file->size;
    assert_status(seam_status(mmf_os_file_section(NULL, file, &wish, section)),
                  MMF_OK);
    assert_int_equal(section->size, file->size);
    return seam_map(section, SEAM_READ_WRITE);
}

static void a_file_is_found_or_made_as_asked(void **state)
{
    const char *path = seam_path();
    mmf_os_file file;

    (void)state;
    refuse(path, MMF_OS_FILE_EXISTING, MMF_ENOENT);
    file = open_file(path, MMF_OS_FILE_MISSING, &writing);
    assert_true(file.made);
    assert_int_equal(file.size, 0);
    mmf_os_file_close(&file);
    refuse(path, MMF_OS_FILE_MISSING, MMF_EEXIST);
    file = open_file(path, MMF_OS_FILE_EXISTING, &reading);
    assert_false(file.made);
    mmf_os_file_close(&file);
    file = open_file(path, EITHER, &writing);
    assert_false(file.made);
    mmf_os_file_close(&file);
    seam_unlay(path);
}

static void either_makes_what_is_missing(void **state)
{
    const char *path = seam_path();
    mmf_os_file file = open_file(path, EITHER, &writing);

    (void)state;
    assert_true(file.made);
    mmf_os_file_close(&file);
    seam_unlay(path);
}

static void what_was_made_can_be_unmade(void **state)
{
    const char *path = seam_path();
    mmf_os_file file = open_file(path, MMF_OS_FILE_MISSING, &writing);

    (void)state;
    mmf_os_file_discard(path, &file);
    refuse(path, MMF_OS_FILE_EXISTING, MMF_ENOENT);
}

static void a_file_becomes_exactly_as_long_as_asked(void **state)
{
    static const int64_t sizes[] = {1, 4096, 4097, 100, 0, 70000, 69999};
    const char *path = seam_path();

    (void)state;
    seam_lay(path, 50, 7);
    for (size_t i = 0; i < 2 * LENGTH_OF(sizes); i++) {
        mmf_os_file file = open_file(path, MMF_OS_FILE_EXISTING, &writing);
        mmf_os_file seen;

        assert_status(
            seam_status(mmf_os_file_resize(&file, sizes[i / 2], i % 2 == 0)),
            MMF_OK);
        assert_int_equal(file.size, sizes[i / 2]);
        assert_status(seam_status(mmf_os_file_look(file.handle, &seen)),
                      MMF_OK);
        assert_int_equal(seen.size, sizes[i / 2]);
        mmf_os_file_close(&file);
    }
    seam_unlay(path);
}

static void what_is_added_is_zero_and_the_rest_stays(void **state)
{
    const char *path = seam_path();
    mmf_os_section section;
    mmf_os_file file;
    unsigned char *bytes;

    (void)state;
    seam_lay(path, 50, 7);
    file = open_file(path, MMF_OS_FILE_EXISTING, &writing);
    assert_int_equal(mmf_os_file_resize(&file, 40, false), 0);
    assert_int_equal(mmf_os_file_resize(&file, 60, false), 0);
    bytes = map_all(&file, &section);
    for (int i = 0; i < 60; i++)
        assert_int_equal(bytes[i], i < 40 ? 7 : 0);
    seam_unmap(bytes, &section);
    mmf_os_section_close(NULL, &section);
    mmf_os_file_close(&file);
    seam_unlay(path);
}

static void what_is_mapped_is_the_file(void **state)
{
    const char *path = seam_path();
    mmf_os_section section;
    mmf_os_file file;
    unsigned char *bytes;

    (void)state;
    seam_lay(path, 5000, 7);
    file = open_file(path, MMF_OS_FILE_EXISTING, &writing);
    bytes = map_all(&file, &section);
    bytes[4999] = 8;
    assert_status(seam_status(mmf_os_flush(bytes, (size_t)section.size)),
                  MMF_OK);
    /* A mapping outlives both. */
    mmf_os_section_close(NULL, &section);
    mmf_os_file_close(&file);
    bytes[0] = 9;
    seam_unmap(bytes, &section);
    file = open_file(path, MMF_OS_FILE_EXISTING, &writing);
    bytes = map_all(&file, &section);
    assert_int_equal(bytes[0], 9);
    assert_int_equal(bytes[1], 7);
    assert_int_equal(bytes[4999], 8);
    seam_unmap(bytes, &section);
    mmf_os_section_close(NULL, &section);
    mmf_os_file_close(&file);
    seam_unlay(path);
}

/* A copy keeps its changes; and needs no more than to be read. */
static void private_changes_stay_out_of_the_file(void **state)
{
    const char *path = seam_path();
    mmf_os_wish wish = {.access = MMF_OS_COPY, .size = 10};
    mmf_os_section section;
    mmf_os_file file;
    unsigned char *bytes;

    (void)state;
    seam_lay(path, 10, 7);
    file = open_file(path, MMF_OS_FILE_EXISTING, &reading);
    assert_status(
        seam_status(mmf_os_file_section(NULL, &file, &wish, &section)), MMF_OK);
    for (int i = 0; i < 2; i++) {
        bytes = seam_map(&section, MMF_OS_COPY);
        assert_int_equal(bytes[3], 7);
        bytes[3] = 8;
        seam_unmap(bytes, &section);
    }
    mmf_os_section_close(NULL, &section);
    mmf_os_file_close(&file);
    seam_unlay(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_found_or_made_as_asked),
        cmocka_unit_test(either_makes_what_is_missing),
        cmocka_unit_test(what_was_made_can_be_unmade),
        cmocka_unit_test(a_file_becomes_exactly_as_long_as_asked),
        cmocka_unit_test(what_is_added_is_zero_and_the_rest_stays),
        cmocka_unit_test(what_is_mapped_is_the_file),
        cmocka_unit_test(private_changes_stay_out_of_the_file),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
