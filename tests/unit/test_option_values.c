/* SPDX-License-Identifier: MIT */
/*
 * The members of mmf_options: which values mean something, and that they reach
 * the system.
 */
#include "fake_test.h"

static int create(const mmf_options *options)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_new("a", 10, options, &map);

    mmf_map_close(map);
    return rc;
}

static int open_with(const mmf_options *options)
{
    mmf_map *creator = fake_map("a", 10, MMF_ACCESS_READ_WRITE);
    mmf_map *map = POISON_MAP;
    const int rc = mmf_open_existing("a", MMF_RIGHTS_READ_WRITE, options, &map);

    mmf_map_close(map);
    mmf_map_close(creator);
    return rc;
}

static void an_unknown_access_is_refused(void **state)
{
    static const uint32_t accesses[] = {6, 7, 255, UINT32_MAX};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
        const mmf_options options = {.access = accesses[i]};

        assert_status(create(&options), MMF_EINVAL);
    }
    assert_detail(MMF_EINVAL, "mmf_create_new",
                  "access 4294967295 is no mmf_access");
}

static void an_unknown_flag_is_refused(void **state)
{
    static const uint32_t known =
        MMF_DELAY_ALLOCATE_PAGES | MMF_PERSIST | MMF_ANY_OWNER;

    (void)state;
    for (int bit = 0; bit < 32; bit++) {
        const mmf_options options = {.flags = (uint32_t)1 << bit};
        const bool fine = (options.flags & known) != 0;

        assert_status(create(&options), fine ? MMF_OK : MMF_EINVAL);
        if (options.flags == MMF_PERSIST)
            assert_status(mmf_remove("a"), MMF_OK);
    }
    assert_detail(MMF_EINVAL, "mmf_create_new",
                  "flags 0x80000000 has bits that are not for this call");
}

static void each_flag_reaches_the_system(void **state)
{
    (void)state;
    assert_status(create(&(mmf_options){.flags = MMF_DELAY_ALLOCATE_PAGES}),
                  MMF_OK);
    assert_true(fake_os_last_wish()->sparse);
    assert_status(create(&(mmf_options){.flags = MMF_ANY_OWNER}), MMF_OK);
    assert_true(fake_os_last_wish()->strangers);
    assert_status(create(&(mmf_options){.flags = MMF_PERSIST}), MMF_OK);
    assert_true(fake_os_last_wish()->persist);
    assert_status(mmf_remove("a"), MMF_OK);
}

static void a_mode_is_permission_bits(void **state)
{
    (void)state;
    assert_status(create(NULL), MMF_OK);
    assert_int_equal(fake_os_last_wish()->protection.mode, 0600);
    assert_status(create(&(mmf_options){.mode = 0640}), MMF_OK);
    assert_int_equal(fake_os_last_wish()->protection.mode, 0640);
    assert_status(create(&(mmf_options){.mode = 01000}), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_create_new", "mode 01000 has more than");
}

static void inheritability_is_none_or_all(void **state)
{
    const mmf_options wrong = {.inheritability = 2};

    (void)state;
    assert_status(create(&(mmf_options){.inheritability = 1}), MMF_OK);
    assert_true(fake_os_last_wish()->inherit);
    assert_status(create(&wrong), MMF_EINVAL);
    assert_status(open_with(&wrong), MMF_EINVAL);
    assert_detail(MMF_EINVAL, "mmf_open_existing", "inheritability 2 is no");
}

static void persistence_needs_a_name_and_a_system(void **state)
{
    const mmf_options options = {.flags = MMF_PERSIST};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_create_new(NULL, 10, &options, &map), MMF_EINVAL);
    assert_null(map);
    fake_os_caps()->persistence = false;
    assert_status(create(&options), MMF_ENOTSUP);
    assert_status(mmf_remove("a"), MMF_ENOTSUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(an_unknown_access_is_refused),
        fake_test(an_unknown_flag_is_refused),
        fake_test(each_flag_reaches_the_system),
        fake_test(a_mode_is_permission_bits),
        fake_test(inheritability_is_none_or_all),
        fake_test(persistence_needs_a_name_and_a_system),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
