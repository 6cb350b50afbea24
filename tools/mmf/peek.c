/* SPDX-License-Identifier: MIT */
/*
 * mmf peek and mmf poke: values in a map.
 */
#include "command.h"
#include "fail.h"
#include "json.h"
#include "maps.h"
#include "out.h"
#include "type.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum word_place {
    NAME,
    POSITION,
    TYPE,
    REST /* COUNT, or the first VALUE */
};

enum {
    PEEK_MOST = 16 << 20 /* bytes */
};

static void *reserve(uint64_t bytes)
{
    void *made = bytes > SIZE_MAX ? NULL : malloc((size_t)bytes);

    if (made == NULL)
        (void)fail_with(EXIT_FAILED, "out of memory");
    return made;
}

/* Joins the map with a view of just these bytes. */
static int view_of(const request *given, uint32_t rights, int64_t size,
                   mmf_view *view)
{
    stretch what;

    return maps_view(given, rights, given->word_numbers[POSITION], size, view,
                     &what);
}

static void show_number(const char *shown, bool as_json)
{
    if (!as_json)
        out_print("%s\n", shown);
    else if (type_is_quoted(shown))
        json_string(shown);
    else
        json_made(shown);
}

/* What is no value of the type is told in its place. */
static int show_numbers(const request *given, const type *of,
                        const unsigned char *bytes, int64_t count)
{
    const bool as_json = given->given[OPTION_JSON];
    int status = EXIT_DONE;

    for (int64_t i = 0; i < count; i++) {
        char shown[VALUE_ROOM];

        if (of->print(bytes + (size_t)i * of->size, shown)) {
            show_number(shown, as_json);
            continue;
        }
        if (as_json)
            json_null();
        else
            out_print("?\n");
        status = EXIT_CONTENTS;
    }
    if (status != EXIT_DONE)
        return fail_with(status, "not all bytes there are of type %s",
                         of->name);
    return status;
}

static int show_text(const request *given, const type *of,
                     const unsigned char *bytes, int64_t count)
{
    const char *text = (const char *)bytes;
    size_t length = (size_t)count;
    char *made = NULL;

    if (of->form == FORM_UTF16) {
        made = reserve((uint64_t)count * 3);
        if (made == NULL)
            return EXIT_FAILED;
        length = type_from_utf16(bytes, (size_t)count, made);
        text = made;
    }
    if (given->given[OPTION_JSON]) {
        json_text(text, length);
    } else {
        out_text(text, length);
        out_print("\n");
    }
    free(made);
    return EXIT_DONE;
}

static int show(const request *given, const type *of,
                const unsigned char *bytes, int64_t count)
{
    return of->form == FORM_NUMBER ? show_numbers(given, of, bytes, count)
                                   : show_text(given, of, bytes, count);
}

static void show_hex(const unsigned char *bytes, size_t length)
{
    out_print("\"");
    for (size_t i = 0; i < length; i++)
        out_print("%02x", bytes[i]);
    out_print("\"");
}

/* The bytes stand beside the values, which may be text that is none. */
static int show_json(const request *given, const type *of,
                     const unsigned char *bytes, int64_t count)
{
    int status;

    json_open('{');
    json_field("name", given->words[NAME]);
    json_field_int("at", given->word_numbers[POSITION]);
    json_field("type", of->name);
    json_key("bytes");
    json_made("");
    show_hex(bytes, (size_t)count * of->size);
    json_key("values");
    json_open('[');
    status = show(given, of, bytes, count);
    json_close(']');
    json_close('}');
    json_end();
    return status;
}

static int fail_count(const request *given)
{
    return fail_usage(given->words[REST],
                      "is too large: 16 MiB are shown at once, and any "
                      "stretch by mmf dump");
}

/* Values are shown from memory, whatever the map does meanwhile. */
static int copy(const request *given, const mmf_view *view,
                unsigned char **bytes)
{
    *bytes = NULL;
    if (view->size > PEEK_MOST)
        return fail_count(given);
    *bytes = reserve((uint64_t)view->size);
    if (*bytes == NULL)
        return EXIT_FAILED;
    return mmf_view_copy(view, 0, *bytes, view->size) == MMF_OK
               ? EXIT_DONE
               : fail_library();
}

int command_peek(const request *given)
{
    const type *of = type_find(given->words[TYPE]);
    const int64_t count = given->count > REST ? given->word_numbers[REST] : 1;
    unsigned char *bytes;
    mmf_view view;
    int status;

    if (count > INT64_MAX / VALUE_BYTES)
        return fail_count(given);
    status = view_of(given, MMF_RIGHTS_READ, count * (int64_t)of->size, &view);
    if (status != EXIT_DONE)
        return status;
    status = copy(given, &view, &bytes);
    mmf_view_close(&view);
    if (status == EXIT_DONE)
        status = given->given[OPTION_JSON] ? show_json(given, of, bytes, count)
                                           : show(given, of, bytes, count);
    free(bytes);
    return status;
}

/* The units of a text; what is no UTF-8 has none. */
static const char *parse_units(const char *text, unsigned char *out,
                               size_t *made)
{
    const size_t length = strlen(text);

    if (!type_is_utf8(text, length))
        return "is not UTF-8";
    *made = type_to_utf16(text, length, out) * sizeof(uint16_t);
    return NULL;
}

/* The bytes of one value; false with a failure that has been told. */
static bool parse(const type *of, const char *text, unsigned char *out,
                  size_t *made)
{
    const char *why = NULL;

    if (of->form == FORM_UTF16) {
        why = parse_units(text, out, made);
    } else if (of->form == FORM_UTF8) {
        *made = strlen(text);
        memcpy(out, text, *made);
    } else {
        *made = of->size;
        why = of->parse(text, out);
    }
    if (why != NULL)
        (void)fail_usage(text, why);
    return why == NULL;
}

/* All values behind each other, before a byte of the map changes. */
static unsigned char *parse_all(const request *given, const type *of,
                                int64_t *size)
{
    uint64_t room = 0;
    unsigned char *bytes;
    size_t made = 0;

    for (int i = REST; i < given->count; i++)
        room += VALUE_BYTES + 2 * (uint64_t)strlen(given->words[i]);
    bytes = reserve(room);
    for (int i = REST; bytes != NULL && i < given->count; i++) {
        size_t length = 0;

        if (!parse(of, given->words[i], bytes + made, &length)) {
            free(bytes);
            bytes = NULL;
        }
        made += length;
    }
    *size = (int64_t)made;
    return bytes;
}

static void tell(const request *given, int64_t size)
{
    if (!given->given[OPTION_JSON])
        return;
    json_open('{');
    json_field("name", given->words[NAME]);
    json_field_int("at", given->word_numbers[POSITION]);
    json_field_int("bytes", size);
    json_close('}');
    json_end();
}

int command_poke(const request *given)
{
    int64_t size = 0;
    unsigned char *bytes =
        parse_all(given, type_find(given->words[TYPE]), &size);
    mmf_view view;
    int status;

    if (bytes == NULL)
        return EXIT_WRONG_USAGE;
    status = size == 0 ? fail_usage(given->words[REST], "is no text")
                       : view_of(given, MMF_RIGHTS_READ_WRITE, size, &view);
    if (status == EXIT_DONE) {
        status = maps_store(&view, 0, bytes, (size_t)size);
        mmf_view_close(&view);
    }
    if (status == EXIT_DONE)
        tell(given, size);
    free(bytes);
    return status;
}
