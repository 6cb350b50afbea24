/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for the entry point that msvcrt.lib gives to a DLL.  It runs the
 * initialisers and DllMain, and does not run exit handlers of a DLL that is
 * unloaded early: no DLL of this project has one.
 */
#include <windows.h>

#include <corecrt_startup.h>

extern _PIFV __xi_a[], __xi_z[];
extern _PVFV __xc_a[], __xc_z[];

BOOL WINAPI DllMain(HINSTANCE instance, DWORD why, LPVOID reserved);
BOOL WINAPI shim_DllMain(HINSTANCE instance, DWORD why, LPVOID reserved);
BOOL WINAPI _DllMainCRTStartup(HINSTANCE instance, DWORD why, LPVOID reserved);

BOOL WINAPI shim_DllMain(HINSTANCE instance, DWORD why, LPVOID reserved)
{
    (void)instance;
    (void)why;
    (void)reserved;
    return TRUE;
}

/* A DLL may have no DllMain of its own. */
#pragma comment(linker, "/alternatename:DllMain=shim_DllMain")

BOOL WINAPI _DllMainCRTStartup(HINSTANCE instance, DWORD why, LPVOID reserved)
{
    if (why == DLL_PROCESS_ATTACH) {
        __security_init_cookie();
        if (_initterm_e(__xi_a, __xi_z) != 0)
            return FALSE;
        _initterm(__xc_a, __xc_z);
    }
    return DllMain(instance, why, reserved);
}
