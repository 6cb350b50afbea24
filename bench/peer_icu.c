/* SPDX-License-Identifier: MIT */
/*
 * ICU's conversion: u_strToUTF8() and u_strFromUTF8(), strict.
 */
#include "peer.h"
#include <unicode/ustring.h>
#include <unicode/uversion.h>

static UChar units[PEER_UNITS];
static char bytes[PEER_BYTES];
static int32_t made;

static void encode(const peer_text *text)
{
    UErrorCode error = U_ZERO_ERROR;

    u_strToUTF8(bytes, PEER_BYTES, &made, (const UChar *)text->units,
                (int32_t)text->count, &error);
    peer_require(U_SUCCESS(error), "a text was not converted");
}

static void decode(const peer_text *text)
{
    UErrorCode error = U_ZERO_ERROR;

    u_strFromUTF8(units, PEER_UNITS, &made, text->bytes, (int32_t)text->length,
                  &error);
    peer_require(U_SUCCESS(error), "a text was not converted");
}

static const void *encoded(const peer_text *text, size_t *size)
{
    (void)text;
    *size = (size_t)made;
    return bytes;
}

static const void *decoded(const peer_text *text, size_t *size)
{
    (void)text;
    *size = 2 * (size_t)made;
    return units;
}

int main(void)
{
    static const peer_task tasks[] = {{"encode", NULL, encode, encoded},
                                      {"decode", NULL, decode, decoded},
                                      {0}};

    return peer_main("ICU " U_ICU_VERSION, tasks);
}
