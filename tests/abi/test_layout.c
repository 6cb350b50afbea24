/* SPDX-License-Identifier: MIT */
/*
 * The layouts of public structs: sizes, and where each member lies.  Programs
 * were built with these; a struct that may grow does so behind its last member.
 */
#include "test.h"

/* How this system aligns a 64-bit number: 8, but 4 on x86 Linux. */
typedef struct probe {
    char first;
    int64_t number;
} probe;

enum {
    POINTER = sizeof(void *),
    SIZE_AT = POINTER == 8 ? 8 : offsetof(probe, number)
};

#define AT(type, member, offset) \
    assert_int_equal(offsetof(type, member), (offset))

static void a_view_is_frozen(void **state)
{
    (void)state;
    AT(mmf_view, bytes, 0);
    AT(mmf_view, size, SIZE_AT);
    AT(mmf_view, readable, SIZE_AT + 8);
    AT(mmf_view, writable, SIZE_AT + 16);
    AT(mmf_view, access, SIZE_AT + 24);
    AT(mmf_view, pointer_offset, SIZE_AT + 28);
    AT(mmf_view, os, SIZE_AT + 32);
    assert_int_equal(sizeof(mmf_view), SIZE_AT + 32 + 2 * POINTER);
}

/* Where .NET has flags, high and low. */
static void a_decimal_is_dotnets(void **state)
{
    (void)state;
    AT(mmf_decimal, flags, 0);
    AT(mmf_decimal, hi, 4);
    AT(mmf_decimal, lo, 8);
    assert_int_equal(sizeof(mmf_decimal), 16);
}

static void a_stream_is(void **state)
{
    (void)state;
    AT(mmf_stream, view, 0);
    AT(mmf_stream, position, SIZE_AT);
    assert_int_equal(sizeof(mmf_stream), SIZE_AT + 8);
}

static void options_are(void **state)
{
    (void)state;
    assert_int_equal(sizeof(mmf_options), 24 + POINTER);
    AT(mmf_options, size, 0);
    AT(mmf_options, access, 4);
    AT(mmf_options, flags, 8);
    AT(mmf_options, wait_ms, 12);
    AT(mmf_options, mode, 16);
    AT(mmf_options, inheritability, 20);
    AT(mmf_options, security, 24);
}

static void a_protection_is(void **state)
{
    (void)state;
    assert_int_equal(sizeof(mmf_security), 24 + POINTER);
    AT(mmf_security, size, 0);
    AT(mmf_security, parts, 4);
    AT(mmf_security, mode, 8);
    AT(mmf_security, owner, 12);
    AT(mmf_security, group, 16);
    AT(mmf_security, reserved, 20);
    AT(mmf_security, sddl, 24);
    assert_int_equal(MMF_SECURITY_AUDIT, 1);
    assert_int_equal(MMF_SECURITY_ACCESS, 2);
    assert_int_equal(MMF_SECURITY_OWNER, 4);
    assert_int_equal(MMF_SECURITY_GROUP, 8);
    assert_int_equal(MMF_SECURITY_ALL, 15);
}

static void a_detail_is(void **state)
{
    (void)state;
    assert_int_equal(sizeof(mmf_detail), 256);
    AT(mmf_detail, size, 0);
    AT(mmf_detail, status, 4);
    AT(mmf_detail, native, 8);
    AT(mmf_detail, operation, 12);
    AT(mmf_detail, hint, 40);
}

static void what_is_told_of_a_name_is(void **state)
{
    (void)state;
    assert_int_equal(sizeof(mmf_name_info), 40);
    AT(mmf_name_info, size, 0);
    AT(mmf_name_info, flags, 4);
    AT(mmf_name_info, bytes, 8);
    AT(mmf_name_info, owner, 16);
    AT(mmf_name_info, holders, 24);
    AT(mmf_name_info, mode, 32);
    AT(mmf_name_info, reserved, 36);
}

static void how_texts_are_read_and_written_is(void **state)
{
    (void)state;
    assert_int_equal(sizeof(mmf_text_options), 24);
    AT(mmf_text_options, size, 0);
    AT(mmf_text_options, policy, 4);
    AT(mmf_text_options, flags, 8);
    AT(mmf_text_options, wait_ms, 12);
    AT(mmf_text_options, takeover_ms, 16);
    AT(mmf_text_options, reserved, 20);
    assert_int_equal(sizeof(mmf_text_layout), 40);
    AT(mmf_text_layout, size, 0);
    AT(mmf_text_layout, reserved, 4);
    AT(mmf_text_layout, count_at, 8);
    AT(mmf_text_layout, units_at, 16);
    AT(mmf_text_layout, word_at, 24);
    AT(mmf_text_layout, check_at, 32);
}

static void what_was_found_in_a_text_is(void **state)
{
    (void)state;
    assert_int_equal(sizeof(mmf_text_token), 8);
    assert_int_equal(sizeof(mmf_text_result), 56);
    AT(mmf_text_result, size, 0);
    AT(mmf_text_result, guarantee, 4);
    AT(mmf_text_result, reason, 8);
    AT(mmf_text_result, retries, 12);
    AT(mmf_text_result, count, 16);
    AT(mmf_text_result, units, 24);
    AT(mmf_text_result, length, 32);
    AT(mmf_text_result, error_at, 40);
    AT(mmf_text_result, token, 48);
}

static void watchers_are(void **state)
{
    (void)state;
    assert_int_equal(sizeof(mmf_text_watcher), 40);
    AT(mmf_text_watcher, size, 0);
    AT(mmf_text_watcher, event, 4);
    AT(mmf_text_watcher, view_size, 8);
    AT(mmf_text_watcher, token, 16);
    AT(mmf_text_watcher, identity, 24);
    AT(mmf_text_watcher, present, 32);
    AT(mmf_text_watcher, flags, 36);
}

static void records_are(void **state)
{
    (void)state;
    assert_int_equal(MMF_RECORD_HEADER, 32);
    assert_int_equal(MMF_RECORD_ROOM(8), 40);
    assert_int_equal(sizeof(mmf_record_options), 16);
    AT(mmf_record_options, size, 0);
    AT(mmf_record_options, flags, 4);
    AT(mmf_record_options, wait_ms, 8);
    AT(mmf_record_options, takeover_ms, 12);
    assert_int_equal(sizeof(mmf_record_result), 24);
    AT(mmf_record_result, size, 0);
    AT(mmf_record_result, sequence, 4);
    AT(mmf_record_result, retries, 8);
    AT(mmf_record_result, token, 12);
    AT(mmf_record_result, hash, 16);
}

/* The numbers of .NET, which bindings hand through. */
static void accesses_and_rights_are_dotnets(void **state)
{
    (void)state;
    assert_int_equal(MMF_ACCESS_READ_WRITE, 0);
    assert_int_equal(MMF_ACCESS_READ, 1);
    assert_int_equal(MMF_ACCESS_WRITE, 2);
    assert_int_equal(MMF_ACCESS_COPY_ON_WRITE, 3);
    assert_int_equal(MMF_ACCESS_READ_EXECUTE, 4);
    assert_int_equal(MMF_ACCESS_READ_WRITE_EXECUTE, 5);
    assert_int_equal(MMF_RIGHTS_COPY_ON_WRITE, 1);
    assert_int_equal(MMF_RIGHTS_WRITE, 2);
    assert_int_equal(MMF_RIGHTS_READ, 4);
    assert_int_equal(MMF_RIGHTS_READ_WRITE, 6);
    assert_int_equal(MMF_RIGHTS_EXECUTE, 8);
    assert_int_equal(MMF_RIGHTS_READ_EXECUTE, 12);
    assert_int_equal(MMF_RIGHTS_READ_WRITE_EXECUTE, 14);
    assert_int_equal(MMF_RIGHTS_DELETE, 65536);
    assert_int_equal(MMF_RIGHTS_READ_PERMISSIONS, 131072);
    assert_int_equal(MMF_RIGHTS_CHANGE_PERMISSIONS, 262144);
    assert_int_equal(MMF_RIGHTS_TAKE_OWNERSHIP, 524288);
    assert_int_equal(MMF_RIGHTS_FULL_CONTROL, 983055);
    assert_int_equal(MMF_RIGHTS_ACCESS_SYSTEM_SECURITY, 16777216);
    assert_int_equal(MMF_DELAY_ALLOCATE_PAGES, 67108864);
    assert_int_equal(MMF_INHERIT_NONE, 0);
    assert_int_equal(MMF_INHERITABLE, 1);
}

static void a_struct_of_zeros_is_valid(void **state)
{
    const mmf_options options = {0};
    mmf_detail detail = {0};
    mmf_map *map = POISON_MAP;

    (void)state;
    assert_status(mmf_last_detail(&detail), MMF_OK);
    assert_status(mmf_create_new(NULL, 1, &options, &map), MMF_OK);
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_is_frozen),
        cmocka_unit_test(a_decimal_is_dotnets),
        cmocka_unit_test(a_stream_is),
        cmocka_unit_test(options_are),
        cmocka_unit_test(a_protection_is),
        cmocka_unit_test(a_detail_is),
        cmocka_unit_test(what_is_told_of_a_name_is),
        cmocka_unit_test(how_texts_are_read_and_written_is),
        cmocka_unit_test(what_was_found_in_a_text_is),
        cmocka_unit_test(watchers_are),
        cmocka_unit_test(records_are),
        cmocka_unit_test(accesses_and_rights_are_dotnets),
        cmocka_unit_test(a_struct_of_zeros_is_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
