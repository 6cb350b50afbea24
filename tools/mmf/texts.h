/* SPDX-License-Identifier: MIT */
/*
 * Texts of maps: read whole, whatever their length, and told in JSON.
 */
#ifndef TEXTS_H
#define TEXTS_H

#include <mmf/mmf.h>

/* As mmf_text_read(), lossless and at its best effort; free(*text) in any
 * case. */
int texts_read(const mmf_view *view, char **text, mmf_text_result *found);

/* What is known of a text: "settled" and the like. */
const char *texts_guarantee(const mmf_text_result *found);

/* One object: the text and what is known of it. */
void texts_json(const char *name, const mmf_text_result *found,
                const char *text);

/* The fields of it that tell of the text, inside an object that is open. */
void texts_json_fields(const mmf_text_result *found, const char *text);

#endif
