/* SPDX-License-Identifier: MIT */
/*
 * The least that can be done: the count, and memcpy() of the units, into shared
 * memory and out of it.  A reader may get a mixture and never learns of it.
 */
#include "text.h"
#include <string.h>
#include <sys/mman.h>

static unsigned char *view;
static PEER_PLACED uint16_t units[PEER_UNITS];

static void publish(const peer_order *order)
{
    const int32_t count = (int32_t)order->text->count;

    memcpy(view, &count, sizeof count);
    memcpy(view + 10, order->text->units, 2 * order->text->count);
}

static void read_text(const peer_order *order)
{
    int32_t count;

    memcpy(&count, view, sizeof count);
    peer_require((size_t)count == order->text->count, "the count is wrong");
    memcpy(units, view + 10, 2 * (size_t)count);
}

static const void *stored(const peer_order *order, size_t *size)
{
    *size = 10 + 2 * order->text->count;
    return view;
}

static const void *units_read(const peer_order *order, size_t *size)
{
    *size = 2 * order->text->count;
    return units;
}

int main(void)
{
    static const peer_task tasks[] = {
        {.name = "publish", .run = publish, .result = stored},
        {.name = "read",
         .prepare = publish,
         .run = read_text,
         .result = units_read},
        {0}};

    view = mmap(NULL, PEER_VIEW, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    peer_require(view != MAP_FAILED, "there is no memory");
    return peer_main("memcpy", tasks);
}
