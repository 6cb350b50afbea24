/* SPDX-License-Identifier: MIT */
/*
 * The scenarios of scenarios.h, by the public functions.
 */
#include "scenarios.h"
#include "test.h"
#include <unistd.h>

static const mmf_options patient = {.wait_ms = 5000};
static const mmf_options sparse = {.flags = MMF_DELAY_ALLOCATE_PAGES,
                                   .wait_ms = 5000};
static const mmf_options inheritable = {.inheritability = MMF_INHERITABLE,
                                        .wait_ms = 5000};
static const mmf_options persistent = {.flags = MMF_PERSIST, .wait_ms = 5000};

/* Views, copies, flushes and closes; returns the first failure. */
static int use(int rc, mmf_map *map)
{
    unsigned char seen[10];
    mmf_view view;

    assert_true((map == NULL) == (rc != MMF_OK));
    if (rc != MMF_OK)
        return rc;
    rc = mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view);
    if (rc == MMF_OK) {
        /* From two pages: for one alone the system is asked otherwise. */
        const int copied = mmf_view_copy(&view, 4091, seen, sizeof seen);
        const int flushed = mmf_view_flush(&view);
        const int closed = mmf_view_close(&view);

        rc = copied != MMF_OK ? copied : flushed != MMF_OK ? flushed : closed;
    }
    mmf_map_close(map);
    return rc;
}

static int create_with(const char *name, const mmf_options *options)
{
    mmf_map *map = POISON_MAP;
    const int rc = mmf_create_new(name, PLACE_SIZE, options, &map);

    return use(rc, map);
}

static int create(void)
{
    return create_with(place_name(), &patient);
}

/* For everybody of one's own group, which takes no privilege. */
static int create_for_group(void)
{
    const mmf_security group = {
        .parts = MMF_SECURITY_ACCESS | MMF_SECURITY_OWNER | MMF_SECURITY_GROUP,
        .mode = 0660,
        .owner = (uint32_t)geteuid(),
        .group = (uint32_t)getegid()};
    const mmf_options options = {.wait_ms = 5000, .security = &group};

    return create_with(place_name(), &options);
}

/* What was changed before a refusal is changed back. */
static int protect(void)
{
    const mmf_security group = {
        .parts = MMF_SECURITY_ACCESS | MMF_SECURITY_OWNER | MMF_SECURITY_GROUP,
        .mode = 0660,
        .owner = (uint32_t)geteuid(),
        .group = (uint32_t)getegid()};
    mmf_security now = {0};
    mmf_map *map = POISON_MAP;
    int rc = mmf_create_new(place_name(), PLACE_SIZE, &patient, &map);

    if (rc != MMF_OK)
        return rc;
    rc = mmf_security_set(map, &group);
    if (rc == MMF_OK)
        rc = mmf_security_get(map, &now);
    mmf_map_close(map);
    return rc;
}

static int create_sparse(void)
{
    return create_with(place_name(), &sparse);
}

static int create_inheritable(void)
{
    return create_with(place_name(), &inheritable);
}

static int create_anonymous(void)
{
    return create_with(NULL, NULL);
}

static int create_anonymous_sparse(void)
{
    return create_with(NULL, &sparse);
}

static int create_and_remove(void)
{
    mmf_map *map = POISON_MAP;
    int rc = mmf_create_new(place_name(), PLACE_SIZE, &persistent, &map);
    int removed;

    if (rc != MMF_OK)
        return rc;
    rc = use(rc, map);
    removed = mmf_remove(place_name());
    if (removed != MMF_OK)
        (void)mmf_remove(place_name());
    return rc != MMF_OK ? rc : removed;
}

static int open_with(const mmf_options *options)
{
    mmf_map *map = POISON_MAP;
    const int rc =
        mmf_open_existing(place_name(), MMF_RIGHTS_READ_WRITE, options, &map);

    return use(rc, map);
}

static int open_existing(void)
{
    return open_with(&patient);
}

static int open_inheritable(void)
{
    return open_with(&inheritable);
}

static int create_or_open(void)
{
    mmf_map *map = POISON_MAP;
    int how = 99;
    const int rc =
        mmf_create_or_open(place_name(), PLACE_SIZE, &patient, &map, &how);

    assert_true((how == 0) == (rc != MMF_OK));
    return use(rc, map);
}

/* As a child does it with the number that its parent told. */
static int adopt(void)
{
    mmf_map *parent = POISON_MAP;
    mmf_map *map = POISON_MAP;
    int rc = mmf_create_new(place_name(), PLACE_SIZE, &inheritable, &parent);
    int failure;
    int handle;

    if (rc != MMF_OK)
        return rc;
    handle = dup((int)mmf_map_handle(parent));
    mmf_map_close(parent);
    rc = mmf_map_adopt(handle, MMF_RIGHTS_READ_WRITE, &patient, &map);
    if (rc == MMF_OK)
        return use(rc, map);
    /* A refused handle is as it was: the next try takes it. */
    assert_null(map);
    failure = rc;
    rc = mmf_map_adopt(handle, MMF_RIGHTS_READ_WRITE, &patient, &map);
    assert_status(use(rc, map), MMF_OK);
    return failure;
}

static int look(void)
{
    mmf_name_info info;
    int rc;

    memset(&info, POISON_BYTE, sizeof info);
    info.size = 0;
    rc = mmf_name_stat(place_name(), &info);
    assert_int_equal(info.bytes, rc == MMF_OK ? PLACE_SIZE : 0);
    return rc;
}

static int remove_it(void)
{
    return mmf_remove(place_name());
}

static int see(const char *name, void *context)
{
    *(bool *)context |= strcmp(name, place_name()) == 0;
    return 0;
}

static int list(void)
{
    bool seen = false;

    return mmf_list(see, &seen);
}

const scenario scenarios[] = {
    {"create", create, NOTHING, MMF_OK, NOTHING},
    {"create, for a group", create_for_group, NOTHING, MMF_OK, NOTHING},
    {"protect", protect, NOTHING, MMF_OK, NOTHING},
    {"create, sparse", create_sparse, NOTHING, MMF_OK, NOTHING},
    {"create, inheritable", create_inheritable, NOTHING, MMF_OK, NOTHING},
    {"create and adopt", adopt, NOTHING, MMF_OK, NOTHING},
    {"create without a name", create_anonymous, NOTHING, MMF_OK, NOTHING},
    {"the same, sparse", create_anonymous_sparse, NOTHING, MMF_OK, NOTHING},
    {"create or open, none", create_or_open, NOTHING, MMF_OK, NOTHING},
    {"create and remove", create_and_remove, NOTHING, MMF_OK, NOTHING},
    {"open, none there", open_existing, NOTHING, MMF_ENOENT, NOTHING},
    {"look, none there", look, NOTHING, MMF_ENOENT, NOTHING},
    {"remove, none there", remove_it, NOTHING, MMF_ENOENT, NOTHING},
    {"list", list, LIVING, MMF_OK, LIVING},
    {"create, one there", create, LIVING, MMF_EEXIST, LIVING},
    {"open", open_existing, LIVING, MMF_OK, LIVING},
    {"open, inheritable", open_inheritable, LIVING, MMF_OK, LIVING},
    {"create or open, one there", create_or_open, LIVING, MMF_OK, LIVING},
    {"look", look, LIVING, MMF_OK, LIVING},
    {"remove", remove_it, LIVING, MMF_OK, NOTHING},
    {"create over a stale one", create, STALE, MMF_OK, NOTHING},
    {"open a stale one", open_existing, STALE, MMF_ENOENT, NOTHING},
    {"create or open a stale one", create_or_open, STALE, MMF_OK, NOTHING},
    {"look at a stale one", look, STALE, MMF_OK, STALE},
    {"remove a stale one", remove_it, STALE, MMF_ENOENT, NOTHING},
};

const size_t scenarios_length = LENGTH_OF(scenarios);
