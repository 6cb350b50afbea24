/* SPDX-License-Identifier: MIT */
/*
 * The fixtures of fake_test.h.
 */
#include "fake_test.h"

int fake_setup(void **state)
{
    (void)state;
    fake_os_reset();
    return 0;
}

int fake_teardown(void **state)
{
    const int left = fake_os_live_objects();

    (void)state;
    fake_os_reset();
    if (left != 0)
        print_error("%d objects are left\n", left);
    return left;
}

mmf_map *fake_map(const char *name, int64_t capacity, uint32_t access)
{
    const mmf_options options = {.access = access};
    mmf_map *map = POISON_MAP;

    assert_status(mmf_create_new(name, capacity, &options, &map), MMF_OK);
    return map;
}

mmf_view fake_view(int64_t size, uint32_t access)
{
    mmf_map *map = fake_map(NULL, size, MMF_ACCESS_READ_WRITE_EXECUTE);
    mmf_view view;

    memset(&view, POISON_BYTE, sizeof view);
    assert_status(mmf_view_open(map, 0, size, access, &view), MMF_OK);
    mmf_map_close(map);
    return view;
}

void fake_fill(const mmf_view *view, int byte)
{
    memset(view->bytes, byte, (size_t)view->size);
}

int64_t fake_run(const mmf_view *view, int64_t position, int byte)
{
    int64_t end = position;

    while (end < view->size && view->bytes[end] == byte)
        end++;
    return end - position;
}
