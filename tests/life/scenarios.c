/* SPDX-License-Identifier: MIT */
/*
 * One table of lives, for every system: what processes do one after the other,
 * and what each is answered.  On Windows the kernel keeps names alive, on Linux
 * the library does; the table does not know which.
 */
#include "puppets.h"
#include <mmf/mmf.h>
#include <stdio.h>
#include <string.h>

enum {
    PUPPETS = 4,
    STEPS = 20,
    VALUE = 42
};

/* A process starts with its first word.  "end" and "kill" are done to it, the
 * others are told to it. */
typedef struct step {
    int who;
    const char *word;
    int answer;
} step;

typedef struct scenario {
    const char *name;
    step steps[STEPS];
} scenario;

/* clang-format off */
static const scenario scenarios[] = {
    {"the last close takes the name",
     {{0, "create", 0}, {1, "open", 0}, {0, "close", 0}, {2, "exists", 0},
      {1, "close", 0}, {2, "exists", MMF_ENOENT}, {0, "exists", MMF_ENOENT}}},
    {"an end is a close",
     {{0, "create", 0}, {1, "open", 0}, {0, "end", 0}, {2, "exists", 0},
      {1, "end", 0}, {2, "exists", MMF_ENOENT}}},
    {"a kill is a close",
     {{0, "create", 0}, {1, "open", 0}, {0, "kill", 0}, {2, "exists", 0},
      {1, "kill", 0}, {2, "exists", MMF_ENOENT}, {2, "create", 0}}},
    {"what the dead wrote is gone",
     {{0, "create", 0}, {0, "view", 0}, {0, "write", 0}, {0, "kill", 0},
      {1, "create", 0}, {1, "view", 0}, {1, "read", 0}}},
    {"what the living hold is not replaced",
     {{0, "create", 0}, {0, "view", 0}, {0, "write", 0}, {1, "open", 0},
      {0, "kill", 0}, {2, "create", MMF_EEXIST}, {2, "create-or-open", MMF_OPENED},
      {2, "view", 0}, {2, "read", VALUE}}},
    {"bytes are shared",
     {{0, "create", 0}, {1, "open", 0}, {0, "view", 0}, {1, "view", 0},
      {0, "write", 0}, {1, "read", VALUE}}},
    {"create or open says which",
     {{0, "create-or-open", MMF_CREATED}, {1, "create-or-open", MMF_OPENED},
      {0, "close", 0}, {2, "create-or-open", MMF_OPENED}, {1, "close", 0},
      {2, "close", 0}, {0, "create-or-open", MMF_CREATED}}},
    {"a view outlives its map, which names nothing then",
     {{0, "create", 0}, {0, "view", 0}, {0, "write", 0}, {0, "close", 0},
      {0, "read", VALUE}, {0, "close-view", 0}, {1, "exists", MMF_ENOENT}}},
    {"a closed view does not take the name",
     {{0, "create", 0}, {0, "view", 0}, {0, "close-view", 0},
      {0, "read", MMF_EINVAL}, {1, "exists", 0}}},
    {"nothing is there to open",
     {{0, "open", MMF_ENOENT}, {0, "exists", MMF_ENOENT}}},
};
/* clang-format on */

static const char *program;
static puppet *cast[PUPPETS];
static char name[64];

static bool play(const step *one)
{
    long long answer = 0;

    if (cast[one->who] == NULL)
        cast[one->who] = puppet_start(program, name, NULL);
    if (strcmp(one->word, "end") == 0 || strcmp(one->word, "kill") == 0) {
        puppet_end(cast[one->who], one->word[0] == 'k');
        cast[one->who] = NULL;
        return true;
    }
    if (!puppet_tell(cast[one->who], one->word, &answer)) {
        (void)printf("process %d does not answer to %s\n", one->who, one->word);
        return false;
    }
    if (answer == one->answer)
        return true;
    (void)printf("process %d, told %s, says %lld (%s), not %d\n", one->who,
                 one->word, answer, mmf_status_name((int)answer), one->answer);
    return false;
}

static void dismiss(void)
{
    for (int who = 0; who < PUPPETS; who++)
        if (cast[who] != NULL)
            puppet_end(cast[who], false);
    memset(cast, 0, sizeof cast);
}

/* Says whether all went as written, and whether nothing is left. */
static bool perform(const scenario *one)
{
    bool well = true;
    mmf_map *map;
    int rc;

    for (int i = 0; well && one->steps[i].word != NULL; i++)
        well = play(&one->steps[i]);
    dismiss();
    rc = mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &map);
    if (rc != MMF_ENOENT) {
        (void)printf("the name is left: %s\n", mmf_status_name(rc));
        mmf_map_close(map);
        well = false;
    }
    (void)printf("%-8s %s\n", well ? "ok" : "FAILED", one->name);
    return well;
}

/* This process is the parent: it makes a map, hands it on, and closes it, and
 * the heir is killed or closes. */
static bool hand_on(bool by_force)
{
    static const mmf_options inheritable = {.inheritability = MMF_INHERITABLE};
    char number[32];
    long long adopted = -1, seen = -1, after = -1;
    mmf_map *map;
    puppet *heir, *other;
    bool well;

    if (mmf_create_new(name, 8096, &inheritable, &map) != MMF_OK)
        return false;
    (void)snprintf(number, sizeof number, "%lld",
                   (long long)mmf_map_handle(map));
    heir = puppet_start(program, name, number);
    mmf_map_close(map);
    other = puppet_start(program, name, NULL);
    well = puppet_tell(heir, NULL, &adopted) &&
           puppet_tell(other, "exists", &seen);
    if (!by_force)
        well = puppet_tell(heir, "close", &after) && well;
    puppet_end(heir, by_force);
    well = puppet_tell(other, "exists", &after) && well;
    puppet_end(other, false);
    well = well && adopted == MMF_OK && seen == MMF_OK && after == MMF_ENOENT;
    (void)printf("%-8s an heir holds the name until it %s (%lld %lld %lld)\n",
                 well ? "ok" : "FAILED", by_force ? "is killed" : "closes",
                 adopted, seen, after);
    return well;
}

/* scenarios PUPPET */
int main(int argc, char **argv)
{
    const int count = (int)(sizeof scenarios / sizeof scenarios[0]);
    int failures = 0;

    if (argc != 2)
        return 2;
    program = argv[1];
    (void)snprintf(name, sizeof name, "mmf-scenario-%lu", puppets_process());
    for (int i = 0; i < count; i++)
        failures += !perform(&scenarios[i]);
    failures += !hand_on(false);
    failures += !hand_on(true);
    (void)printf("%d scenarios, %d failures\n", count + 2, failures);
    return failures != 0;
}
