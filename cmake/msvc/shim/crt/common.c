/* SPDX-License-Identifier: MIT */
/*
 * Stand-in for the parts of msvcrt.lib that every image needs: the ends of the
 * initialiser tables, thread-local storage and the stack probe.  x64 and the
 * release C runtime only; nothing here is shipped with the library.
 */
#pragma comment(lib, "vcruntime")
#pragma comment(lib, "ucrt")
#pragma comment(lib, "kernel32")
/* The SDK's own part of /GS: the cookie and its check. */
#pragma comment(lib, "bufferoverflowu")
#include <windows.h>

/* The linker wants this symbol in every image that uses floating point. */
int _fltused = 0x9875;

/* Initialisers stand between an A and a Z section: XI in C, XC in C++. */
typedef void(__cdecl *PVFV)(void);
typedef int(__cdecl *PIFV)(void);
#pragma section(".CRT$XIA", long, read)
#pragma section(".CRT$XIZ", long, read)
#pragma section(".CRT$XCA", long, read)
#pragma section(".CRT$XCZ", long, read)
#pragma section(".CRT$XLA", long, read)
#pragma section(".CRT$XLZ", long, read)
#pragma section(".tls", long, read, write)
#pragma section(".tls$ZZZ", long, read, write)
#pragma section(".rdata$T", long, read)
__declspec(allocate(".CRT$XIA")) PIFV __xi_a[] = {0};
__declspec(allocate(".CRT$XIZ")) PIFV __xi_z[] = {0};
__declspec(allocate(".CRT$XCA")) PVFV __xc_a[] = {0};
__declspec(allocate(".CRT$XCZ")) PVFV __xc_z[] = {0};

/* What the loader reads to serve __declspec(thread). */
ULONG _tls_index = 0;
__declspec(allocate(".tls")) char _tls_start = 0;
__declspec(allocate(".tls$ZZZ")) char _tls_end = 0;
__declspec(allocate(".CRT$XLA")) PIMAGE_TLS_CALLBACK __xl_a = 0;
__declspec(allocate(".CRT$XLZ")) PIMAGE_TLS_CALLBACK __xl_z = 0;
extern const IMAGE_TLS_DIRECTORY64 _tls_used;
__declspec(allocate(".rdata$T")) const IMAGE_TLS_DIRECTORY64 _tls_used = {
    (ULONGLONG)&_tls_start,
    (ULONGLONG)&_tls_end,
    (ULONGLONG)&_tls_index,
    (ULONGLONG)(&__xl_a + 1),
    0,
    {0}};

/*
 * The stack grows by a guard page at a time, so a frame of more than a page
 * has to touch each one.  rax holds the size; every register is kept.
 */
__asm__(".intel_syntax noprefix\n"
        ".text\n"
        ".globl __chkstk\n"
        "__chkstk:\n"
        "  push rax\n"
        "  push rcx\n"
        "  lea rcx, [rsp + 24]\n"
        "Lchkstk_page:\n"
        "  cmp rax, 4096\n"
        "  jb Lchkstk_last\n"
        "  sub rcx, 4096\n"
        "  test qword ptr [rcx], rcx\n"
        "  sub rax, 4096\n"
        "  jmp Lchkstk_page\n"
        "Lchkstk_last:\n"
        "  sub rcx, rax\n"
        "  test qword ptr [rcx], rcx\n"
        "  pop rcx\n"
        "  pop rax\n"
        "  ret\n"
        ".att_syntax prefix\n");
