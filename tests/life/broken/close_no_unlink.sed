# os_life.c: who closes last leaves the name
s/(!mmf_stays\(&object\)\)[^\n]*\n +\(void\))shm_unlink\(to->name\)/\1fd/
