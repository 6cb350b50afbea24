# os_make.c: who creates in place does not hold it
s/ \|\| !mmf_lock_hold\(fd, LOCK_SH\)\)\n( +return MMF_AGAIN; .* a prober)/)\n\1/
