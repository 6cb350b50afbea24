/* SPDX-License-Identifier: MIT */
/*
 * Makes the calls of a table with libmmf: one line of standard input is one
 * call, and one line of standard output its answer.  tests/interop/dotnet/Calls
 * does the same with .NET; tests/interop/calls.txt has the table and tells its
 * language.  An answer is "ok" and what came out, or the status, or "nothing
 * there" for a call on what an earlier one could not make.
 */
#include "calls.h"
#include "host_file.h"
#include <stdio.h>
#include <string.h>

enum {
    KEPT = 32,
    NOTHING_THERE = 1 /* no status: a call on what could not be made */
};

static kept all[KEPT];

static kept *find(const char *name)
{
    for (kept *one = all; one < all + KEPT; one++)
        if (strcmp(one->name, name) == 0)
            return one;
    return NULL;
}

static void end(kept *one)
{
    if (one->kind == MAP)
        mmf_map_close(one->map);
    else if (one->kind == DESCRIPTOR && one->handle != -1)
        host_file_close(one->handle);
    else if (one->kind != NOTHING)
        (void)mmf_view_close(&one->view);
    one->map = NULL;
    one->handle = -1;
    (void)mmf_stream_close(&one->stream);
}

/* The place for what a call makes; what was there before is closed. */
static kept *take(const char *name)
{
    kept *one = find(name);

    if (one == NULL)
        one = find("");
    if (one == NULL || strlen(name) >= sizeof one->name)
        words_refuse("no room for", name);
    end(one);
    memset(one, 0, sizeof *one);
    memcpy(one->name, name, strlen(name) + 1);
    return one;
}

static int keep_map(kept *one, int rc)
{
    one->kind = rc == MMF_OK ? MAP : NOTHING;
    return rc;
}

/* Access, options and inheritability, as .NET has them in this order. */
static mmf_options options_words(void)
{
    mmf_options options = {0};

    options.access = (uint32_t)words_number();
    options.flags = (uint32_t)words_number();
    options.inheritability = (uint32_t)words_number();
    return options;
}

static int create_new(kept *one)
{
    const char *name = words_text();
    const int64_t size = words_number();
    const mmf_options options = options_words();

    return keep_map(one, mmf_create_new(name, size, &options, &one->map));
}

static int create_or_open(kept *one)
{
    const char *name = words_text();
    const int64_t size = words_number();
    const mmf_options options = options_words();

    return keep_map(one,
                    mmf_create_or_open(name, size, &options, &one->map, NULL));
}

static int open_existing(kept *one)
{
    const char *name = words_text();
    const uint32_t rights = (uint32_t)words_number();
    const mmf_options options = {.inheritability = (uint32_t)words_number()};

    return keep_map(one, mmf_open_existing(name, rights, &options, &one->map));
}

static int create_from_file(kept *one)
{
    return keep_map(one, make_file(one));
}

static int create_from_handle(kept *one)
{
    kept *of = find(words_word());

    if (of == NULL || of->kind != DESCRIPTOR)
        return NOTHING_THERE;
    return keep_map(one, make_of_handle(one, of));
}

static int view_words(kept *one)
{
    const kept *map = find(words_word());
    const int64_t offset = words_number();
    const int64_t size = words_number();
    const uint32_t access = (uint32_t)words_number();

    if (map == NULL || map->kind != MAP)
        return NOTHING_THERE;
    return mmf_view_open(map->map, offset, size, access, &one->view);
}

static int open_view(kept *one)
{
    const int rc = view_words(one);

    if (rc != MMF_OK)
        return rc;
    one->kind = VIEW;
    answer_number(one->view.size);
    answer_number(one->view.pointer_offset);
    answer_number(mmf_view_can_read(&one->view));
    answer_number(mmf_view_can_write(&one->view));
    return MMF_OK;
}

static int open_stream(kept *one)
{
    int rc = view_words(one);

    if (rc == MMF_OK)
        rc = mmf_stream_open(&one->view, &one->stream);
    if (rc != MMF_OK)
        return rc;
    one->kind = STREAM;
    answer_number(mmf_stream_length(&one->stream));
    answer_number(one->view.pointer_offset);
    answer_number(mmf_stream_can_read(&one->stream));
    answer_number(mmf_stream_can_write(&one->stream));
    return MMF_OK;
}

static const struct maker {
    const char *verb;
    int (*make)(kept *one);
} makers[] = {
    {"new", create_new},
    {"create_or_open", create_or_open},
    {"open", open_existing},
    {"view", open_view},
    {"stream", open_stream},
    {"file", create_from_file},
    {"handle", create_from_handle},
    {"descriptor", open_descriptor},
};

static int forget(void)
{
    for (kept *one = all; one < all + KEPT; one++)
        end(one);
    memset(all, 0, sizeof all);
    return MMF_OK;
}

static int call(const char *verb)
{
    kept *one;

    if (strcmp(verb, "forget") == 0)
        return forget();
    if (strcmp(verb, "parse") == 0)
        return call_parse();
    if (strcmp(verb, "format") == 0)
        return call_format();
    if (strcmp(verb, "put") == 0 || strcmp(verb, "length") == 0 ||
        strcmp(verb, "content") == 0)
        return call_file(verb);
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
        if (strcmp(makers[i].verb, verb) == 0)
            return makers[i].make(take(words_word()));
    one = find(words_word());
    if (one == NULL || one->kind == NOTHING)
        return NOTHING_THERE;
    if (strcmp(verb, "close") == 0)
        end(one);
    else if (one->kind == VIEW)
        return call_view(verb, &one->view);
    else if (one->kind == STREAM)
        return call_stream(verb, &one->stream);
    else
        words_refuse("no view and no stream", one->name);
    return MMF_OK;
}

int main(void)
{
    static char line[1 << 18];

    while (fgets(line, sizeof line, stdin) != NULL) {
        int rc;

        line[strcspn(line, "\r\n")] = '\0';
        words_begin(line);
        answer_begin();
        rc = call(words_word());
        if (rc == MMF_OK)
            printf("ok%s\n", answer_said());
        else
            printf("%s\n",
                   rc == NOTHING_THERE ? "nothing there" : mmf_status_name(rc));
        (void)fflush(stdout);
    }
    return forget();
}
