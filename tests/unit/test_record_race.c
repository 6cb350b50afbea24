/* SPDX-License-Identifier: MIT */
/*
 * Writers and readers of records that meet between two copies, seen at
 * src/shared.c's place: who is overtaken notices.
 */
#include "record_test.h"
#include "shared_spy.h"

static int race_setup(void **state)
{
    (void)record_setup(state);
    spy_reset();
    return 0;
}

#define race_test(name) \
    cmocka_unit_test_setup_teardown(name, race_setup, record_teardown)

/* Another writer takes the word of one that stands still, publishes, and has
 * ended, once. */
static void take_over(void)
{
    spy_after_read(NULL);
    spy_after_write(NULL);
    set_word(word() & ~(uint32_t)1);
    assert_status(publish(&cold), MMF_OK);
}

/* The same after each copy anew. */
static void take_over_always(void)
{
    take_over();
    spy_after_read(take_over_always);
}

static void the_head_then_the_bytes_then_the_hash(void **state)
{
    static const int64_t places[] = {AT, AT, BYTES_AT, AT + 24};
    static const int kinds[] = {SPY_READ, SPY_WRITE, SPY_WRITE, SPY_WRITE};

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    assert_int_equal(spy_length(), LENGTH_OF(places));
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        assert_int_equal(spy_copies()[i].kind, kinds[i]);
        assert_ptr_equal(spy_copies()[i].at, view.bytes + places[i]);
    }
}

static void a_displaced_writer_writes_again(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    spy_after_write(take_over);
    assert_status(publish(&mild), MMF_OK);
    /* Generation 1 was ours, 2 the other's. */
    assert_int_equal(word(), 3 << 1);
    assert_status(read_back(&seen, &found), MMF_OK);
    assert_memory_equal(&seen, &mild, sizeof mild);
}

static void an_overtaken_reader_copies_again(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    spy_after_read(take_over);
    assert_status(read_back(&seen, &found), MMF_OK);
    assert_int_equal(found.retries, 1);
    assert_int_equal(found.sequence, 2);
    assert_memory_equal(&seen, &cold, sizeof cold);
}

static void a_reader_that_is_always_overtaken_gives_up(void **state)
{
    mmf_record_result found;
    climate seen;

    (void)state;
    assert_status(publish(&mild), MMF_OK);
    spy_after_read(take_over_always);
    assert_status(read_back(&seen, &found), MMF_EBUSY);
    assert_in_range(fake_os_now_ms(), 1000, 1002);
    spy_reset();
    assert_nothing(&seen, &found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        race_test(the_head_then_the_bytes_then_the_hash),
        race_test(a_displaced_writer_writes_again),
        race_test(an_overtaken_reader_copies_again),
        race_test(a_reader_that_is_always_overtaken_gives_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
