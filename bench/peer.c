/* SPDX-License-Identifier: MIT */
/*
 * The texts, the loop and the requests of peer.h.
 */
#include "peer.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static peer_text text;

void peer_require(int condition, const char *message)
{
    if (!condition) {
        fprintf(stderr, "%s\n", message);
        exit(1);
    }
}

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

static int64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void show(const peer_task *task)
{
    size_t size = 0;
    const unsigned char *bytes;

    task->run(&text);
    bytes = task->result(&text, &size);
    for (size_t i = 0; i < size; i++)
        printf("%02x", bytes[i]);
    putchar('\n');
}

static void measure(const peer_task *task, unsigned long times)
{
    const int64_t began = now_ns();

    for (unsigned long i = 0; i < times; i++)
        task->run(&text);
    printf("%" PRId64 "\n", now_ns() - began);
}

static const peer_task *find(const peer_task *tasks, const char *name)
{
    while (tasks->name != NULL && strcmp(tasks->name, name) != 0)
        tasks++;
    return tasks->name == NULL ? NULL : tasks;
}

int peer_main(const char *version, const peer_task *tasks)
{
    char line[200];

    while (fgets(line, sizeof line, stdin) != NULL) {
        char name[32], kind[16];
        unsigned long units, times;
        const peer_task *task = NULL;

        if (strcmp(line, "version\n") == 0) {
            puts(version);
        } else if (sscanf(line, "%31s %15s %lu %lu", name, kind, &units,
                          &times) != 4 ||
                   units > PEER_UNITS || (task = find(tasks, name)) == NULL) {
            puts("unknown");
        } else {
            make_text(kind, units);
            if (task->prepare != NULL)
                task->prepare(&text);
            if (times == 0)
                show(task);
            else
                measure(task, times);
        }
        fflush(stdout);
    }
    return 0;
}
