# os_make.c: who creates in place does not ask whether it was removed
s/if \(!mmf_target_refers\(to, fd, &object\) \|\| !mmf/if (!mmf/
