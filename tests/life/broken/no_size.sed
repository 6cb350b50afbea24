# os_life.c: who opens does not wait for a size
s/object->st_size == 0 \|\| (!mmf_lock_hold)/\1/
