/* SPDX-License-Identifier: MIT */
/*
 * CreateOrOpen over the real system, where the map is there already: what stays
 * the creator's, and what the opener may do with it.
 */
#include "host.h"
#include "real.h"

static mmf_map *open_as(const char *name, int64_t capacity, uint32_t access)
{
    const mmf_options wish = {.access = access};
    mmf_map *map = POISON_MAP;
    int how = 0;

    assert_status(mmf_create_or_open(name, capacity, &wish, &map, &how),
                  MMF_OK);
    assert_int_equal(how, MMF_OPENED);
    return map;
}

static int view_as(const mmf_map *map, uint32_t access)
{
    mmf_view view;
    const int rc = mmf_view_open(map, 0, 0, access, &view);

    if (rc == MMF_OK)
        assert_status(mmf_view_close(&view), MMF_OK);
    return rc;
}

static void write_alone_opens_and_never_creates(void **state)
{
    const mmf_options wish = {.access = MMF_ACCESS_WRITE};
    const char *name = real_name();
    mmf_map *first;
    mmf_map *second = POISON_MAP;

    (void)state;
    assert_status(mmf_create_or_open(name, 4096, &wish, &second, NULL),
                  MMF_ENOENT);
    assert_null(second);
    first = real_map(name, 4096, MMF_ACCESS_READ_WRITE);
    second = open_as(name, 4096, MMF_ACCESS_WRITE);
    assert_status(view_as(second, MMF_ACCESS_WRITE), MMF_OK);
    assert_status(view_as(second, MMF_ACCESS_READ), MMF_EACCES);
    mmf_map_close(second);
    real_end(name, first);
}

static void a_map_keeps_its_size_whatever_an_opener_asks(void **state)
{
    static const int64_t asked[] = {1, 20000};
    const char *name = real_name();
    mmf_map *first = real_map(name, 10000, MMF_ACCESS_READ_WRITE);

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(asked); i++) {
        mmf_map *second = open_as(name, asked[i], MMF_ACCESS_READ_WRITE);
        mmf_view view = real_view(second, 0, 0, MMF_ACCESS_READ_WRITE);

        assert_int_equal(mmf_map_size(second), real_size(10000));
        assert_int_equal(view.size, real_size(10000));
        assert_status(mmf_view_close(&view), MMF_OK);
        mmf_map_close(second);
    }
    real_end(name, first);
}

/* On Windows a section keeps the protection that its creator gave it, and no
 * handle leads past it; Wine forgets it.  On POSIX an object has none: whoever
 * its mode lets write may write. */
static void a_reading_creator_limits_openers_on_windows(void **state)
{
    const bool limits = !real_is_posix() && !host_is_wine();
    const char *name = real_name();
    mmf_map *first = real_map(name, 4096, MMF_ACCESS_READ);
    mmf_map *second = POISON_MAP;

    (void)state;
    assert_status(view_as(first, MMF_ACCESS_READ_WRITE), MMF_EACCES);
    second = open_as(name, 4096, MMF_ACCESS_READ_WRITE);
    assert_status(view_as(second, MMF_ACCESS_READ), MMF_OK);
    assert_status(view_as(second, MMF_ACCESS_READ_WRITE),
                  limits ? MMF_EACCES : MMF_OK);
    mmf_map_close(second);
    real_end(name, first);
}

static void a_reading_opener_may_not_write(void **state)
{
    const char *name = real_name();
    mmf_map *first = real_map(name, 4096, MMF_ACCESS_READ_WRITE);
    mmf_map *second = open_as(name, 4096, MMF_ACCESS_READ);

    (void)state;
    assert_status(view_as(second, MMF_ACCESS_READ), MMF_OK);
    assert_status(view_as(second, MMF_ACCESS_READ_WRITE), MMF_EACCES);
    assert_status(view_as(first, MMF_ACCESS_READ_WRITE), MMF_OK);
    mmf_map_close(second);
    real_end(name, first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write_alone_opens_and_never_creates),
        cmocka_unit_test(a_map_keeps_its_size_whatever_an_opener_asks),
        cmocka_unit_test(a_reading_creator_limits_openers_on_windows),
        cmocka_unit_test(a_reading_opener_may_not_write),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
