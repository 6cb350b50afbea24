/* SPDX-License-Identifier: MIT */
/*
 * Atomic numbers in a view: the checks, and each function for both sizes.  What
 * a compiler calls the bare operations is in compiler.h.
 */
#include "mmf/atomic.h"
#include "compiler.h"
#include "status.h"
#include "view.h"

/* Finds an aligned number, or says why there is none. */
static int locate(const char *operation, const mmf_view *view, int64_t position,
                  int64_t size, uint32_t access, void **out)
{
    unsigned char *place = NULL;
    const int rc =
        mmf_view_find(operation, view, position, size, access, &place);

    if (rc != MMF_OK)
        return rc;
    if ((uintptr_t)place % (uintptr_t)size != 0)
        return mmf_fail(MMF_EINVAL, operation,
                        "the address of position %lld is not a multiple of "
                        "%lld",
                        (long long)position, (long long)size);
    *out = place;
    return MMF_OK;
}

#define DEFINE_ATOMICS(name, type)                                             \
    int mmf_atomic_load_acquire_##name(const mmf_view *view, int64_t position, \
                                       type *out)                              \
    {                                                                          \
        static const char operation[] = "mmf_atomic_load_acquire_" #name;      \
        void *at = NULL;                                                       \
        int rc;                                                                \
                                                                               \
        if (out == NULL)                                                       \
            return mmf_fail(MMF_EINVAL, operation, "out is NULL");             \
        rc = locate(operation, view, position, sizeof(type), MMF_ACCESS_READ,  \
                    &at);                                                      \
        if (rc == MMF_OK)                                                      \
            *out = mmf_load_acquire_##name(at);                                \
        return rc;                                                             \
    }                                                                          \
                                                                               \
    int mmf_atomic_store_release_##name(const mmf_view *view,                  \
                                        int64_t position, type value)          \
    {                                                                          \
        void *at = NULL;                                                       \
        const int rc = locate("mmf_atomic_store_release_" #name, view,         \
                              position, sizeof(type), MMF_ACCESS_WRITE, &at);  \
                                                                               \
        if (rc == MMF_OK)                                                      \
            mmf_store_release_##name(at, value);                               \
        return rc;                                                             \
    }                                                                          \
                                                                               \
    int mmf_atomic_exchange_##name(const mmf_view *view, int64_t position,     \
                                   type value, type *before)                   \
    {                                                                          \
        void *at = NULL;                                                       \
        type found = 0;                                                        \
        const int rc = locate("mmf_atomic_exchange_" #name, view, position,    \
                              sizeof(type), MMF_ACCESS_READ_WRITE, &at);       \
                                                                               \
        if (rc != MMF_OK)                                                      \
            return rc;                                                         \
        while (!mmf_exchange_if_##name(at, &found, value))                     \
            ;                                                                  \
        if (before != NULL)                                                    \
            *before = found;                                                   \
        return rc;                                                             \
    }                                                                          \
                                                                               \
    int mmf_atomic_compare_exchange_##name(const mmf_view *view,               \
                                           int64_t position, type expected,    \
                                           type value, type *before)           \
    {                                                                          \
        static const char operation[] = "mmf_atomic_compare_exchange_" #name;  \
        void *at = NULL;                                                       \
        int rc;                                                                \
                                                                               \
        if (before == NULL)                                                    \
            return mmf_fail(MMF_EINVAL, operation, "before is NULL");          \
        rc = locate(operation, view, position, sizeof(type),                   \
                    MMF_ACCESS_READ_WRITE, &at);                               \
        if (rc != MMF_OK)                                                      \
            return rc;                                                         \
        *before = expected;                                                    \
        (void)mmf_exchange_if_##name(at, before, value);                       \
        return rc;                                                             \
    }                                                                          \
                                                                               \
    int mmf_atomic_add_##name(const mmf_view *view, int64_t position,          \
                              type value, type *before)                        \
    {                                                                          \
        void *at = NULL;                                                       \
        type found = 0;                                                        \
        const int rc = locate("mmf_atomic_add_" #name, view, position,         \
                              sizeof(type), MMF_ACCESS_READ_WRITE, &at);       \
                                                                               \
        if (rc != MMF_OK)                                                      \
            return rc;                                                         \
        while (!mmf_exchange_if_##name(at, &found, found + value))             \
            ;                                                                  \
        if (before != NULL)                                                    \
            *before = found;                                                   \
        return rc;                                                             \
    }

DEFINE_ATOMICS(u32, uint32_t)
DEFINE_ATOMICS(u64, uint64_t)
