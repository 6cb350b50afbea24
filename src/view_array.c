/* SPDX-License-Identifier: MIT */
/*
 * Arrays in a view: how many elements there is room for, and the copy, which is
 * one memcpy() wherever the elements lie in the view as they do in C.
 */
#include "mmf/view.h"
#include "range.h"
#include "status.h"
#include "view.h"
#include <string.h>

/* An array in a view, and what is to be done with it. */
typedef struct plan {
    const char *operation;
    const mmf_view *view;
    int64_t position;
    size_t size;
    int64_t stride;
    int64_t count;
} plan;

/* What comes first in both directions. */
static int check_arguments(const plan *self, const void *array)
{
    if (array == NULL)
        return mmf_fail(MMF_EINVAL, self->operation, "array is NULL");
    if (self->stride == 0)
        return mmf_fail(MMF_EINVAL, self->operation,
                        "no element has a size of %llu bytes",
                        (unsigned long long)self->size);
    if (self->count < 0)
        return mmf_fail(MMF_ERANGE, self->operation, "count %lld is negative",
                        (long long)self->count);
    if (self->view == NULL || self->view->bytes == NULL)
        return mmf_view_fail_closed(self->operation, self->view);
    return MMF_OK;
}

static int check_position(const plan *self)
{
    if (self->position >= 0 && self->position < self->view->size)
        return MMF_OK;
    return mmf_view_fail_range(self->operation, self->position, 0,
                               self->view->size);
}

static int64_t fitting(const plan *self)
{
    return mmf_range_elements(self->count, self->stride,
                              mmf_range_rest(self->position, self->view->size));
}

/* Copies elements that fit from where they are step bytes apart. */
static void copy_elements(const plan *self, unsigned char *to, size_t to_step,
                          const unsigned char *from, size_t from_step)
{
    const size_t count = (size_t)self->count;

    MMF_COMPILER_BARRIER();
    if (to_step == from_step)
        memcpy(to, from, count * self->size);
    else
        for (size_t i = 0; i < count; i++)
            memcpy(to + i * to_step, from + i * from_step, self->size);
    MMF_COMPILER_BARRIER();
}

int mmf_view_read_array(const mmf_view *view, int64_t position, void *array,
                        size_t size, int64_t count, int64_t *read)
{
    plan self = {.operation = "mmf_view_read_array",
                 .view = view,
                 .position = position,
                 .size = size,
                 .stride = mmf_view_stride(size),
                 .count = count};
    int rc;

    if (read == NULL)
        return mmf_fail(MMF_EINVAL, self.operation, "read is NULL");
    *read = 0;
    rc = check_arguments(&self, array);
    if (rc == MMF_OK && !mmf_view_can_read(view))
        rc = mmf_view_fail_access(self.operation, MMF_ACCESS_READ);
    if (rc == MMF_OK)
        rc = check_position(&self);
    if (rc != MMF_OK)
        return rc;
    self.count = fitting(&self);
    copy_elements(&self, array, size, view->bytes + position,
                  (size_t)self.stride);
    *read = self.count;
    return MMF_OK;
}

int mmf_view_write_array(const mmf_view *view, int64_t position,
                         const void *array, size_t size, int64_t count)
{
    const plan self = {.operation = "mmf_view_write_array",
                       .view = view,
                       .position = position,
                       .size = size,
                       .stride = mmf_view_stride(size),
                       .count = count};
    int rc = check_arguments(&self, array);

    /* The position comes before the access, as in .NET. */
    if (rc == MMF_OK)
        rc = check_position(&self);
    if (rc == MMF_OK && !mmf_view_can_write(view))
        rc = mmf_view_fail_access(self.operation, MMF_ACCESS_WRITE);
    if (rc != MMF_OK)
        return rc;
    if (fitting(&self) < count)
        return mmf_fail(MMF_ERANGE, self.operation,
                        "%lld elements, %lld bytes each, at position %lld run "
                        "past the view's %lld bytes",
                        (long long)count, (long long)self.stride,
                        (long long)position, (long long)view->size);
    copy_elements(&self, view->bytes + position, (size_t)self.stride, array,
                  size);
    return MMF_OK;
}
