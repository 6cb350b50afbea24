/* SPDX-License-Identifier: MIT */
/*
 * The article's two programs together, on pipes: what is published arrives.
 */
#include "child.h"
#include "maps.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DASHES  "------------------------------\n"
#define MISSING "Memory-mapped file does not exist. Run Process A first.\n"

enum {
    FITS = 4043
};

static void start_server(child *server)
{
    const char *const argv[] = {SERVER, name_of(0), "--exit-at-eof", NULL};

    start(server, argv);
    expect_output(&server->out, name_of(0));
    expect_output(&server->out, "4043 characters.\n");
}

static void publish(child *server, const char *line, size_t length, int units)
{
    char answer[64];

    send_bytes(server, line, length);
    send_text(server, "\n");
    (void)snprintf(answer, sizeof answer, "%d characters published.\n", units);
    expect_output(&server->out, answer);
}

/* The client's whole answer. */
static void expect_shown(const char *text, size_t length, int units)
{
    const char *const argv[] = {CLIENT, name_of(0), NULL};
    static char wanted[3 * FITS + 200];
    static child client;
    int made = snprintf(wanted, sizeof wanted,
                        "%d characters to read.\n" DASHES, units);

    ck_assert_int_eq(run(&client, argv), 0);
    if (units > 0) {
        memcpy(wanted + made, text, length);
        made += (int)length;
        wanted[made++] = '\n';
    }
    ck_assert_uint_eq(client.out.length, (size_t)made);
    ck_assert_mem_eq(client.out.bytes, wanted, (size_t)made);
    ck_assert_str_eq(client.err.bytes, "");
    end_child(&client);
}

static void finish(child *server)
{
    close_input(server);
    ck_assert_int_eq(wait_for_end(server), 0);
    ck_assert(!object_exists(name_of(0)));
    read_to_end(&server->err);
    end_child(server);
}

START_TEST(a_client_alone_shows_the_articles_message)
{
    const char *const argv[] = {CLIENT, name_of(0), NULL};
    static child client;

    ck_assert_int_eq(run(&client, argv), 1);
    ck_assert_str_eq(client.out.bytes, MISSING);
    ck_assert_str_eq(client.err.bytes, "");
    end_child(&client);
}
END_TEST

START_TEST(a_new_map_shows_no_text)
{
    static child server;

    start_server(&server);
    expect_shown("", 0, 0);
    finish(&server);
}
END_TEST

/* Each is published after the one before, so longer ones come first, too. */
static const struct {
    const char *line;
    const char *shown; /* NULL: the same */
    size_t length;     /* of line; 0: up to its NUL */
    int units;
} texts[] = {
    {"Hello, Process B!", NULL, 0, 17},
    {"", NULL, 0, 0},
    {"\xC3\xA9", NULL, 0, 1},
    {"\xE5\x85\xB1\xE6\x9C\x89\xE3\x83\xA1\xE3\x83\xA2", NULL, 0, 4},
    {"\xF0\x9F\x98\x80", NULL, 0, 2},
    {"a\xED\xA0\xBD"
     "b",
     NULL, 0, 3},
    {"\xED\xB8\x80", NULL, 0, 1},
    {"\xEF\xBB\xBF"
     "A",
     NULL, 0, 2},
    {"  a\tb ", NULL, 0, 6},
    {"a\0b", NULL, 3, 3},
    {"\x1B[31mred", NULL, 0, 8},
    {"from Windows\r", "from Windows", 0, 12},
    {"a\rb\r\r", "a\rb\r", 0, 4},
};

START_TEST(every_text_arrives)
{
    static child server;

    start_server(&server);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *line = texts[i].line;
        const char *shown = texts[i].shown == NULL ? line : texts[i].shown;
        const size_t length =
            texts[i].length == 0 ? strlen(line) : texts[i].length;

        publish(&server, line, length, texts[i].units);
        expect_shown(shown, shown == line ? length : strlen(shown),
                     texts[i].units);
    }
    finish(&server);
    ck_assert_str_eq(server.err.bytes, "");
}
END_TEST

START_TEST(the_longest_text_arrives_and_one_more_is_refused)
{
    static char text[FITS + 1];
    static child server;

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    start_server(&server);
    publish(&server, text, FITS, FITS);
    expect_shown(text, FITS, FITS);
    send_bytes(&server, text, FITS + 1);
    send_text(&server, "\n");
    expect_output(&server.err, "4044");
    expect_output(&server.err, "4043");
    expect_shown(text, FITS, FITS);
    publish(&server, "short", 5, 5);
    expect_shown("short", 5, 5);
    finish(&server);
}
END_TEST

START_TEST(bytes_that_are_no_text_are_refused_with_their_place)
{
    static child server;

    start_server(&server);
    publish(&server, "before", 6, 6);
    send_text(&server, "abc\xFFzzz\n");
    expect_output(&server.err, "byte 3");
    expect_shown("before", 6, 6);
    publish(&server, "after", 5, 5);
    finish(&server);
}
END_TEST

START_TEST(a_line_of_any_length_is_refused_whole)
{
    const size_t length = (size_t)3 << 20;
    char *line = malloc(length);
    static child server;

    ck_assert_ptr_nonnull(line);
    memset(line, 'x', length);
    start_server(&server);
    publish(&server, "before", 6, 6);
    send_bytes(&server, line, length);
    send_text(&server, "\n");
    expect_output(&server.err, "more than 1048576 bytes");
    expect_shown("before", 6, 6);
    publish(&server, "after", 5, 5);
    finish(&server);
    free(line);
}
END_TEST

START_TEST(the_last_line_may_lack_its_end)
{
    const char *const argv[] = {SERVER, name_of(0), NULL};
    static child server;

    start(&server, argv);
    send_text(&server, "one\ntwo");
    close_input(&server);
    expect_output(&server.out, "3 characters published.\n");
    expect_output(&server.out, "3 characters published.\n");
    expect_text(name_of(0), "two", 3);
    end_child(&server);
}
END_TEST

START_TEST(a_second_server_is_refused_and_the_first_undisturbed)
{
    const char *const argv[] = {SERVER, name_of(0), NULL};
    static child server, second;

    start_server(&server);
    publish(&server, "the first", 9, 9);
    ck_assert_int_eq(run(&second, argv), 1);
    ck_assert_str_eq(second.out.bytes, "");
    ck_assert_ptr_nonnull(strstr(second.err.bytes, "exists"));
    ck_assert_ptr_nonnull(strstr(second.err.bytes, name_of(0)));
    end_child(&second);
    expect_shown("the first", 9, 9);
    publish(&server, "and on", 6, 6);
    expect_shown("and on", 6, 6);
    finish(&server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pair");
    TCase *tests = tcase_create("pair");

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_test(tests, a_client_alone_shows_the_articles_message);
    tcase_add_test(tests, a_new_map_shows_no_text);
    tcase_add_test(tests, every_text_arrives);
    tcase_add_test(tests, the_longest_text_arrives_and_one_more_is_refused);
    tcase_add_test(tests, bytes_that_are_no_text_are_refused_with_their_place);
    tcase_add_test(tests, a_line_of_any_length_is_refused_whole);
    tcase_add_test(tests, the_last_line_may_lack_its_end);
    tcase_add_test(tests, a_second_server_is_refused_and_the_first_undisturbed);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
