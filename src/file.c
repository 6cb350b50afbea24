/* SPDX-License-Identifier: MIT */
/*
 * Maps of files: what may become of a file for them, in which order, and how it
 * is put back when a later step fails.  Not here: opening, locking and sizing
 * (the backend), options (map.c).
 */
#include "mmf/file.h"
#include "explain.h"
#include "map.h"
#include "mmf/status.h"
#include "os.h"
#include "status.h"

/* What is asked for, on its way through the steps. */
typedef struct request {
    const char *operation;
    const char *path; /* NULL: the handle is the user's */
    const char *name;
    mmf_os_wish wish;
    int64_t length; /* of the file before anything was done */
    bool anew;      /* what the file has is not wanted */
    bool emptied;   /* ... and is gone */
} request;

static bool writes(const mmf_os_wish *wish)
{
    return (wish->access & (MMF_OS_WRITE | MMF_OS_COPY)) != 0;
}

/* Records what the system answered about the file. */
static int check_file(const request *of, unsigned long native)
{
    return mmf_explain_file(mmf_check_os(of->operation, native), of->path,
                            of->wish.size);
}

/* Checks what both calls are given and makes the map but for the section. */
static int begin(request *of, int64_t capacity, const mmf_options *options,
                 mmf_map **map)
{
    const mmf_map_rules rules = {of->operation, 0, MMF_DELAY_ALLOCATE_PAGES, 0};
    int rc = mmf_map_begin(of->operation, of->name, map);

    if (rc != MMF_OK)
        return rc;
    rc = mmf_map_read_wish(&rules, capacity, options, &of->wish);
    if (rc == MMF_OK)
        rc = mmf_map_check_access(of->operation, &of->wish);
    return rc;
}

/* And the path, in .NET's order. */
static int check_mode(const request *of, uint32_t mode)
{
    if (mode == MMF_FILE_APPEND || mode == MMF_FILE_TRUNCATE)
        return mmf_fail(MMF_EINVAL, of->operation,
                        "mode %s: a map needs the bytes that a file has",
                        mode == MMF_FILE_APPEND ? "MMF_FILE_APPEND"
                                                : "MMF_FILE_TRUNCATE");
    if (of->path[0] == '\0')
        return mmf_fail(MMF_ENAME, of->operation, "the path is empty");
    if (mode < MMF_FILE_CREATE_NEW || mode > MMF_FILE_APPEND)
        return mmf_fail(MMF_EINVAL, of->operation,
                        "mode %lu is no mmf_file_mode", (unsigned long)mode);
    if (mode <= MMF_FILE_CREATE && !writes(&of->wish))
        return mmf_fail(MMF_EINVAL, of->operation,
                        "an access that only reads makes no file; mode "
                        "MMF_FILE_OPEN goes with it");
    return MMF_OK;
}

/* Last, as in .NET: what is wrong everywhere is told first. */
static int check_name(const request *of)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    if (of->name == NULL || caps.named_files)
        return MMF_OK;
    return mmf_fail(MMF_ENOTSUP, of->operation,
                    "name \"%.80s\": this system has no names for maps of "
                    "files; other programs open the file itself",
                    of->name);
}

static uint32_t files_of(uint32_t mode)
{
    if (mode == MMF_FILE_CREATE_NEW)
        return MMF_OS_FILE_MISSING;
    if (mode == MMF_FILE_OPEN)
        return MMF_OS_FILE_EXISTING;
    return MMF_OS_FILE_EXISTING | MMF_OS_FILE_MISSING;
}

/* Settles the capacity, by what the file has and may become. */
static int settle(request *of, const mmf_os_file *file)
{
    const int64_t kept = of->anew ? 0 : file->size;

    if (of->wish.size == 0)
        of->wish.size = kept;
    if (of->wish.size == 0)
        return mmf_fail(MMF_EINVAL, of->operation,
                        "capacity 0 means the length, and the file %s",
                        file->device ? "is a device without one" : "is empty");
    if (file->device)
        return MMF_OK;
    if (of->wish.size < kept)
        return mmf_fail(MMF_ERANGE, of->operation,
                        "capacity %lld is less than the file's %lld bytes",
                        (long long)of->wish.size, (long long)kept);
    if (of->wish.size > kept && !writes(&of->wish))
        return mmf_fail(MMF_EINVAL, of->operation,
                        "capacity %lld is more than the file's %lld bytes, "
                        "and an access that only reads cannot let it grow",
                        (long long)of->wish.size, (long long)kept);
    return mmf_map_check_caps(of->operation, &of->wish);
}

static int make_section(const request *of, const mmf_map *map,
                        const char *os_name, mmf_os_section *out)
{
    const int rc =
        mmf_check_os(of->operation,
                     mmf_os_file_section(os_name, &map->file, &of->wish, out));

    if (rc == MMF_EEXIST || rc == MMF_ETYPE)
        return mmf_explain_name(rc, of->name, os_name, &of->wish);
    return mmf_explain_file(rc, of->path, of->wish.size);
}

/* Whether the name is free, as far as it can be known. */
static int check_name_free(const request *of, const mmf_map *map)
{
    mmf_os_facts facts;
    int rc;

    if (map->os_name == NULL)
        return MMF_OK;
    rc = mmf_check_os(of->operation,
                      mmf_os_name_look(map->os_name, of->wish.wait_ms, &facts));
    if (rc == MMF_ENOENT)
        return MMF_OK;
    if (rc == MMF_OK)
        rc = mmf_fail(MMF_EEXIST, of->operation, "the name is in use");
    return mmf_explain_name(rc, of->name, map->os_name, &of->wish);
}

/* Empties the file and gives it its size again. */
static int empty(request *of, mmf_os_file *file)
{
    const mmf_os_wish *wish = &of->wish;
    unsigned long native = mmf_os_file_resize(file, 0, true);

    of->emptied = native == 0;
    if (of->emptied)
        native = mmf_os_file_resize(file, wish->size, wish->sparse);
    /* There was room a moment ago.  With the old bytes gone, a file with holes
     * is better than none. */
    if (of->emptied && native != 0)
        native = mmf_os_file_resize(file, wish->size, true);
    return check_file(of, native);
}

/* The section, and then the file without the bytes that it had: they go last,
 * when nothing else can fail. */
static int empty_behind_section(request *of, mmf_map *map)
{
    int rc = make_section(of, map, map->os_name, &map->section);

    if (rc != MMF_OK)
        return rc;
    rc = empty(of, &map->file);
    if (rc != MMF_OK)
        mmf_os_section_close(map->os_name, &map->section);
    return rc;
}

/* The same where a section forbids it: one is made to see whether it can be,
 * and the real one at the end. */
static int empty_before_section(request *of, mmf_map *map)
{
    int rc = check_name_free(of, map);

    if (rc == MMF_OK)
        rc = make_section(of, map, NULL, &map->section);
    if (rc != MMF_OK)
        return rc;
    mmf_os_section_close(NULL, &map->section);
    rc = empty(of, &map->file);
    return rc == MMF_OK ? make_section(of, map, map->os_name, &map->section)
                        : rc;
}

/* Gives the file its size and contents, and makes the section. */
static int make(request *of, mmf_map *map)
{
    mmf_os_file *file = &map->file;
    mmf_os_caps caps;
    int rc = MMF_OK;

    if (!file->device && of->wish.size > file->size)
        rc = check_file(
            of, mmf_os_file_resize(file, of->wish.size, of->wish.sparse));
    if (rc != MMF_OK)
        return rc;
    if (!of->anew || of->length == 0)
        return make_section(of, map, map->os_name, &map->section);
    mmf_os_query_caps(&caps);
    return caps.loose_files ? empty_behind_section(of, map)
                            : empty_before_section(of, map);
}

/* From an open file to the map of it, or back to what it was. */
static int map_file(request *of, mmf_map *map)
{
    mmf_os_file *file = &map->file;
    int rc = settle(of, file);

    of->length = file->size;
    if (rc == MMF_OK)
        rc = make(of, map);
    if (rc != MMF_OK && !file->made && !of->emptied && file->size > of->length)
        (void)mmf_os_file_resize(file, of->length, true);
    return rc;
}

static int open_and_map(request *of, uint32_t mode, mmf_map *map)
{
    int rc = check_file(
        of, mmf_os_file_open(of->path, files_of(mode), &of->wish, &map->file));

    if (rc != MMF_OK)
        return rc;
    of->anew = mode == MMF_FILE_CREATE;
    rc = map_file(of, map);
    if (rc == MMF_OK)
        return rc;
    if (map->file.made)
        mmf_os_file_discard(of->path, &map->file);
    else
        mmf_os_file_close(&map->file);
    return rc;
}

int mmf_create_from_file(const char *path, uint32_t mode, const char *name,
                         int64_t capacity, const mmf_options *options,
                         mmf_map **out)
{
    request of = {
        .operation = "mmf_create_from_file", .path = path, .name = name};
    mmf_map *map = NULL;
    int rc;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || path == NULL)
        return mmf_fail(MMF_EINVAL, of.operation, "%s is NULL",
                        out == NULL ? "out" : "path");
    rc = begin(&of, capacity, options, &map);
    if (rc == MMF_OK)
        rc = check_mode(&of, mode);
    if (rc == MMF_OK)
        rc = check_name(&of);
    if (rc == MMF_OK)
        rc = open_and_map(&of, mode, map);
    return map == NULL ? rc : mmf_map_end(rc, map, of.wish.access, out);
}

int mmf_create_from_handle(intptr_t handle, const char *name, int64_t capacity,
                           const mmf_options *options, int leave_open,
                           mmf_map **out)
{
    request of = {.operation = "mmf_create_from_handle", .name = name};
    mmf_map *map = NULL;
    int rc;

    if (out == NULL)
        return mmf_fail(MMF_EINVAL, of.operation, "out is NULL");
    *out = NULL;
    if (handle == MMF_OS_NONE)
        return mmf_fail(MMF_EINVAL, of.operation, "handle -1 is none");
    rc = begin(&of, capacity, options, &map);
    if (rc == MMF_OK)
        rc = check_name(&of);
    if (rc == MMF_OK) {
        rc = mmf_check_os(of.operation, mmf_os_file_look(handle, &map->file));
        if (rc != MMF_OK)
            mmf_explain("handle %lld is no open file that can be mapped",
                        (long long)handle);
    }
    if (rc == MMF_OK)
        rc = map_file(&of, map);
    if (rc == MMF_OK && leave_open != 0)
        map->file.handle = MMF_OS_NONE;
    return map == NULL ? rc : mmf_map_end(rc, map, of.wish.access, out);
}
