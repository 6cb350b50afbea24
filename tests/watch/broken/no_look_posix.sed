# posix/os_wake.c: who goes to sleep does not look whether the word is the same
s/    if \(syscall\(SYS_futex, word, FUTEX_WAIT, seen,/    (void)seen;\n    if (syscall(SYS_futex, word, FUTEX_WAIT, *(const volatile uint32_t *)word,/
