/* SPDX-License-Identifier: MIT */
/*
 * The article's programs on a terminal: keys, pastes, and every way to leave.
 */
#include "child.h"
#include "maps.h"
#include <signal.h>
#include <string.h>
#include <termios.h>

#define PASTE_MARKS_OFF "\033[?2004l"
#define RETURN_SYMBOL   "\xE2\x8F\x8E"

enum {
    FITS = 4043
};

static void start_server(child *server)
{
    const char *const argv[] = {SERVER, name_of(0), NULL};

    start_on_terminal(server, argv);
    expect_output(&server->out, "4043 characters.");
    expect_output(&server->out, "> ");
}

static void expect_map(const char *text)
{
    expect_text(name_of(0), text, strlen(text));
}

/* A key, and what the map holds then. */
static void press(child *server, const char *keys, const char *text)
{
    send_text(server, keys);
    expect_map(text);
    take_output(&server->out);
}

static void leave(child *server)
{
    send_text(server, "\x04");
    ck_assert_int_eq(wait_for_end(server), 0);
    ck_assert(!object_exists(name_of(0)));
    end_child(server);
}

START_TEST(each_key_is_published)
{
    static child server;

    start_server(&server);
    press(&server, "H", "H");
    press(&server, "i", "Hi");
    press(&server, " ", "Hi ");
    press(&server, "\xC3\xA9", "Hi \xC3\xA9");
    press(&server, "\xE5\x85\xB1", "Hi \xC3\xA9\xE5\x85\xB1");
    press(&server, "\t", "Hi \xC3\xA9\xE5\x85\xB1\t");
    press(&server, "\r", "Hi \xC3\xA9\xE5\x85\xB1\t\n");
    press(&server, "\x15", "");
    press(&server, "\x7F", "");
    press(&server, "x", "x");
    leave(&server);
}
END_TEST

START_TEST(two_hundred_keys_one_by_one)
{
    static child server;
    char text[201] = "";

    start_server(&server);
    for (size_t i = 0; i < 200; i++) {
        const char key[2] = {(char)(' ' + i % 95), '\0'};

        text[i] = key[0];
        press(&server, key, text);
        forget_output(&server.out);
    }
    leave(&server);
}
END_TEST

START_TEST(a_character_may_come_byte_by_byte)
{
    static const char emoji[] = "\xF0\x9F\x98\x80";
    static child server;

    start_server(&server);
    press(&server, "a", "a");
    expect_output(&server.out, "1 of 4043");
    for (int i = 0; i < 3; i++) {
        send_bytes(&server, emoji + i, 1);
        expect_output(&server.out, "1 of 4043");
        expect_map("a");
    }
    send_bytes(&server, emoji + 3, 1);
    expect_output(&server.out, "3 of 4043");
    expect_map("a\xF0\x9F\x98\x80");
    leave(&server);
}
END_TEST

START_TEST(backspace_takes_a_whole_character)
{
    static child server;

    start_server(&server);
    press(&server, "a\xC3\xA9\xE5\x85\xB1\xF0\x9F\x98\x80",
          "a\xC3\xA9\xE5\x85\xB1\xF0\x9F\x98\x80");
    press(&server, "\x7F", "a\xC3\xA9\xE5\x85\xB1");
    press(&server, "\x08", "a\xC3\xA9");
    press(&server, "\x7F", "a");
    press(&server, "\x7F", "");
    press(&server, "b\xF0\x9F\x7F", "b"); /* of one that is not whole, too */
    press(&server, "c", "bc");
    leave(&server);
}
END_TEST

START_TEST(keys_that_are_no_text_change_nothing)
{
    static child server;

    start_server(&server);
    press(&server, "a", "a");
    press(&server,
          "\033[A\033[1;5C\033OP\033[[A\033[3~\x01\x02"
          "b",
          "ab");
    leave(&server);
}
END_TEST

START_TEST(a_paste_of_many_lines_is_one_text)
{
    static child server;

    start_server(&server);
    press(&server, "\033[200~one\rtwo\r\nthree\nfour\x04\x15\033[201~",
          "one\ntwo\nthree\nfour");
    expect_output(&server.out, "one" RETURN_SYMBOL "two" RETURN_SYMBOL "three");
    press(&server, "!", "one\ntwo\nthree\nfour!");
    press(&server, "\x15", "");
    press(&server, "a\rb\r\nc\nd", "a\nb\nc\nd"); /* without marks */
    leave(&server);
}
END_TEST

START_TEST(text_that_is_too_long_is_refused)
{
    static char keys[FITS + 1];
    static child server;

    memset(keys, 'x', sizeof keys);
    start_server(&server);
    press(&server, "before", "before");
    send_text(&server, "\x15\033[200~");
    send_bytes(&server, keys, sizeof keys);
    send_text(&server, "\033[201~");
    expect_output(&server.out, "Not published: ");
    expect_output(&server.out, "4044");
    expect_output(&server.out, "4043");
    expect_map("before"); /* with a paste behind it, Ctrl-U is half a change */
    send_text(&server, "\x7F");
    expect_output(&server.out, "4043 of 4043");
    expect_text(name_of(0), keys, FITS);
    send_text(&server, "y");
    expect_output(&server.out, "4044");
    expect_text(name_of(0), keys, FITS);
    press(&server, "\x15ok", "ok");
    leave(&server);
}
END_TEST

START_TEST(bytes_that_are_no_text_are_refused)
{
    static child server;

    start_server(&server);
    press(&server, "a", "a");
    send_text(&server, "\xE9z");
    expect_output(&server.out, "byte 1 (0xE9)");
    expect_map("a");
    press(&server,
          "\x7F\x7F"
          "b",
          "ab");
    leave(&server);
}
END_TEST

static void expect_modes(const child *of, const struct termios *wanted)
{
    struct termios modes;

    ck_assert_int_eq(tcgetattr(of->slave, &modes), 0);
    ck_assert_uint_eq(modes.c_iflag, wanted->c_iflag);
    ck_assert_uint_eq(modes.c_oflag, wanted->c_oflag);
    ck_assert_uint_eq(modes.c_cflag, wanted->c_cflag);
    ck_assert_uint_eq(modes.c_lflag, wanted->c_lflag);
    ck_assert_mem_eq(modes.c_cc, wanted->c_cc, sizeof modes.c_cc);
}

/* The modes before a server starts are those of any new terminal. */
static void get_fresh_modes(struct termios *modes)
{
    const char *const argv[] = {"/bin/true", NULL};
    static child nobody;

    start_on_terminal(&nobody, argv);
    ck_assert_int_eq(wait_for_end(&nobody), 0);
    ck_assert_int_eq(tcgetattr(nobody.slave, modes), 0);
    end_child(&nobody);
}

static const struct {
    const char *key; /* or: */
    int number;
    int status;
} endings[] = {{"\x04", 0, 0},        {"\x03", 0, 130},    {"\x1C", 0, 131},
               {NULL, SIGTERM, 143},  {NULL, SIGHUP, 129}, {NULL, SIGINT, 130},
               {"abc\x04zzz\r", 0, 0}};

START_TEST(every_ending_restores_the_terminal)
{
    struct termios before, during;
    static child server;

    get_fresh_modes(&before);
    start_server(&server);
    ck_assert_int_eq(tcgetattr(server.slave, &during), 0);
    ck_assert_uint_eq(during.c_lflag & (ICANON | ECHO), 0);
    if (endings[_i].key != NULL)
        send_text(&server, endings[_i].key);
    else
        (void)kill(server.pid, endings[_i].number);
    ck_assert_int_eq(wait_for_end(&server), endings[_i].status);
    expect_modes(&server, &before);
    expect_output(&server.out, PASTE_MARKS_OFF);
    ck_assert(!object_exists(name_of(0)));
    end_child(&server);
}
END_TEST

START_TEST(a_closed_window_ends_the_server)
{
    static child server;

    start_server(&server);
    press(&server, "a", "a");
    close_input(&server); /* the terminal's other end */
    ck_assert_int_eq(wait_for_end(&server), 129);
    ck_assert(!object_exists(name_of(0)));
    end_child(&server);
}
END_TEST

START_TEST(a_stopped_server_gives_the_terminal_back_meanwhile)
{
    struct termios before, during;
    static child server;

    get_fresh_modes(&before);
    start_server(&server);
    press(&server, "a", "a");
    ck_assert_int_eq(tcgetattr(server.slave, &during), 0);
    for (int i = 0; i < 2; i++) {
        send_text(&server, "\x1A");
        wait_for_stop(&server);
        expect_modes(&server, &before);
        expect_map(i == 0 ? "a" : "ab");
        forget_output(&server.out);
        (void)kill(server.pid, SIGCONT);
        expect_output(&server.out, "> a"); /* drawn again */
        expect_modes(&server, &during);
        press(&server, i == 0 ? "b" : "c", i == 0 ? "ab" : "abc");
    }
    leave(&server);
}
END_TEST

/* Stopped from outside it has no say; the shell puts its own modes there. */
START_TEST(a_server_that_goes_on_takes_the_terminal_again)
{
    struct termios before, during;
    static child server;

    get_fresh_modes(&before);
    start_server(&server);
    press(&server, "a", "a");
    ck_assert_int_eq(tcgetattr(server.slave, &during), 0);
    (void)kill(server.pid, SIGSTOP);
    wait_for_stop(&server);
    ck_assert_int_eq(tcsetattr(server.slave, TCSANOW, &before), 0);
    forget_output(&server.out);
    (void)kill(server.pid, SIGCONT);
    expect_output(&server.out, "> a");
    expect_modes(&server, &during);
    press(&server, "b", "ab");
    leave(&server);
}
END_TEST

START_TEST(a_server_that_is_refused_leaves_the_terminal_alone)
{
    const char *const argv[] = {SERVER, name_of(0), NULL};
    struct termios before;
    static child first, second;

    get_fresh_modes(&before);
    start(&first, argv);
    expect_output(&first.out, "4043 characters.");
    start_on_terminal(&second, argv);
    ck_assert_int_eq(wait_for_end(&second), 1);
    expect_output(&second.out, "exists");
    expect_modes(&second, &before);
    end_child(&second);
    end_child(&first);
}
END_TEST

/* What a client shows of a line that a server was given. */
static void show_on_terminal(child *client, const char *line)
{
    const char *const server_argv[] = {SERVER, name_of(0), NULL};
    const char *const client_argv[] = {CLIENT, name_of(0), NULL};
    static child server;

    start(&server, server_argv);
    send_text(&server, line);
    expect_output(&server.out, "characters published.");
    start_on_terminal(client, client_argv);
    ck_assert_int_eq(wait_for_end(client), 0);
    end_child(&server);
}

START_TEST(text_of_others_does_not_drive_the_terminal)
{
    static child client;

    show_on_terminal(&client, "\033]0;x\a\033[31mr\x7F\xC2\x9B"
                              "2J\b\r"
                              "\xED\xA0\xBD|\ttab \xC3\xA9\n");
    expect_output(&client.out,
                  "------\r\n"
                  "\xE2\x90\x9B]0;x\xE2\x90\x87\xE2\x90\x9B[31mr\xE2\x90\xA1"
                  "\xEF\xBF\xBD"
                  "2J\xE2\x90\x88\xE2\x90\x8D"
                  "\xEF\xBF\xBD|\ttab \xC3\xA9\r\n");
    ck_assert_ptr_null(memchr(client.out.bytes, '\033', client.out.length));
    end_child(&client);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("terminal");
    TCase *tests = tcase_create("terminal");

    tcase_set_timeout(tests, TEST_SECONDS);
    tcase_add_test(tests, each_key_is_published);
    tcase_add_test(tests, two_hundred_keys_one_by_one);
    tcase_add_test(tests, a_character_may_come_byte_by_byte);
    tcase_add_test(tests, backspace_takes_a_whole_character);
    tcase_add_test(tests, keys_that_are_no_text_change_nothing);
    tcase_add_test(tests, a_paste_of_many_lines_is_one_text);
    tcase_add_test(tests, text_that_is_too_long_is_refused);
    tcase_add_test(tests, bytes_that_are_no_text_are_refused);
    tcase_add_loop_test(tests, every_ending_restores_the_terminal, 0,
                        sizeof endings / sizeof *endings);
    tcase_add_test(tests, a_closed_window_ends_the_server);
    tcase_add_test(tests, a_stopped_server_gives_the_terminal_back_meanwhile);
    tcase_add_test(tests, a_server_that_goes_on_takes_the_terminal_again);
    tcase_add_test(tests, a_server_that_is_refused_leaves_the_terminal_alone);
    tcase_add_test(tests, text_of_others_does_not_drive_the_terminal);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
