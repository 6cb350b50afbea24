# os_life.c: who closes does not ask for other holders
s/mmf_lock_hold\(fd, LOCK_EX\) && refers_to/refers_to/
