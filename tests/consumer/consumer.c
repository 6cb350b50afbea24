/* SPDX-License-Identifier: MIT */
/*
 * A program of somebody else: the public functions, by the installed headers
 * and library.  Prints the version; a failure ends it with its line.
 */
#include <mmf/mmf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(int well, int line)
{
    mmf_detail why = {0};

    if (well)
        return;
    (void)mmf_last_detail(&why);
    fprintf(stderr, "consumer.c:%d: %s: %s\n", line,
            mmf_status_name(why.status), why.hint);
    exit(1);
}

#define CHECK(condition) check((condition), __LINE__)

static void use_views(const mmf_map *map)
{
    unsigned char *bytes = NULL;
    unsigned char copy[4];
    uint32_t number = 0;
    struct pair {
        uint32_t a, b;
    } pair = {1, 2};
    const uint16_t units[3] = {'a', 'b', 'c'};
    uint16_t seen[5] = {0};
    int64_t read = 0;
    mmf_view view;

    CHECK(mmf_view_open(map, 100, 50, MMF_ACCESS_READ_WRITE, &view) == 0);
    CHECK(mmf_view_write_u32(&view, 3, 0xDEADBEEF) == 0);
    CHECK(mmf_view_read_u32(&view, 3, &number) == 0 && number == 0xDEADBEEF);
    CHECK(mmf_view_read_u32(&view, 47, &number) == MMF_ERANGE);
    CHECK(mmf_view_span(&view, 3, 4, MMF_ACCESS_READ, &bytes) == 0);
    CHECK(mmf_view_copy(&view, 3, copy, 4) == 0);
    CHECK(memcmp(bytes, copy, 4) == 0);
    CHECK(mmf_view_refuse(&view, 50, 1, MMF_ACCESS_READ) == MMF_ERANGE);
    CHECK(mmf_view_write_array(&view, 44, units, sizeof *units, 3) == 0);
    CHECK(mmf_view_read_array(&view, 44, seen, sizeof *seen, 5, &read) == 0);
    CHECK(read == 3 && memcmp(seen, units, sizeof units) == 0);
    CHECK(mmf_view_write_struct(&view, 7, &pair, sizeof pair) == 0);
    CHECK(mmf_view_read_struct(&view, 47, &pair, sizeof pair) == MMF_ERANGE);
    CHECK(mmf_view_flush(&view) == 0);
    CHECK(mmf_view_close(&view) == 0);
}

static void use_decimals(const mmf_map *map)
{
    char text[MMF_DECIMAL_ROOM];
    mmf_decimal price;
    mmf_view view;

    CHECK(mmf_view_open(map, 100, 50, MMF_ACCESS_READ_WRITE, &view) == 0);
    CHECK(mmf_decimal_parse("19.90", 5, &price) == 0);
    CHECK(mmf_view_write_decimal(&view, 3, &price) == 0);
    memset(&price, 0, sizeof price);
    CHECK(mmf_view_read_decimal(&view, 3, &price) == 0);
    CHECK(mmf_decimal_is_valid(&price));
    CHECK(mmf_decimal_format(&price, text, sizeof text) == 0);
    CHECK(strcmp(text, "19.90") == 0);
    CHECK(mmf_view_close(&view) == 0);
}

static void use_streams(const mmf_map *map)
{
    char text[8] = "";
    int64_t read = 0;
    int byte = 0;
    mmf_stream stream;
    mmf_view view;

    CHECK(mmf_view_open(map, 100, 5, MMF_ACCESS_READ_WRITE, &view) == 0);
    CHECK(mmf_stream_open(&view, &stream) == 0);
    CHECK(mmf_stream_write(&stream, "abcd", 4) == 0);
    CHECK(mmf_stream_write_byte(&stream, 'e') == 0);
    CHECK(mmf_stream_write_byte(&stream, 'f') == MMF_ENOTSUP);
    CHECK(mmf_stream_seek(&stream, -2, MMF_SEEK_END, &read) == 0 && read == 3);
    CHECK(mmf_stream_read_byte(&stream, &byte) == 0 && byte == 'd');
    CHECK(mmf_stream_set_position(&stream, 1) == 0);
    CHECK(mmf_stream_read(&stream, text, 8, &read) == 0 && read == 4);
    CHECK(strcmp(text, "bcde") == 0);
    CHECK(mmf_stream_position(&stream) == mmf_stream_length(&stream));
    CHECK(mmf_stream_set_length(&stream, 5) == MMF_ENOTSUP);
    CHECK(mmf_stream_flush(&stream) == 0 && mmf_stream_close(&stream) == 0);
    CHECK(mmf_view_close(&view) == 0);
}

static void use_text(const mmf_map *map)
{
    mmf_text_result found = {0};
    char text[16] = "";
    int64_t capacity = 0;
    mmf_view view;

    CHECK(mmf_view_open(map, 0, 8096, MMF_ACCESS_READ_WRITE, &view) == 0);
    CHECK(mmf_text_capacity(&view, NULL, &capacity) == 0 && capacity == 4043);
    CHECK(mmf_text_write(&view, NULL, 0, "Hi", 2) == 0);
    CHECK(mmf_text_read(&view, NULL, 0, text, sizeof text, &found) == 0);
    CHECK(strcmp(text, "Hi") == 0);
    CHECK(mmf_text_wait(&view, NULL, &found.token, 0) == MMF_ETIMEDOUT);
    CHECK(mmf_view_close(&view) == 0);
}

static void use_records(const mmf_map *map)
{
    mmf_record_result found = {0};
    double now = 1.5;
    mmf_view view;

    CHECK(mmf_view_open(map, 0, 4096, MMF_ACCESS_READ_WRITE, &view) == 0);
    CHECK(mmf_record_write(&view, 1024, NULL, &now, sizeof now) == 0);
    now = 0;
    CHECK(mmf_record_read(&view, 1024, NULL, &now, sizeof now, &found) == 0);
    CHECK(now > 1 && found.sequence == 1);
    CHECK(mmf_record_wait(&view, 1024, sizeof now, found.token, 0) ==
          MMF_ETIMEDOUT);
    CHECK(mmf_view_close(&view) == 0);
}

static void watch(const char *name)
{
    mmf_text_watcher watcher = {0};
    char text[16] = "";

    CHECK(mmf_text_watch(&watcher, name, NULL, NULL, 0, text, sizeof text,
                         NULL) == 0);
    CHECK(watcher.event == MMF_TEXT_APPEARED && strcmp(text, "Hi") == 0);
}

/* Asked of both kinds of system; each has one of them. */
static void use_security(const mmf_map *map)
{
    static const mmf_security mode = {.parts = MMF_SECURITY_ACCESS,
                                      .mode = 0640};
    mmf_security now = {0};
    char sddl[512];

    if (mmf_security_set(map, &mode) == MMF_ENOTSUP) {
        CHECK(mmf_security_sddl(map, MMF_SECURITY_ACCESS, sddl, sizeof sddl,
                                NULL) == 0);
        return;
    }
    CHECK(mmf_security_get(map, &now) == 0 && now.mode == 0640);
    CHECK(mmf_security_sddl(map, MMF_SECURITY_ACCESS, sddl, sizeof sddl,
                            NULL) == MMF_ENOTSUP);
}

static void use_file(const char *path)
{
    mmf_map *map = NULL;
    mmf_view view;
    FILE *file;

    CHECK(mmf_create_from_file(path, MMF_FILE_CREATE, NULL, 3, NULL, &map) ==
          0);
    CHECK(mmf_view_open(map, 0, 0, MMF_ACCESS_READ_WRITE, &view) == 0);
    CHECK(view.size == 3 && mmf_view_write_u8(&view, 2, 'x') == 0);
    CHECK(mmf_view_close(&view) == 0);
    mmf_map_close(map);
    file = fopen(path, "rb");
    CHECK(file != NULL && fgetc(file) == 0 && fgetc(file) == 0);
    CHECK(fgetc(file) == 'x' && fgetc(file) == EOF);
    fclose(file);
    CHECK(remove(path) == 0);
    CHECK(mmf_create_from_handle(-1, NULL, 3, NULL, 0, &map) == MMF_EINVAL);
}

static int count(const char *name, void *context)
{
    (void)name;
    ++*(int *)context;
    return 0;
}

static void use_names(const char *name)
{
    mmf_name_info info = {0};
    char resolved[64];
    int names = 0;

    CHECK(mmf_name_resolve(name, resolved, sizeof resolved, NULL) == 0);
    CHECK(mmf_name_stat(name, &info) == 0 && info.bytes >= 8096);
    CHECK(mmf_list(count, &names) == 0 && names > 0);
    CHECK(mmf_remove("consumer.none") != 0);
    CHECK(mmf_name_wait(name, 0) == 0);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "consumer";
    mmf_map *map = NULL;
    mmf_map *other = NULL;
    int how = 0;

    CHECK(mmf_create_new(name, 8096, NULL, &map) == 0);
    CHECK(mmf_map_size(map) >= 8096 && mmf_map_handle(map) != -1);
    CHECK(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other) == 0);
    mmf_map_close(other);
    CHECK(mmf_create_or_open(name, 8096, NULL, &other, &how) == 0);
    CHECK(how == MMF_OPENED);
    mmf_map_close(other);
    CHECK(mmf_map_adopt(-1, MMF_RIGHTS_READ, NULL, &other) == MMF_EINVAL);
    CHECK(mmf_map_after_fork(map) == 0);
    use_security(map);
    use_views(map);
    use_decimals(map);
    use_streams(map);
    use_text(map);
    use_records(map);
    use_names(name);
    use_file(name);
    watch(name);
    mmf_map_close(map);
    CHECK(mmf_open_existing(name, MMF_RIGHTS_READ, NULL, &other) == MMF_ENOENT);
    CHECK(strcmp(mmf_status_text(MMF_ENOENT), "no such name") == 0);
    printf("consumer: libmmf %d\n", mmf_version());
    return 0;
}
