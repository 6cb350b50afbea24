/* SPDX-License-Identifier: MIT */
/*
 * What only Windows has: sizes in whole pages, pages that are reserved and not
 * committed, and a last error that success leaves alone.
 */
#include "seam.h"
#include <windows.h>

static void sizes_are_whole_pages_for_all(void **state)
{
    static const int64_t sizes[][2] = {
        {1, 4096}, {4095, 4096}, {4096, 4096}, {4097, 8192}, {8096, 8192}};
    const char *name = seam_name();

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(sizes); i++) {
        mmf_os_section creator;
        mmf_os_section opener;

        assert_status(seam_create(name, sizes[i][0], &creator), MMF_OK);
        assert_status(seam_open(name, &opener), MMF_OK);
        assert_int_equal(creator.size, sizes[i][1]);
        assert_int_equal(opener.size, sizes[i][1]);
        seam_end(name, &opener);
        seam_end(name, &creator);
    }
}

/* What the kernel says of the first page of a view. */
static MEMORY_BASIC_INFORMATION look(const void *address)
{
    MEMORY_BASIC_INFORMATION region;

    assert_int_equal(VirtualQuery(address, &region, sizeof region),
                     sizeof region);
    return region;
}

static void a_sparse_section_is_reserved_until_it_is_viewed(void **state)
{
    const mmf_os_wish wish = {
        .size = 1 << 20, .access = SEAM_READ_WRITE, .sparse = true};
    mmf_os_section section;
    unsigned char *raw;
    unsigned char *bytes;

    (void)state;
    assert_int_equal(mmf_os_section_create(NULL, &wish, &section), 0);
    raw = MapViewOfFile((HANDLE)section.handle, FILE_MAP_READ, 0, 0, 0);
    assert_non_null(raw);
    assert_int_equal(look(raw).State, MEM_RESERVE);
    bytes = seam_map(&section, SEAM_READ_WRITE);
    assert_int_equal(look(bytes).State, MEM_COMMIT);
    bytes[section.size - 1] = 7;
    assert_int_equal(raw[section.size - 1], 7);
    seam_unmap(bytes, &section);
    assert_true(UnmapViewOfFile(raw));
    seam_end(NULL, &section);
}

static void each_access_has_its_protection(void **state)
{
    static const struct {
        uint32_t access;
        DWORD protection;
    } rows[] = {{MMF_OS_READ, PAGE_READONLY},
                {SEAM_READ_WRITE, PAGE_READWRITE},
                {MMF_OS_COPY, PAGE_WRITECOPY}};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const mmf_os_wish wish = {.size = 100, .access = rows[i].access};
        mmf_os_section section;
        void *all;

        assert_int_equal(mmf_os_section_create(NULL, &wish, &section), 0);
        all = seam_map(&section, rows[i].access);
        assert_int_equal(look(all).AllocationProtect, rows[i].protection);
        seam_unmap(all, &section);
        /* A view that writes to others is for sections made for writing. */
        all = MapViewOfFile((HANDLE)section.handle, FILE_MAP_WRITE, 0, 0, 0);
        assert_int_equal(all != NULL, rows[i].access == SEAM_READ_WRITE);
        if (all != NULL)
            assert_true(UnmapViewOfFile(all));
        seam_end(NULL, &section);
    }
}

/* A handle of our own to adopt, as a child gets it. */
static intptr_t handle_for_a_child(const mmf_os_section *section)
{
    const HANDLE self = GetCurrentProcess();
    HANDLE made;

    assert_true(DuplicateHandle(self, (HANDLE)section->handle, self, &made, 0,
                                TRUE, DUPLICATE_SAME_ACCESS));
    return (intptr_t)made;
}

static void assert_copies(const mmf_os_section *section)
{
    unsigned char *bytes = seam_map(section, MMF_OS_COPY);

    assert_int_equal(bytes[0], 7);
    bytes[0] = 8;
    seam_unmap(bytes, section);
}

/* Beside the right to delete, to read permissions or to execute, too. */
static void the_right_to_copies_is_that_to_read(void **state)
{
    static const uint32_t others[] = {0, DELETE, READ_CONTROL, MMF_OS_EXECUTE};
    const char *name = seam_name();
    mmf_os_section creator;
    unsigned char *bytes;

    (void)state;
    assert_status(seam_create(name, 100, &creator), MMF_OK);
    bytes = seam_map(&creator, SEAM_READ_WRITE);
    bytes[0] = 7;
    for (size_t i = 0; i < LENGTH_OF(others); i++) {
        const mmf_os_wish wish = {.access = MMF_OS_COPY | others[i]};
        char told[SEAM_NAME_ROOM];
        mmf_os_section section;

        assert_int_equal(mmf_os_section_open(name, &wish, &section), 0);
        assert_copies(&section);
        mmf_os_section_close(name, &section);
        assert_int_equal(mmf_os_section_adopt(handle_for_a_child(&creator),
                                              &wish, &section, told,
                                              sizeof told),
                         0);
        assert_copies(&section);
        mmf_os_section_close(NULL, &section);
    }
    assert_int_equal(bytes[0], 7);
    seam_unmap(bytes, &creator);
    seam_end(name, &creator);
}

static void an_error_of_before_fails_no_creation(void **state)
{
    const char *const names[] = {seam_name(), NULL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_os_section section;

        SetLastError(ERROR_ALREADY_EXISTS);
        assert_status(seam_create(names[i], 100, &section), MMF_OK);
        seam_end(names[i], &section);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_whole_pages_for_all),
        cmocka_unit_test(a_sparse_section_is_reserved_until_it_is_viewed),
        cmocka_unit_test(each_access_has_its_protection),
        cmocka_unit_test(the_right_to_copies_is_that_to_read),
        cmocka_unit_test(an_error_of_before_fails_no_creation),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
