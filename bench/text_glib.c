/* SPDX-License-Identifier: MIT */
/*
 * GLib's conversion: g_utf16_to_utf8() and g_utf8_to_utf16(), which give back
 * memory of their own each time; giving that back is measured as well.
 */
#include "text.h"
#include <glib.h>

static void *converted; /* by the last time, until the next */
static glong made;

static void encode(const peer_order *order)
{
    g_free(converted);
    converted = g_utf16_to_utf8(order->text->units, (glong)order->text->count,
                                NULL, &made, NULL);
    peer_require(converted != NULL, "a text was not converted");
}

static void decode(const peer_order *order)
{
    g_free(converted);
    converted = g_utf8_to_utf16(order->text->bytes, (glong)order->text->length,
                                NULL, &made, NULL);
    peer_require(converted != NULL, "a text was not converted");
}

static const void *encoded(const peer_order *order, size_t *size)
{
    (void)order;
    *size = (size_t)made;
    return converted;
}

static const void *decoded(const peer_order *order, size_t *size)
{
    (void)order;
    *size = 2 * (size_t)made;
    return converted;
}

int main(void)
{
    static const peer_task tasks[] = {
        {.name = "encode", .run = encode, .result = encoded},
        {.name = "decode", .run = decode, .result = decoded},
        {0}};
    gchar *version = g_strdup_printf("GLib %u.%u.%u", glib_major_version,
                                     glib_minor_version, glib_micro_version);

    const int rc = peer_main(version, tasks);

    g_free(converted);
    g_free(version);
    return rc;
}
