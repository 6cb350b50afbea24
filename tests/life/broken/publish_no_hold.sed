# os_make.c: what is published is not held
s/mmf_lock_hold\(fd, LOCK_SH\) \? give_name\(to, fd\) : ENOTSUP/give_name(to, fd)/
