/* SPDX-License-Identifier: MIT */
/*
 * APR's apr_shm with names, which are paths.  Pages are taken at the first
 * touch.
 */
#include "maps.h"
#include <apr_general.h>
#include <apr_pools.h>
#include <apr_shm.h>
#include <apr_version.h>
#include <stdio.h>

static const char *path_of(const char *name)
{
    static char path[100];

    (void)snprintf(path, sizeof path, "/tmp/%s", name);
    return path;
}

static bool hand_out(apr_pool_t *pool, apr_shm_t *memory, apr_status_t status,
                     maps_handle *out)
{
    if (status != APR_SUCCESS) {
        apr_pool_destroy(pool);
        return false;
    }
    out->own[0] = pool;
    out->bytes = apr_shm_baseaddr_get(memory);
    out->size = apr_shm_size_get(memory);
    return true;
}

static apr_pool_t *new_pool(void)
{
    apr_pool_t *pool;

    peer_require(apr_pool_create(&pool, NULL) == APR_SUCCESS,
                 "there is no memory");
    return pool;
}

static bool make(const char *name, const char *kind, uint64_t size,
                 maps_handle *out)
{
    apr_pool_t *pool = new_pool();
    apr_shm_t *memory = NULL;
    apr_status_t status;

    (void)kind;
    status = apr_shm_create(&memory, (apr_size_t)size, path_of(name), pool);
    return hand_out(pool, memory, status, out);
}

static bool open_it(const char *name, maps_handle *out)
{
    apr_pool_t *pool = new_pool();
    apr_shm_t *memory = NULL;
    apr_status_t status;

    status = apr_shm_attach(&memory, path_of(name), pool);
    return hand_out(pool, memory, status, out);
}

/* With the pool goes the memory, and its name with the maker's. */
static void close_it(maps_handle *handle)
{
    apr_pool_destroy(handle->own[0]);
}

int main(void)
{
    static const maps_peer peer = {"APR " APR_VERSION_STRING, make, open_it,
                                   close_it, NULL};

    peer_require(apr_initialize() == APR_SUCCESS, "APR does not start");
    return maps_main(&peer);
}
