/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the conversion share: assertions that utf.c does as the
 * model does, within the room that it is given.
 */
#ifndef MMF_UTF_TEST_H
#define MMF_UTF_TEST_H

#include "test.h"
#include "utf_model.h"
#include <stdlib.h>

enum {
    BEHIND = 64, /* bytes or units behind the room that must stay as they are */
    POLICIES = 3 /* MMF_TEXT_STRICT to MMF_TEXT_LOSSLESS */
};

/* Asserts that utf.c agrees with the model, that nothing behind the room has
 * changed, and, by a copy without slack, that a sanitizer sees no read beyond
 * the end. */
static inline void assert_decodes(const void *text, size_t length,
                                  uint32_t policy, size_t room)
{
    uint16_t *const want = calloc(room + 1, sizeof *want);
    uint16_t *const out = malloc((room + BEHIND) * sizeof *out);
    char *const copy = malloc(length == 0 ? 1 : length);
    unsigned char poison[BEHIND * sizeof *out];
    mmf_utf_result expected = {0, 0};
    mmf_utf_result seen = {77, 77};
    const int rc = model_decode(text, length, policy, want, room, &expected);

    memcpy(copy, text, length);
    memset(poison, POISON_BYTE, sizeof poison);
    memset(out, POISON_BYTE, (room + BEHIND) * sizeof *out);
    assert_status(mmf_utf8_to_utf16(copy, length, policy, out, room, &seen),
                  rc);
    assert_int_equal(seen.used, expected.used);
    assert_int_equal(seen.made, expected.made);
    assert_memory_equal(out, want, seen.made * sizeof *out);
    assert_memory_equal(out + room, poison, BEHIND * sizeof *out);
    free(want);
    free(out);
    free(copy);
}

static inline void assert_encodes(const uint16_t *units, size_t count,
                                  uint32_t policy, size_t room)
{
    unsigned char *const want = calloc(room + 1, 1);
    char *const out = malloc(room + BEHIND);
    uint16_t *const copy = malloc(count == 0 ? 1 : count * sizeof *copy);
    unsigned char poison[BEHIND * sizeof *out];
    mmf_utf_result expected = {0, 0};
    mmf_utf_result seen = {77, 77};
    const int rc = model_encode(units, count, policy, want, room, &expected);

    memcpy(copy, units, count * sizeof *units);
    memset(poison, POISON_BYTE, sizeof poison);
    memset(out, POISON_BYTE, room + BEHIND);
    assert_status(mmf_utf16_to_utf8(copy, count, policy, out, room, &seen), rc);
    assert_int_equal(seen.used, expected.used);
    assert_int_equal(seen.made, expected.made);
    assert_memory_equal(out, want, seen.made);
    assert_memory_equal(out + room, poison, BEHIND);
    free(want);
    free(out);
    free(copy);
}

#endif
