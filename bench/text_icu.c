/* SPDX-License-Identifier: MIT */
/*
 * ICU's conversion: u_strToUTF8() and u_strFromUTF8(), strict.
 */
#include "text.h"
#include <unicode/ustring.h>
#include <unicode/uversion.h>

static UChar units[PEER_UNITS];
static PEER_PLACED char bytes[PEER_BYTES];
static int32_t made;

static void encode(const peer_order *order)
{
    UErrorCode error = U_ZERO_ERROR;

    u_strToUTF8(bytes, PEER_BYTES, &made, (const UChar *)order->text->units,
                (int32_t)order->text->count, &error);
    peer_require(U_SUCCESS(error), "a text was not converted");
}

static void decode(const peer_order *order)
{
    UErrorCode error = U_ZERO_ERROR;

    u_strFromUTF8(units, PEER_UNITS, &made, order->text->bytes,
                  (int32_t)order->text->length, &error);
    peer_require(U_SUCCESS(error), "a text was not converted");
}

static const void *encoded(const peer_order *order, size_t *size)
{
    (void)order;
    *size = (size_t)made;
    return bytes;
}

static const void *decoded(const peer_order *order, size_t *size)
{
    (void)order;
    *size = 2 * (size_t)made;
    return units;
}

int main(void)
{
    static const peer_task tasks[] = {
        {.name = "encode", .run = encode, .result = encoded},
        {.name = "decode", .run = decode, .result = decoded},
        {0}};

    return peer_main("ICU " U_ICU_VERSION, tasks);
}
