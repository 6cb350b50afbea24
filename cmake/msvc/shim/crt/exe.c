/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for the entry point that msvcrt.lib gives to a console program with
 * a narrow main.  wmain and WinMain are not served.
 */
#include <corecrt_startup.h>
#include <process.h>
#include <stdlib.h>

extern _PIFV __xi_a[], __xi_z[];
extern _PVFV __xc_a[], __xc_z[];

int __cdecl main(int argc, char **argv, char **envp);
int mainCRTStartup(void);

int mainCRTStartup(void)
{
    __security_init_cookie();
    _set_app_type(_crt_console_app);
    if (_configure_narrow_argv(_crt_argv_unexpanded_arguments) != 0)
        return 255;
    _initialize_narrow_environment();
    if (_initterm_e(__xi_a, __xi_z) != 0)
        return 255;
    _initterm(__xc_a, __xc_z);
    exit(main(*__p___argc(), *__p___argv(), _get_initial_narrow_environment()));
}

int __cdecl atexit(void(__cdecl *handler)(void))
{
    return _crt_atexit(handler);
}
