/* SPDX-License-Identifier: MIT */
/*
 * GLib's conversion: g_utf16_to_utf8() and g_utf8_to_utf16(), which give back
 * memory of their own each time; giving that back is measured as well.
 */
#include "text.h"
#include <glib.h>
#include <string.h>

static void encode(const peer_order *order)
{
    gchar *bytes = g_utf16_to_utf8(order->text->units,
                                   (glong)order->text->count, NULL, NULL, NULL);

    peer_require(bytes != NULL, "a text was not converted");
    g_free(bytes);
}

static void decode(const peer_order *order)
{
    gunichar2 *units = g_utf8_to_utf16(
        order->text->bytes, (glong)order->text->length, NULL, NULL, NULL);

    peer_require(units != NULL, "a text was not converted");
    g_free(units);
}

static const void *encoded(const peer_order *order, size_t *size)
{
    static char copy[PEER_BYTES];
    glong made = 0;
    gchar *bytes = g_utf16_to_utf8(
        order->text->units, (glong)order->text->count, NULL, &made, NULL);

    *size = (size_t)made;
    memcpy(copy, bytes, *size);
    g_free(bytes);
    return copy;
}

static const void *decoded(const peer_order *order, size_t *size)
{
    static uint16_t copy[PEER_UNITS];
    glong made = 0;
    gunichar2 *units = g_utf8_to_utf16(
        order->text->bytes, (glong)order->text->length, NULL, &made, NULL);

    *size = 2 * (size_t)made;
    memcpy(copy, units, *size);
    g_free(units);
    return copy;
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

    g_free(version);
    return rc;
}
