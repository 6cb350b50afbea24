# os_life.c: what is inherited is not held
s/if \(!mmf_lock_hold\(fd, LOCK_SH\)\) \{\n( +\(void\)close\(fd\);\n +return EBUSY;)/if (fd < 0) {\n\1/
