/* SPDX-License-Identifier: MIT */
/*
 * The functions of real.h.
 */
#include "real.h"
#include "host.h"
#include "host_file.h"
#include "os.h"

static int serial;

bool real_is_posix(void)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    return caps.flat_names;
}

int64_t real_page(void)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    return caps.flat_names ? caps.granularity : 4096;
}

int64_t real_size(int64_t capacity)
{
    const int64_t page = real_page();

    return real_is_posix() ? capacity : (capacity + page - 1) / page * page;
}

const char *real_name(void)
{
    static char name[REAL_NAME_ROOM];

    (void)snprintf(name, sizeof name, "mmf.%lx.%d", host_process(), ++serial);
    return name;
}

/* A number as spaces, tabs and line ends, which makes it a name like others. */
static void write_in_white(unsigned long long number, char *out)
{
    static const char digits[] = " \t\r\n";

    for (int i = 0; i < 64; i++, number /= 4)
        *out++ = digits[number % 4];
    *out = '\0';
}

const char *real_name_of(int kind)
{
    static const char *const heads[REAL_KINDS] = {"", "", "local/", "global/",
                                                  ""};
    static char name[REAL_NAME_ROOM];
    size_t length;

    (void)snprintf(name, sizeof name, "%s%.64s", heads[kind], real_name());
    length = strlen(name);
    if (kind == 1)
        write_in_white(((unsigned long long)host_process() << 24) +
                           (unsigned long long)serial,
                       name);
    if (kind == 4) {
        memset(name + length, 'x', 1000);
        name[length + 1000] = '\0';
    }
    return name;
}

bool real_takes(int kind)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    if (!caps.flat_names)
        return true;
    return kind == 0 || (kind == 1 && caps.name_max >= 64);
}

mmf_map *real_map(const char *name, int64_t capacity, uint32_t access)
{
    const mmf_options options = {.access = access};
    mmf_map *map = POISON_MAP;

    assert_status(mmf_create_new(name, capacity, &options, &map), MMF_OK);
    assert_non_null(map);
    return map;
}

mmf_view real_view(const mmf_map *map, int64_t offset, int64_t size,
                   uint32_t access)
{
    mmf_view view;

    memset(&view, POISON_BYTE, sizeof view);
    assert_status(mmf_view_open(map, offset, size, access, &view), MMF_OK);
    return view;
}

void real_end(const char *name, mmf_map *map)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    mmf_map_close(map);
    if (name != NULL && !caps.lifetime)
        assert_status(mmf_remove(name), MMF_OK);
}

/* One sample is open at a time. */
static char sample_name[REAL_NAME_ROOM];

mmf_map *real_sample(int sample, int64_t capacity, uint32_t access)
{
    (void)snprintf(sample_name, sizeof sample_name, "%s", real_name());
    return real_map(sample == 0 ? NULL : sample_name, capacity, access);
}

void real_sample_end(int sample, mmf_map *map)
{
    real_end(sample == 0 ? NULL : sample_name, map);
}

static bool executes(uint32_t access)
{
    return access == MMF_ACCESS_READ_EXECUTE ||
           access == MMF_ACCESS_READ_WRITE_EXECUTE;
}

static bool writes(uint32_t access)
{
    return access == MMF_ACCESS_READ_WRITE || access == MMF_ACCESS_WRITE ||
           access == MMF_ACCESS_READ_WRITE_EXECUTE;
}

bool real_allows(uint32_t map, uint32_t view)
{
    return (!writes(view) || writes(map)) && (!executes(view) || executes(map));
}

bool real_forbids(int status, uint32_t access)
{
    return status == MMF_EACCES && executes(access);
}

static void validate_byte(const mmf_view *view, int64_t position)
{
    const bool reads = mmf_view_can_read(view);
    const bool changes = mmf_view_can_write(view);
    uint8_t seen = 0;

    assert_status(mmf_view_read_u8(view, position, &seen),
                  reads ? MMF_OK : MMF_EACCES);
    assert_int_equal(seen, 0);
    assert_status(mmf_view_write_u8(view, position, 42),
                  changes ? MMF_OK : MMF_EACCES);
    if (!changes)
        return;
    if (reads)
        assert_status(mmf_view_read_u8(view, position, &seen), MMF_OK);
    assert_int_equal(seen, reads ? 42 : 0);
    assert_status(mmf_view_write_u8(view, position, 0), MMF_OK);
}

static void validate_view(const mmf_map *map, int64_t capacity, uint32_t access)
{
    mmf_view view;
    const int rc = mmf_view_open(map, 0, capacity, access, &view);

    if (real_forbids(rc, access))
        return;
    assert_status(rc, MMF_OK);
    assert_int_equal(view.size, capacity);
    assert_int_equal(view.pointer_offset, 0);
    assert_int_equal(mmf_view_can_read(&view), access != MMF_ACCESS_WRITE);
    assert_int_equal(mmf_view_can_write(&view),
                     writes(access) || access == MMF_ACCESS_COPY_ON_WRITE);
    validate_byte(&view, 0);
    validate_byte(&view, capacity - 1);
    assert_status(mmf_view_close(&view), MMF_OK);
}

static void validate(const mmf_map *map, int64_t capacity, uint32_t access,
                     bool inheritable)
{
    assert_true(mmf_map_handle(map) != -1);
    assert_int_equal(host_is_inherited(mmf_map_handle(map)), inheritable);
    for (uint32_t view = 0; view < REAL_ACCESSES; view++)
        if (real_allows(access, view))
            validate_view(map, capacity, view);
}

void real_validate(const mmf_map *map, int64_t capacity, uint32_t access,
                   bool inheritable)
{
    assert_int_equal(mmf_map_size(map), real_size(capacity));
    validate(map, capacity, access, inheritable);
}

void real_validate_file(const mmf_map *map, int64_t capacity, uint32_t access,
                        bool inheritable)
{
    assert_int_equal(mmf_map_size(map), capacity);
    validate(map, capacity, access, inheritable);
}

const char *real_file(int64_t size)
{
    const char *path = host_path("real");

    if (size >= 0)
        host_file_lay(path, size, 0);
    return path;
}

mmf_map *real_file_map(const char *path, int64_t capacity, uint32_t access)
{
    const mmf_options options = {.access = access};
    mmf_map *map = POISON_MAP;

    assert_status(mmf_create_from_file(path, MMF_FILE_OPEN, NULL, capacity,
                                       &options, &map),
                  MMF_OK);
    assert_non_null(map);
    return map;
}
