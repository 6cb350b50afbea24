/* SPDX-License-Identifier: MIT */
/*
 * Conversion between UTF-8 and UTF-16 in memory that nobody else changes.
 * Pure functions: no allocation, no state, no system.  Where a text lies in a
 * map, and how it gets out of it whole, is text.c's business.
 *
 * Units are uint16_t in the machine's own byte order.  No function adds or
 * expects a terminating zero; U+0000 is a character like any other.
 *
 * The three policies of mmf/text.h differ only where text is ill-formed:
 *
 *     MMF_TEXT_STRICT    stops with MMF_ETEXT.
 *     MMF_TEXT_REPLACE   writes U+FFFD, once for each lone surrogate and for
 *                        each maximal subpart of ill-formed UTF-8 (Unicode
 *                        3.9, table 3-8), as .NET's Encoding.UTF8 does.
 *     MMF_TEXT_LOSSLESS  converts lone surrogates, which .NET strings may
 *                        hold, to and from three bytes ED A0..BF 80..BF
 *                        ("WTF-8"), so that any units come back unchanged.
 *                        All other ill-formed UTF-8 stops with MMF_ETEXT.
 *
 * Strict WTF-8 forbids a surrogate pair as two sequences of three bytes.  Here
 * it is accepted and becomes the pair: such text comes from joining two WTF-8
 * strings, or from CESU-8, and nothing is lost but the choice of spelling.
 * Encoding a pair always gives four bytes.
 *
 * Any other policy number acts as MMF_TEXT_STRICT.
 */
#ifndef MMF_UTF_H
#define MMF_UTF_H

#include <stddef.h>
#include <stdint.h>

/* How far a conversion came, also when it failed. */
typedef struct mmf_utf_result {
    size_t used; /* bytes or units of the input that were converted */
    size_t made; /* units or bytes of output, stored or only counted */
} mmf_utf_result;

/*
 * Converts UTF-8 to UTF-16.
 *
 * Only whole characters are stored.  out[made] up to out[room - 1] may be
 * overwritten with anything; nothing behind room is touched.
 *
 * text may be NULL if length is 0, out may be NULL if room is 0.  out must not
 * overlap text; result is set in every case.
 *
 * Returns 0, or
 *     MMF_ETEXT    the bytes at used are ill-formed and the policy does not
 *                  allow them; also when out is full there;
 *     MMF_ETOOBIG  the character at used does not fit into what is left of
 *                  out.  Calling again with the rest of text goes on there.
 */
int mmf_utf8_to_utf16(const char *text, size_t length, uint32_t policy,
                      uint16_t *out, size_t room, mmf_utf_result *result);

/*
 * Converts UTF-16 to UTF-8.  As mmf_utf8_to_utf16(), with the roles of bytes
 * and units exchanged; never fails with MMF_ETEXT under MMF_TEXT_LOSSLESS.
 */
int mmf_utf16_to_utf8(const uint16_t *units, size_t count, uint32_t policy,
                      char *out, size_t room, mmf_utf_result *result);

/*
 * Counts the units that mmf_utf8_to_utf16() would store with enough room.
 *
 * Returns 0 or MMF_ETEXT, with the same result as the conversion.  Costs as
 * much as the conversion.
 */
int mmf_utf8_units(const char *text, size_t length, uint32_t policy,
                   mmf_utf_result *result);

/* Counts the bytes that mmf_utf16_to_utf8() would store with enough room. */
int mmf_utf16_bytes(const uint16_t *units, size_t count, uint32_t policy,
                    mmf_utf_result *result);

#endif
