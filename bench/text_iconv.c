/* SPDX-License-Identifier: MIT */
/*
 * The C library's iconv(), with descriptors that are opened once.
 */
#include "text.h"
#include <gnu/libc-version.h>
#include <iconv.h>
#include <stdio.h>

static iconv_t to_bytes, to_units;
static PEER_PLACED uint16_t units[PEER_UNITS];
static PEER_PLACED char bytes[PEER_BYTES];
static size_t made;

static void convert(iconv_t by, const void *from, size_t length, void *to,
                    size_t room)
{
    char *in = (char *)(uintptr_t)from;
    char *out = to;
    size_t left = room;

    peer_require(iconv(by, &in, &length, &out, &left) == 0,
                 "a text was not converted");
    made = room - left;
}

static void encode(const peer_order *order)
{
    convert(to_bytes, order->text->units, 2 * order->text->count, bytes,
            sizeof bytes);
}

static void decode(const peer_order *order)
{
    convert(to_units, order->text->bytes, order->text->length, units,
            sizeof units);
}

static const void *encoded(const peer_order *order, size_t *size)
{
    (void)order;
    *size = made;
    return bytes;
}

static const void *decoded(const peer_order *order, size_t *size)
{
    (void)order;
    *size = made;
    return units;
}

int main(void)
{
    static const peer_task tasks[] = {
        {.name = "encode", .run = encode, .result = encoded},
        {.name = "decode", .run = decode, .result = decoded},
        {0}};
    const uint16_t one = 1;
    const char *name =
        *(const unsigned char *)&one == 1 ? "UTF-16LE" : "UTF-16BE";
    char version[64];

    to_bytes = iconv_open("UTF-8", name);
    to_units = iconv_open(name, "UTF-8");
    peer_require(to_bytes != (iconv_t)-1 && to_units != (iconv_t)-1,
                 "there is no UTF-16");
    (void)snprintf(version, sizeof version, "iconv of glibc %s",
                   gnu_get_libc_version());
    return peer_main(version, tasks);
}
