# os_life.c: who opens does not hold again what a refusal has dropped
s/!mmf_lock_hold\(\(int\)section->handle, LOCK_SH\) \|\| object->st_size == 0/object->st_size == 0/
