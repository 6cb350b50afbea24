/* SPDX-License-Identifier: MIT */
/*
 * The article's client and counts that cannot be: it shows what the article's
 * does, or refuses, and never reads beyond its view.
 */
#include "child.h"
#include "maps.h"
#include <stdio.h>
#include <string.h>

#define DASHES "------------------------------\n"

enum {
    FITS = 4043
};

static void start_full_server(child *server, char *text)
{
    const char *const argv[] = {SERVER, name_of(0), NULL};

    for (int i = 0; i < FITS; i++)
        text[i] = (char)('a' + i % 26);
    start(server, argv);
    send_bytes(server, text, FITS);
    send_text(server, "\n");
    expect_output(&server->out, "4043 characters published.");
}

static const int32_t negative[] = {-1, INT32_MIN};

START_TEST(a_negative_count_is_refused_with_its_value)
{
    const char *const argv[] = {CLIENT, name_of(0), NULL};
    static char text[FITS];
    static child server, client;
    char value[16];

    start_full_server(&server, text);
    poke_count(name_of(0), negative[_i]);
    (void)snprintf(value, sizeof value, "%ld", (long)negative[_i]);
    ck_assert_int_eq(run(&client, argv), 2);
    ck_assert_str_eq(client.out.bytes, "");
    ck_assert_ptr_nonnull(strstr(client.err.bytes, value));
    end_child(&client);
    send_text(&server, "good again\n");
    expect_text(name_of(0), "good again", 10);
    ck_assert_int_eq(run(&client, argv), 0);
    end_child(&client);
    end_child(&server);
}
END_TEST

static const int32_t too_large[] = {4044, 4091, INT32_MAX};

START_TEST(of_a_count_that_is_too_large_is_shown_what_fits)
{
    const char *const argv[] = {CLIENT, name_of(0), NULL};
    static char wanted[FITS + 200];
    static char text[FITS];
    static child server, client;
    int made =
        snprintf(wanted, sizeof wanted, "%ld characters to read.\n" DASHES,
                 (long)too_large[_i]);

    start_full_server(&server, text);
    poke_count(name_of(0), too_large[_i]);
    ck_assert_int_eq(run(&client, argv), 0);
    memcpy(wanted + made, text, FITS);
    made += FITS;
    wanted[made++] = '\n';
    ck_assert_uint_eq(client.out.length, (size_t)made);
    ck_assert_mem_eq(client.out.bytes, wanted, (size_t)made);
    ck_assert_ptr_nonnull(strstr(client.err.bytes, "4043"));
    end_child(&client);
    end_child(&server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tests = tcase_create("hostile");

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_loop_test(tests, a_negative_count_is_refused_with_its_value, 0,
                        2);
    tcase_add_loop_test(tests, of_a_count_that_is_too_large_is_shown_what_fits,
                        0, 3);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
