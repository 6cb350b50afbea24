/* SPDX-License-Identifier: MIT */
/*
 * The promises of src/os.h about the bytes of sections, over every backend.
 */
#include "seam.h"

static mmf_os_caps caps;

static int setup(void **state)
{
    const int rc = seam_setup(state);

    mmf_os_query_caps(&caps);
    return rc;
}

static void a_section_begins_with_zeros(void **state)
{
    const char *name = seam_name();

    (void)state;
    for (int round = 0; round < 3; round++) {
        mmf_os_section section;
        unsigned char *bytes;

        assert_status(seam_create(name, 70000, &section), MMF_OK);
        bytes = seam_map(&section, SEAM_READ_WRITE);
        for (int64_t i = 0; i < section.size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xEE, (size_t)section.size);
        seam_unmap(bytes, &section);
        seam_end(name, &section);
    }
}

static void a_size_is_exact_or_whole_pages(void **state)
{
    static const int64_t sizes[] = {1, 8096, 4096, 65537};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(sizes); i++) {
        mmf_os_section creator;
        mmf_os_section opener;
        const char *name = seam_name();

        assert_status(seam_create(name, sizes[i], &creator), MMF_OK);
        assert_status(seam_open(name, &opener), MMF_OK);
        assert_int_equal(creator.size, opener.size);
        assert_true(creator.size >= sizes[i]);
        assert_true(creator.size == sizes[i] || creator.size % 4096 == 0);
        assert_true(creator.size - sizes[i] < caps.granularity);
        seam_end(name, &opener);
        mmf_os_section_close(name, &creator);
    }
}

static void an_offset_shows_the_bytes_that_lie_there(void **state)
{
    mmf_os_section section;
    unsigned char *bytes;

    (void)state;
    assert_true(caps.granularity > 0 && caps.granularity % 4096 == 0);
    assert_status(seam_create(NULL, 3 * caps.granularity, &section), MMF_OK);
    bytes = seam_map(&section, SEAM_READ_WRITE);
    for (int i = 0; i < 3; i++)
        bytes[i * caps.granularity + 5] = (unsigned char)(i + 1);
    for (int i = 0; i < 3; i++) {
        void *part = NULL;

        assert_int_equal(
            mmf_os_map(&section, i * caps.granularity, 10, MMF_OS_READ, &part),
            0);
        assert_int_equal(((unsigned char *)part)[5], i + 1);
        assert_int_equal((uintptr_t)part % (size_t)caps.granularity, 0);
        assert_int_equal(mmf_os_unmap(part, 10), 0);
    }
    seam_unmap(bytes, &section);
    seam_end(NULL, &section);
}

static void two_handles_share_their_bytes(void **state)
{
    mmf_os_section creator;
    mmf_os_section opener;
    const char *name = seam_name();
    unsigned char *bytes;
    unsigned char *others;

    (void)state;
    assert_status(seam_create(name, 100, &creator), MMF_OK);
    assert_status(seam_open_for(name, MMF_OS_READ, &opener), MMF_OK);
    bytes = seam_map(&creator, SEAM_READ_WRITE);
    others = seam_map(&opener, MMF_OS_READ);
    memset(bytes, 9, 100);
    assert_int_equal(others[0], 9);
    assert_int_equal(others[99], 9);
    assert_int_equal(mmf_os_flush(bytes, 100), 0);
    seam_unmap(bytes, &creator);
    seam_unmap(others, &opener);
    seam_end(name, &opener);
    mmf_os_section_close(name, &creator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_begins_with_zeros),
        cmocka_unit_test(a_size_is_exact_or_whole_pages),
        cmocka_unit_test(an_offset_shows_the_bytes_that_lie_there),
        cmocka_unit_test(two_handles_share_their_bytes),
    };

    return cmocka_run_group_tests(tests, setup, seam_teardown);
}
