# os_life.c: what other programs made is taken for stale
s/return \(object->st_mode & MARK\) == 0;/return object == NULL;/
