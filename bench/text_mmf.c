/* SPDX-License-Identifier: MIT */
/*
 * The library: texts published and read by its public functions, strict and
 * sequenced, and its conversion.  "parts" is the copy and the checksum that a
 * sequenced text takes, without anything around them.
 */
#include "crc32c.h"
#include "mmf/mmf.h"
#include "shared.h"
#include "text.h"
#include "utf.h"
#include <stdio.h>
#include <string.h>

static const mmf_text_options sequenced = {.flags = MMF_TEXT_SEQUENCED};

static mmf_view view;
static PEER_PLACED uint16_t units[PEER_UNITS];
static PEER_PLACED char bytes[PEER_BYTES];
static size_t made;

static void publish(const peer_order *order, const mmf_text_options *how)
{
    peer_require(mmf_text_write_utf16(&view, NULL, how, order->text->units,
                                      order->text->count) == MMF_OK,
                 "a text was not published");
}

static void publish_strict(const peer_order *order)
{
    publish(order, NULL);
}

static void publish_sequenced(const peer_order *order)
{
    publish(order, &sequenced);
}

/* Forgets the word: no sequenced writer was ever here. */
static void prepare_strict(const peer_order *order)
{
    memset(view.bytes, 0, 10);
    publish(order, NULL);
}

static void read_text(const peer_order *order)
{
    mmf_text_result found = {0};

    peer_require(mmf_text_read_utf16(&view, NULL, NULL, units, PEER_UNITS,
                                     &found) == MMF_OK &&
                     (size_t)found.units == order->text->count,
                 "a text was not read");
}

static void publish_array(const peer_order *order)
{
    peer_require(
        mmf_view_write_i32(&view, 0, (int32_t)order->text->count) == MMF_OK &&
            mmf_view_write_array(&view, 10, order->text->units,
                                 sizeof *order->text->units,
                                 (int64_t)order->text->count) == MMF_OK,
        "an array was not written");
}

static void read_array(const peer_order *order)
{
    int32_t count = 0;
    int64_t read = 0;

    peer_require(mmf_view_read_i32(&view, 0, &count) == MMF_OK &&
                     mmf_view_read_array(&view, 10, units, sizeof *units, count,
                                         &read) == MMF_OK &&
                     (size_t)read == order->text->count,
                 "an array was not read");
}

static void publish_parts(const peer_order *order)
{
    const int32_t count = (int32_t)order->text->count;
    const uint32_t sum = mmf_crc32c(mmf_crc32c(0, &count, sizeof count),
                                    order->text->units, 2 * order->text->count);

    mmf_shared_write(view.bytes, &count, sizeof count);
    mmf_shared_write(view.bytes + 10, order->text->units,
                     2 * order->text->count);
    mmf_shared_write(view.bytes + 8, &sum, 2);
}

static void read_parts(const peer_order *order)
{
    int32_t count;
    uint16_t check;
    uint32_t sum;

    mmf_shared_read(&count, view.bytes, sizeof count);
    mmf_shared_read(units, view.bytes + 10, 2 * (size_t)count);
    mmf_shared_read(&check, view.bytes + 8, sizeof check);
    sum = mmf_crc32c(mmf_crc32c(0, &count, sizeof count), units,
                     2 * (size_t)count);
    peer_require((sum & 0xffff) == check && (size_t)count == order->text->count,
                 "a copy does not have its checksum");
}

static void encode(const peer_order *order)
{
    mmf_utf_result done;

    peer_require(mmf_utf16_to_utf8(order->text->units, order->text->count,
                                   MMF_TEXT_STRICT, bytes, PEER_BYTES,
                                   &done) == MMF_OK,
                 "a text was not converted");
    made = done.made;
}

static void decode(const peer_order *order)
{
    mmf_utf_result done;

    peer_require(mmf_utf8_to_utf16(order->text->bytes, order->text->length,
                                   MMF_TEXT_STRICT, units, PEER_UNITS,
                                   &done) == MMF_OK,
                 "a text was not converted");
    made = 2 * done.made;
}

/* What .NET programs see: without word and check. */
static const void *stored(const peer_order *order, size_t *size)
{
    static unsigned char copy[PEER_VIEW];

    *size = 10 + 2 * order->text->count;
    memcpy(copy, view.bytes, *size);
    memset(copy + 4, 0, 6);
    return copy;
}

static const void *units_read(const peer_order *order, size_t *size)
{
    *size = 2 * order->text->count;
    return units;
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
        {.name = "publish-strict", .run = publish_strict, .result = stored},
        {.name = "publish-sequenced",
         .run = publish_sequenced,
         .result = stored},
        {.name = "publish-array", .run = publish_array, .result = stored},
        {.name = "publish-parts", .run = publish_parts, .result = stored},
        {.name = "read-strict",
         .prepare = prepare_strict,
         .run = read_text,
         .result = units_read},
        {.name = "read-sequenced",
         .prepare = publish_sequenced,
         .run = read_text,
         .result = units_read},
        {.name = "read-array",
         .prepare = prepare_strict,
         .run = read_array,
         .result = units_read},
        {.name = "read-parts",
         .prepare = publish_parts,
         .run = read_parts,
         .result = units_read},
        {.name = "encode", .run = encode, .result = encoded},
        {.name = "decode", .run = decode, .result = decoded},
        {0}};
    char version[100];
    mmf_map *map;

    peer_require(mmf_create_new(NULL, PEER_VIEW, NULL, &map) == MMF_OK &&
                     mmf_view_open(map, 0, PEER_VIEW, MMF_ACCESS_READ_WRITE,
                                   &view) == MMF_OK,
                 "there is no map");
    mmf_map_close(map);
    (void)snprintf(version, sizeof version,
                   "libmmf %d.%d.%d compiled by " __VERSION__,
                   MMF_VERSION_MAJOR, MMF_VERSION_MINOR, MMF_VERSION_PATCH);
    return peer_main(version, tasks);
}
