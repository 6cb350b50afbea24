/* SPDX-License-Identifier: MIT */
/*
 * What errno values are promised to mean.
 */
#include "errmap.h"
#include "mmf/status.h"
#include <errno.h>

const mmf_os_err errmap_promised[] = {
    {EINVAL, MMF_EINVAL},      {EBADF, MMF_EINVAL},   {EFBIG, MMF_ETOOBIG},
    {EOVERFLOW, MMF_ETOOBIG},  {ENOSYS, MMF_ENOTSUP}, {EOPNOTSUPP, MMF_ENOTSUP},
    {ENAMETOOLONG, MMF_ENAME}, {EEXIST, MMF_EEXIST},  {ENOENT, MMF_ENOENT},
    {ENOTDIR, MMF_ENOENT},     {EISDIR, MMF_ETYPE},   {ELOOP, MMF_ETYPE},
    {ENODEV, MMF_ETYPE},       {ENXIO, MMF_ETYPE},    {EACCES, MMF_EACCES},
    {EPERM, MMF_EACCES},       {EROFS, MMF_EACCES},   {EMFILE, MMF_ENOMEM},
    {ENFILE, MMF_ENOMEM},      {ENOLCK, MMF_ENOMEM},  {ENOMEM, MMF_ENOMEM},
    {EAGAIN, MMF_ENOMEM},      {EDQUOT, MMF_ENOSPC},  {ENOSPC, MMF_ENOSPC},
    {EBUSY, MMF_EBUSY},        {ETXTBSY, MMF_EBUSY},  {EIO, MMF_EIO},
};

const size_t errmap_promised_length =
    sizeof errmap_promised / sizeof errmap_promised[0];

const unsigned long errmap_unlisted = EXDEV;
