/* SPDX-License-Identifier: MIT */
/*
 * The list of statuses: numbers, names and texts.  What is recorded of a
 * failure is in test_detail.c.
 */
#include "mmf/version.h"
#include "test.h"

static const struct row {
    const char *name;
    int value;
    const char *text;
} rows[] = {
#define MMF_STATUS_ROW(name, value, text) {"MMF_" #name, value, text},
    MMF_STATUS_MAP(MMF_STATUS_ROW)
#undef MMF_STATUS_ROW
};

static void every_number_is_negative_and_distinct(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_true(rows[i].value < 0);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(rows[i].value, rows[j].value);
    }
}

static void every_name_and_text_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_string_equal(mmf_status_name(rows[i].value), rows[i].name);
        assert_string_equal(mmf_status_text(rows[i].value), rows[i].text);
        assert_true(strlen(rows[i].text) > 0);
    }
}

static void every_text_is_distinct(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(rows[i].text, rows[j].text);
}

/* Programs were built with these: a number that moved would break them. */
static void numbers_are_those_of_0_1(void **state)
{
    static const int numbers[] = {-1,  -2,  -3,  -4,  -10, -11, -12,
                                  -13, -14, -20, -21, -30, -31, -32,
                                  -40, -41, -42, -50, -51};

    (void)state;
    assert_true(LENGTH_OF(rows) >= LENGTH_OF(numbers));
    for (size_t i = 0; i < LENGTH_OF(numbers); i++)
        assert_int_equal(rows[i].value, numbers[i]);
    assert_int_equal(MMF_EINVAL, -1);
    assert_int_equal(MMF_EEXIST, -11);
    assert_int_equal(MMF_ENOENT, -12);
    assert_int_equal(MMF_ETRUNCATED, -41);
    assert_int_equal(MMF_EUNKNOWN, -51);
}

static void zero_is_success(void **state)
{
    (void)state;
    assert_int_equal(MMF_OK, 0);
    assert_string_equal(mmf_status_name(0), "MMF_OK");
    assert_string_equal(mmf_status_text(0), "success");
}

static void a_foreign_number_has_an_answer_too(void **state)
{
    static const int numbers[] = {1, -5, -9, -52, INT32_MAX, INT32_MIN};

    (void)state;
    for (size_t i = 0; i < LENGTH_OF(numbers); i++) {
        assert_string_equal(mmf_status_name(numbers[i]), "MMF_?");
        assert_string_equal(mmf_status_text(numbers[i]), "unknown status");
    }
}

static void the_version_is_that_of_the_header(void **state)
{
    (void)state;
    assert_int_equal(mmf_version(), MMF_VERSION_NUMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_negative_and_distinct),
        cmocka_unit_test(every_name_and_text_is_told),
        cmocka_unit_test(every_text_is_distinct),
        cmocka_unit_test(numbers_are_those_of_0_1),
        cmocka_unit_test(zero_is_success),
        cmocka_unit_test(a_foreign_number_has_an_answer_too),
        cmocka_unit_test(the_version_is_that_of_the_header),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
