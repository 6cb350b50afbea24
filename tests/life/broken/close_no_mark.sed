# os_life.c: who closes last removes what other programs made
s/ &&\n +!mmf_stays\(&object\)\)[^\n]*\n( +\(void\)shm_unlink)/)\n\1/
s/\(section->state & MMF_STATE_STAYS\) != 0 \|\| //
