/* SPDX-License-Identifier: MIT */
/*
 * The accessors over the real system: every type at the ends of views that lie
 * anywhere in their map.
 */
#include "real.h"

/* capacity of the map, offset and size of the view */
static const int64_t places[][3] = {
    {8192, 0, 8192},  {8192, 8100, 92}, {8192, 0, 20},      {8192, 1, 8191},
    {8192, 17, 8175}, {8192, 17, 20},   {70000, 69900, 16},
};

/* At the first and the last place where the type fits: what is written is read
 * again, and lies where the pointer says.  One byte further, and 20, it is
 * refused and changes nothing. */
#define CHECK_TYPE(name, type, given)                                         \
    static void check_##name(const mmf_view *view)                            \
    {                                                                         \
        const int64_t last = view->size - (int64_t)sizeof(type);              \
        const int64_t inside[] = {0, last};                                   \
        const int64_t outside[] = {last + 1, view->size, view->size + 20, -1, \
                                   INT64_MAX};                                \
        const type value = (type)(given);                                     \
                                                                              \
        for (size_t i = 0; i < LENGTH_OF(inside); i++) {                      \
            unsigned char *bytes = NULL;                                      \
            type seen;                                                        \
                                                                              \
            memset(&seen, 0, sizeof seen);                                    \
            assert_status(mmf_view_write_##name(view, inside[i], value),      \
                          MMF_OK);                                            \
            assert_status(mmf_view_read_##name(view, inside[i], &seen),       \
                          MMF_OK);                                            \
            assert_memory_equal(&seen, &value, sizeof value);                 \
            assert_status(mmf_view_span(view, inside[i], sizeof value,        \
                                        MMF_ACCESS_READ, &bytes),             \
                          MMF_OK);                                            \
            assert_ptr_equal(bytes, view->bytes + inside[i]);                 \
            assert_memory_equal(bytes, &value, sizeof value);                 \
        }                                                                     \
        for (size_t i = 0; i < LENGTH_OF(outside); i++) {                     \
            type seen = value;                                                \
                                                                              \
            assert_status(mmf_view_write_##name(view, outside[i], (type)0),   \
                          MMF_ERANGE);                                        \
            assert_status(mmf_view_read_##name(view, outside[i], &seen),      \
                          MMF_ERANGE);                                        \
            assert_memory_equal(&seen, &value, sizeof value);                 \
            assert_memory_equal(view->bytes + last, &value, sizeof value);    \
        }                                                                     \
    }

#define ALL_TYPES(X)                      \
    X(bool, bool, true)                   \
    X(u8, uint8_t, 0xFE)                  \
    X(i8, int8_t, -2)                     \
    X(u16, uint16_t, 0xFEDC)              \
    X(i16, int16_t, -12345)               \
    X(u32, uint32_t, 0xFEDCBA98)          \
    X(i32, int32_t, -1234567890)          \
    X(u64, uint64_t, 0xFEDCBA9876543210)  \
    X(i64, int64_t, -1234567890123456789) \
    X(f32, float, -1.25)                  \
    X(f64, double, 1e300)

ALL_TYPES(CHECK_TYPE)
#define CALL_CHECK(name, type, given) check_##name(&view);

static void every_type_fits_at_both_ends_of_a_view(void **state)
{
    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++)
        for (size_t i = 0; i < LENGTH_OF(places); i++) {
            mmf_map *map =
                real_sample(sample, places[i][0], MMF_ACCESS_READ_WRITE);
            mmf_view view = real_view(map, places[i][1], places[i][2],
                                      MMF_ACCESS_READ_WRITE);

            assert_int_equal(view.size, places[i][2]);
            ALL_TYPES(CALL_CHECK)
            assert_status(mmf_view_close(&view), MMF_OK);
            real_sample_end(sample, map);
        }
}

/* The pointer offset is what the view lies behind a place where the system can
 * begin a mapping; a view at the start of its map has none. */
static void a_view_begins_where_it_was_asked_to(void **state)
{
    static const int64_t sizes[] = {1, 4095, 4096, 4099, 12290, 70000};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(sizes); i++) {
        mmf_map *map = real_map(NULL, sizes[i], MMF_ACCESS_READ_WRITE);
        const int64_t step = real_is_posix() ? real_page() : 65536;
        const int64_t offsets[] = {0, 1, sizes[i] / 2, sizes[i] - 1};

        for (size_t j = 0; j < LENGTH_OF(offsets); j++) {
            mmf_view view;

            if (offsets[j] >= sizes[i])
                continue;
            view = real_view(map, offsets[j], 1, MMF_ACCESS_READ_WRITE);
            assert_int_equal(view.pointer_offset, offsets[j] % step);
            assert_int_equal((uintptr_t)view.bytes % (uintptr_t)real_page(),
                             offsets[j] % real_page());
            assert_status(mmf_view_close(&view), MMF_OK);
        }
        mmf_map_close(map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_fits_at_both_ends_of_a_view),
        cmocka_unit_test(a_view_begins_where_it_was_asked_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
