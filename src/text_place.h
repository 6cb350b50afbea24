/* SPDX-License-Identifier: MIT */
/*
 * What a caller of the text functions says about where and how, checked: the
 * layout against its view, the options against what this version knows.
 */
#ifndef MMF_TEXT_PLACE_H
#define MMF_TEXT_PLACE_H

#include "mmf/text.h"
#include "os.h"
#include "sequence.h"

/* Finds the text.  access: MMF_ACCESS_READ or MMF_ACCESS_WRITE, what will be
 * done with it.  layout NULL is the article's.  The word is NULL where there
 * is none or its address does not allow to use it. */
int mmf_text_locate(const char *operation, const mmf_view *view,
                    const mmf_text_layout *layout, uint32_t access,
                    mmf_sequence *out);

/* Its word, for those who sleep on it; its values hold parts of the checksum,
 * so that two texts of a map hardly ever have the same. */
mmf_os_word mmf_text_word(const mmf_view *view, const mmf_sequence *at);

/* Makes sure that the text's last byte can be read: who shortens a map takes from
 * its end, and touching what is gone would end this process. */
int mmf_text_check_there(const char *operation, const mmf_sequence *at);

/* Puts in the defaults; given may be NULL. */
int mmf_text_take_options(const char *operation, const mmf_text_options *given,
                          mmf_text_options *out);

#endif
