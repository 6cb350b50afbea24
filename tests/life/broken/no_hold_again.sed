# os_life.c: who opens does not hold again what a refusal has dropped
s/object->st_size == 0 \|\| !mmf_lock_hold\(\(int\)section->handle, LOCK_SH\)/object->st_size == 0/
