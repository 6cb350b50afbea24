# os_meet.c: what other programs made is taken for stale
s/return \(object->st_mode & MMF_MARK\) == 0;/return object == NULL;/
