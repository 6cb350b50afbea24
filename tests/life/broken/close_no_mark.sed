# os_life.c: who closes last removes what other programs made
s/ &&\n +\(object\.st_mode & MARK\) != 0\)\n( +\(void\)shm_unlink)/)\n\1/
