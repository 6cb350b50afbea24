/* SPDX-License-Identifier: MIT */
/*
 * What a section allows, over every backend: private changes, each access, and
 * storage at the first touch.
 */
#include "seam.h"

static void a_copy_keeps_its_changes_to_itself(void **state)
{
    mmf_os_section section;
    unsigned char *bytes;
    unsigned char *copy;

    (void)state;
    assert_status(seam_create(NULL, 100, &section), MMF_OK);
    bytes = seam_map(&section, SEAM_READ_WRITE);
    memset(bytes, 1, 100);
    copy = seam_map(&section, MMF_OS_COPY);
    assert_int_equal(copy[50], 1);
    memset(copy, 2, 100);
    assert_int_equal(bytes[0], 1);
    assert_int_equal(bytes[99], 1);
    assert_int_equal(copy[99], 2);
    assert_int_equal(mmf_os_flush(copy, 100), 0);
    seam_unmap(copy, &section);
    seam_unmap(bytes, &section);
    seam_end(NULL, &section);
}

static void each_access_can_be_created_and_mapped(void **state)
{
    static const uint32_t accesses[] = {MMF_OS_READ, SEAM_READ_WRITE,
                                        MMF_OS_COPY};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        const mmf_os_wish wish = {.size = 100, .access = accesses[i]};
        mmf_os_section section;
        unsigned char *bytes;

        assert_int_equal(mmf_os_section_create(NULL, &wish, &section), 0);
        bytes = seam_map(&section, accesses[i]);
        assert_int_equal(bytes[99], 0);
        seam_unmap(bytes, &section);
        seam_end(NULL, &section);
    }
}

static void a_sparse_section_is_zero_and_holds_what_is_written(void **state)
{
    const mmf_os_wish wish = {.size = 1000000,
                              .access = SEAM_READ_WRITE,
                              .sparse = true,
                              .wait_ms = SEAM_WAIT_MS};
    const char *const names[] = {seam_name(), NULL};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        mmf_os_section section;
        unsigned char *bytes;

        assert_int_equal(mmf_os_section_create(names[i], &wish, &section), 0);
        bytes = seam_map(&section, SEAM_READ_WRITE);
        assert_int_equal(bytes[0], 0);
        assert_int_equal(bytes[999999], 0);
        bytes[999999] = 5;
        assert_int_equal(bytes[999999], 5);
        seam_unmap(bytes, &section);
        seam_end(names[i], &section);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_keeps_its_changes_to_itself),
        cmocka_unit_test(each_access_can_be_created_and_mapped),
        cmocka_unit_test(a_sparse_section_is_zero_and_holds_what_is_written),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
