/* SPDX-License-Identifier: MIT */
/*
 * The texts of text.h: ascii, latin with every third character of two bytes,
 * cjk of three, emoji of four bytes and two units.
 */
#include "text.h"
#include <string.h>

static peer_text text;

static void add_bytes(uint32_t point)
{
    char *out = text.bytes + text.length;

    if (point < 0x80) {
        out[0] = (char)point;
        text.length += 1;
    } else if (point < 0x800) {
        out[0] = (char)(0xC0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3F));
        text.length += 2;
    } else if (point < 0x10000) {
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        text.length += 3;
    } else {
        out[0] = (char)(0xF0 | point >> 18);
        out[1] = (char)(0x80 | (point >> 12 & 0x3F));
        out[2] = (char)(0x80 | (point >> 6 & 0x3F));
        out[3] = (char)(0x80 | (point & 0x3F));
        text.length += 4;
    }
}

static void add(uint32_t point)
{
    add_bytes(point);
    if (point < 0x10000) {
        text.units[text.count++] = (uint16_t)point;
        return;
    }
    text.units[text.count++] = (uint16_t)(0xD800 + ((point - 0x10000) >> 10));
    text.units[text.count++] = (uint16_t)(0xDC00 + (point & 0x3FF));
}

/* The character at unit i; room is what is left. */
static uint32_t character(const char *kind, uint32_t i, size_t room)
{
    if (strcmp(kind, "latin") == 0 && i % 3 == 0)
        return 0xE0 + i % 31;
    if (strcmp(kind, "cjk") == 0)
        return 0x4E00 + i * 7 % 5003;
    if (strcmp(kind, "emoji") == 0 && room > 1)
        return 0x1F600 + i / 2 % 64;
    return 0x20 + i % 95;
}

static void make_text(const char *kind, size_t units)
{
    text.count = 0;
    text.length = 0;
    while (text.count < units)
        add(character(kind, (uint32_t)text.count, units - text.count));
}

const peer_text *peer_text_of(const peer_order *order)
{
    static const char *const kinds[] = {"ascii", "latin", "cjk", "emoji"};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(order->kind, kinds[i]) == 0 && order->size <= PEER_UNITS) {
            make_text(order->kind, (size_t)order->size);
            return &text;
        }
    return NULL;
}
