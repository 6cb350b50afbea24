# os_life.c: who meets an object does not ask what the name refers to
s/if \(!refers_to\(to, fd, &object\)\)/if (!refers_to(to, fd, \&object) \&\& fstat(fd, \&object) != 0)/
