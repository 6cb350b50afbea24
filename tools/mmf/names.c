/* SPDX-License-Identifier: MIT */
/*
 * Gathers names, see names.h.
 */
#include "names.h"
#include "json.h"
#include "system.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct gathering {
    names *out;
    size_t room;
    bool full; /* no memory for more */
} gathering;

/* Room for one more row. */
static bool grow(gathering *to)
{
    const size_t room = to->room == 0 ? 64 : to->room * 2;
    named *larger;

    if (to->out->count < to->room)
        return true;
    larger = realloc(to->out->rows, room * sizeof *larger);
    if (larger == NULL)
        return false;
    to->out->rows = larger;
    to->room = room;
    return true;
}

static int gather(const char *name, void *context)
{
    gathering *to = context;
    char *copy = malloc(strlen(name) + 1);
    named *row;

    if (copy == NULL || !grow(to)) {
        free(copy);
        to->full = true;
        return 1;
    }
    memcpy(copy, name, strlen(name) + 1);
    row = &to->out->rows[to->out->count];
    memset(row, 0, sizeof *row);
    row->name = copy;
    row->status = mmf_name_stat(name, &row->info);
    if (row->status == MMF_ENOENT)
        free(copy); /* it went after it was listed */
    else
        to->out->count++;
    return 0;
}

static int by_name(const void *one, const void *other)
{
    return strcmp(((const named *)one)->name, ((const named *)other)->name);
}

int names_gather(names *out)
{
    gathering to = {.out = out};
    int rc;

    memset(out, 0, sizeof *out);
    rc = mmf_list(gather, &to);
    if (out->count > 0)
        qsort(out->rows, out->count, sizeof *out->rows, by_name);
    return rc == MMF_OK && to.full ? MMF_ENOMEM : rc;
}

void names_free(names *of)
{
    for (size_t i = 0; i < of->count; i++)
        free(of->rows[i].name);
    free(of->rows);
}

const char *names_life(const mmf_name_info *info)
{
    if ((info->flags & MMF_NAME_STALE) != 0)
        return "stale";
    return (info->flags & MMF_NAME_MANAGED) != 0 ? "live" : "stays";
}

const char *names_mode(const mmf_name_info *info, char *buffer, size_t room)
{
    /* Systems without modes number no owners either. */
    if (info->mode == 0 && info->owner < 0)
        return "-";
    (void)snprintf(buffer, room, "%04o", (unsigned)info->mode & 07777U);
    return buffer;
}

const char *names_owner(const mmf_name_info *info, char *buffer, size_t room)
{
    if (info->owner < 0)
        return "-";
    if (!system_user(info->owner, buffer, room))
        (void)snprintf(buffer, room, "%lld", (long long)info->owner);
    return buffer;
}

static void json_unless_negative(const char *key, int64_t value)
{
    json_key(key);
    if (value < 0)
        json_null();
    else
        json_int(value);
}

static void json_flag(const char *key, const mmf_name_info *info, uint32_t flag)
{
    json_key(key);
    json_bool((info->flags & flag) != 0);
}

void names_json(const named *row)
{
    const mmf_name_info *info = &row->info;
    char buffer[8];
    const char *mode = names_mode(info, buffer, sizeof buffer);

    json_open('{');
    json_field("name", row->name);
    if (row->status != MMF_OK) {
        json_field("error", mmf_status_name(row->status));
        json_close('}');
        return;
    }
    json_field_int("size", info->bytes);
    json_key("mode");
    if (strcmp(mode, "-") == 0)
        json_null();
    else
        json_string(mode);
    json_unless_negative("owner", info->owner);
    json_unless_negative("holders", info->holders);
    json_flag("stale", info, MMF_NAME_STALE);
    json_key("persistent");
    json_bool((info->flags & MMF_NAME_MANAGED) == 0);
    json_close('}');
}
