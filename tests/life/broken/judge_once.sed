# os_lock.c: the hold is not asked for a second time
s/return mmf_lock_hold\(fd, LOCK_EX\) \? FREE : HELD;/return HELD;/
