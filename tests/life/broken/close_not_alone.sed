# os_life.c: who closes does not ask for other holders
s/mmf_lock_hold\(fd, LOCK_EX\) && mmf_target_refers/mmf_target_refers/
