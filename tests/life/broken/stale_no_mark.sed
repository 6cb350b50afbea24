# os_life.c: what other programs made is taken for stale
s/verdict == FREE && \(object->st_mode & MARK\) != 0/verdict == FREE/
