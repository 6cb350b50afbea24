/* SPDX-License-Identifier: MIT */
/*
 * Qt's QSharedMemory.  Debian's is built on System V's shared memory: its name
 * is a file in the folder for temporary ones, and the kernel takes pages at the
 * first touch.
 */
#include "maps.h"
#include <QSharedMemory>
#include <QString>

namespace
{

bool hand_out(QSharedMemory *it, bool is_there, maps_handle *out)
{
    if (!is_there) {
        delete it;
        return false;
    }
    out->own[0] = it;
    out->bytes = static_cast<unsigned char *>(it->data());
    out->size = static_cast<uint64_t>(it->size());
    return true;
}

bool make(const char *name, const char *, uint64_t size, maps_handle *out)
{
    auto *it = new QSharedMemory(QString::fromUtf8(name));

    return hand_out(it, it->create(static_cast<int>(size)), out);
}

bool open_it(const char *name, maps_handle *out)
{
    auto *it = new QSharedMemory(QString::fromUtf8(name));

    return hand_out(it, it->attach(), out);
}

/* The last one to detach removes the name. */
void close_it(maps_handle *handle)
{
    delete static_cast<QSharedMemory *>(handle->own[0]);
}

} // namespace

int main()
{
    const maps_peer peer = {"Qt " QT_VERSION_STR, make, open_it, close_it,
                            nullptr};

    return maps_main(&peer);
}
