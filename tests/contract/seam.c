/* SPDX-License-Identifier: MIT */
/*
 * The calls of seam.h.
 */
#include "seam.h"
#include "host.h"
#include "status.h"

static int serial;

/* Where the name begins behind what the system wants in front of it. */
static char *begin_name(char *name)
{
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    if (!caps.flat_names)
        return name;
    *name = '/';
    return name + 1;
}

const char *seam_name(void)
{
    static char name[SEAM_NAME_ROOM];

    (void)snprintf(begin_name(name), SEAM_NAME_ROOM - 1, "mmf.%lx.%d",
                   host_process(), ++serial);
    return name;
}

const char *seam_name_of(size_t bytes, const char *filler)
{
    static char name[SEAM_NAME_ROOM];
    char *plain = begin_name(name);
    size_t length;

    assert_true(bytes < SEAM_NAME_ROOM - 1);
    (void)snprintf(plain, SEAM_NAME_ROOM - 1, "%lx.%d", host_process(),
                   ++serial);
    length = strlen(plain);
    while (length + strlen(filler) <= bytes) {
        memcpy(plain + length, filler, strlen(filler) + 1);
        length += strlen(filler);
    }
    while (length < bytes)
        plain[length++] = '.';
    plain[length] = '\0';
    return name;
}

int seam_status(unsigned long native)
{
    return mmf_check_os("seam", native);
}

int seam_create(const char *name, int64_t size, mmf_os_section *out)
{
    const mmf_os_wish wish = {.size = size,
                              .access = SEAM_READ_WRITE,
                              .protection.mode = 0600,
                              .wait_ms = SEAM_WAIT_MS};

    return seam_status(mmf_os_section_create(name, &wish, out));
}

int seam_open(const char *name, mmf_os_section *out)
{
    return seam_open_for(name, SEAM_READ_WRITE, out);
}

int seam_open_for(const char *name, uint32_t access, mmf_os_section *out)
{
    const mmf_os_wish wish = {.access = access, .wait_ms = SEAM_WAIT_MS};

    return seam_status(mmf_os_section_open(name, &wish, out));
}

unsigned char *seam_map(const mmf_os_section *section, uint32_t access)
{
    void *address = NULL;

    assert_status(seam_status(mmf_os_map(section, 0, (size_t)section->size,
                                         access, &address)),
                  MMF_OK);
    return address;
}

void seam_unmap(void *address, const mmf_os_section *section)
{
    assert_int_equal(mmf_os_unmap(address, (size_t)section->size), 0);
}

mmf_os_section seam_poison(void)
{
    mmf_os_section section;

    memset(&section, POISON_BYTE, sizeof section);
    return section;
}

bool seam_is_poison(const mmf_os_section *section)
{
    const mmf_os_section poison = seam_poison();

    return memcmp(section, &poison, sizeof poison) == 0;
}

void seam_end(const char *name, const mmf_os_section *section)
{
    const mmf_os_wish wish = {.access = SEAM_READ_WRITE,
                              .wait_ms = SEAM_WAIT_MS};
    mmf_os_caps caps;

    mmf_os_query_caps(&caps);
    mmf_os_section_close(name, section);
    if (!caps.lifetime && name != NULL)
        assert_int_equal(mmf_os_name_remove(name, &wish), 0);
}

bool seam_exists(const char *name)
{
    mmf_os_section section;
    const int rc = seam_open(name, &section);

    if (rc == MMF_OK)
        mmf_os_section_close(name, &section);
    else
        assert_status(rc, MMF_ENOENT);
    return rc == MMF_OK;
}
