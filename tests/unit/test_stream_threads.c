/* SPDX-License-Identifier: MIT */
/*
 * Threads with one view: each has streams and arrays of its own part of it, and
 * its own last failure.  ThreadSanitizer looks for what they share.
 */
#include "fake_test.h"
#include "host.h"

enum {
    HALF = 1000,
    TURNS = 200
};

/* What one thread does, and how often it found what it had not written. */
typedef struct worker {
    const mmf_view *view;
    int64_t begin;
    uint8_t mark;
    int wrong;
} worker;

static bool writes_and_reads(mmf_stream *stream, uint8_t mark)
{
    unsigned char given[HALF], seen[HALF];
    int64_t read = 0;

    memset(given, mark, sizeof given);
    return mmf_stream_write(stream, given, HALF) == MMF_OK &&
           mmf_stream_seek(stream, -HALF, MMF_SEEK_CURRENT, NULL) == MMF_OK &&
           mmf_stream_read(stream, seen, HALF, &read) == MMF_OK &&
           read == HALF && memcmp(seen, given, HALF) == 0;
}

static bool fails_by_itself(const mmf_view *view, int64_t position)
{
    char wanted[64];
    mmf_detail why = {0};
    int64_t read;
    char byte;

    (void)snprintf(wanted, sizeof wanted, "position %lld is negative",
                   (long long)position);
    return mmf_view_read_array(view, position, &byte, 1, 1, &read) ==
               MMF_ERANGE &&
           mmf_last_detail(&why) == MMF_OK && strcmp(why.hint, wanted) == 0;
}

static void work(worker *self)
{
    for (int i = 0; i < TURNS; i++) {
        const uint8_t mark = (uint8_t)(self->mark + i % 100);
        unsigned char seen[HALF];
        int64_t read = 0;
        mmf_stream stream;

        if (mmf_stream_open(self->view, &stream) != MMF_OK ||
            mmf_stream_set_position(&stream, self->begin) != MMF_OK ||
            !writes_and_reads(&stream, mark) ||
            mmf_view_read_array(self->view, self->begin, seen, 2, HALF / 2,
                                &read) != MMF_OK ||
            read != HALF / 2 || seen[HALF - 1] != mark ||
            !fails_by_itself(self->view, -self->begin - 1))
            self->wrong++;
    }
}

static void work_in_front(void *context)
{
    work((worker *)context);
}

static void work_behind(void *context)
{
    work((worker *)context + 1);
}

static void threads_with_parts_of_a_view_do_not_meet(void **state)
{
    mmf_view view = fake_view(2 * HALF, MMF_ACCESS_READ_WRITE);
    worker both[2] = {{&view, 0, 1, 0}, {&view, HALF, 101, 0}};

    (void)state;
    host_in_two_threads(work_in_front, work_behind, both);
    assert_int_equal(both[0].wrong, 0);
    assert_int_equal(both[1].wrong, 0);
    assert_status(mmf_view_close(&view), MMF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fake_test(threads_with_parts_of_a_view_do_not_meet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
