/* SPDX-License-Identifier: MIT */
/*
 * Statuses and the detail of the last failure.  Knows no system: which code
 * means what is a table of the backend.
 */
#include "status.h"
#include "mmf/version.h"
#include "os.h"
#include "sized.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static MMF_THREAD_LOCAL mmf_detail last;

int mmf_version(void)
{
    return MMF_VERSION_NUMBER;
}

const char *mmf_status_text(int status)
{
    switch (status) {
    case MMF_OK:
        return "success";
#define MMF_STATUS_ROW(name, value, text) \
    case value:                           \
        return text;
        MMF_STATUS_MAP(MMF_STATUS_ROW)
#undef MMF_STATUS_ROW
    default:
        return "unknown status";
    }
}

const char *mmf_status_name(int status)
{
    switch (status) {
    case MMF_OK:
        return "MMF_OK";
#define MMF_STATUS_ROW(name, value, text) \
    case value:                           \
        return "MMF_" #name;
        MMF_STATUS_MAP(MMF_STATUS_ROW)
#undef MMF_STATUS_ROW
    default:
        return "MMF_?";
    }
}

int mmf_last_detail(mmf_detail *out)
{
    if (out == NULL || !mmf_sized_is_known(out, sizeof *out))
        return MMF_EINVAL;
    last.size = out->size;
    *out = last;
    return MMF_OK;
}

static void record(int status, const char *operation, unsigned long native)
{
    memset(&last, 0, sizeof last);
    last.status = status;
    last.native = (uint32_t)native;
    (void)snprintf(last.operation, sizeof last.operation, "%s", operation);
}

/* Names come from anybody; what they hold shall not drive a terminal. */
static MMF_PRINTF(1, 0) void set_hint(const char *hint, va_list values)
{
    (void)vsnprintf(last.hint, sizeof last.hint, hint, values);
    for (char *at = last.hint; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = '?';
}

int mmf_fail(int status, const char *operation, const char *hint, ...)
{
    va_list values;

    record(status, operation, 0);
    va_start(values, hint);
    set_hint(hint, values);
    va_end(values);
    return status;
}

void mmf_explain(const char *hint, ...)
{
    va_list values;

    va_start(values, hint);
    set_hint(hint, values);
    va_end(values);
}

int mmf_check_os(const char *operation, unsigned long native)
{
    int status = MMF_EUNKNOWN;

    if (native == 0)
        return MMF_OK;
    for (size_t i = 0; i < mmf_os_errmap_length; i++)
        if (mmf_os_errmap[i].native == native)
            status = mmf_os_errmap[i].status;
    record(status, operation, native);
    mmf_explain("%s (the system's error %lu)", mmf_status_text(status), native);
    return status;
}
