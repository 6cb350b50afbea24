/* SPDX-License-Identifier: MIT */
/*
 * Execution: a function that is written into a map runs from an executable view
 * of it, in x86 and x86-64 code.
 */
#include "real.h"

enum {
    SIZE = 4096,
    ANSWER = 42
};

/* mov eax, 42; ret */
static const unsigned char code[] = {0xB8, ANSWER, 0, 0, 0, 0xC3};

typedef int answer(void);

static int run(const mmf_view *view)
{
    unsigned char *bytes = view->bytes;
    answer *function;

    memcpy(&function, &bytes, sizeof function);
    return function();
}

static void write_code(const mmf_map *map)
{
    mmf_view view = real_view(map, 0, SIZE, MMF_ACCESS_READ_WRITE);

    memcpy(view.bytes, code, sizeof code);
    assert_status(mmf_view_close(&view), MMF_OK);
}

/* Runs the code through a view, if this machine lets anything run; says whether
 * it does. */
static bool runs(const mmf_map *map, uint32_t access)
{
    mmf_view view;
    const int rc = mmf_view_open(map, 0, SIZE, access, &view);

    if (real_forbids(rc, access)) {
        assert_detail(MMF_EACCES, "mmf_view_open", "noexec");
        print_message("nothing may be executed here: %s\n",
                      mmf_status_text(rc));
        return false;
    }
    assert_status(rc, MMF_OK);
    assert_int_equal(run(&view), ANSWER);
    assert_status(mmf_view_close(&view), MMF_OK);
    return true;
}

static void code_runs_from_an_executable_view(void **state)
{
    static const uint32_t accesses[] = {MMF_ACCESS_READ_EXECUTE,
                                        MMF_ACCESS_READ_WRITE_EXECUTE};

    (void)state;
    for (int sample = 0; sample < REAL_SAMPLES; sample++)
        for (size_t i = 0; i < LENGTH_OF(accesses); i++) {
            mmf_map *map =
                real_sample(sample, SIZE, MMF_ACCESS_READ_WRITE_EXECUTE);

            write_code(map);
            (void)runs(map, accesses[i]);
            real_sample_end(sample, map);
        }
}

static void code_of_another_handle_runs(void **state)
{
    const char *name = real_name();
    mmf_map *creator = real_map(name, SIZE, MMF_ACCESS_READ_WRITE_EXECUTE);
    mmf_map *map = NULL;

    (void)state;
    write_code(creator);
    assert_status(mmf_open_existing(name, MMF_RIGHTS_READ_EXECUTE, NULL, &map),
                  MMF_OK);
    (void)runs(map, MMF_ACCESS_READ_EXECUTE);
    mmf_map_close(map);
    real_end(name, creator);
}

static void a_map_without_execution_gives_no_such_view(void **state)
{
    mmf_map *map = real_map(NULL, SIZE, MMF_ACCESS_READ_WRITE);
    mmf_view view;

    (void)state;
    assert_status(mmf_view_open(map, 0, SIZE, MMF_ACCESS_READ_EXECUTE, &view),
                  MMF_EACCES);
    assert_detail(MMF_EACCES, "mmf_view_open",
                  "the map does not allow MMF_ACCESS_READ_EXECUTE");
    mmf_map_close(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_runs_from_an_executable_view),
        cmocka_unit_test(code_of_another_handle_runs),
        cmocka_unit_test(a_map_without_execution_gives_no_such_view),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
