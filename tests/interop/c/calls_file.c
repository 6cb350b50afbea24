/* SPDX-License-Identifier: MIT */
/*
 * The verbs about files of the caller (calls.c): laying one and looking at it,
 * opening it, and mapping it by its path or by a handle.
 */
#include "calls.h"
#include "host_file.h"
#include <stdio.h>
#include <string.h>

int call_file(const char *verb)
{
    const char *path = words_text();
    unsigned char bytes[256];
    FILE *file;

    if (strcmp(verb, "length") == 0) {
        if (host_file_size(path) < 0)
            answer_text("none");
        else
            answer_number(host_file_size(path));
        return MMF_OK;
    }
    file = fopen(path, verb[0] == 'p' ? "wb" : "rb");
    if (file == NULL)
        words_refuse("no file can be opened at", path);
    if (verb[0] == 'p') {
        const int64_t length = words_number();

        for (int64_t i = 0; i < length; i++)
            (void)fputc((int)(i % 251), file);
    } else {
        const int64_t count = words_number();
        const size_t room = sizeof bytes;
        const size_t wanted = count < (int64_t)room ? (size_t)count : room;

        answer_bytes(bytes, fread(bytes, 1, wanted, file));
    }
    (void)fclose(file);
    return MMF_OK;
}

int make_file(kept *one)
{
    mmf_options options = {0};
    const char *path = words_text();
    const uint32_t mode = (uint32_t)words_number();
    const char *name = words_text();
    const int64_t capacity = words_number();

    options.access = (uint32_t)words_number();
    return mmf_create_from_file(path, mode, name, capacity, &options,
                                &one->map);
}

/* FileAccess has the numbers of host_file_open(). */
int open_descriptor(kept *one)
{
    const char *path = words_text();

    one->handle = host_file_open(path, (int)words_number());
    if (one->handle == -1)
        words_refuse("no file can be opened at", path);
    one->kind = DESCRIPTOR;
    return MMF_OK;
}

int make_of_handle(kept *one, kept *of)
{
    mmf_options options = {0};
    const char *name = words_text();
    const int64_t capacity = words_number();
    int leave_open;
    int rc;

    options.access = (uint32_t)words_number();
    options.inheritability = (uint32_t)words_number();
    leave_open = (int)words_number();
    rc = mmf_create_from_handle(of->handle, name, capacity, &options,
                                leave_open, &one->map);
    if (rc == MMF_OK && leave_open == 0)
        of->handle = -1; /* the map's now */
    return rc;
}
