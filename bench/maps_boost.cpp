/* SPDX-License-Identifier: MIT */
/*
 * Boost.Interprocess: shared_memory_object and mapped_region.
 */
#include "maps.h"
#include <boost/interprocess/mapped_region.hpp>
#include <boost/interprocess/shared_memory_object.hpp>
#include <boost/version.hpp>
#include <cstdio>
#include <cstring>

namespace ipc = boost::interprocess;

namespace
{

struct mine {
    ipc::shared_memory_object object;
    ipc::mapped_region region;
};

mine *look(ipc::shared_memory_object &&object)
{
    ipc::mapped_region region(object, ipc::read_write);

    return new mine{std::move(object), std::move(region)};
}

bool hand_out(mine *it, maps_handle *out)
{
    out->own[0] = it;
    out->bytes = static_cast<unsigned char *>(it->region.get_address());
    out->size = it->region.get_size();
    return true;
}

/* truncate() gives a size and no storage: pages are taken at the first touch. */
bool make(const char *name, const char *, uint64_t size, maps_handle *out)
try {
    ipc::shared_memory_object object(ipc::create_only, name, ipc::read_write);

    object.truncate(static_cast<ipc::offset_t>(size));
    return hand_out(look(std::move(object)), out);
} catch (const ipc::interprocess_exception &) {
    return false;
}

bool open_it(const char *name, maps_handle *out)
try {
    return hand_out(
        look(ipc::shared_memory_object(ipc::open_only, name, ipc::read_write)),
        out);
} catch (const ipc::interprocess_exception &) {
    return false;
}

void close_it(maps_handle *handle)
{
    delete static_cast<mine *>(handle->own[0]);
}

void remove_it(const char *name, const char *)
{
    ipc::shared_memory_object::remove(name);
}

} // namespace

int main()
{
    char version[60];

    (void)std::snprintf(version, sizeof version, "Boost %d.%d",
                        BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000);
    const maps_peer peer = {version, make, open_it, close_it, remove_it};
    return maps_main(&peer);
}
