/* SPDX-License-Identifier: MIT */
/*
 * The verbs on a view: every type, alone and in arrays, as its bytes.
 */
#include "calls.h"
#include <string.h>

enum {
    ROOM = 1 << 16
};

static unsigned char bytes[ROOM];

/* A type: its size, and its own calls where it has them.  They take and give
 * the bytes of the value. */
typedef struct type {
    const char *name;
    size_t size;
    int (*read)(const mmf_view *view, int64_t position);
    int (*write)(const mmf_view *view, int64_t position);
} type;

#define CALLS(name, type)                                            \
    static int read_##name(const mmf_view *view, int64_t position)   \
    {                                                                \
        type value = 0;                                              \
        const int rc = mmf_view_read_##name(view, position, &value); \
                                                                     \
        if (rc == MMF_OK)                                            \
            memcpy(bytes, &value, sizeof value);                     \
        return rc;                                                   \
    }                                                                \
    static int write_##name(const mmf_view *view, int64_t position)  \
    {                                                                \
        type value = 0;                                              \
                                                                     \
        memcpy(&value, bytes, sizeof value);                         \
        return mmf_view_write_##name(view, position, value);         \
    }
MMF_VIEW_TYPES(CALLS)
#undef CALLS

static int read_bool(const mmf_view *view, int64_t position)
{
    bool value = false;
    const int rc = mmf_view_read_bool(view, position, &value);

    bytes[0] = value;
    return rc;
}

static int write_bool(const mmf_view *view, int64_t position)
{
    return mmf_view_write_bool(view, position, bytes[0] != 0);
}

static int read_decimal(const mmf_view *view, int64_t position)
{
    mmf_decimal value = {0, 0, 0};
    const int rc = mmf_view_read_decimal(view, position, &value);

    if (rc == MMF_OK)
        memcpy(bytes, &value, sizeof value);
    return rc;
}

static int write_decimal(const mmf_view *view, int64_t position)
{
    mmf_decimal value;

    memcpy(&value, bytes, sizeof value);
    return mmf_view_write_decimal(view, position, &value);
}

static const type types[] = {
#define ROW(name, type) {#name, sizeof(type), read_##name, write_##name},
    MMF_VIEW_TYPES(ROW)
#undef ROW
        {"bool", 1, read_bool, write_bool},
    {"char", 2, read_u16, write_u16},
    {"decimal", 16, read_decimal, write_decimal},
    {"three", 3, NULL, NULL},
    {"six", 6, NULL, NULL},
    {"mixed", 16, NULL, NULL},
};

static const type *type_word(void)
{
    const char *name = words_word();

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    words_refuse("no such type", name);
}

static int read_one(const mmf_view *view)
{
    const type *of = type_word();
    const int rc = of->read(view, words_number());

    answer_bytes(bytes, of->size);
    return rc;
}

static int write_one(const mmf_view *view)
{
    const type *of = type_word();
    const int64_t position = words_number();

    (void)words_bytes(bytes, ROOM);
    return of->write(view, position);
}

static int read_struct(const mmf_view *view)
{
    const type *of = type_word();
    const int rc = mmf_view_read_struct(view, words_number(), bytes, of->size);

    answer_bytes(bytes, of->size);
    return rc;
}

static int write_struct(const mmf_view *view)
{
    const type *of = type_word();
    const int64_t position = words_number();

    (void)words_bytes(bytes, ROOM);
    return mmf_view_write_struct(view, position, bytes, of->size);
}

/* How many bytes an array has; one that is missing is asked for by a count of
 * INT32_MIN. */
static size_t array_size(const type *of, int64_t count)
{
    const size_t size = count > 0 ? (size_t)count * of->size : 0;

    if (size > ROOM)
        words_refuse("an array is too long", of->name);
    return size;
}

static int read_array(const mmf_view *view)
{
    const type *of = type_word();
    const int64_t position = words_number();
    const int64_t count = words_number();
    const bool missing = count == INT32_MIN;
    int64_t read = 0;
    int rc;

    memset(bytes, 0xEE, ROOM);
    rc = mmf_view_read_array(view, position, missing ? NULL : bytes, of->size,
                             missing ? 0 : count, &read);
    answer_number(read);
    answer_bytes(bytes, array_size(of, count));
    return rc;
}

static int write_array(const mmf_view *view)
{
    const type *of = type_word();
    const int64_t position = words_number();
    const int64_t count = words_number();
    const int64_t first = words_number();
    const bool missing = count == INT32_MIN;
    const size_t size = array_size(of, count);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)((size_t)first + i);
    return mmf_view_write_array(view, position, missing ? NULL : bytes,
                                of->size, missing ? 0 : count);
}

static int dump(const mmf_view *view)
{
    const int64_t position = words_number();
    const int64_t count = words_number();
    const int rc = mmf_view_copy(view, position, bytes, count);

    if (rc == MMF_OK)
        answer_bytes(bytes, (size_t)count);
    return rc;
}

static int capacity(const mmf_view *view)
{
    answer_number(view->size);
    return MMF_OK;
}

static int count_up(const mmf_view *view)
{
    const bool wide = type_word()->size == sizeof(uint64_t);
    const int64_t position = words_number();
    uint64_t before;
    uint32_t narrow;
    int rc = MMF_OK;

    for (int64_t left = words_number(); left > 0 && rc == MMF_OK; left--)
        rc = wide ? mmf_atomic_add_u64(view, position, 1, &before)
                  : mmf_atomic_add_u32(view, position, 1, &narrow);
    return rc;
}

static const struct verb {
    const char *name;
    int (*call)(const mmf_view *view);
} verbs[] = {
    {"flush", mmf_view_flush},
    {"capacity", capacity},
    {"read", read_one},
    {"write", write_one},
    {"read_struct", read_struct},
    {"write_struct", write_struct},
    {"read_array", read_array},
    {"write_array", write_array},
    {"dump", dump},
    {"count", count_up},
};

int call_view(const char *verb, const mmf_view *view)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(verbs[i].name, verb) == 0)
            return verbs[i].call(view);
    words_refuse("no such verb", verb);
}
