/* SPDX-License-Identifier: MIT */
/*
 * Views: where one may lie, what it may do, and the alignment that the system
 * wants and users do not see.  The accessors are inline in mmf/view.h.
 */
#include "mmf/view.h"
#include "map.h"
#include "os.h"
#include "range.h"
#include "shared.h"
#include "status.h"
#include "view.h"
#include <stdlib.h>
#include <string.h>

enum {
    FLUSH_WAIT_MS = 5000,
    FLUSH_PAUSE_US = 2000
};

/* What bytes of an empty view points at: no system maps nothing. */
static unsigned char no_bytes[1];

/* What stands behind os[0] of a view that has bytes. */
typedef struct mapping {
    void *base;
    size_t length;
    int64_t offset; /* of the base in the map */
    char *os_name;  /* behind this struct; NULL = the map has none */
} mapping;

static const mapping *mapping_of(const mmf_view *view)
{
    return view->os[0];
}

const char *mmf_view_os_name(const mmf_view *view)
{
    return view->os[0] == NULL ? NULL : mapping_of(view)->os_name;
}

int64_t mmf_view_place(const mmf_view *view, const void *at)
{
    const mapping *kept = mapping_of(view);

    return kept->offset + (int64_t)((const unsigned char *)at -
                                    (const unsigned char *)kept->base);
}

/* Room for what a view keeps; the name may outlive its map. */
static int keep(const mmf_map *map, mapping **out)
{
    const size_t named = map->os_name == NULL ? 0 : strlen(map->os_name) + 1;
    mapping *kept = malloc(sizeof *kept + named);

    if (kept == NULL)
        return mmf_fail(MMF_ENOMEM, "mmf_view_open", "no memory for the view");
    kept->os_name = NULL;
    if (named != 0) {
        kept->os_name = (char *)(kept + 1);
        memcpy(kept->os_name, map->os_name, named);
    }
    *out = kept;
    return MMF_OK;
}

/* What a map must allow for such a view.  Private changes only read the map. */
static uint32_t bits_needed(uint32_t bits)
{
    return (bits & MMF_OS_COPY) != 0 ? MMF_OS_READ : bits;
}

/* What a map allows.  The right to a private copy is the right to read. */
static uint32_t bits_granted(uint32_t rights)
{
    return (rights & MMF_OS_COPY) != 0 ? rights | MMF_OS_READ : rights;
}

static const char *access_name(uint32_t access)
{
    static const char *const names[] = {
        [MMF_ACCESS_READ_WRITE] = "MMF_ACCESS_READ_WRITE",
        [MMF_ACCESS_READ] = "MMF_ACCESS_READ",
        [MMF_ACCESS_WRITE] = "MMF_ACCESS_WRITE",
        [MMF_ACCESS_COPY_ON_WRITE] = "MMF_ACCESS_COPY_ON_WRITE",
        [MMF_ACCESS_READ_EXECUTE] = "MMF_ACCESS_READ_EXECUTE",
        [MMF_ACCESS_READ_WRITE_EXECUTE] = "MMF_ACCESS_READ_WRITE_EXECUTE",
    };

    return names[access];
}

static int check_signs(int64_t offset, int64_t size)
{
    if (offset >= 0 && size >= 0)
        return MMF_OK;
    return mmf_fail(MMF_ERANGE, "mmf_view_open", "%s %lld is negative",
                    offset < 0 ? "offset" : "size",
                    (long long)(offset < 0 ? offset : size));
}

static int check_place(const mmf_map *map, int64_t offset, int64_t size,
                       const mmf_os_caps *caps)
{
    static const char operation[] = "mmf_view_open";

    if (offset > map->section.size)
        return mmf_fail(MMF_ERANGE, operation,
                        "offset %lld lies beyond the map's %lld bytes",
                        (long long)offset, (long long)map->section.size);
    if (!mmf_range_fits(offset, size, map->section.size))
        return mmf_fail(MMF_ERANGE, operation,
                        "view longer than the map: %lld bytes at %lld, the map "
                        "has %lld",
                        (long long)size, (long long)offset,
                        (long long)map->section.size);
    if (!mmf_range_addressable(size, caps->granularity))
        return mmf_fail(MMF_ETOOBIG, operation,
                        "a view of %lld bytes is larger than the address space",
                        (long long)size);
    return MMF_OK;
}

static int map_bytes(const mmf_map *map, int64_t offset, int64_t size,
                     uint32_t bits, const mmf_os_caps *caps, mmf_view *out)
{
    const int64_t excess = mmf_range_excess(offset, caps->granularity);
    const size_t length = mmf_range_stretch(size, excess);
    void *base = NULL;
    mapping *kept = NULL;
    int rc = keep(map, &kept);

    if (rc != MMF_OK)
        return rc;
    rc =
        mmf_check_os("mmf_view_open", mmf_os_map(&map->section, offset - excess,
                                                 length, bits, &base));
    if (rc == MMF_EACCES && (bits & MMF_OS_EXECUTE) != 0)
        mmf_explain("the system forbids execution there; on Linux, shared "
                    "memory may be mounted noexec");
    if (rc != MMF_OK) {
        free(kept);
        return rc;
    }
    kept->base = base;
    kept->length = length;
    kept->offset = offset - excess;
    out->bytes = (unsigned char *)base + excess;
    out->pointer_offset = (uint32_t)excess;
    out->os[0] = kept;
    return MMF_OK;
}

int mmf_view_open(const mmf_map *map, int64_t offset, int64_t size,
                  uint32_t access, mmf_view *out)
{
    static const char operation[] = "mmf_view_open";
    const uint32_t bits = mmf_access_bits(access);
    mmf_os_caps caps;
    int rc;

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (out == NULL || map == NULL)
        return mmf_fail(MMF_EINVAL, operation, "%s is NULL",
                        out == NULL ? "out" : "map");
    rc = check_signs(offset, size);
    if (rc == MMF_OK && bits == 0)
        rc = mmf_fail(MMF_EINVAL, operation, "access %lu is no mmf_access",
                      (unsigned long)access);
    if (rc != MMF_OK)
        return rc;
    mmf_os_query_caps(&caps);
    if (size == 0)
        size = mmf_range_rest(offset, map->section.size);
    rc = check_place(map, offset, size, &caps);
    if (rc != MMF_OK)
        return rc;
    if ((bits_needed(bits) & ~bits_granted(map->rights)) != 0)
        return mmf_fail(MMF_EACCES, operation, "the map does not allow %s",
                        access_name(access));
    if (size == 0)
        out->bytes = no_bytes;
    else
        rc = map_bytes(map, offset, size, bits, &caps, out);
    if (rc != MMF_OK)
        return rc;
    out->size = size;
    out->access = access;
    out->readable = mmf_view_can_read(out) ? size : 0;
    out->writable = mmf_view_can_write(out) ? size : 0;
    return MMF_OK;
}

int mmf_view_fail_closed(const char *operation, const mmf_view *view)
{
    return mmf_fail(MMF_EINVAL, operation,
                    view == NULL ? "a pointer is NULL" : "the view is closed");
}

int mmf_view_flush(const mmf_view *view)
{
    static const char operation[] = "mmf_view_flush";
    const int64_t start = mmf_os_clock_ms();
    int rc;

    if (view == NULL || view->bytes == NULL)
        return mmf_view_fail_closed(operation, view);
    if (view->size == 0)
        return MMF_OK;
    for (;;) {
        rc = mmf_check_os(operation, mmf_os_flush(mapping_of(view)->base,
                                                  mapping_of(view)->length));
        /* Windows refuses while anybody has a part of the file locked. */
        if (rc != MMF_EBUSY || mmf_os_clock_ms() - start >= FLUSH_WAIT_MS)
            return rc;
        mmf_os_pause(FLUSH_PAUSE_US);
    }
}

int mmf_view_close(mmf_view *view)
{
    static const char operation[] = "mmf_view_close";
    unsigned long native = 0;

    if (view == NULL)
        return mmf_view_fail_closed(operation, view);
    if (view->bytes != NULL && view->size != 0)
        native = mmf_os_unmap(mapping_of(view)->base, mapping_of(view)->length);
    free(view->os[0]);
    memset(view, 0, sizeof *view);
    return mmf_check_os(operation, native);
}

int mmf_view_fail_access(const char *operation, uint32_t access)
{
    return mmf_fail(MMF_EACCES, operation, "the view cannot be %s",
                    access == MMF_ACCESS_READ    ? "read"
                    : access == MMF_ACCESS_WRITE ? "written"
                                                 : "read and written");
}

int mmf_view_fail_range(const char *operation, int64_t position, int64_t length,
                        int64_t size)
{
    if (position < 0 || length < 0)
        return mmf_fail(MMF_ERANGE, operation, "%s %lld is negative",
                        position < 0 ? "position" : "length",
                        (long long)(position < 0 ? position : length));
    if (position >= size)
        return mmf_fail(MMF_ERANGE, operation,
                        "position %lld is at or beyond the end of the view's "
                        "%lld bytes",
                        (long long)position, (long long)size);
    return mmf_fail(MMF_ERANGE, operation,
                    "%lld bytes at position %lld run past the view's %lld",
                    (long long)length, (long long)position, (long long)size);
}

static bool view_allows(const mmf_view *view, uint32_t access)
{
    return (access == MMF_ACCESS_WRITE || mmf_view_can_read(view)) &&
           (access == MMF_ACCESS_READ || mmf_view_can_write(view));
}

static int refuse(const char *operation, const mmf_view *view, int64_t position,
                  int64_t length, uint32_t access)
{
    if (view == NULL || view->bytes == NULL)
        return mmf_view_fail_closed(operation, view);
    if (!view_allows(view, access))
        return mmf_view_fail_access(operation, access);
    return mmf_view_fail_range(operation, position, length, view->size);
}

int mmf_view_refuse(const mmf_view *view, int64_t position, int64_t length,
                    uint32_t access)
{
    return refuse(access == MMF_ACCESS_READ ? "mmf_view_read"
                                            : "mmf_view_write",
                  view, position, length, access);
}

int mmf_view_refuse_struct(const mmf_view *view, int64_t position,
                           const void *structure, size_t size, uint32_t access)
{
    const char *const operation = access == MMF_ACCESS_READ
                                      ? "mmf_view_read_struct"
                                      : "mmf_view_write_struct";
    const uint64_t bytes = size;
    const int64_t length = bytes > INT64_MAX ? INT64_MAX : (int64_t)bytes;

    if (structure == NULL || size == 0)
        return mmf_fail(MMF_EINVAL, operation,
                        structure == NULL ? "the struct is NULL"
                                          : "the struct has no bytes");
    /* A negative position comes before the access, unlike for numbers. */
    if (view != NULL && view->bytes != NULL && position < 0)
        return mmf_view_fail_range(operation, position, length, view->size);
    return refuse(operation, view, position, length, access);
}

int mmf_view_find(const char *operation, const mmf_view *view, int64_t position,
                  int64_t length, uint32_t access, unsigned char **out)
{
    if (view == NULL || view->bytes == NULL || !view_allows(view, access) ||
        !mmf_range_fits(position, length, view->size))
        return refuse(operation, view, position, length, access);
    *out = view->bytes + position;
    return MMF_OK;
}

int mmf_view_span(const mmf_view *view, int64_t position, int64_t length,
                  uint32_t access, unsigned char **out)
{
    static const char operation[] = "mmf_view_span";

    if (out == NULL)
        return mmf_view_fail_closed(operation, NULL);
    *out = NULL;
    if (access > MMF_ACCESS_WRITE)
        return mmf_fail(MMF_EINVAL, operation,
                        "access %lu is none of reading, writing or both",
                        (unsigned long)access);
    return mmf_view_find(operation, view, position, length, access, out);
}

int mmf_view_copy(const mmf_view *view, int64_t position, void *buffer,
                  int64_t length)
{
    static const char operation[] = "mmf_view_copy";
    unsigned char *from = NULL;
    int rc;

    if (buffer == NULL && length != 0)
        return mmf_fail(MMF_EINVAL, operation, "buffer is NULL");
    rc = mmf_view_find(operation, view, position, length, MMF_ACCESS_READ,
                       &from);
    if (rc != MMF_OK || length == 0)
        return rc;
    rc = mmf_view_touch(operation, from, (size_t)length);
    if (rc == MMF_OK)
        mmf_shared_read(buffer, from, (size_t)length);
    return rc;
}

int mmf_view_touch(const char *operation, void *bytes, size_t length)
{
    const int rc = mmf_check_os(operation, mmf_os_touch(bytes, length));

    if (rc != MMF_OK)
        mmf_explain("the map was shortened, or takes its storage late and "
                    "there is none left: bytes of the view are not there");
    return rc;
}
