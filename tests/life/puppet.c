/* SPDX-License-Identifier: MIT */
/*
 * A process that does what it is told by lines on its input, and answers each
 * with a line.  It holds at most one map and one view; what the lines shall
 * answer is told in scenarios.c.
 */
#include <mmf/mmf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CAPACITY = 8096,
    VALUE = 42
};

static mmf_map *map;
static mmf_view view;
static const char *name;

static int create(void)
{
    return mmf_create_new(name, CAPACITY, NULL, &map);
}

static int create_or_open(void)
{
    int how = 0;
    const int rc = mmf_create_or_open(name, CAPACITY, NULL, &map, &how);

    return rc == MMF_OK ? how : rc;
}

static int open_it(void)
{
    return mmf_open_existing(name, MMF_RIGHTS_READ_WRITE, NULL, &map);
}

/* Whether the name can be opened, without keeping it. */
static int exists(void)
{
    mmf_map *seen;
    const int rc = mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &seen);

    mmf_map_close(seen);
    return rc;
}

static int adopt(const char *number)
{
    return mmf_map_adopt((intptr_t)strtoll(number, NULL, 10),
                         MMF_RIGHTS_READ_WRITE, NULL, &map);
}

static int close_it(void)
{
    mmf_map_close(map);
    map = NULL;
    return MMF_OK;
}

static int view_it(void)
{
    return mmf_view_open(map, 0, CAPACITY, MMF_ACCESS_READ_WRITE, &view);
}

static int write_it(void)
{
    return mmf_view_write_i32(&view, 100, VALUE);
}

/* The value, or the status. */
static int read_it(void)
{
    int32_t value = 0;
    const int rc = mmf_view_read_i32(&view, 100, &value);

    return rc == MMF_OK ? value : rc;
}

static int close_view(void)
{
    return mmf_view_close(&view);
}

static const struct {
    const char *word;
    int (*act)(void);
} words[] = {
    {"create", create},         {"create-or-open", create_or_open},
    {"open", open_it},          {"exists", exists},
    {"close", close_it},        {"view", view_it},
    {"write", write_it},        {"read", read_it},
    {"close-view", close_view},
};

static int obey(const char *line)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(line, words[i].word) == 0)
            return words[i].act();
    return 9999;
}

/* puppet NAME [HANDLE]: with a handle it answers once before any line. */
int main(int argc, char **argv)
{
    char line[64];

    if (argc < 2)
        return 2;
    name = argv[1];
    if (argc > 2)
        (void)printf("%d\n", adopt(argv[2]));
    (void)fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        (void)printf("%d\n", obey(line));
        (void)fflush(stdout);
    }
    return 0; /* without closing anything: the system does */
}
