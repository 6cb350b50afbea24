# os_life.c: who closes does not ask what the name refers to
s/&& refers_to\(to, fd, &object\) &&/\&\& fstat(fd, \&object) == 0 \&\&/
