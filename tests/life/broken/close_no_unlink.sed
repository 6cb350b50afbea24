# os_life.c: who closes last leaves the name
s/(\(object\.st_mode & MARK\) != 0\)\n +\(void\))shm_unlink\(to->name\)/\1fd/
