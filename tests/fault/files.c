/* SPDX-License-Identifier: MIT */
/*
 * The scenarios and the looks of files.h.  The file lies among the objects of
 * shared memory, where every machine has a file system that reserves storage.
 */
#include "files.h"
#include "calls.h"
#include "places.h"
#include "status.h"
#include "test.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CONTENT = 0x3C,
    LENGTH = 5000, /* of the file that is there before */
    NONE = -1      /* no file */
};

static const char *path(void)
{
    static char text[64];

    (void)snprintf(text, sizeof text, "/dev/shm/%s.file", place_name());
    return text;
}

void files_clear(void)
{
    (void)unlink(path());
}

static void lay(void)
{
    unsigned char bytes[LENGTH];
    const int fd = open(path(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    memset(bytes, CONTENT, sizeof bytes);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, sizeof bytes), sizeof bytes);
    assert_int_equal(close(fd), 0);
}

/* How long the file is; -2 where it has bytes that it had not before. */
static int64_t look(void)
{
    unsigned char bytes[LENGTH];
    const int fd = open(path(), O_RDONLY | O_CLOEXEC);
    struct stat object;

    if (fd < 0)
        return NONE;
    assert_int_equal(fstat(fd, &object), 0);
    if (object.st_size == LENGTH) {
        assert_int_equal(read(fd, bytes, sizeof bytes), sizeof bytes);
        for (size_t i = 0; i < sizeof bytes; i++)
            if (bytes[i] != CONTENT)
                object.st_size = -2;
    }
    assert_int_equal(close(fd), 0);
    return (int64_t)object.st_size;
}

/* A call, and what comes of it when no system call fails. */
typedef struct attempt {
    uint32_t mode; /* 0: by a handle, which is left open or not */
    int64_t before;
    int64_t capacity;
    mmf_options options;
    int status;
    int64_t after;
} attempt;

static const attempt attempts[] = {
    {MMF_FILE_OPEN, LENGTH, 0, {0}, MMF_OK, LENGTH},
    {MMF_FILE_OPEN, LENGTH, 9000, {0}, MMF_OK, 9000},
    {MMF_FILE_OPEN,
     LENGTH,
     9000,
     {.flags = MMF_DELAY_ALLOCATE_PAGES},
     MMF_OK,
     9000},
    {MMF_FILE_OPEN, LENGTH, 0, {.access = MMF_ACCESS_READ}, MMF_OK, LENGTH},
    {MMF_FILE_OPEN,
     LENGTH,
     0,
     {.access = MMF_ACCESS_READ, .inheritability = MMF_INHERITABLE},
     MMF_OK,
     LENGTH},
    {MMF_FILE_OPEN,
     LENGTH,
     9000,
     {.inheritability = MMF_INHERITABLE},
     MMF_OK,
     9000},
    {MMF_FILE_OPEN, LENGTH, 4000, {0}, MMF_ERANGE, LENGTH},
    {MMF_FILE_OPEN, NONE, 0, {0}, MMF_ENOENT, NONE},
    {MMF_FILE_CREATE_NEW, NONE, 9000, {.mode = 0640}, MMF_OK, 9000},
    {MMF_FILE_CREATE_NEW, NONE, 0, {0}, MMF_EINVAL, NONE},
    {MMF_FILE_CREATE_NEW, LENGTH, 9000, {0}, MMF_EEXIST, LENGTH},
    {MMF_FILE_OPEN_OR_CREATE, NONE, 9000, {0}, MMF_OK, 9000},
    {MMF_FILE_OPEN_OR_CREATE, LENGTH, 9000, {0}, MMF_OK, 9000},
    {MMF_FILE_CREATE, NONE, 9000, {0}, MMF_OK, 9000},
    {MMF_FILE_CREATE, LENGTH, 0, {0}, MMF_EINVAL, LENGTH},
    {MMF_FILE_CREATE, LENGTH, 4000, {0}, MMF_OK, 4000},
    {MMF_FILE_CREATE,
     LENGTH,
     9000,
     {.inheritability = MMF_INHERITABLE},
     MMF_OK,
     9000},
    {0, LENGTH, 9000, {0}, MMF_OK, 9000},
};

/* Whatever fails of it, nothing of it stays. */
static void use(mmf_map *map)
{
    mmf_view view;

    if (mmf_view_open(map, 0, 0, MMF_ACCESS_READ, &view) == MMF_OK) {
        (void)mmf_view_flush(&view);
        (void)mmf_view_close(&view);
    }
    mmf_map_close(map);
}

static int run(const attempt *one)
{
    mmf_map *map = POISON_MAP;
    int fd = -1;
    int rc;

    if (one->mode == 0) {
        fd = open(path(), O_RDWR | O_CLOEXEC);
        rc = mmf_create_from_handle(fd, NULL, one->capacity, &one->options, 0,
                                    &map);
    } else {
        rc = mmf_create_from_file(path(), one->mode, NULL, one->capacity,
                                  &one->options, &map);
    }
    assert_true((map == NULL) == (rc != MMF_OK));
    if (rc == MMF_OK)
        use(map);
    else if (fd >= 0)
        assert_int_equal(close(fd), 0); /* it is still ours */
    return rc;
}

static bool is_told(const attempt *one, int rc, int error)
{
    if (rc == one->status)
        return true;
    if (calls_struck() == CALL_NONE || error == EINTR)
        return false;
    return rc == mmf_check_os("", (unsigned long)error) ||
           (calls_struck() == CALL_flock && rc == MMF_EBUSY);
}

/* A file that cannot be looked at, or not be deleted, stays as it was made. */
static bool cannot_be_deleted(void)
{
    return calls_struck() == CALL_unlink || calls_struck() == CALL_lstat64 ||
           calls_struck() == CALL_fstat64;
}

static void check(const attempt *one, int rc, int error)
{
    const int64_t seen = look();

    if (!is_told(one, rc, error))
        fail_msg("file attempt %d: after %s with errno %d: %s",
                 (int)(one - attempts), calls_name(calls_struck()), error,
                 mmf_status_name(rc));
    if (seen == (rc == one->status ? one->after : one->before))
        return;
    if (one->before == NONE && rc != MMF_OK && cannot_be_deleted())
        return;
    fail_msg("file attempt %d: after %s with errno %d: %lld became %lld",
             (int)(one - attempts), calls_name(calls_struck()), error,
             (long long)one->before, (long long)seen);
}

static void sweep(const attempt *one, int error)
{
    int calls = 0;

    for (int n = 1; calls >= n - 1; n++) {
        int descriptors;
        int mappings;
        int rc;

        if (one->before != NONE)
            lay();
        descriptors = place_descriptors();
        mappings = place_mappings();
        calls_watch(n, error);
        rc = run(one);
        calls = calls_rest();
        assert_int_equal(place_descriptors(), descriptors);
        assert_int_equal(place_mappings(), mappings);
        check(one, rc, error);
        files_clear();
    }
}

void files_sweep(int error)
{
    for (size_t i = 0; i < LENGTH_OF(attempts); i++)
        sweep(&attempts[i], error);
}
