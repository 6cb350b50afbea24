/* SPDX-License-Identifier: MIT */
/*
 * The loop and the requests of peer.h.
 */
#include "peer.h"
#include "text.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void peer_require(int condition, const char *message)
{
    if (!condition) {
        fprintf(stderr, "%s\n", message);
        exit(1);
    }
}

static void show(const peer_task *task, const peer_order *order)
{
    size_t size = 0;
    const unsigned char *bytes;

    task->run(order);
    bytes = task->result(order, &size);
    for (size_t i = 0; i < size; i++)
        printf("%02x", bytes[i]);
    putchar('\n');
}

static void answer(const peer_task *task, const peer_order *order,
                   unsigned long times)
{
    if (task->prepare != NULL)
        task->prepare(order);
    if (times == 0)
        show(task, order);
    else
        printf("%" PRId64 "\n", task->measure != NULL
                                    ? task->measure(order, times)
                                    : peer_loop(task, order, times));
    if (task->finish != NULL)
        task->finish(order);
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
    int status = 0;

    while (fgets(line, sizeof line, stdin) != NULL) {
        char name[32];
        unsigned long times;
        peer_order order = {{0}, 0, NULL};
        const peer_task *task = NULL;

        line[strcspn(line, "\r\n")] = '\0';
        if (strcmp(line, "version") == 0) {
            puts(version);
        } else if (sscanf(line, "%31s %15s %" SCNu64 " %lu", name, order.kind,
                          &order.size, &times) != 4 ||
                   (task = find(tasks, name)) == NULL) {
            puts("unknown");
            status = 1;
        } else {
            order.text = peer_text_of(&order);
            answer(task, &order, times);
        }
        fflush(stdout);
    }
    return status;
}
