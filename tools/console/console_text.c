/* SPDX-License-Identifier: MIT */
/*
 * A text box and the look of characters, see console_text.h.  What is no UTF-8
 * stays in the box as it came: whoever takes the text is asked to judge it.
 */
#include "console_text.h"
#include <stdint.h>
#include <string.h>

enum {
    CTRL_D = 0x04,
    CTRL_U = 0x15,
    BACKSPACE = 0x08,
    ESCAPE = 0x1B,
    DELETE = 0x7F
};

enum escape_state {
    NO_ESCAPE,
    AFTER_ESCAPE,
    AFTER_O, /* one byte is left, as in ESC O P for F1 */
    AFTER_BRACKET
};

/* What terminals send around a paste: ESC [ 200 ~ and ESC [ 201 ~. */
enum {
    PASTE_BEGINS = 200,
    PASTE_ENDS = 201
};

enum {
    REPLACEMENT = 0xFFFD,
    RETURN_SYMBOL = 0x23CE,
    ELLIPSIS = 0x2026
};

/* Bytes of the character that starts with this one, 0 if none does. */
static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

size_t text_decode(const char *text, size_t length, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *in = (const unsigned char *)text;
    const size_t size = sequence_length(in[0]);
    uint32_t value = size < 2 ? in[0] : in[0] & (0x7Fu >> size);

    *code = REPLACEMENT;
    if (size == 0 || size > length)
        return 1;
    for (size_t i = 1; i < size; i++) {
        if ((in[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (in[i] & 0x3Fu);
    }
    if (value < least[size] || value > 0x10FFFF)
        return 1;
    *code = value;
    return size;
}

size_t text_encode(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* Bytes of the last character, also of one that is not whole. */
static size_t last_character(const char *text, size_t length)
{
    size_t size = 1;

    while (size < 4 && size < length &&
           ((unsigned char)text[length - size] & 0xC0) == 0x80)
        size++;
    return sequence_length((unsigned char)text[length - size]) >= size ? size
                                                                       : 1;
}

size_t text_whole(const char *text, size_t length)
{
    size_t size;

    if (length == 0)
        return 0;
    size = last_character(text, length);
    if (sequence_length((unsigned char)text[length - size]) > size)
        return length - size;
    return length;
}

static void insert(text_box *box, unsigned char byte)
{
    if (box->length == box->room) {
        box->full = true;
    } else {
        box->text[box->length] = (char)byte;
        box->length++;
    }
    box->changed = true;
}

static void erase(text_box *box, size_t size)
{
    box->length -= size;
    box->full = false;
    box->changed = true;
}

static void control_key(text_box *box, unsigned char key)
{
    if (key == CTRL_D)
        box->ended = true;
    else if (key == CTRL_U)
        erase(box, box->length);
    else if ((key == BACKSPACE || key == DELETE) && box->length > 0)
        erase(box, last_character(box->text, box->length));
}

/* Line ends come as CR from a keyboard, as any of CR, LF, CR LF from a paste.
 * Other control characters of a paste are not text. */
static void plain_key(text_box *box, unsigned char key)
{
    const bool same_end = key == '\n' && box->after_cr;

    box->after_cr = key == '\r';
    if (same_end)
        return;
    if (key == '\r' || key == '\n')
        insert(box, '\n');
    else if (key == '\t' || (key >= 0x20 && key != DELETE))
        insert(box, key);
    else if (!box->pasting)
        control_key(box, key);
}

/* The byte after ESC [ and whatever followed. */
static void bracket_key(text_box *box, unsigned char key)
{
    if (key >= '0' && key <= '9' && box->parameter < 1000) {
        box->parameter = box->parameter * 10 + (key - '0');
    } else if (key == '[') {
        box->escape = AFTER_O; /* F1 of the Linux console: ESC [ [ A */
    } else if (key >= 0x40 && key < DELETE) {
        box->escape = NO_ESCAPE;
        if (key == '~' && box->parameter == PASTE_BEGINS)
            box->pasting = true;
        else if (key == '~' && box->parameter == PASTE_ENDS)
            box->pasting = false;
    } else if (key < 0x20 || key > 0x40) {
        box->escape = NO_ESCAPE; /* no sequence after all */
        plain_key(box, key);
    }
}

void text_box_key(text_box *box, unsigned char key)
{
    if (key == ESCAPE) {
        box->escape = AFTER_ESCAPE;
        box->after_cr = false;
    } else if (box->escape == AFTER_BRACKET) {
        bracket_key(box, key);
    } else if (box->escape == AFTER_ESCAPE && key == '[') {
        box->escape = AFTER_BRACKET;
        box->parameter = 0;
    } else if (box->escape == AFTER_ESCAPE && key == 'O') {
        box->escape = AFTER_O;
    } else if (box->escape == AFTER_O) {
        box->escape = NO_ESCAPE;
    } else {
        box->escape = NO_ESCAPE;
        plain_key(box, key);
    }
}

/* Characters that turn the direction of what stands behind them, up to the end
 * of the paragraph: of our words, too. */
static bool turns_text(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

static uint32_t look_of(uint32_t code)
{
    if (code < 0x20)
        return 0x2400 + code; /* the "control pictures" */
    if (code == DELETE)
        return 0x2421;
    if ((code >= 0x80 && code < 0xA0) || (code >= 0xD800 && code < 0xE000) ||
        turns_text(code))
        return REPLACEMENT;
    return code;
}

static uint32_t look_in_rows(uint32_t code)
{
    return code == '\n' || code == '\t' ? code : look_of(code);
}

static uint32_t look_in_row(uint32_t code)
{
    return code == '\n' ? RETURN_SYMBOL : code == '\t' ? ' ' : look_of(code);
}

static size_t show(const char *text, size_t length, uint32_t (*look)(uint32_t),
                   char *out, size_t room, size_t *used)
{
    size_t made = 0;
    uint32_t code;

    *used = 0;
    while (*used < length && room - made >= 4) {
        *used += text_decode(text + *used, length - *used, &code);
        made += text_encode(look(code), out + made);
    }
    return made;
}

size_t text_show(const char *text, size_t length, char *out, size_t room,
                 size_t *used)
{
    return show(text, length, look_in_rows, out, room, used);
}

size_t text_show_line(const char *text, size_t length, char *out, size_t room,
                      size_t *used)
{
    return show(text, length, look_in_row, out, room, used);
}

/* Blocks whose characters take two columns, or none.  What is scattered among
 * others is left out: a table that is not straight does no harm. */
static const struct {
    uint32_t first;
    uint32_t last;
    int columns;
} widths[] = {
    {0x0300, 0x036F, 0},   {0x1100, 0x115F, 2},   {0x1AB0, 0x1AFF, 0},
    {0x1DC0, 0x1DFF, 0},   {0x200B, 0x200F, 0},   {0x20D0, 0x20FF, 0},
    {0x2E80, 0x303E, 2},   {0x3041, 0x3096, 2},   {0x3099, 0x309A, 0},
    {0x309B, 0x4DBF, 2},   {0x4E00, 0xA4CF, 2},   {0xA960, 0xA97F, 2},
    {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},
    {0xFE20, 0xFE2F, 0},   {0xFE30, 0xFE6F, 2},   {0xFF01, 0xFF60, 2},
    {0xFFE0, 0xFFE6, 2},   {0x17000, 0x18CFF, 2}, {0x1B000, 0x1B2FF, 2},
    {0x1F300, 0x1F64F, 2}, {0x1F680, 0x1F6FF, 2}, {0x1F900, 0x1F9FF, 2},
    {0x20000, 0x3FFFD, 2}, {0xE0100, 0xE01EF, 0},
};

static int width_of(uint32_t look)
{
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (look >= widths[i].first && look <= widths[i].last)
            return widths[i].columns;
    return 1;
}

int text_columns(const char *text, size_t length)
{
    int columns = 0;
    uint32_t code;

    for (size_t at = 0; at < length;) {
        at += text_decode(text + at, length - at, &code);
        columns += width_of(look_in_row(code));
    }
    return columns;
}

/* Columns at most.  Nobody knows a terminal's fonts; a row that is shorter than
 * it could be does less harm than one that spills into the next. */
static int columns_of(uint32_t look)
{
    return look < 0x1100 ? 1 : 2;
}

/* How much of the front must go for the rest to fit into the columns. */
static size_t skip_front(const char *text, size_t length, int columns)
{
    size_t start = length;

    while (start > 0) {
        const size_t size = last_character(text, start);
        uint32_t code;
        const bool whole =
            text_decode(text + start - size, size, &code) == size;

        /* What is no character is shown byte by byte. */
        columns -= whole ? columns_of(look_in_row(code)) : 2 * (int)size;
        if (columns < 0)
            break;
        start -= size;
    }
    return start;
}

size_t text_show_row(const char *text, size_t length, int columns, char *out,
                     size_t room)
{
    size_t at = skip_front(text, length, columns);
    size_t made = 0;
    size_t used;

    if (at > 0) {
        at = skip_front(text, length, columns - 1);
        made = text_encode(ELLIPSIS, out);
    }
    return made + text_show_line(text + at, length - at, out + made,
                                 room - made, &used);
}
