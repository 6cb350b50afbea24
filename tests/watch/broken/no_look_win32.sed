# win32/os_wait.c: who goes to sleep does not look whether the word is the same
s/    MemoryBarrier\(\);\n    if \(\*\(const volatile uint32_t \*\)word->at == seen\)\n    //
