/* SPDX-License-Identifier: MIT */
/*
 * The console on Windows: UTF-16 from and to a console, bytes from and to pipes
 * and files, and what Ctrl-C and the window's close button do.
 *
 * No C library stands between: its text mode would change line ends, and its
 * code page letters.
 */
#include "console_os.h"
#include <stdlib.h>
#include <string.h>
#include <windows.h>
/* Needs the types of windows.h. */
#include <shellapi.h>

enum {
    DEFAULT_COLUMNS = 80,
    RECORDS_AT_ONCE = 64,
    KEY_BYTES = 4, /* most that one key makes */
    CTRL_D = 0x04,
    CTRL_Z = 0x1A, /* what ends input on Windows */
    DELETE_KEY = 0x7F,
    NUMBER_INTERRUPT = 2, /* "signals" have POSIX's numbers */
    NUMBER_TERMINATE = 15
};

static volatile LONG ending;
static HANDLE ending_event; /* is set together with it */

static DWORD modes_before;
static bool keys_are_on;
static wchar_t high_half; /* of a surrogate pair that is not whole yet */

/* Input that is no console, read by a thread because it cannot be waited for
 * together with an event.  The thread owns block until it sets block_full, and
 * again from when block_taken is set. */
static struct {
    HANDLE block_full;
    HANDLE block_taken;
    char block[CONSOLE_CHUNK];
    DWORD length; /* 0: the end */
} reader;

static HANDLE standard(int stream)
{
    static const DWORD numbers[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE,
                                    STD_ERROR_HANDLE};

    return GetStdHandle(numbers[stream]);
}

static char *to_utf8(const wchar_t *text)
{
    const int size =
        WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *made = size > 0 ? malloc((size_t)size) : NULL;

    if (made != NULL)
        (void)WideCharToMultiByte(CP_UTF8, 0, text, -1, made, size, NULL, NULL);
    return made;
}

/* They live as long as the process.  Without memory for them there are those
 * that main() was given. */
char **console_os_arguments(int *argc, char **argv)
{
    int count = 0;
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &count);
    char **made = wide == NULL ? NULL : calloc((size_t)count + 1, sizeof *made);

    if (made == NULL)
        return argv;
    for (int i = 0; i < count; i++) {
        made[i] = to_utf8(wide[i]);
        if (made[i] == NULL)
            return argv;
    }
    (void)LocalFree(wide);
    *argc = count;
    return made;
}

bool console_os_is_terminal(int stream)
{
    DWORD mode;

    return GetConsoleMode(standard(stream), &mode) != 0;
}

/* Runs on a thread of the system's. */
static BOOL WINAPI on_control(DWORD type)
{
    const bool window_goes = type != CTRL_C_EVENT && type != CTRL_BREAK_EVENT;

    /* Sent to services alone, when any user leaves, whoever that is.  What the
     * system does by itself then lets a service go on. */
    if (type == CTRL_LOGOFF_EVENT)
        return FALSE;
    (void)InterlockedExchange(&ending, type == CTRL_C_EVENT ? NUMBER_INTERRUPT
                                       : window_goes        ? CONSOLE_HANGUP
                                                            : NUMBER_TERMINATE);
    (void)SetEvent(ending_event);
    /* The process ends when this returns, and main() has not yet. */
    if (window_goes)
        Sleep(INFINITE);
    return TRUE;
}

void console_os_begin(void)
{
    ending_event = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (ending_event != NULL)
        (void)SetConsoleCtrlHandler(on_control, TRUE);
}

int console_os_signal(void)
{
    return (int)ending;
}

void console_os_wait(void)
{
    (void)WaitForSingleObject(ending_event, INFINITE);
}

static bool write_wide(HANDLE to, const char *bytes, size_t length)
{
    wchar_t wide[CONSOLE_CHUNK];
    const int units = MultiByteToWideChar(CP_UTF8, 0, bytes, (int)length, wide,
                                          CONSOLE_CHUNK);
    int at = 0;

    while (at < units) {
        DWORD written = 0;

        if (!WriteConsoleW(to, wide + at, (DWORD)(units - at), &written, NULL))
            return false;
        at += (int)written;
    }
    return units > 0;
}

bool console_os_write(int stream, const char *bytes, size_t length)
{
    const HANDLE to = standard(stream);

    if (length > 0 && console_os_is_terminal(stream))
        return write_wide(to, bytes, length);
    while (length > 0) {
        DWORD written = 0;

        if (!WriteFile(to, bytes, (DWORD)length, &written, NULL) ||
            written == 0)
            return false;
        bytes += written;
        length -= written;
    }
    return true;
}

int console_os_columns(void)
{
    CONSOLE_SCREEN_BUFFER_INFO info;

    if (!GetConsoleScreenBufferInfo(standard(1), &info))
        return DEFAULT_COLUMNS;
    return info.dwSize.X;
}

/* By calls and not by escape sequences, which consoles before Windows 10 would
 * print. */
void console_os_clear(int rows_above)
{
    const HANDLE screen = standard(1);
    CONSOLE_SCREEN_BUFFER_INFO info;
    COORD start = {0, 0};
    DWORD cells, done;

    if (!GetConsoleScreenBufferInfo(screen, &info))
        return;
    start.Y = (SHORT)(info.dwCursorPosition.Y - rows_above);
    if (start.Y < 0)
        start.Y = 0;
    cells =
        (DWORD)info.dwSize.X * (DWORD)(info.dwCursorPosition.Y - start.Y + 1);
    (void)FillConsoleOutputCharacterW(screen, L' ', cells, start, &done);
    (void)FillConsoleOutputAttribute(screen, info.wAttributes, cells, start,
                                     &done);
    (void)SetConsoleCursorPosition(screen, start);
}

void console_os_keys(bool on)
{
    const DWORD cooked =
        ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT | ENABLE_MOUSE_INPUT;

    if (on && GetConsoleMode(standard(0), &modes_before))
        (void)SetConsoleMode(standard(0),
                             (modes_before & ~cooked) | ENABLE_PROCESSED_INPUT);
    if (!on)
        (void)SetConsoleMode(standard(0), modes_before);
    keys_are_on = on;
}

/* One unit of UTF-16 to the UTF-8 of its character, once that is whole. */
static size_t take_unit(wchar_t unit, char *out)
{
    wchar_t pair[2] = {high_half, unit};
    const bool second = high_half != 0 && IS_LOW_SURROGATE(unit);

    high_half = IS_HIGH_SURROGATE(unit) ? unit : L'\0';
    if (high_half != 0)
        return 0;
    return (size_t)WideCharToMultiByte(CP_UTF8, 0, second ? pair : pair + 1,
                                       second ? 2 : 1, out, KEY_BYTES, NULL,
                                       NULL);
}

static size_t take_key(const KEY_EVENT_RECORD *key, char *out)
{
    const wchar_t unit = key->uChar.UnicodeChar;
    /* A character typed by its number comes when Alt is let go. */
    const bool by_number = !key->bKeyDown && key->wVirtualKeyCode == VK_MENU;

    if (unit == 0 || (!key->bKeyDown && !by_number))
        return 0;
    if (unit == L'\b')
        out[0] = DELETE_KEY;
    else if (unit == CTRL_Z)
        out[0] = CTRL_D;
    else
        return take_unit(unit, out);
    return 1;
}

/* A key that is held down comes as one record with a count.  What does not fit
 * is dropped: nobody types so fast. */
static size_t take_records(const INPUT_RECORD *records, DWORD count, char *out,
                           size_t room)
{
    size_t made = 0;

    for (DWORD i = 0; i < count; i++) {
        const KEY_EVENT_RECORD *key = &records[i].Event.KeyEvent;

        if (records[i].EventType != KEY_EVENT)
            continue;
        for (WORD n = 0; n < key->wRepeatCount && room - made >= KEY_BYTES; n++)
            made += take_key(key, out + made);
    }
    return made;
}

static enum console_event read_keys(char *buffer, size_t room, size_t *length)
{
    const HANDLE handles[] = {ending_event, standard(0)};

    for (;;) {
        INPUT_RECORD records[RECORDS_AT_ONCE];
        DWORD count = 0;
        const DWORD which = WaitForMultipleObjects(2, handles, FALSE, INFINITE);

        if (which == WAIT_OBJECT_0)
            return CONSOLE_SIGNAL;
        if (which != WAIT_OBJECT_0 + 1 ||
            !ReadConsoleInputW(standard(0), records, RECORDS_AT_ONCE, &count))
            return CONSOLE_END;
        *length = take_records(records, count, buffer, room);
        if (*length > 0)
            return CONSOLE_BYTES;
    }
}

/* A line of the console, while its output goes elsewhere. */
static DWORD read_console_line(char *out)
{
    wchar_t units[CONSOLE_CHUNK / KEY_BYTES];
    DWORD count = 0;
    size_t made = 0;

    do {
        SetLastError(ERROR_SUCCESS);
        if (!ReadConsoleW(standard(0), units, CONSOLE_CHUNK / KEY_BYTES, &count,
                          NULL))
            return 0;
        /* Ctrl-C ends the line early; what that means is decided elsewhere. */
    } while (count == 0 && GetLastError() == ERROR_OPERATION_ABORTED);
    for (DWORD i = 0; i < count && units[i] != CTRL_Z; i++)
        made += take_unit(units[i], out + made);
    return (DWORD)made;
}

static DWORD WINAPI read_blocks(void *unused)
{
    const bool by_line = console_os_is_terminal(0);

    (void)unused;
    do {
        (void)WaitForSingleObject(reader.block_taken, INFINITE);
        reader.length = 0;
        if (by_line)
            reader.length = read_console_line(reader.block);
        else if (!ReadFile(standard(0), reader.block, CONSOLE_CHUNK,
                           &reader.length, NULL))
            reader.length = 0; /* a pipe whose other end was closed */
        (void)SetEvent(reader.block_full);
    } while (reader.length > 0);
    return 0;
}

static bool start_reader(void)
{
    HANDLE thread;

    reader.block_full = CreateEventW(NULL, FALSE, FALSE, NULL);
    reader.block_taken = CreateEventW(NULL, FALSE, TRUE, NULL);
    if (reader.block_full == NULL || reader.block_taken == NULL)
        return false;
    thread = CreateThread(NULL, 0, read_blocks, NULL, 0, NULL);
    if (thread == NULL)
        return false;
    (void)CloseHandle(thread);
    return true;
}

static enum console_event read_block(char *buffer, size_t *length)
{
    HANDLE handles[2];
    DWORD which;

    if (reader.block_full == NULL && !start_reader())
        return CONSOLE_END;
    handles[0] = ending_event;
    handles[1] = reader.block_full;
    which = WaitForMultipleObjects(2, handles, FALSE, INFINITE);
    if (which == WAIT_OBJECT_0)
        return CONSOLE_SIGNAL;
    if (which != WAIT_OBJECT_0 + 1 || reader.length == 0)
        return CONSOLE_END;
    memcpy(buffer, reader.block, reader.length);
    *length = reader.length;
    (void)SetEvent(reader.block_taken);
    return CONSOLE_BYTES;
}

enum console_event console_os_read(char *buffer, size_t room, size_t *length)
{
    return keys_are_on ? read_keys(buffer, room, length)
                       : read_block(buffer, length);
}
