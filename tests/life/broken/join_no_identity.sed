# os_meet.c: who meets an object does not ask what the name refers to
s/if \(!is_named\(to, object\)\)/if (!is_named(to, object) \&\& fstat(fd, object) != 0)/
