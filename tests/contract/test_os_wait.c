/* SPDX-License-Identifier: MIT */
/*
 * The promises of src/os.h about time, sleeping and being woken, and about names
 * that somebody watches, over every backend.  That no wake is lost takes many
 * processes: tests/watch.
 */
#include "seam.h"

enum {
    SIZE = 100,
    SHORT_MS = 30,
    LONG_MS = 20000
};

static mmf_os_caps caps(void)
{
    mmf_os_caps out;

    mmf_os_query_caps(&out);
    return out;
}

static void a_pause_takes_its_time(void **state)
{
    const int64_t began = mmf_os_clock_ms();

    (void)state;
    mmf_os_pause(SHORT_MS * 1000);
    /* The clock of Windows ticks every 16 ms. */
    assert_in_range(mmf_os_clock_ms() - began, SHORT_MS - 16, LONG_MS / 2);
}

static void a_word_that_is_another_is_not_slept_on(void **state)
{
    const char *name = seam_name();
    mmf_os_word there = {NULL, name, -1};
    mmf_os_section section;
    uint32_t *word;
    int64_t began;

    (void)state;
    if (!caps().wakes)
        return;
    assert_status(seam_create(name, SIZE, &section), MMF_OK);
    word = (uint32_t *)(void *)seam_map(&section, SEAM_READ_WRITE);
    *word = 7;
    there.at = word;
    began = mmf_os_clock_ms();
    mmf_os_word_wait(&there, 6, LONG_MS);
    mmf_os_word_wake(&there, 6); /* and nobody there to be woken */
    there.place = INT64_MAX;
    mmf_os_word_wait(&there, 6, LONG_MS);
    mmf_os_word_wake(&there, 6);
    assert_in_range(mmf_os_clock_ms() - began, 0, LONG_MS / 2);
    seam_unmap(word, &section);
    seam_end(name, &section);
}

static void sleep_ends_at_its_time_also_where_it_may_only_read(void **state)
{
    const char *name = seam_name();
    mmf_os_word there = {NULL, name, -1};
    mmf_os_section section;
    uint32_t *word;
    int64_t began;

    (void)state;
    if (!caps().wakes)
        return;
    assert_status(seam_create(name, SIZE, &section), MMF_OK);
    word = (uint32_t *)(void *)seam_map(&section, MMF_OS_READ);
    began = mmf_os_clock_ms();
    there.at = word;
    mmf_os_word_wait(&there, 0, SHORT_MS);
    assert_in_range(mmf_os_clock_ms() - began, SHORT_MS - 16, LONG_MS / 2);
    seam_unmap(word, &section);
    seam_end(name, &section);
}

static void a_probe_tells_whether_a_name_is_there(void **state)
{
    const char *name = seam_name();
    mmf_os_section section;
    uint64_t first = 5;
    uint64_t again = 6;

    (void)state;
    assert_status(seam_status(mmf_os_name_probe(name, SEAM_WAIT_MS, &first)),
                  MMF_ENOENT);
    assert_int_equal(first, 5);
    assert_status(seam_create(name, SIZE, &section), MMF_OK);
    assert_int_equal(mmf_os_name_probe(name, SEAM_WAIT_MS, &first), 0);
    assert_int_equal(mmf_os_name_probe(name, SEAM_WAIT_MS, &again), 0);
    assert_true(first == again);
    seam_end(name, &section);
    assert_status(seam_status(mmf_os_name_probe(name, SEAM_WAIT_MS, &first)),
                  MMF_ENOENT);
}

static void who_watches_can_map_and_close(void **state)
{
    const mmf_os_wish wish = {
        .access = MMF_OS_READ, .wait_ms = SEAM_WAIT_MS, .watch = true};
    const char *name = seam_name();
    mmf_os_section section;
    mmf_os_section watched = seam_poison();
    unsigned char *bytes;

    (void)state;
    assert_status(seam_status(mmf_os_section_open(name, &wish, &watched)),
                  MMF_ENOENT);
    assert_true(seam_is_poison(&watched));
    assert_status(seam_create(name, SIZE, &section), MMF_OK);
    assert_int_equal(mmf_os_section_open(name, &wish, &watched), 0);
    assert_int_equal(watched.size, section.size);
    bytes = seam_map(&watched, MMF_OS_READ);
    mmf_os_section_close(name, &watched);
    assert_int_equal(bytes[0], 0);
    assert_true(seam_exists(name));
    seam_end(name, &section);
    assert_false(seam_exists(name));
    seam_unmap(bytes, &watched);
}

/* Where objects can be told from each other, nobody counts who watches. */
static void who_watches_keeps_no_name(void **state)
{
    const mmf_os_wish wish = {
        .access = MMF_OS_READ, .wait_ms = SEAM_WAIT_MS, .watch = true};
    const char *name = seam_name();
    mmf_os_section section;
    mmf_os_section watched;
    uint64_t identity = 0;

    (void)state;
    assert_status(seam_create(name, SIZE, &section), MMF_OK);
    assert_int_equal(mmf_os_section_open(name, &wish, &watched), 0);
    assert_int_equal(mmf_os_name_probe(name, SEAM_WAIT_MS, &identity), 0);
    assert_true(identity == watched.identity);
    if (identity != 0) {
        mmf_os_section_close(name, &section);
        assert_false(seam_exists(name));
        assert_status(seam_create(name, SIZE, &section), MMF_OK);
        assert_int_equal(mmf_os_name_probe(name, SEAM_WAIT_MS, &identity), 0);
        assert_true(identity != watched.identity);
    }
    mmf_os_section_close(name, &watched);
    seam_end(name, &section);
}

static void new_names_are_noticed_or_that_is_told(void **state)
{
    const char *name = seam_name();
    const intptr_t names = mmf_os_names_open();
    mmf_os_section section;
    int64_t began = mmf_os_clock_ms();

    (void)state;
    if (names == MMF_OS_NONE)
        return;
    mmf_os_names_wait(names, name, SHORT_MS);
    assert_in_range(mmf_os_clock_ms() - began, SHORT_MS, LONG_MS / 2);
    assert_status(seam_create(name, SIZE, &section), MMF_OK);
    began = mmf_os_clock_ms();
    mmf_os_names_wait(names, name, LONG_MS);
    assert_in_range(mmf_os_clock_ms() - began, 0, LONG_MS / 2);
    mmf_os_names_close(names);
    seam_end(name, &section);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pause_takes_its_time),
        cmocka_unit_test(a_word_that_is_another_is_not_slept_on),
        cmocka_unit_test(sleep_ends_at_its_time_also_where_it_may_only_read),
        cmocka_unit_test(a_probe_tells_whether_a_name_is_there),
        cmocka_unit_test(who_watches_can_map_and_close),
        cmocka_unit_test(who_watches_keeps_no_name),
        cmocka_unit_test(new_names_are_noticed_or_that_is_told),
    };

    return cmocka_run_group_tests(tests, seam_setup, seam_teardown);
}
