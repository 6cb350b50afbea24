/* SPDX-License-Identifier: MIT */
/*
 * What GetLastError() values mean here.  Sorted by status; codes that are not
 * listed are MMF_EUNKNOWN.  A bare number is one that not every SDK names.
 */
#include "mmf/status.h"
#include "os.h"
#include <windows.h>

const mmf_os_err mmf_os_errmap[] = {
    {ERROR_INVALID_PARAMETER, MMF_EINVAL},
    {ERROR_MAPPED_ALIGNMENT, MMF_EINVAL},
    {ERROR_UNKNOWN_REVISION, MMF_EINVAL}, /* here and below: in an SDDL */
    {ERROR_INVALID_ACL, MMF_EINVAL},
    {ERROR_INVALID_SID, MMF_EINVAL},
    {ERROR_INVALID_SECURITY_DESCR, MMF_EINVAL},
    {ERROR_NONE_MAPPED, MMF_EINVAL},
    {RPC_S_INVALID_STRING_UUID, MMF_EINVAL},
    {ERROR_ARITHMETIC_OVERFLOW, MMF_ETOOBIG},
    {ERROR_FILE_TOO_LARGE, MMF_ETOOBIG},
    {ERROR_NOT_SUPPORTED, MMF_ENOTSUP},
    {ERROR_NO_SECURITY_ON_OBJECT, MMF_ENOTSUP}, /* it has no name */
    {ERROR_CALL_NOT_IMPLEMENTED, MMF_ENOTSUP},
    {ERROR_PATH_NOT_FOUND, MMF_ENAME}, /* a second backslash */
    {ERROR_INVALID_NAME, MMF_ENAME},   /* nothing behind the prefix */
    {ERROR_BAD_PATHNAME, MMF_ENAME},   /* a backslash in front */
    {ERROR_FILENAME_EXCED_RANGE, MMF_ENAME},
    {ERROR_NO_UNICODE_TRANSLATION, MMF_ENAME},
    {ERROR_FILE_EXISTS, MMF_EEXIST},
    {ERROR_ALREADY_EXISTS, MMF_EEXIST},
    {ERROR_FILE_NOT_FOUND, MMF_ENOENT},
    {ERROR_BAD_NETPATH, MMF_ENOENT},
    {ERROR_BAD_NET_NAME, MMF_ENOENT},
    {ERROR_INVALID_HANDLE, MMF_ETYPE}, /* the name is an event, a mutex ... */
    {ERROR_BAD_FILE_TYPE, MMF_ETYPE},
    {ERROR_BAD_EXE_FORMAT, MMF_ETYPE}, /* so it calls what cannot be mapped */
    {ERROR_ACCESS_DENIED, MMF_EACCES}, /* also: exists, made by a service */
    {ERROR_PRIVILEGE_NOT_HELD, MMF_EACCES},
    {ERROR_INVALID_OWNER, MMF_EACCES}, /* another's: takes a privilege */
    {ERROR_INVALID_PRIMARY_GROUP, MMF_EACCES},
    {1299, MMF_EACCES}, /* ERROR_INVALID_LABEL: above one's own integrity */
    {ERROR_WRITE_PROTECT, MMF_EACCES},
    {ERROR_TOO_MANY_OPEN_FILES, MMF_ENOMEM},
    {ERROR_NOT_ENOUGH_MEMORY, MMF_ENOMEM},
    {ERROR_OUTOFMEMORY, MMF_ENOMEM},
    {ERROR_NO_SYSTEM_RESOURCES, MMF_ENOMEM},
    {ERROR_WORKING_SET_QUOTA, MMF_ENOMEM},
    {ERROR_PAGEFILE_QUOTA, MMF_ENOMEM},
    {ERROR_NOT_ENOUGH_QUOTA, MMF_ENOMEM},
    {ERROR_DISK_FULL, MMF_ENOSPC},
    {ERROR_HANDLE_DISK_FULL, MMF_ENOSPC},
    {1295, MMF_ENOSPC},                   /* ERROR_DISK_QUOTA_EXCEEDED */
    {ERROR_COMMITMENT_LIMIT, MMF_ENOSPC}, /* memory and page file are full */
    {ERROR_SHARING_VIOLATION, MMF_EBUSY},
    {ERROR_LOCK_VIOLATION, MMF_EBUSY},
    {ERROR_BUSY, MMF_EBUSY},
    {ERROR_USER_MAPPED_FILE, MMF_EBUSY}, /* shortened while it is mapped */
    {ERROR_IO_DEVICE, MMF_EIO},
    {ERROR_WRITE_FAULT, MMF_EIO},
};

const size_t mmf_os_errmap_length =
    sizeof mmf_os_errmap / sizeof mmf_os_errmap[0];
