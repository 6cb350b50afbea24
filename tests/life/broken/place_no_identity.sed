# os_life.c: who creates in place does not ask whether it was removed
s/if \(!refers_to\(to, fd, &object\) \|\| !mmf/if (!mmf/
