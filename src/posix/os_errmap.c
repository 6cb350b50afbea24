/* SPDX-License-Identifier: MIT */
/*
 * What errno values mean here.  Sorted by status; codes that are not listed
 * are MMF_EUNKNOWN.
 */
#include "mmf/status.h"
#include "os.h"
#include <errno.h>

const mmf_os_err mmf_os_errmap[] = {
    {EINVAL, MMF_EINVAL},
    {EBADF, MMF_EINVAL}, /* an inherited number that is no descriptor */
    {EFBIG, MMF_ETOOBIG},
    {EOVERFLOW, MMF_ETOOBIG},
    {ENOSYS, MMF_ENOTSUP},
    {EOPNOTSUPP, MMF_ENOTSUP},
    {ENAMETOOLONG, MMF_ENAME},
    {EEXIST, MMF_EEXIST},
    {ENOENT, MMF_ENOENT},
    {ENOTDIR, MMF_ENOENT}, /* a part of a path is a file */
    {EISDIR, MMF_ETYPE},
    {ELOOP, MMF_ETYPE},  /* a symbolic link: shm_open follows none */
    {ENODEV, MMF_ETYPE}, /* what mmf_posix_open says of other kinds */
    {ENXIO, MMF_ETYPE},  /* a socket */
    {EACCES, MMF_EACCES},
    {EPERM, MMF_EACCES}, /* also: execution on a noexec mount */
    {EROFS, MMF_EACCES},
    {EMFILE, MMF_ENOMEM},
    {ENFILE, MMF_ENOMEM},
    {ENOLCK, MMF_ENOMEM},
    {ENOMEM, MMF_ENOMEM},
    {EAGAIN, MMF_ENOMEM}, /* mmap: more locked memory than allowed */
    {EDQUOT, MMF_ENOSPC},
    {ENOSPC, MMF_ENOSPC},
    {EBUSY, MMF_EBUSY},
    {ETXTBSY, MMF_EBUSY}, /* a program that runs, for writing */
    {EIO, MMF_EIO},
};

const size_t mmf_os_errmap_length =
    sizeof mmf_os_errmap / sizeof mmf_os_errmap[0];
