/* SPDX-License-Identifier: MIT */
/*
 * The fake backend.  All its state stands in one struct, so that forgetting is
 * one assignment.  Memory comes from calloc only: tests that make malloc fail
 * mean the library's.
 */
#include "os_fake.h"
#include "mmf/status.h"
#include "test.h"
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SECTIONS = 160,
    MAX_HANDLES = 320,
    MAX_MAPPINGS = 320,
    MAX_FILES = 16,
    MAX_FILE_HANDLES = 32,
    FIRST_FILE_HANDLE = 50000,
    FIRST_HANDLE = 100, /* so that 0 and 1 are never good handles */
    NAME_ROOM = 2048,
    SDDL_ROOM = 256,
    GUARD = 64,
    GUARD_BYTE = 0xFD,
    WATCHES = 1 /* state of a section */
};

/* Memory that begins at a multiple of the granularity, with a guard behind. */
typedef struct block {
    unsigned char *whole;
    unsigned char *bytes;
    size_t size;
    size_t slack; /* guard bytes */
} block;

typedef struct file {
    char path[NAME_ROOM]; /* "" = deleted, or a free row */
    int kind;
    int64_t size;
    block memory; /* FAKE_FILE_ROOM bytes */
} file;

typedef struct section {
    char name[NAME_ROOM]; /* "" = anonymous */
    file *file;           /* whose bytes these are, or NULL */
    block memory;         /* taken at the first mapping */
    char sddl[SDDL_ROOM];
    int64_t size;
    mmf_os_wish wish;
    int handles;
    int mappings;
    int watchers;
    uint64_t identity;
} section;

typedef struct mapping {
    section *of;
    void *address;
    size_t size;
    block copy; /* of a copy-on-write mapping */
} mapping;

typedef struct fault {
    int left; /* this many calls from now; 0 = never, -1 = each */
    unsigned long code;
} fault;

static struct {
    mmf_os_caps caps;
    int64_t page;
    int64_t microseconds;
    section *sections[MAX_SECTIONS];
    section *handles[MAX_HANDLES];
    mapping mappings[MAX_MAPPINGS];
    file files[MAX_FILES];
    file *file_handles[MAX_FILE_HANDLES];
    fault faults[FAKE_FUNCTIONS];
    int calls[FAKE_FUNCTIONS];
    int failures;
    fake_hook hooks[FAKE_FUNCTIONS];
    void *contexts[FAKE_FUNCTIONS];
    bool in_hook;
    bool stale;
    bool hidden;
    bool badly;
    uint64_t made;
    uint64_t noticed; /* how many of those made */
    int noticing;
    fake_wait wait;
    mmf_os_wish wish;
} os;

const mmf_os_err mmf_os_errmap[] = {
    {FAKE_EINVAL, MMF_EINVAL},   {FAKE_ETOOBIG, MMF_ETOOBIG},
    {FAKE_ENOTSUP, MMF_ENOTSUP}, {FAKE_ENAME, MMF_ENAME},
    {FAKE_EEXIST, MMF_EEXIST},   {FAKE_ENOENT, MMF_ENOENT},
    {FAKE_ETYPE, MMF_ETYPE},     {FAKE_EACCES, MMF_EACCES},
    {FAKE_ENOMEM, MMF_ENOMEM},   {FAKE_ENOSPC, MMF_ENOSPC},
    {FAKE_EBUSY, MMF_EBUSY},     {FAKE_EIO, MMF_EIO},
};

const size_t mmf_os_errmap_length =
    sizeof mmf_os_errmap / sizeof mmf_os_errmap[0];

static bool block_take(block *out, int64_t size)
{
    const size_t granularity = (size_t)os.caps.granularity;
    uintptr_t start;

    if ((uint64_t)size > SIZE_MAX / 2 - granularity - GUARD)
        return false;
    out->size = (size_t)size;
    out->slack = GUARD;
    out->whole = calloc(1, out->size + granularity + GUARD);
    if (out->whole == NULL)
        return false;
    start = (uintptr_t)out->whole + granularity - 1;
    out->bytes =
        out->whole + (start - start % granularity - (uintptr_t)out->whole);
    memset(out->bytes + size, GUARD_BYTE, GUARD);
    return true;
}

static void block_drop(block *memory)
{
    if (memory->whole == NULL)
        return;
    for (size_t i = 0; i < memory->slack; i++)
        assert_int_equal(memory->bytes[memory->size + i], GUARD_BYTE);
    free(memory->whole);
    memset(memory, 0, sizeof *memory);
}

/* Forgets a section that nobody has any more. */
static void section_settle(section *of)
{
    if (of->handles == 0 && !of->wish.persist)
        of->name[0] = '\0';
    if (of->name[0] != '\0')
        return;
    if (of->handles != 0 || of->mappings != 0 || of->watchers != 0)
        return;
    block_drop(&of->memory);
    for (int i = 0; i < MAX_SECTIONS; i++)
        if (os.sections[i] == of)
            os.sections[i] = NULL;
    free(of);
}

static section *section_named(const char *name)
{
    for (int i = 0; i < MAX_SECTIONS; i++)
        if (os.sections[i] != NULL && name[0] != '\0' &&
            strcmp(os.sections[i]->name, name) == 0)
            return os.sections[i];
    return NULL;
}

/* Gives out a handle; false when the table is full. */
static bool handle_take(section *of, intptr_t *handle)
{
    for (int i = 0; i < MAX_HANDLES; i++)
        if (os.handles[i] == NULL) {
            os.handles[i] = of;
            of->handles++;
            *handle = FIRST_HANDLE + i;
            return true;
        }
    return false;
}

static section *section_of(const mmf_os_section *given)
{
    assert_in_range(given->handle, FIRST_HANDLE,
                    FIRST_HANDLE + MAX_HANDLES - 1);
    assert_non_null(os.handles[given->handle - FIRST_HANDLE]);
    return os.handles[given->handle - FIRST_HANDLE];
}

/* The law: names are in their final form. */
static void check_name(const char *name)
{
    assert_in_range(strlen(name), 1, NAME_ROOM - 1);
    if (!os.caps.flat_names)
        return;
    assert_int_equal(name[0], '/');
    assert_null(strchr(name + 1, '/'));
    assert_in_range(strlen(name + 1), 1, os.caps.name_max);
}

static bool strikes(fault *one)
{
    return one->left == -1 || (one->left > 0 && --one->left == 0);
}

/* Begins a call: the hook first, then the fault.  0 = go on. */
static unsigned long enter(int function)
{
    const int asked[] = {function, FAKE_ANY};
    unsigned long code = 0;

    if (os.in_hook)
        return 0;
    if (os.hooks[function] != NULL) {
        os.in_hook = true;
        os.hooks[function](os.contexts[function]);
        os.in_hook = false;
    }
    for (int i = 0; i < 2; i++) {
        os.calls[asked[i]]++;
        if (strikes(&os.faults[asked[i]]))
            code = os.faults[asked[i]].code;
    }
    os.failures += code != 0;
    return code;
}

void mmf_os_query_caps(mmf_os_caps *out)
{
    *out = os.caps;
}

unsigned long mmf_os_storage(bool named, int64_t *total, int64_t *available)
{
    const unsigned long code = enter(FAKE_STORAGE);

    if (code != 0)
        return code;
    *total = FAKE_STORAGE_TOTAL + named;
    *available = FAKE_STORAGE_FREE + named;
    return 0;
}

/* Takes over the parts that are meant; at creation the mode always is. */
static void protect(section *of, const mmf_os_protection *to)
{
    mmf_os_protection *now = &of->wish.protection;

    /* The law: what the system does not have is not asked for. */
    assert_true(os.caps.descriptors ? to->parts == 0 : to->sddl == NULL);
    if ((to->parts & MMF_OS_ACCESS) != 0)
        now->mode = to->mode;
    if ((to->parts & MMF_OS_OWNER) != 0)
        now->owner = to->owner;
    if ((to->parts & MMF_OS_GROUP) != 0)
        now->group = to->group;
    if (to->sddl != NULL) {
        assert_in_range(strlen(to->sddl), 0, SDDL_ROOM - 1);
        memcpy(of->sddl, to->sddl, strlen(to->sddl) + 1);
    }
}

static section *section_make(const char *name, const mmf_os_wish *wish)
{
    for (int i = 0; i < MAX_SECTIONS; i++)
        if (os.sections[i] == NULL) {
            section *made = calloc(1, sizeof *made);

            assert_non_null(made);
            if (name != NULL)
                memcpy(made->name, name, strlen(name) + 1);
            made->wish = *wish;
            made->identity = ++os.made;
            made->wish.protection =
                (mmf_os_protection){.mode = wish->protection.mode};
            protect(made, &wish->protection);
            made->size = (wish->size - 1) / os.page * os.page + os.page;
            os.sections[i] = made;
            return made;
        }
    return NULL;
}

static void give(section *of, const mmf_os_wish *wish, mmf_os_section *out)
{
    memset(out, 0, sizeof *out);
    assert_true(handle_take(of, &out->handle));
    out->legacy = wish->inherit ? out->handle + FAKE_LEGACY : MMF_OS_NONE;
    out->size = of->size;
    out->wait_ms = wish->wait_ms;
    if (wish->watch) { /* a handle that does not count */
        of->handles--;
        of->watchers++;
        out->identity = os.hidden ? 0 : of->identity;
        out->state = WATCHES;
    }
}

unsigned long mmf_os_section_create(const char *name, const mmf_os_wish *wish,
                                    mmf_os_section *out)
{
    const unsigned long code = enter(FAKE_SECTION_CREATE);
    section *made;

    assert_true(wish->size > 0 && wish->size <= os.caps.section_max);
    assert_int_equal(wish->access & ~(uint32_t)0xF, 0);
    assert_true(wish->wait_ms >= 0);
    if (name != NULL)
        check_name(name);
    os.wish = *wish;
    if (code != 0)
        return code;
    if (name != NULL && section_named(name) != NULL)
        return FAKE_EEXIST;
    if (!wish->sparse && wish->size > FAKE_MEMORY)
        return FAKE_ENOSPC;
    made = section_make(name, wish);
    if (made == NULL)
        return FAKE_ENOMEM;
    give(made, wish, out);
    return 0;
}

/* Notes what opening was asked for, and checks that it may be. */
static void check_opening(const mmf_os_wish *wish)
{
    assert_int_not_equal(wish->access, 0);
    assert_true(wish->wait_ms >= 0);
    os.wish = *wish;
}

unsigned long mmf_os_section_open(const char *name, const mmf_os_wish *wish,
                                  mmf_os_section *out)
{
    const unsigned long code = enter(FAKE_SECTION_OPEN);
    section *found;

    check_name(name);
    check_opening(wish);
    if (code != 0)
        return code;
    found = section_named(name);
    if (found == NULL)
        return FAKE_ENOENT;
    give(found, wish, out);
    return 0;
}

/* A handle of this process plays the one that was inherited. */
unsigned long mmf_os_section_adopt(intptr_t handle, const mmf_os_wish *wish,
                                   mmf_os_section *out, char *name, size_t room)
{
    const unsigned long code = enter(FAKE_SECTION_ADOPT);
    const mmf_os_section given = {.handle = handle - FAKE_LEGACY};
    section *of;

    check_opening(wish);
    if (code != 0)
        return code;
    of = section_of(&given);
    assert_in_range(strlen(of->name), 0, room - 1);
    memcpy(name, of->name, strlen(of->name) + 1);
    give(of, wish, out);
    return 0;
}

unsigned long mmf_os_section_renew(const char *name, mmf_os_section *given)
{
    const section *of = section_of(given);

    assert_string_equal(name == NULL ? "" : name, of->name);
    return enter(FAKE_SECTION_RENEW);
}

void mmf_os_section_close(const char *name, const mmf_os_section *given)
{
    section *of = section_of(given);

    /* The name is the one that the section was created or opened with. */
    if (given->state != WATCHES)
        assert_string_equal(name == NULL ? "" : name, of->name);
    os.handles[given->handle - FIRST_HANDLE] = NULL;
    if (given->state == WATCHES)
        of->watchers--;
    else
        of->handles--;
    section_settle(of);
}

static file *file_at(const char *path)
{
    for (int i = 0; i < MAX_FILES; i++)
        if (os.files[i].kind != FAKE_NO_FILE &&
            strcmp(os.files[i].path, path) == 0)
            return &os.files[i];
    return NULL;
}

static file *file_of(intptr_t handle)
{
    assert_in_range(handle, FIRST_FILE_HANDLE,
                    FIRST_FILE_HANDLE + MAX_FILE_HANDLES - 1);
    assert_non_null(os.file_handles[handle - FIRST_FILE_HANDLE]);
    return os.file_handles[handle - FIRST_FILE_HANDLE];
}

static unsigned long describe(file *of, intptr_t handle, mmf_os_file *out)
{
    if (of->kind == FAKE_PIPE)
        return FAKE_ETYPE;
    memset(out, 0, sizeof *out);
    out->handle = handle;
    out->device = of->kind == FAKE_DEVICE;
    out->size = out->device ? 0 : of->size;
    return 0;
}

static void file_drop(intptr_t handle)
{
    (void)file_of(handle);
    os.file_handles[handle - FIRST_FILE_HANDLE] = NULL;
}

unsigned long mmf_os_file_open(const char *path, uint32_t which,
                               const mmf_os_wish *wish, mmf_os_file *out)
{
    const unsigned long code = enter(FAKE_FILE_OPEN);
    const bool missing = file_at(path) == NULL;
    intptr_t handle;
    unsigned long error;

    assert_in_range(strlen(path), 1, NAME_ROOM - 1);
    assert_in_range(which, MMF_OS_FILE_EXISTING,
                    MMF_OS_FILE_EXISTING | MMF_OS_FILE_MISSING);
    check_opening(wish);
    if (code != 0)
        return code;
    if (missing && (which & MMF_OS_FILE_MISSING) == 0)
        return FAKE_ENOENT;
    if (!missing && (which & MMF_OS_FILE_EXISTING) == 0)
        return FAKE_EEXIST;
    if (missing)
        fake_os_lay(path, FAKE_FILE, 0, 0);
    handle = fake_os_file_handle(path);
    error = describe(file_of(handle), handle, out);
    if (error != 0)
        file_drop(handle);
    else
        out->made = missing;
    return error;
}

unsigned long mmf_os_file_look(intptr_t handle, mmf_os_file *out)
{
    const unsigned long code = enter(FAKE_FILE_LOOK);

    return code != 0 ? code : describe(file_of(handle), handle, out);
}

static bool has_section(const file *of)
{
    for (int i = 0; i < MAX_SECTIONS; i++)
        if (os.sections[i] != NULL && os.sections[i]->file == of)
            return true;
    return false;
}

unsigned long mmf_os_file_resize(mmf_os_file *given, int64_t size, bool sparse)
{
    const unsigned long code = enter(FAKE_FILE_RESIZE);
    file *of = file_of(given->handle);

    assert_true(size >= 0 && size <= os.caps.section_max);
    assert_false(given->device);
    if (code != 0)
        return code;
    if (!sparse && size > FAKE_MEMORY)
        return FAKE_ENOSPC;
    if (size < of->size && !os.caps.loose_files && has_section(of))
        return FAKE_EBUSY;
    if (size < of->size && size < FAKE_FILE_ROOM)
        memset(of->memory.bytes + size, 0, (size_t)(FAKE_FILE_ROOM - size));
    of->size = size;
    given->size = size;
    return 0;
}

unsigned long mmf_os_file_section(const char *name, const mmf_os_file *given,
                                  const mmf_os_wish *wish, mmf_os_section *out)
{
    const unsigned long code = enter(FAKE_FILE_SECTION);
    file *of = file_of(given->handle);
    section *made;

    assert_true(wish->size > 0 && wish->size <= os.caps.section_max);
    assert_true(of->kind == FAKE_DEVICE || wish->size <= of->size);
    if (name != NULL)
        check_name(name);
    assert_true(name == NULL || os.caps.named_files);
    os.wish = *wish;
    if (code != 0)
        return code;
    if (name != NULL && section_named(name) != NULL)
        return FAKE_EEXIST;
    made = section_make(name, wish);
    assert_non_null(made);
    made->file = of;
    made->size = wish->size;
    give(made, wish, out);
    return 0;
}

void mmf_os_file_close(const mmf_os_file *given)
{
    file_drop(given->handle);
}

void mmf_os_file_discard(const char *path, const mmf_os_file *given)
{
    file *of = file_of(given->handle);

    assert_true(given->made);
    assert_string_equal(of->path, path);
    file_drop(given->handle);
    block_drop(&of->memory);
    memset(of, 0, sizeof *of);
}

unsigned long mmf_os_name_remove(const char *name, const mmf_os_wish *wish)
{
    const unsigned long code = enter(FAKE_NAME_REMOVE);
    section *found;

    check_name(name);
    assert_true(os.caps.persistence && wish->wait_ms >= 0);
    if (code != 0)
        return code;
    found = section_named(name);
    if (found == NULL)
        return FAKE_ENOENT;
    found->name[0] = '\0';
    section_settle(found);
    return 0;
}

unsigned long mmf_os_name_look(const char *name, int32_t wait_ms,
                               mmf_os_facts *out)
{
    const unsigned long code = enter(FAKE_NAME_LOOK);
    const section *found;

    check_name(name);
    assert_true(wait_ms >= 0);
    if (code != 0)
        return code;
    found = section_named(name);
    if (found == NULL)
        return FAKE_ENOENT;
    out->size = found->size;
    out->owner = FAKE_OWNER;
    out->holders = found->handles;
    out->mode = found->wish.protection.mode;
    out->managed = !found->wish.persist;
    out->stale = os.stale;
    return 0;
}

unsigned long mmf_os_name_probe(const char *name, int32_t wait_ms,
                                uint64_t *identity)
{
    const unsigned long code = enter(FAKE_NAME_PROBE);
    const section *found;

    check_name(name);
    assert_true(wait_ms >= 0);
    if (code != 0)
        return code;
    found = section_named(name);
    if (found == NULL || os.stale)
        return FAKE_ENOENT;
    *identity = os.hidden ? 0 : found->identity;
    return 0;
}

unsigned long mmf_os_name_owner(const char *name, int64_t *owner)
{
    const unsigned long code = enter(FAKE_NAME_OWNER);

    check_name(name);
    if (code != 0)
        return code;
    if (section_named(name) == NULL)
        return FAKE_ENOENT;
    *owner = FAKE_OWNER;
    return 0;
}

unsigned long mmf_os_name_list(bool (*visit)(void *context, const char *name),
                               void *context)
{
    const unsigned long code = enter(FAKE_NAME_LIST);
    const size_t slash = os.caps.flat_names ? 1 : 0;
    bool more = true;

    if (code != 0)
        return code;
    for (int i = 0; more && i < MAX_SECTIONS; i++)
        if (os.sections[i] != NULL && os.sections[i]->name[0] != '\0')
            more = visit(context, os.sections[i]->name + slash);
    return 0;
}

/* Fills a free row: shared memory, or a copy of what is there now. */
static unsigned long map_into(mapping *row, section *of, int64_t offset,
                              size_t size, uint32_t access)
{
    block *memory = of->file == NULL ? &of->memory : &of->file->memory;

    if (memory->whole == NULL && !block_take(memory, of->size))
        return FAKE_ENOMEM;
    if ((uint64_t)offset + size > memory->size)
        return FAKE_ENOMEM; /* of a file, not all bytes are kept */
    row->address = memory->bytes + offset;
    if ((access & MMF_OS_COPY) != 0) {
        if (!block_take(&row->copy, (int64_t)size))
            return FAKE_ENOMEM;
        memcpy(row->copy.bytes, row->address, size);
        row->address = row->copy.bytes;
    }
    row->of = of;
    row->size = size;
    of->mappings++;
    return 0;
}

unsigned long mmf_os_map(const mmf_os_section *given, int64_t offset,
                         size_t size, uint32_t access, void **out)
{
    const unsigned long code = enter(FAKE_MAP);
    section *of = section_of(given);
    int free_row = 0;
    unsigned long error;

    assert_int_equal(offset % os.caps.granularity, 0);
    assert_true(offset >= 0 && size > 0 && offset < of->size &&
                size <= (uint64_t)(of->size - offset));
    assert_int_not_equal(access, 0);
    if (code != 0)
        return code;
    while (free_row < MAX_MAPPINGS && os.mappings[free_row].of != NULL)
        free_row++;
    if (free_row == MAX_MAPPINGS)
        return FAKE_ENOMEM;
    error = map_into(&os.mappings[free_row], of, offset, size, access);
    if (error == 0)
        *out = os.mappings[free_row].address;
    return error;
}

static mapping *mapping_at(const void *address, size_t size)
{
    for (int i = 0; i < MAX_MAPPINGS; i++)
        if (os.mappings[i].of != NULL && os.mappings[i].address == address &&
            os.mappings[i].size == size)
            return &os.mappings[i];
    fail_msg("%zu bytes at %p are not mapped", size, address);
    return NULL;
}

/* A refused unmap loses the mapping all the same: nobody can use it again. */
unsigned long mmf_os_unmap(void *address, size_t size)
{
    const unsigned long code = enter(FAKE_UNMAP);
    mapping *row = mapping_at(address, size);
    section *of = row->of;

    block_drop(&row->copy);
    memset(row, 0, sizeof *row);
    of->mappings--;
    section_settle(of);
    return code;
}

unsigned long mmf_os_flush(void *address, size_t size)
{
    const unsigned long code = enter(FAKE_FLUSH);

    (void)mapping_at(address, size);
    return code;
}

unsigned long mmf_os_touch(const void *address, size_t size)
{
    (void)address;
    assert_true(size > 0);
    return enter(FAKE_TOUCH);
}

unsigned long mmf_os_protect(const mmf_os_section *given,
                             const mmf_os_protection *to)
{
    const unsigned long code = enter(FAKE_PROTECT);
    section *of = section_of(given);

    assert_true(to->parts != 0 || to->sddl != NULL);
    if (code == 0)
        protect(of, to);
    return code;
}

unsigned long mmf_os_protection_read(const mmf_os_section *given,
                                     mmf_os_protection *out)
{
    const unsigned long code = enter(FAKE_PROTECTION_READ);
    const section *of = section_of(given);

    assert_false(os.caps.descriptors);
    if (code != 0)
        return code;
    *out = of->wish.protection;
    out->parts = MMF_OS_ACCESS | MMF_OS_OWNER | MMF_OS_GROUP;
    return 0;
}

/* Every part is the whole text: what a part is, only a system knows. */
unsigned long mmf_os_protection_text(const mmf_os_section *given,
                                     uint32_t parts, char *text, size_t room,
                                     size_t *needed)
{
    const unsigned long code = enter(FAKE_PROTECTION_TEXT);
    const char *told = section_of(given)->sddl;

    assert_true(os.caps.descriptors && parts != 0);
    if (code != 0)
        return code;
    if (told[0] == '\0')
        told = FAKE_SDDL;
    *needed = strlen(told);
    if (*needed < room)
        memcpy(text, told, *needed + 1);
    return 0;
}

int64_t mmf_os_clock_ms(void)
{
    return os.microseconds / 1000;
}

void mmf_os_pause(uint32_t microseconds)
{
    os.microseconds += microseconds;
    if (os.hooks[FAKE_PAUSE] != NULL)
        os.hooks[FAKE_PAUSE](os.contexts[FAKE_PAUSE]);
}

static void note_wait(const mmf_os_word *word, uint32_t seen,
                      uint32_t milliseconds)
{
    const char *name = word->name;

    assert_true(os.caps.wakes);
    assert_true(name != NULL || !os.caps.wakes_named);
    (void)snprintf(os.wait.name, sizeof os.wait.name, "%s",
                   name == NULL ? "" : name);
    os.wait.place = word->place;
    os.wait.seen = seen;
    os.wait.milliseconds = milliseconds;
}

/* Sleeps all the time, unless the hook has changed the word. */
bool mmf_os_word_wait(const mmf_os_word *word, uint32_t seen,
                      uint32_t milliseconds)
{
    assert_true(milliseconds > 0);
    note_wait(word, seen, milliseconds);
    (void)enter(FAKE_WORD_WAIT);
    if (*word->at != seen || os.badly)
        return true;
    os.microseconds += (int64_t)milliseconds * 1000;
    return false;
}

void mmf_os_word_wake(const mmf_os_word *word, uint32_t seen)
{
    assert_int_not_equal(*word->at, seen);
    note_wait(word, seen, 0);
    (void)enter(FAKE_WORD_WAKE);
}

intptr_t mmf_os_names_open(void)
{
    if (enter(FAKE_NAMES_OPEN) != 0)
        return MMF_OS_NONE;
    os.noticing++;
    os.noticed = os.made;
    return FIRST_HANDLE;
}

/* Sleeps all the time, unless the name was made since the last look, if only by
 * the hook. */
void mmf_os_names_wait(intptr_t names, const char *name, uint32_t milliseconds)
{
    const section *found;

    assert_true(names == FIRST_HANDLE && milliseconds > 0);
    check_name(name);
    (void)enter(FAKE_NAMES_WAIT);
    found = section_named(name);
    if (found == NULL || found->identity <= os.noticed)
        os.microseconds += (int64_t)milliseconds * 1000;
    os.noticed = os.made;
}

void mmf_os_names_close(intptr_t names)
{
    assert_true(names == FIRST_HANDLE);
    os.noticing--;
}

void fake_os_reset(void)
{
    const char *granularity = getenv("MMF_FAKE_GRANULARITY");

    for (int i = 0; i < MAX_MAPPINGS; i++)
        free(os.mappings[i].copy.whole);
    for (int i = 0; i < MAX_SECTIONS; i++)
        if (os.sections[i] != NULL) {
            free(os.sections[i]->memory.whole);
            free(os.sections[i]);
        }
    for (int i = 0; i < MAX_FILES; i++)
        free(os.files[i].memory.whole);
    memset(&os, 0, sizeof os);
    os.page = 1;
    os.caps.granularity = granularity == NULL ? 4096 : atoi(granularity);
    os.caps.section_max = (int64_t)1 << 47;
    os.caps.name_max = 255;
    os.caps.flat_names = true;
    os.caps.lifetime = true;
    os.caps.persistence = true;
    os.caps.reservation = true;
    os.caps.wakes = true;
    os.caps.named_files = false;
    os.caps.loose_files = true;
}

mmf_os_caps *fake_os_caps(void)
{
    return &os.caps;
}

void fake_os_round_sizes(int64_t page)
{
    os.page = page;
}

void fake_os_fail(int function, int nth, unsigned long code)
{
    os.faults[function].left = nth == 0 ? -1 : nth;
    os.faults[function].code = code;
}

void fake_os_heal(void)
{
    memset(os.faults, 0, sizeof os.faults);
}

void fake_os_before(int function, fake_hook hook, void *context)
{
    os.hooks[function] = hook;
    os.contexts[function] = context;
}

int fake_os_calls(int function)
{
    return os.calls[function];
}

int fake_os_failures(void)
{
    return os.failures;
}

int fake_os_live_objects(void)
{
    int live = os.noticing + fake_os_open_files();

    for (int i = 0; i < MAX_SECTIONS; i++)
        live += os.sections[i] != NULL;
    for (int i = 0; i < MAX_MAPPINGS; i++)
        live += os.mappings[i].of != NULL;
    return live;
}

void fake_os_lay(const char *path, int kind, int64_t size, int byte)
{
    for (int i = 0; i < MAX_FILES; i++) {
        file *row = &os.files[i];

        if (row->kind != FAKE_NO_FILE)
            continue;
        row->kind = kind;
        row->size = size;
        memcpy(row->path, path, strlen(path) + 1);
        assert_true(block_take(&row->memory, FAKE_FILE_ROOM));
        memset(row->memory.bytes, byte,
               size < FAKE_FILE_ROOM ? (size_t)size : FAKE_FILE_ROOM);
        return;
    }
    fail_msg("%s is one file too many", path);
}

intptr_t fake_os_file_handle(const char *path)
{
    int free_row = 0;

    while (os.file_handles[free_row] != NULL)
        assert_true(++free_row < MAX_FILE_HANDLES);
    os.file_handles[free_row] = file_at(path);
    assert_non_null(os.file_handles[free_row]);
    return FIRST_FILE_HANDLE + free_row;
}

void fake_os_file_let_go(intptr_t handle)
{
    file_drop(handle);
}

int64_t fake_os_file_size(const char *path)
{
    const file *of = file_at(path);

    return of == NULL ? -1 : of->size;
}

bool fake_os_file_holds(const char *path, int64_t count, int byte)
{
    const file *of = file_at(path);

    for (int64_t i = 0; i < count; i++)
        if (of->memory.bytes[i] != byte)
            return false;
    return true;
}

int fake_os_open_files(void)
{
    int open = 0;

    for (int i = 0; i < MAX_FILE_HANDLES; i++)
        open += os.file_handles[i] != NULL;
    return open;
}

bool fake_os_name_exists(const char *name)
{
    return section_named(name) != NULL;
}

const mmf_os_wish *fake_os_last_wish(void)
{
    return &os.wish;
}

void fake_os_let_go_stale(bool stale)
{
    os.stale = stale;
}

void fake_os_advance_ms(int64_t milliseconds)
{
    os.microseconds += milliseconds * 1000;
}

int64_t fake_os_now_ms(void)
{
    return mmf_os_clock_ms();
}

void fake_os_hide_identity(bool hidden)
{
    os.hidden = hidden;
}

void fake_os_sleep_badly(bool badly)
{
    os.badly = badly;
}

const fake_wait *fake_os_last_wait(void)
{
    return &os.wait;
}
