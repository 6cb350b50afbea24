/* SPDX-License-Identifier: MIT */
/*
 * mmf_options: its defaults, its sizes of other versions, and its waits.  The
 * other members are in test_option_values.c.
 */
#include "fake_test.h"

/* As a later version might have it. */
typedef struct longer {
    mmf_options known;
    uint8_t tail[9];
} longer;

/* The hint for options so many bytes longer than those that are known. */
static const char *told(int more)
{
    static char hint[40];

    (void)snprintf(hint, sizeof hint, "size %d of the options",
                   (int)sizeof(mmf_options) + more);
    return hint;
}

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

static void no_options_are_read_write_and_5_seconds(void **state)
{
    const mmf_options zeros = {0};
    const mmf_options *const same[] = {NULL, &zeros};

    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_status(create(same[i]), MMF_OK);
        assert_int_equal(fake_os_last_wish()->access,
                         MMF_OS_READ | MMF_OS_WRITE);
        assert_false(fake_os_last_wish()->sparse);
        assert_int_equal(fake_os_last_wish()->wait_ms, 5000);
        assert_status(open_with(same[i]), MMF_OK);
        assert_int_equal(fake_os_last_wish()->wait_ms, 5000);
    }
}

static void every_known_size_is_taken(void **state)
{
    longer options = {.known = {.wait_ms = 7}};
    const uint32_t sizes[] = {0, sizeof(mmf_options), sizeof(mmf_options) + 1,
                              sizeof(mmf_options) + sizeof options.tail};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(sizes); i++) {
        options.known.size = sizes[i];
        assert_status(create(&options.known), MMF_OK);
        assert_int_equal(fake_os_last_wish()->wait_ms, 7);
        assert_status(open_with(&options.known), MMF_OK);
        assert_int_equal(fake_os_last_wish()->wait_ms, 7);
    }
}

static void a_tail_that_asks_for_more_is_refused(void **state)
{
    longer options = {.known = {.size = sizeof(mmf_options) + 9}};

    (void)state;
    for (size_t i = 0; i < sizeof options.tail; i++) {
        memset(options.tail, 0, sizeof options.tail);
        options.tail[i] = 1;
        assert_status(create(&options.known), MMF_EINVAL);
        assert_detail(MMF_EINVAL, "mmf_create_new", told(9));
        assert_status(open_with(&options.known), MMF_EINVAL);
    }
    /* Bytes behind the size that is told are nobody's. */
    options.known.size = sizeof(mmf_options) + 8;
    assert_status(create(&options.known), MMF_OK);
}

static void a_size_that_is_too_short_is_refused(void **state)
{
    static const uint32_t sizes[] = {1, 4, sizeof(mmf_options) - 1};
    mmf_options options = {0};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(sizes); i++) {
        options.size = sizes[i];
        assert_status(create(&options), MMF_EINVAL);
        assert_status(open_with(&options), MMF_EINVAL);
    }
    assert_detail(MMF_EINVAL, "mmf_open_existing", told(-1));
}

static void minus_one_does_not_wait(void **state)
{
    const mmf_options options = {.wait_ms = -1};

    (void)state;
    assert_status(create(&options), MMF_OK);
    assert_int_equal(fake_os_last_wish()->wait_ms, 0);
    assert_status(open_with(&options), MMF_OK);
    assert_int_equal(fake_os_last_wish()->wait_ms, 0);
}

static void less_than_minus_one_is_refused(void **state)
{
    static const int32_t waits[] = {-2, INT32_MIN};
    mmf_options options = {0};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(waits); i++) {
        options.wait_ms = waits[i];
        assert_status(create(&options), MMF_EINVAL);
        assert_status(open_with(&options), MMF_EINVAL);
    }
    assert_detail(MMF_EINVAL, "mmf_open_existing",
                  "wait_ms -2147483648 is below -1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(no_options_are_read_write_and_5_seconds),
        fake_test(every_known_size_is_taken),
        fake_test(a_tail_that_asks_for_more_is_refused),
        fake_test(a_size_that_is_too_short_is_refused),
        fake_test(minus_one_does_not_wait),
        fake_test(less_than_minus_one_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
