# os_life.c: who closes does not ask what the name refers to
s/&& mmf_target_refers\(to, fd, &object\) &&/\&\& fstat(fd, \&object) == 0 \&\&/
